//! Verifying where the host hashes: the core says what is to be hashed, and decides by the digest that comes back.
//!
//! Where wasm hashes slower than what the host has in native code, this hands over the hashing of the message, or of the body, and
//! nothing else: what is looked at, in which order, and every comparison stay here. Of the hashes it knows SHA-256.

use crate::{
    Code, Error, Head, UnixTime, Verified, Webhook,
    body_digest::{self, BodyDigest},
    hmac_sha256,
    key::Key,
    mac::{Mac, Tag},
    message::Sink,
    scheme::{Algorithm, Part, Scheme},
    signatures::Signatures,
    verify::Checked,
};

/// Bytes of a block of SHA-256.
pub const BLOCK_BYTES: usize = hmac_sha256::BLOCK;

/// Bytes of a digest of SHA-256.
pub const DIGEST_BYTES: usize = hmac_sha256::DIGEST;

/// What a host may hash for a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostHash {
    /// The block of a key and then the message, which is the inner hash of HMAC (RFC 2104).
    Message,
    /// The body, of which the message holds the digest.
    Body,
}

/// A request that passed every check but that of its signature.
pub struct Outline {
    signatures: Signatures,
    timestamp: Option<UnixTime>,
    /// A bit for each key that the request lets be tried.
    chosen: u8,
    before: usize,
    after: usize,
}

impl Outline {
    /// Of no request, for [`Webhook::outline`] to fill: where it lies, since it is large.
    pub const NOTHING: Self = Self { signatures: Signatures::none(Algorithm::HmacSha256), timestamp: None, chosen: 0, before: 0, after: 0 };

    /// When the request was signed, if it turns out to be.
    #[must_use]
    pub const fn timestamp(&self) -> Option<UnixTime> {
        self.timestamp
    }

    /// Bytes of the message before the body.
    #[must_use]
    pub const fn before(&self) -> usize {
        self.before
    }

    /// Bytes of the message after the body.
    #[must_use]
    pub const fn after(&self) -> usize {
        self.after
    }
}

impl Webhook {
    /// What a host may hash for it; nothing where the hash is another, or fields of the body are read.
    #[must_use]
    pub fn host_hash(&self) -> Option<HostHash> {
        let scheme = &self.scheme;
        if scheme.reads_body() {
            None
        } else if matches!(BodyDigest::of(scheme), Some(BodyDigest::Sha256(..))) {
            Some(HostHash::Body)
        } else {
            signs_raw_body(scheme).then_some(HostHash::Message)
        }
    }

    /// Checks a request as [`verify`](Self::verify) does, up to the signature itself, and writes what of the message stands before the body
    /// and after it into `message`. Of what has no room there only the length is told.
    ///
    /// For [`HostHash::Message`]. A host then hashes, for one key after the other, its block, what stands before, the body, and the rest.
    ///
    /// # Errors
    /// As [`verify`](Self::verify).
    pub fn outline(&self, head: &dyn Head, now: UnixTime, message: &mut [u8], outline: &mut Outline) -> Result<(), Error> {
        let mut checked = Checked::nothing(self);
        self.check(head, b"", now, &mut checked)?;
        let mut written = Written { bytes: message, length: 0 };
        let parts = self.message(&checked);
        parts.feed_before_body(&mut written);
        outline.before = written.length;
        parts.feed_after_body(&mut written);
        outline.after = written.length.saturating_sub(outline.before);
        outline.chosen = self.keys().enumerate().filter(|(_, key)| checked.chooses(key)).fold(0, |bits, (index, _)| bits | bit(index));
        outline.timestamp = checked.timestamp;
        outline.signatures.put(&checked.signatures);
        Ok(())
    }

    /// Whether the key at `index` signed the request whose inner hash under it is `inner`; `None` for no, where there is a further key.
    ///
    /// # Errors
    /// [`Code::SignatureMismatch`] for no, after the last key.
    pub fn conclude(&self, outline: &Outline, index: usize, inner: &[u8; DIGEST_BYTES]) -> Result<Option<usize>, Error> {
        let mut keys = self.keys().skip(index);
        let tag = keys.next().and_then(|key| tag(key, inner));
        if outline.chosen & bit(index) != 0 && tag.is_some_and(|tag| outline.signatures.contain(&tag)) {
            return Ok(Some(index));
        }
        if keys.next().is_some() { Ok(None) } else { Err(Error::named(Code::SignatureMismatch, "the signature")) }
    }

    /// As [`verify`](Self::verify), for a body of which a host hands in the digest: for [`HostHash::Body`].
    ///
    /// # Errors
    /// As [`verify`](Self::verify).
    pub fn verify_digest<'r>(&'r self, head: &'r dyn Head, digest: &[u8; DIGEST_BYTES], now: UnixTime) -> Result<Verified<'r>, Error> {
        let mut checked = Checked::nothing(self);
        self.check(head, b"", now, &mut checked)?;
        let signed = body_digest::written(&self.scheme, digest);
        let key = self.key_for(&checked, &self.message(&checked), signed.as_bytes());
        self.accept(&checked, key)
    }
}

/// The tag of a message by its inner hash, which is SHA-256.
fn tag(key: &Key, inner: &[u8; DIGEST_BYTES]) -> Option<Tag> {
    match key.mac()? {
        Mac::Sha256(mac) => Some(Tag::of_sha256(mac.close(inner))),
        _ => None,
    }
}

/// What was written, as far as there was room, and its length.
struct Written<'w> {
    bytes: &'w mut [u8],
    length: usize,
}

impl Sink for Written<'_> {
    fn take(&mut self, bytes: &[u8]) {
        let end = self.length.saturating_add(bytes.len());
        if let Some(room) = self.bytes.get_mut(self.length..end) {
            room.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        }
        self.length = end;
    }
}

fn bit(index: usize) -> u8 {
    u32::try_from(index).ok().and_then(|index| 1_u8.checked_shl(index)).unwrap_or_default()
}

/// Whether the message holds the body as it stands, under HMAC with SHA-256.
pub(crate) fn signs_raw_body(scheme: &Scheme) -> bool {
    scheme.algorithm == Algorithm::HmacSha256 && scheme.has(|part| matches!(part, Part::Body))
}
