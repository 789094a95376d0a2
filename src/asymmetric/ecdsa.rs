//! ECDSA on P-256: the two ways in which a signature is written, and whether it fits a digest.

use p256::ecdsa::{Signature, VerifyingKey, signature::hazmat::PrehashVerifier as _};

/// A point of the curve, uncompressed or compressed (SEC 1, section 2.3.3).
pub(super) fn public(point: &[u8]) -> Result<VerifyingKey, &'static str> {
    VerifyingKey::from_sec1_bytes(point).map_err(|_| "is no P-256 public key: it is no point of the curve")
}

/// The point with these coordinates.
pub(super) fn from_coordinates(x: &[u8], y: &[u8]) -> Result<VerifyingKey, &'static str> {
    let mut point = [4; 65];
    let (head, to_y) = point.split_at_mut(33);
    let (_, to_x) = head.split_at_mut(1);
    for (to, from, why) in [(to_x, x, "is a JWK whose `x` is not 32 bytes"), (to_y, y, "is a JWK whose `y` is not 32 bytes")] {
        if from.len() != to.len() {
            return Err(why);
        }
        to.copy_from_slice(from);
    }
    public(&point)
}

/// `r` and `s` in strict DER, or set side by side; each from 1 to below the order of the curve.
pub(super) fn signature(raw: bool, bytes: &[u8]) -> Option<Signature> {
    if raw { Signature::from_slice(bytes) } else { Signature::from_der(bytes) }.ok()
}

/// A digest shorter than the order of the curve (SHA-1's) is taken as the number it is.
pub(super) fn verify(key: &VerifyingKey, digest: &[u8], signature: &Signature) -> bool {
    key.verify_prehash(digest, signature).is_ok()
}
