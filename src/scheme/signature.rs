//! Where a signature stands, how it is written, and in which encoding.

use super::{List, Text};

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
    /// In these headers, of which at least one must be there.
    Headers(List<Text>),
    /// In this field of the form that the body is.
    Form(Text),
    /// At this pointer in the JSON body.
    Json(Text),
    /// In the URL: the query parameter of this name if it is there, else the last path segment.
    Url(Text),
}

/// How the value is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Grammar {
    /// One signature, after a prefix that may be optional.
    Plain { prefix: Text, optional: bool },
    /// A list such as `v1,AAA v1,BBB`: elements that do not start with the tag are another scheme's.
    Tagged { separator: Separator, tag: Text },
    /// A list such as `t=1,v1=aa,v1=bb`, where the timestamp may stand too.
    ///
    /// `assign` stands between key and value. The key [`ANY_KEY`] takes every key but the timestamp's.
    KeyValue { separator: Separator, assign: u8, key: Text, timestamp_key: Option<Text> },
    /// A list such as `1,aa,bb`: the timestamp, then signatures.
    Positional { separator: Separator },
}

/// The key of a key=value list that stands for all keys.
pub(crate) const ANY_KEY: &str = "*";

/// What stands between the elements of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Separator {
    pub(crate) byte: u8,
    /// Whether a space follows each.
    pub(crate) spaced: bool,
}

impl Separator {
    const fn new(byte: u8) -> Self {
        Self { byte, spaced: false }
    }
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
        Self {
            place: Place::Header(Text::new(name)),
            grammar: Grammar::Tagged { separator: Separator::new(separator), tag: Text::new(tag) },
            encoding,
        }
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
                separator: Separator::new(separator),
                assign: b'=',
                key: Text::new(key),
                timestamp_key: match timestamp_key {
                    Some(key) => Some(Text::new(key)),
                    None => None,
                },
            },
            encoding,
        }
    }

    /// A key=value list in the header `name` with `assign` between key and value; the `key` `*` takes every key.
    #[must_use]
    pub const fn pairs(name: &'static str, separator: u8, assign: u8, key: &'static str, encoding: Encoding) -> Self {
        let grammar = Grammar::KeyValue { separator: Separator::new(separator), assign, key: Text::new(key), timestamp_key: None };
        Self { place: Place::Header(Text::new(name)), grammar, encoding }
    }

    /// A list in the header `name` that begins with the timestamp, as in `1,aa,bb`.
    #[must_use]
    pub const fn positional(name: &'static str, separator: u8, encoding: Encoding) -> Self {
        Self { place: Place::Header(Text::new(name)), grammar: Grammar::Positional { separator: Separator::new(separator) }, encoding }
    }

    /// With a space after each separator of the list, as in `t=1, v1=aa`.
    #[must_use]
    pub const fn spaced(mut self) -> Self {
        if let Grammar::Tagged { separator, .. } | Grammar::KeyValue { separator, .. } | Grammar::Positional { separator } =
            &mut self.grammar
        {
            separator.spaced = true;
        }
        self
    }

    /// In each of these headers rather than one. Signing writes the signature under each secret into the header of its place.
    #[must_use]
    pub const fn in_headers(mut self, names: &'static [Text]) -> Self {
        super::put(&mut self.place, Place::Headers(List::new(names)));
        self
    }

    /// In the field `name` of the form that the body is.
    #[must_use]
    pub const fn in_form(mut self, name: &'static str) -> Self {
        super::put(&mut self.place, Place::Form(Text::new(name)));
        self
    }

    /// At `pointer` (RFC 6901) in the JSON body.
    #[must_use]
    pub const fn in_json(mut self, pointer: &'static str) -> Self {
        super::put(&mut self.place, Place::Json(Text::new(pointer)));
        self
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

impl Place {
    /// The headers that a signature may stand in.
    pub(crate) fn headers(&self) -> &[Text] {
        match self {
            Self::Header(name) => core::slice::from_ref(name),
            Self::Headers(names) => names,
            Self::Form(_) | Self::Json(_) | Self::Url(_) => &[],
        }
    }
}

impl Grammar {
    /// What stands between the elements, where it is a list.
    pub(crate) const fn separator(&self) -> Option<Separator> {
        match self {
            Self::Plain { .. } => None,
            Self::Tagged { separator, .. } | Self::KeyValue { separator, .. } | Self::Positional { separator } => Some(*separator),
        }
    }

    /// Whether the timestamp stands in the list.
    pub(crate) const fn holds_timestamp(&self) -> bool {
        matches!(self, Self::Positional { .. } | Self::KeyValue { timestamp_key: Some(_), .. })
    }
}
