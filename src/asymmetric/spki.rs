//! A public key in DER: `SubjectPublicKeyInfo` of X.509, and PKCS#1's form of an RSA key within it.

use alloc::vec::Vec;

use super::{
    PublicKey,
    der::{BIT_STRING, Der, OBJECT_IDENTIFIER, SEQUENCE, element},
    ecdsa, ed25519,
    rsa_key::RsaKey,
};

/// 1.3.101.112 (RFC 8410).
pub(super) const ED25519: &[u8] = b"\x2b\x65\x70";
/// 1.2.840.10045.2.1 (RFC 5480).
pub(super) const EC: &[u8] = b"\x2a\x86\x48\xce\x3d\x02\x01";
/// 1.2.840.10045.3.1.7.
const P256: &[u8] = b"\x2a\x86\x48\xce\x3d\x03\x01\x07";
/// 1.2.840.113549.1.1.1 (RFC 3279).
pub(super) const RSA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";

/// Reads a whole `SubjectPublicKeyInfo`.
pub(super) fn parse(der: &[u8]) -> Result<PublicKey, &'static str> {
    const NONE: &str = "is neither a raw public key nor one in DER (SubjectPublicKeyInfo); was it copied whole?";
    let (algorithm, parameter, key) = fields(der).ok_or(NONE)?;
    match (algorithm, parameter) {
        (ED25519, None) => ed25519::public(key).map(PublicKey::ed25519),
        (EC, Some((OBJECT_IDENTIFIER, P256))) => ecdsa::public(key).map(PublicKey::p256),
        (EC, Some((OBJECT_IDENTIFIER, _))) => Err("is a key on another curve than P-256"),
        // RFC 3279 wants NULL here; some writers leave it out.
        (RSA, None | Some((NULL, b""))) => pkcs1(key),
        (ED25519 | EC | RSA, _) => Err(NONE),
        _ => Err("is neither an Ed25519, a P-256 nor an RSA public key"),
    }
}

const NULL: u8 = 0x05;

/// What is written after the algorithm of a key of P-256, and of RSA.
pub(super) const ON_P256: &[u8] = b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
pub(super) const NO_PARAMETER: &[u8] = b"\x05\x00";

/// Writes a `SubjectPublicKeyInfo`, which [`parse`] reads.
pub(super) fn write(algorithm: &[u8], parameter: &[u8], key: &[u8]) -> Vec<u8> {
    let identifier = element(SEQUENCE, &[&element(OBJECT_IDENTIFIER, &[algorithm]), parameter]);
    element(SEQUENCE, &[&identifier, &element(BIT_STRING, &[&[0], key])])
}

/// The algorithm, its parameter as tag and contents, and the key's own bytes.
type Fields<'d> = (&'d [u8], Option<(u8, &'d [u8])>, &'d [u8]);

fn fields(der: &[u8]) -> Option<Fields<'_>> {
    let mut outer = Der::new(der);
    let mut info = outer.sequence()?;
    outer.end()?;
    let mut identifier = info.sequence()?;
    let key = info.bit_string()?;
    info.end()?;
    let algorithm = identifier.value(OBJECT_IDENTIFIER)?;
    let parameter = if identifier.is_empty() {
        None
    } else {
        let (whole, element) = identifier.whole()?;
        Some((*whole.first()?, element.value()))
    };
    identifier.end()?;
    Some((algorithm, parameter, key))
}

/// Reads a whole `RSAPublicKey` (RFC 8017, appendix A.1.1).
pub(super) fn pkcs1(der: &[u8]) -> Result<PublicKey, &'static str> {
    let parts = || {
        let mut outer = Der::new(der);
        let mut parts = outer.sequence()?;
        outer.end()?;
        let (modulus, exponent) = (parts.unsigned()?, parts.unsigned()?);
        parts.end()?;
        Some((modulus, exponent))
    };
    let (modulus, exponent) = parts().ok_or("is not an RSA public key in DER (modulus and exponent); was it copied whole?")?;
    RsaKey::new(modulus, exponent).map(PublicKey::rsa)
}
