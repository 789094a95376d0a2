//! Ed25519, strictly: what is a key, what is a signature, and how one is made.

use ed25519_dalek::{Signature, Signer as _, SigningKey, StreamVerifier, VerifyingKey};
use zeroize::Zeroizing;

/// A public key in its one spelling, not of small order.
pub(super) fn public(bytes: &[u8]) -> Result<VerifyingKey, &'static str> {
    let bytes = bytes.try_into().map_err(|_| "is not the 32 bytes of an Ed25519 public key")?;
    let canonical = |key: &VerifyingKey| key.to_edwards().compress().as_bytes() == bytes;
    VerifyingKey::from_bytes(bytes)
        .ok()
        .filter(|key| !key.is_weak() && canonical(key))
        .ok_or("is no Ed25519 public key: these 32 bytes are no point of the curve, or one of small order")
}

/// A private key from its seed, or from seed and public key together, which must then fit.
pub(super) fn private(bytes: &[u8]) -> Result<SigningKey, &'static str> {
    let (seed, public) = bytes.split_at_checked(32).ok_or(PRIVATE)?;
    let seed = Zeroizing::new(<[u8; 32]>::try_from(seed).map_err(|_| PRIVATE)?);
    let key = SigningKey::from_bytes(&seed);
    match public.len() {
        0 => Ok(key),
        32 if public == key.verifying_key().as_bytes() => Ok(key),
        32 => Err("is a private key whose second half is not its public key; was it copied whole?"),
        _ => Err(PRIVATE),
    }
}

const PRIVATE: &str = "is not an Ed25519 private key of 32 bytes, or of 64 with its public key";

/// A signature about to be verified; the outer `None` if it is none, the inner one if it can fit no message.
///
/// With the checks in [`public`] this answers as `verify_strict` of ed25519-dalek does, but takes the message in pieces.
#[expect(clippy::option_option, reason = "malformed and wrong are two things")]
pub(super) fn begin(key: &VerifyingKey, signature: &[u8]) -> Option<Option<StreamVerifier>> {
    let signature = Signature::from_slice(signature).ok()?;
    let verifier = key.verify_stream(&signature).ok()?;
    let sound = VerifyingKey::from_bytes(signature.r_bytes()).is_ok_and(|point| !point.is_weak());
    Some(sound.then_some(verifier))
}

pub(super) fn sign(key: &SigningKey, message: &[u8]) -> [u8; 64] {
    key.sign(message).to_bytes()
}
