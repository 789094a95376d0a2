//! Where a signature stands, how it is written, and in which encoding.

use super::Text;

/// Where and how the signature of a request is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub(crate) place: Place,
    pub(crate) grammar: Grammar,
    pub(crate) encoding: Encoding,
}

/// Where the signature stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the header of this name.
    Header(Text),
    /// In the URL: the query parameter of this name if it is there, else the last path segment.
    Url(Text),
}

/// How the value is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Grammar {
    /// One signature, after a prefix that may be optional.
    Plain { prefix: Text, optional: bool },
    /// A list such as `v1,AAA v1,BBB`: elements that do not start with the tag are another scheme's.
    Tagged { separator: u8, tag: Text },
    /// A list such as `t=1,v1=aa,v1=bb`, where the timestamp may stand too.
    KeyValue { separator: u8, key: Text, timestamp_key: Option<Text> },
}

/// The alphabet of a signature; each value has exactly one spelling, save for the case of `HexAnyCase`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// Hex in lower case.
    Hex,
    /// Hex in either case.
    HexAnyCase,
    /// Base64 of RFC 4648 section 4, padded.
    Base64,
    /// Base64url of RFC 4648 section 5, not padded.
    Base64Url,
    /// The text itself; for tokens.
    Raw,
}

impl Encoding {
    /// Whether a signature may hold this byte.
    pub(crate) const fn holds(self, byte: u8) -> bool {
        match self {
            Self::Hex | Self::HexAnyCase => byte.is_ascii_hexdigit(),
            Self::Base64 => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='),
            Self::Base64Url => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
            Self::Raw => true,
        }
    }
}

impl Signature {
    /// A signature alone in the header `name`.
    #[must_use]
    pub const fn header(name: &'static str, encoding: Encoding) -> Self {
        Self { place: Place::Header(Text::new(name)), grammar: Grammar::Plain { prefix: Text::new(""), optional: false }, encoding }
    }

    /// A signature in the header `name`, after `prefix`.
    #[must_use]
    pub const fn prefixed(name: &'static str, prefix: &'static str, encoding: Encoding) -> Self {
        Self { place: Place::Header(Text::new(name)), grammar: Grammar::Plain { prefix: Text::new(prefix), optional: false }, encoding }
    }

    /// As [`prefixed`](Self::prefixed), but a bare signature is taken too; signing writes the prefix.
    #[must_use]
    pub const fn optionally_prefixed(name: &'static str, prefix: &'static str, encoding: Encoding) -> Self {
        Self { place: Place::Header(Text::new(name)), grammar: Grammar::Plain { prefix: Text::new(prefix), optional: true }, encoding }
    }

    /// A list in the header `name` whose elements start with `tag`, as in `v1,AAA v1,BBB`.
    #[must_use]
    pub const fn tagged(name: &'static str, separator: u8, tag: &'static str, encoding: Encoding) -> Self {
        Self { place: Place::Header(Text::new(name)), grammar: Grammar::Tagged { separator, tag: Text::new(tag) }, encoding }
    }

    /// A key=value list in the header `name`, as in `t=1,v1=aa`; `timestamp_key` names the timestamp if it stands there.
    #[must_use]
    pub const fn key_value(
        name: &'static str,
        separator: u8,
        key: &'static str,
        timestamp_key: Option<&'static str>,
        encoding: Encoding,
    ) -> Self {
        Self {
            place: Place::Header(Text::new(name)),
            grammar: Grammar::KeyValue {
                separator,
                key: Text::new(key),
                timestamp_key: match timestamp_key {
                    Some(key) => Some(Text::new(key)),
                    None => None,
                },
            },
            encoding,
        }
    }

    /// A token in the URL: the query parameter `parameter` if it is there, else the last path segment.
    #[must_use]
    pub const fn url_token(parameter: &'static str) -> Self {
        Self {
            place: Place::Url(Text::new(parameter)),
            grammar: Grammar::Plain { prefix: Text::new(""), optional: false },
            encoding: Encoding::Raw,
        }
    }
}
