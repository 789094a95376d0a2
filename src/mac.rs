//! HMAC over the hashes that vendors use, and the one keyed hash that is none, keyed once and cloned for each message.

use hmac::{
    Hmac, KeyInit,
    digest::{FixedOutput, Update},
};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::{
    hmac_sha256::HmacSha256,
    message::Sink,
    scheme::{Algorithm, Encoding},
};

/// An HMAC in progress. A fresh one holds the key's midstates and nothing else; it is wiped when dropped.
#[derive(Clone)]
pub(crate) enum Mac {
    Sha1(Hmac<Sha1>),
    Sha256(HmacSha256),
    Sha384(Hmac<Sha384>),
    Sha512(Hmac<Sha512>),
    /// SHA-256 that has taken the secret: no MAC, but some vendors' word for one.
    SecretFirst(Sha256),
}

/// The longest output of a MAC, that of SHA-512, in bytes.
pub(crate) const LONGEST_MAC: usize = 64;
/// The same; or the longest signature, that of RSA with 4096 bits.
pub(crate) const LONGEST: usize = if cfg!(feature = "asymmetric") { 512 } else { LONGEST_MAC };

/// The output of a MAC or digest, or a signature.
#[derive(Clone, Copy)]
pub(crate) struct Tag {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Tag {
    #[cfg(feature = "asymmetric")]
    pub(crate) const NONE: Self = Self { bytes: [0; LONGEST], length: 0 };

    #[inline(never)]
    pub(crate) fn new(output: &[u8]) -> Self {
        let mut bytes = [0; LONGEST];
        for (to, from) in bytes.iter_mut().zip(output) {
            *to = *from;
        }
        Self { bytes, length: output.len().min(LONGEST) }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// The same and the zeros that follow.
    pub(crate) fn padded(&self) -> &[u8] {
        &self.bytes
    }
}

/// Keys an HMAC of any hash; a key may have any length (RFC 2104, section 3), so this always gives one.
fn keyed<M: KeyInit>(key: &[u8]) -> Option<M> {
    M::new_from_slice(key).ok()
}

/// Apart for each hash: those of SHA-384 and SHA-512 come out alike and are then one.
#[inline(never)]
fn update<M: Update>(mac: &mut M, bytes: &[u8]) {
    mac.update(bytes);
}

impl Mac {
    /// An HMAC under `key`; `None` if the algorithm is none.
    pub(crate) fn new(algorithm: Algorithm, key: &[u8]) -> Option<Self> {
        match algorithm {
            Algorithm::HmacSha1 => keyed(key).map(Self::Sha1),
            Algorithm::HmacSha256 => Some(Self::Sha256(HmacSha256::new(key))),
            Algorithm::HmacSha384 => keyed(key).map(Self::Sha384),
            Algorithm::HmacSha512 => keyed(key).map(Self::Sha512),
            Algorithm::Sha256SecretFirst => Some(Self::SecretFirst(Sha256::new_with_prefix(key))),
            Algorithm::Sha256OfKey | Algorithm::Token => None,
            #[cfg(feature = "asymmetric")]
            Algorithm::Public(_) => None,
        }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(mac) => update(mac, bytes),
            Self::Sha256(mac) => mac.update(bytes),
            Self::Sha384(mac) => update(mac, bytes),
            Self::Sha512(mac) => update(mac, bytes),
            Self::SecretFirst(digest) => Digest::update(digest, bytes),
        }
    }

    pub(crate) fn finish(self) -> Tag {
        match self {
            Self::Sha1(mac) => Tag::new(&mac.finalize_fixed()),
            Self::Sha256(mac) => Tag::new(&mac.finish()),
            Self::Sha384(mac) => Tag::new(&mac.finalize_fixed()),
            Self::Sha512(mac) => Tag::new(&mac.finalize_fixed()),
            Self::SecretFirst(digest) => Tag::new(&digest.finalize()),
        }
    }
}

impl Sink for Mac {
    fn take(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }
}

/// Bytes of a signature of this algorithm, as `text` in its encoding has it where they may differ.
pub(crate) const fn signature_bytes(algorithm: Algorithm, encoding: Encoding, text: &[u8]) -> usize {
    #[cfg(not(feature = "asymmetric"))]
    let _ = (encoding, text);
    match algorithm {
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(_) => crate::encoding::decoded_bytes(encoding, text),
        Algorithm::HmacSha1 => 20,
        Algorithm::HmacSha256 | Algorithm::Sha256SecretFirst | Algorithm::Sha256OfKey | Algorithm::Token => 32,
        Algorithm::HmacSha384 => 48,
        Algorithm::HmacSha512 => 64,
    }
}
