//! A public key of one of the three kinds, and every form in which a vendor may hand one out.

use alloc::vec::Vec;

use ed25519_dalek::VerifyingKey as Ed25519Key;
use p256::ecdsa::VerifyingKey as P256Key;

use super::{
    Jwk,
    algorithm::Kind,
    ecdsa, ed25519, malformed,
    rsa_key::RsaKey,
    spki,
    text::{self, BEGIN},
};
use crate::Error;

/// A public key: Ed25519, P-256 or RSA. What it may verify is decided by [`Key::from_public`](super::Key::from_public).
#[derive(Clone)]
pub struct PublicKey(pub(super) Inner);

#[derive(Clone)]
pub(super) enum Inner {
    Ed25519(Ed25519Key),
    P256(P256Key),
    Rsa(RsaKey),
}

impl PublicKey {
    /// Reads `-----BEGIN PUBLIC KEY-----` or `-----BEGIN RSA PUBLIC KEY-----`, with line breaks or without.
    ///
    /// # Errors
    /// [`Code::MalformedSecret`](crate::Code::MalformedSecret).
    pub fn from_pem(text: &str) -> Result<Self, Error> {
        pem(text).map_err(malformed)
    }

    /// Reads a `SubjectPublicKeyInfo` in DER, to its end.
    ///
    /// # Errors
    /// [`Code::MalformedSecret`](crate::Code::MalformedSecret).
    pub fn from_spki_der(der: &[u8]) -> Result<Self, Error> {
        spki::parse(der).map_err(malformed)
    }

    /// Takes a JWK that was parsed elsewhere.
    ///
    /// # Errors
    /// [`Code::MalformedSecret`](crate::Code::MalformedSecret), naming the field.
    pub fn from_jwk(jwk: &Jwk) -> Result<Self, Error> {
        jwk.key().map_err(malformed)
    }

    /// Reads a JWK from its JSON. Of several members with one name the last counts.
    ///
    /// # Errors
    /// [`Code::MalformedSecret`](crate::Code::MalformedSecret), naming the field.
    pub fn from_jwk_text(json: &str) -> Result<Self, Error> {
        Self::from_jwk(&Jwk::at("", json.as_bytes()))
    }

    /// Finds the key with this `kid` in a JWK set `{"keys": […]}`, among its first [`JWKS_KEYS`](super::JWKS_KEYS).
    ///
    /// The time is that of reading the document a few dozen times: keep what this gives.
    /// # Errors
    /// [`Code::MalformedSecret`](crate::Code::MalformedSecret), also if there is none with this `kid`.
    pub fn from_jwks_text(json: &str, kid: &str) -> Result<Self, Error> {
        let pointer = Jwk::find(json.as_bytes(), kid).ok_or_else(|| malformed("is a JWK set without a key of this `kid`"))?;
        Self::from_jwk(&Jwk::at(&pointer, json.as_bytes()))
    }

    /// The key as `SubjectPublicKeyInfo` in DER, to be kept or handed on: as bytes it is a secret that [`Key::new`](super::Key::new) takes.
    #[must_use]
    pub fn to_spki_der(&self) -> Vec<u8> {
        match &self.0 {
            Inner::Ed25519(key) => spki::write(spki::ED25519, &[], key.as_bytes()),
            Inner::P256(key) => spki::write(spki::EC, spki::ON_P256, key.to_sec1_point(false).as_bytes()),
            Inner::Rsa(key) => spki::write(spki::RSA, spki::NO_PARAMETER, &key.to_pkcs1()),
        }
    }

    pub(super) const fn ed25519(key: Ed25519Key) -> Self {
        Self(Inner::Ed25519(key))
    }

    pub(super) const fn p256(key: P256Key) -> Self {
        Self(Inner::P256(key))
    }

    pub(super) const fn rsa(key: RsaKey) -> Self {
        Self(Inner::Rsa(key))
    }

    pub(super) const fn kind(&self) -> Kind {
        match self.0 {
            Inner::Ed25519(_) => Kind::Ed25519,
            Inner::P256(_) => Kind::P256,
            Inner::Rsa(_) => Kind::Rsa,
        }
    }

    /// A key of this kind from text that is not Ed25519's own: PEM, JWK, or base64 or base64url of [`from_bytes`](Self::from_bytes).
    pub(super) fn from_text(kind: Kind, text: &str) -> Result<Self, &'static str> {
        if text.trim_start().starts_with(BEGIN) {
            return pem(text);
        }
        if text.trim_start().starts_with('{') {
            return Jwk::at("", text.as_bytes()).key();
        }
        let hex = if kind == Kind::Ed25519 { text::hex32(text.as_bytes()) } else { None };
        let bytes = hex.or_else(|| text::base64(text.as_bytes())).or_else(|| text::base64url(text));
        Self::from_bytes(kind, &bytes.ok_or("is neither PEM, a JWK nor base64; was it copied whole?")?)
    }

    /// A key of this kind as the raw point (32 bytes of Ed25519; 65 or 33 of P-256), else as a `SubjectPublicKeyInfo`.
    pub(super) fn from_bytes(kind: Kind, bytes: &[u8]) -> Result<Self, &'static str> {
        match (kind, bytes.len()) {
            (Kind::Ed25519, 32) => ed25519::public(bytes).map(Self::ed25519),
            (Kind::P256, 33 | 65) => ecdsa::public(bytes).map(Self::p256),
            _ => spki::parse(bytes),
        }
    }
}

fn pem(text: &str) -> Result<PublicKey, &'static str> {
    let mut rest = text;
    let block = text::pem(&mut rest).ok_or("is not whole as PEM: no base64 between BEGIN and its END; are its line breaks escaped?")?;
    if !rest.trim().is_empty() {
        return Err("is PEM with more text after the key");
    }
    match block.label {
        "PUBLIC KEY" => spki::parse(&block.bytes),
        "RSA PUBLIC KEY" => spki::pkcs1(&block.bytes),
        "CERTIFICATE" => Err("is a certificate; hand it to `certificate::public_key`, which says whether it can be trusted"),
        label if label.ends_with("PRIVATE KEY") => Err("is a private key; the public key belongs here"),
        _ => Err("is PEM of something else than a public key"),
    }
}
