//! Where the fields of a request stand beside its signature: timestamp, id, type and nonce; and what answer the sender awaits.

use super::Text;

/// Where the timestamp stands, its unit and its window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// Its header; none if it stands in the signature's key=value list.
    pub(crate) header: Option<Text>,
    pub(crate) unit: Unit,
    /// Seconds by which it may differ from the present, in either direction.
    pub(crate) tolerance_seconds: u32,
}

impl Timestamp {
    /// A timestamp in the header `name`.
    #[must_use]
    pub const fn header(name: &'static str, unit: Unit, tolerance_seconds: u32) -> Self {
        Self { header: Some(Text::new(name)), unit, tolerance_seconds }
    }

    /// A timestamp in the signature's key=value list.
    #[must_use]
    pub const fn in_signature(unit: Unit, tolerance_seconds: u32) -> Self {
        Self { header: None, unit, tolerance_seconds }
    }
}

/// The unit of a Unix timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
}

/// Where an event id or type stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// In the header of this name.
    Header(Text),
    /// In the JSON body, at this pointer (RFC 6901); it is read only after the request was verified.
    Json(Text),
}

/// Where a nonce stands and what it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce {
    pub(crate) header: Text,
    /// Least and most bytes, each one of `A-Z a-z 0-9 . _ : -`; none if any visible ASCII may stand there.
    pub(crate) restricted: Option<(usize, usize)>,
}

impl Nonce {
    /// Any visible ASCII in the header `name`.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self { header: Text::new(name), restricted: None }
    }

    /// `least` to `most` of `A-Z a-z 0-9 . _ : -` in the header `name`.
    #[must_use]
    pub const fn restricted(name: &'static str, least: usize, most: usize) -> Self {
        Self { header: Text::new(name), restricted: Some((least, most)) }
    }
}

/// The answer that the sender takes for success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Success {
    /// Any status from 200 to 299.
    Any2xx,
    /// 200 and nothing else.
    Only200,
}

impl Field {
    pub(super) fn pointer(field: Option<&Self>) -> Option<&str> {
        match field {
            Some(Self::Json(pointer)) => Some(pointer),
            _ => None,
        }
    }
}
