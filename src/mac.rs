//! HMAC over the hashes that vendors use, and the one keyed hash that is none, keyed once and cloned for each message.

use hmac::{
    Hmac, KeyInit,
    digest::{FixedOutput, Update},
};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

#[cfg(any(not(target_family = "wasm"), feature = "host-hash"))]
use crate::hmac_sha256::{DIGEST, HmacSha256};
use crate::{
    message::{Message, Sink},
    scheme::{Algorithm, Encoding},
};

/// The one that is smaller.
#[cfg(not(any(not(target_family = "wasm"), feature = "host-hash")))]
type HmacSha256 = Hmac<Sha256>;

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

    /// As [`new`](Self::new), for the length of nearly all.
    #[cfg(any(not(target_family = "wasm"), feature = "host-hash"))]
    pub(crate) fn of_sha256(output: [u8; DIGEST]) -> Self {
        let mut bytes = [0; LONGEST];
        if let Some(to) = bytes.first_chunk_mut() {
            *to = output;
        }
        Self { bytes, length: DIGEST }
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
            #[cfg(any(not(target_family = "wasm"), feature = "host-hash"))]
            Algorithm::HmacSha256 => Some(Self::Sha256(HmacSha256::new(key))),
            #[cfg(not(any(not(target_family = "wasm"), feature = "host-hash")))]
            Algorithm::HmacSha256 => keyed(key).map(Self::Sha256),
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
            Self::Sha256(mac) => update(mac, bytes),
            Self::Sha384(mac) => update(mac, bytes),
            Self::Sha512(mac) => update(mac, bytes),
            Self::SecretFirst(digest) => Digest::update(digest, bytes),
        }
    }

    /// The tag of a whole message under this key. Inlined into its one caller.
    #[inline(always)]
    pub(crate) fn tag(&self, message: &Message<'_>, body: &[u8]) -> Tag {
        // Which hash it is, is asked once and not for each piece, and this one gathers by itself.
        #[cfg(any(not(target_family = "wasm"), feature = "host-hash"))]
        if let Self::Sha256(mac) = self {
            let mut mac = mac.clone();
            message.feed(&mut mac, body);
            return Tag::of_sha256(mac.finish());
        }
        let mut mac = self.clone();
        let mut gathered = Gathered::new(&mut mac);
        message.feed(&mut gathered, body);
        gathered.flush();
        mac.finish()
    }

    pub(crate) fn finish(self) -> Tag {
        match self {
            Self::Sha1(mac) => Tag::new(&mac.finalize_fixed()),
            #[cfg(any(not(target_family = "wasm"), feature = "host-hash"))]
            Self::Sha256(mut mac) => Tag::of_sha256(mac.finish()),
            #[cfg(not(any(not(target_family = "wasm"), feature = "host-hash")))]
            Self::Sha256(mac) => Tag::new(&mac.finalize_fixed()),
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

/// A MAC that is fed short pieces together: an id, a dot, a timestamp, a dot. Each feeding costs as much as a good part of a block.
pub(crate) struct Gathered<'m> {
    mac: &'m mut Mac,
    pieces: [u8; 128],
    length: usize,
}

impl<'m> Gathered<'m> {
    pub(crate) const fn new(mac: &'m mut Mac) -> Self {
        Self { mac, pieces: [0; 128], length: 0 }
    }

    /// Feeds what was gathered. Last of all, too.
    pub(crate) fn flush(&mut self) {
        let pieces = self.pieces.get(..core::mem::take(&mut self.length)).unwrap_or_default();
        if !pieces.is_empty() {
            self.mac.update(pieces);
        }
    }
}

impl Sink for Gathered<'_> {
    fn take(&mut self, bytes: &[u8]) {
        let end = self.length.saturating_add(bytes.len());
        if let Some(room) = self.pieces.get_mut(self.length..end) {
            room.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
            self.length = end;
        } else {
            self.flush();
            self.mac.update(bytes);
        }
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
