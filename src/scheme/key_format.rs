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
    /// SHA-256 of the secret followed by the message, which is no MAC: who has seen one signature can sign any message that
    /// begins with the same bytes. Only where a vendor still uses it.
    Sha256SecretFirst,
    /// SHA-256 of the secret itself: says that the sender knows it, and nothing about the request.
    Sha256OfKey,
    /// The secret itself, compared in constant time: says nothing about the request.
    Token,
    /// A signature that only the vendor's private key can make; the secrets are public keys.
    #[cfg(feature = "asymmetric")]
    Public(crate::asymmetric::Algorithm),
}

/// How the text of a secret becomes the bytes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFormat {
    pub(crate) encoding: KeyEncoding,
    pub(crate) prefixes: List<Text>,
    /// The header that says which secret signed; each secret's text is then `id:secret`.
    pub(crate) id_header: Option<Text>,
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
    /// Base64url of RFC 4648 section 5; the padding may be left out.
    Base64Url,
    /// The text's own bytes, which must be ASCII; for vendors who normalise Unicode first. A secret given as bytes may hold any.
    Ascii,
    /// SHA-1 of the text.
    Sha1,
    /// Base64 of the text, which is `user:password`, as Basic authentication (RFC 7617) sends it.
    Basic,
}

impl KeyFormat {
    /// The text's own bytes.
    pub const UTF8: Self = Self::new(KeyEncoding::Utf8, &[]);

    /// `encoding`, after the first of `prefixes` that the text starts with, if any.
    #[must_use]
    pub const fn new(encoding: KeyEncoding, prefixes: &'static [Text]) -> Self {
        Self { encoding, prefixes: List::new(prefixes), id_header: None }
    }

    /// With the header `name` saying which secret signed: each secret is given as `id:secret`, and only the one of that id is tried.
    #[must_use]
    pub const fn chosen_by(mut self, name: &'static str) -> Self {
        super::put(&mut self.id_header, Some(Text::new(name)));
        self
    }
}
