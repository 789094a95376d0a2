//! A public key as a JWK (RFC 7517, 7518, 8037): which fields it must have, and how one is found in a set.

use alloc::string::String;

use super::{JWKS_KEYS, PublicKey, ecdsa, ed25519, rsa_key::RsaKey, text::base64url};
use crate::json::string_at;

/// The fields of a JWK that are read, as the strings they are in JSON. All others, `alg` among them, change nothing.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Jwk {
    /// `OKP`, `EC` or `RSA`.
    pub kty: Option<String>,
    /// `Ed25519` or `P-256`.
    pub crv: Option<String>,
    /// `sig`, if it is there at all.
    pub r#use: Option<String>,
    /// The public key of `OKP`, a coordinate of `EC`: 32 bytes in unpadded base64url.
    pub x: Option<String>,
    /// The other coordinate of `EC`.
    pub y: Option<String>,
    /// The modulus of `RSA`, big-endian, in unpadded base64url.
    pub n: Option<String>,
    /// The exponent of `RSA`, likewise.
    pub e: Option<String>,
}

impl Jwk {
    /// Reads the object at a JSON pointer, which is empty or begins with `/`. A field that is no string is absent.
    pub(super) fn at(pointer: &str, json: &[u8]) -> Self {
        let field = |name: &str| string_at(&[pointer, "/", name].concat(), json);
        Self { kty: field("kty"), crv: field("crv"), r#use: field("use"), x: field("x"), y: field("y"), n: field("n"), e: field("e") }
    }

    /// The pointer to the one object in a set whose `kid` is this; of several, to the first.
    pub(super) fn find(json: &[u8], kid: &str) -> Option<String> {
        (0..JWKS_KEYS).find_map(|index| {
            let digits = [index / 10, index % 10].into_iter().skip(usize::from(index < 10));
            let mut key = String::from("/keys/");
            key.extend(digits.filter_map(|digit| char::from_digit(digit, 10)));
            (string_at(&[&key, "/kid"].concat(), json).as_deref() == Some(kid)).then_some(key)
        })
    }

    pub(super) fn key(&self) -> Result<PublicKey, &'static str> {
        if self.r#use.as_deref().is_some_and(|purpose| purpose != "sig") {
            return Err("is a JWK whose `use` is not `sig`");
        }
        let crv = self.crv.as_deref();
        match self.kty.as_deref() {
            Some("OKP") if crv == Some("Ed25519") => {
                ed25519::public(&bytes(&self.x, "is a JWK whose `x` is missing or not unpadded base64url")?).map(PublicKey::ed25519)
            }
            Some("EC") if crv == Some("P-256") => {
                let x = bytes(&self.x, "is a JWK whose `x` is missing or not unpadded base64url")?;
                let y = bytes(&self.y, "is a JWK whose `y` is missing or not unpadded base64url")?;
                ecdsa::from_coordinates(&x, &y).map(PublicKey::p256)
            }
            Some("RSA") => {
                let n = bytes(&self.n, "is a JWK whose `n` is missing or not unpadded base64url")?;
                let e = bytes(&self.e, "is a JWK whose `e` is missing or not unpadded base64url")?;
                RsaKey::new(&n, &e).map(PublicKey::rsa)
            }
            Some("OKP" | "EC") => Err("is a JWK whose `crv` is not `Ed25519` or `P-256`"),
            _ => Err("is no JWK, or one whose `kty` is not `OKP`, `EC` or `RSA`; in a set a key is found by its `kid`"),
        }
    }
}

fn bytes(field: &Option<String>, why: &'static str) -> Result<zeroize::Zeroizing<alloc::vec::Vec<u8>>, &'static str> {
    field.as_deref().and_then(base64url).ok_or(why)
}
