//! RSA public keys within bounds, and whether they made a signature: PKCS#1 v1.5 and PSS of RFC 8017. Nothing here signs.

use alloc::{vec, vec::Vec};

use rsa::{BigUint, Pkcs1v15Sign, RsaPublicKey, hazmat, traits::PublicKeyParts as _};

use super::{RSA_BITS, der, prehash::Hash};

#[derive(Clone)]
pub(super) struct RsaKey(RsaPublicKey);

impl RsaKey {
    /// A key from its modulus and exponent, both big-endian.
    pub(super) fn new(modulus: &[u8], exponent: &[u8]) -> Result<Self, &'static str> {
        // Before anything is computed with it: what was handed in may be of any size.
        if modulus.len().saturating_mul(8) > RSA_BITS.saturating_add(8) || exponent.len() > 16 {
            return Err(TOO_LONG);
        }
        let (modulus, exponent) = (BigUint::from_bytes_be(modulus), BigUint::from_bytes_be(exponent));
        if modulus.bits() > RSA_BITS {
            return Err(TOO_LONG);
        }
        // This crate takes 2 for the least exponent and refuses even ones.
        RsaPublicKey::new_with_max_size(modulus, exponent, RSA_BITS)
            .map(Self)
            .map_err(|_| "is no RSA public key: its modulus `n` is even, or its exponent `e` is not odd and between 3 and 2^33")
    }

    pub(super) fn bits(&self) -> usize {
        self.0.n().bits()
    }

    /// `RSAPublicKey` in DER (appendix A.1.1).
    pub(super) fn to_pkcs1(&self) -> Vec<u8> {
        let [modulus, exponent] = [self.0.n(), self.0.e()].map(|number| der::unsigned(&number.to_bytes_be()));
        der::element(der::SEQUENCE, &[&modulus, &exponent])
    }

    /// RSASSA-PKCS1-v1_5 (section 8.2.2).
    pub(super) fn verify_pkcs1(&self, hash: Hash, digest: &[u8], signature: &[u8]) -> bool {
        let padding = Pkcs1v15Sign { hash_len: Some(digest.len()), prefix: hash.pkcs1_prefix().into() };
        self.0.verify(padding, digest, signature).is_ok()
    }

    /// RSASSA-PSS (section 8.1.2) with MGF1 over the same hash and a salt as long as the hash.
    ///
    /// Own code, because the crate's stands on another `digest` than the rest of this one.
    pub(super) fn verify_pss(&self, hash: Hash, digest: &[u8], signature: &[u8]) -> bool {
        self.open(signature).and_then(|encoded| check_pss(hash, digest, &encoded, self.bits())).is_some()
    }

    /// RSAVP1 (section 5.2.2), as long as the modulus. `None` for a signature that is longer, shorter or out of range.
    fn open(&self, signature: &[u8]) -> Option<Vec<u8>> {
        let number = BigUint::from_bytes_be(signature);
        if signature.len() != self.0.size() || number >= *self.0.n() {
            return None;
        }
        let opened = hazmat::rsa_encrypt(&self.0, &number).ok()?.to_bytes_be();
        let mut encoded = vec![0; signature.len().checked_sub(opened.len())?];
        encoded.extend_from_slice(&opened);
        Some(encoded)
    }
}

const TOO_LONG: &str = "is an RSA key of more than 4096 bits, or with an exponent of more than 33";

/// EMSA-PSS-VERIFY (section 9.1.2) for a modulus of so many bits: `Some` if it is consistent. `encoded` is as long as the modulus.
fn check_pss(hash: Hash, digest: &[u8], encoded: &[u8], bits: usize) -> Option<()> {
    let length = digest.len();
    // The encoding has one bit less than the modulus, and so, now and then, one byte less.
    let (encoded, mask) = match u32::try_from(bits.checked_sub(1)? % 8).ok()? {
        0 => (encoded.strip_prefix(&[0])?, 0xff),
        used => (encoded, 0xff_u8.checked_shr(8_u32.checked_sub(used)?)?),
    };
    let encoded = encoded.strip_suffix(&[0xbc])?;
    let (masked, seed) = encoded.split_at_checked(encoded.len().checked_sub(length)?)?;
    if masked.first()? & !mask != 0 {
        return None;
    }

    let mut block = masked.to_vec();
    unmask(hash, seed, &mut block);
    if let Some(first) = block.first_mut() {
        *first &= mask;
    }
    let (padding, salt) = block.split_at_checked(block.len().checked_sub(length)?)?;
    let (one, zeros) = padding.split_last()?;
    if *one != 1 || zeros.iter().any(|byte| *byte != 0) {
        return None;
    }
    (hash.of(&[&[0; 8], digest, salt]).as_bytes() == seed).then_some(())
}

/// Applies MGF1 (appendix B.2.1) to `block`.
fn unmask(hash: Hash, seed: &[u8], block: &mut [u8]) {
    let mut rest = block;
    let mut counter = 0_u32;
    while !rest.is_empty() {
        let pad = hash.of(&[seed, &counter.to_be_bytes()]);
        let (now, later) = rest.split_at_mut(rest.len().min(pad.as_bytes().len()));
        now.iter_mut().zip(pad.as_bytes()).for_each(|(byte, pad)| *byte ^= pad);
        rest = later;
        counter = counter.saturating_add(1);
    }
}
