//! What a signed message is made of, and what a signature therefore covers.

use core::fmt;

use super::Text;

/// One piece of the message that is signed, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// A fixed text, such as the `.` between two fields.
    Text(Text),
    /// The timestamp, as the raw text of its header.
    Timestamp,
    /// The event id, as the raw text of its header.
    Id,
    /// The event type, as the raw text of its header.
    Type,
    /// The nonce, as the raw text of its header.
    Nonce,
    /// Another header, as its raw text.
    Header(Text),
    /// The raw body.
    Body,
    /// Lower-case hex of SHA-256 of the raw body.
    BodySha256Hex,
    /// The HTTP method, in upper case.
    Method,
    /// The path of the URL, as sent.
    Path,
    /// The query of the URL: decoded, RFC 3986 percent-encoded again, pairs sorted bytewise and joined with `&`.
    CanonicalQuery,
}

/// Something that a signature covers: if it alone were changed, the signature would not match.
///
/// Where a message sets two fields side by side with nothing between them, as `bitex-whitelabeler` does, what moves from the
/// end of one to the start of the next is not noticed. An id or nonce that is followed by fixed text may not hold the text's
/// first character, so that cannot happen there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Covered<'a> {
    /// The body, byte for byte.
    Body,
    /// The event id.
    Id,
    /// The event type.
    Type,
    /// The timestamp.
    Timestamp,
    /// The nonce.
    Nonce,
    /// The HTTP method.
    Method,
    /// The path of the URL.
    Path,
    /// The query of the URL, up to the order of its pairs.
    Query,
    /// Another header, by name.
    Header(&'a str),
}

impl Part {
    /// What this part covers; nothing for fixed text.
    pub(crate) fn covered(&self) -> Option<Covered<'_>> {
        Some(match self {
            Self::Text(_) => return None,
            Self::Timestamp => Covered::Timestamp,
            Self::Id => Covered::Id,
            Self::Type => Covered::Type,
            Self::Nonce => Covered::Nonce,
            Self::Header(name) => Covered::Header(name),
            Self::Body | Self::BodySha256Hex => Covered::Body,
            Self::Method => Covered::Method,
            Self::Path => Covered::Path,
            Self::CanonicalQuery => Covered::Query,
        })
    }

    pub(crate) const fn is_body(&self) -> bool {
        matches!(self, Self::Body | Self::BodySha256Hex)
    }

    /// Whether it may have any length and nearly any content, so that nothing but what follows it says where it ends.
    pub(crate) const fn is_unbounded(&self) -> bool {
        matches!(self, Self::Id | Self::Type | Self::Nonce | Self::Header(_) | Self::Body | Self::Path | Self::CanonicalQuery)
    }

    pub(crate) const fn reads_url(&self) -> bool {
        matches!(self, Self::Path | Self::CanonicalQuery)
    }
}

impl Covered<'_> {
    /// What it is called, and the header that it is where it is one.
    const fn pieces(&self) -> (&'static str, &str) {
        match self {
            Self::Body => ("body", ""),
            Self::Id => ("id", ""),
            Self::Type => ("type", ""),
            Self::Timestamp => ("timestamp", ""),
            Self::Nonce => ("nonce", ""),
            Self::Method => ("method", ""),
            Self::Path => ("path", ""),
            Self::Query => ("query", ""),
            Self::Header(name) => ("header:", name),
        }
    }

    /// The name, as [`Display`](fmt::Display) writes it: `body`, `timestamp`, `header:x-account`.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn name(&self) -> alloc::string::String {
        let (kind, header) = self.pieces();
        [kind, &header.to_ascii_lowercase()].concat()
    }
}

impl fmt::Display for Covered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, header) = self.pieces();
        f.write_str(kind)?;
        header.bytes().try_for_each(|byte| fmt::Write::write_char(f, byte.to_ascii_lowercase().into()))
    }
}
