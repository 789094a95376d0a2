//! How a signature is computed, and how the text of a secret becomes the key that it is computed with.

use super::{List, Text};

/// How a signature is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Algorithm {
    /// HMAC with SHA-1 (RFC 2104); only where a vendor still uses it.
    HmacSha1,
    /// HMAC with SHA-256 (RFC 2104, RFC 6234).
    HmacSha256,
    /// HMAC with SHA-384.
    HmacSha384,
    /// HMAC with SHA-512.
    HmacSha512,
    /// SHA-256 of the secret itself: says that the sender knows it, and nothing about the request.
    Sha256OfKey,
    /// The secret itself, compared in constant time: says nothing about the request.
    Token,
}

/// How the text of a secret becomes the bytes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFormat {
    pub(crate) encoding: KeyEncoding,
    pub(crate) prefixes: List<Text>,
}

/// The encoding of a secret's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyEncoding {
    /// The text's own bytes.
    Utf8,
    /// Hex in either case.
    Hex,
    /// Base64 of RFC 4648 section 4; the padding may be left out.
    Base64,
    /// The text's own bytes, which must be URL-safe: `A-Z a-z 0-9 - . _ ~`.
    UrlToken,
}

impl KeyFormat {
    /// The text's own bytes.
    pub const UTF8: Self = Self::new(KeyEncoding::Utf8, &[]);

    /// `encoding`, after the first of `prefixes` that the text starts with, if any.
    #[must_use]
    pub const fn new(encoding: KeyEncoding, prefixes: &'static [Text]) -> Self {
        Self { encoding, prefixes: List::new(prefixes) }
    }
}
