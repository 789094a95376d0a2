//! Where the fields of a request stand beside its signature: timestamp, id, type and nonce; and what answer the sender awaits.

use super::Text;

/// Where the timestamp stands, its unit and its window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timestamp {
    pub(crate) place: TimestampPlace,
    pub(crate) unit: Unit,
    /// Seconds by which it may lie in the past; and in the future, unless that is given.
    pub(crate) tolerance_seconds: u32,
    /// Seconds by which it may lie in the future, where that differs.
    pub(crate) future_seconds: Option<u32>,
}

/// Where a timestamp stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TimestampPlace {
    /// In the header of this name.
    Header(Text),
    /// In the signature's list.
    List,
    /// At this pointer in the JSON body.
    Json(Text),
}

impl Timestamp {
    const fn new(place: TimestampPlace, unit: Unit, tolerance_seconds: u32) -> Self {
        Self { place, unit, tolerance_seconds, future_seconds: None }
    }

    /// A timestamp in the header `name`.
    #[must_use]
    pub const fn header(name: &'static str, unit: Unit, tolerance_seconds: u32) -> Self {
        Self::new(TimestampPlace::Header(Text::new(name)), unit, tolerance_seconds)
    }

    /// A timestamp in the signature's list.
    #[must_use]
    pub const fn in_signature(unit: Unit, tolerance_seconds: u32) -> Self {
        Self::new(TimestampPlace::List, unit, tolerance_seconds)
    }

    /// A timestamp in the JSON body, at `pointer` (RFC 6901), as a number or a string.
    #[must_use]
    pub const fn json(pointer: &'static str, unit: Unit, tolerance_seconds: u32) -> Self {
        Self::new(TimestampPlace::Json(Text::new(pointer)), unit, tolerance_seconds)
    }

    /// With a window of its own towards the future, in seconds.
    #[must_use]
    pub const fn future(mut self, seconds: u32) -> Self {
        self.future_seconds = Some(seconds);
        self
    }

    /// The header that it stands in, where it stands in one.
    pub(crate) const fn header_name(&self) -> Option<&Text> {
        match &self.place {
            TimestampPlace::Header(name) => Some(name),
            TimestampPlace::List | TimestampPlace::Json(_) => None,
        }
    }
}

/// How a timestamp is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// Unix time in seconds.
    Seconds,
    /// Unix time in milliseconds.
    Milliseconds,
    /// Unix time in milliseconds from the number 100,000,000,000 on (1973 as milliseconds, the year 5138 as seconds), else in seconds.
    SecondsOrMilliseconds,
    /// A date and time of RFC 3339, such as `2026-06-23T04:46:40.123Z`.
    Rfc3339,
    /// An IMF-fixdate of RFC 9110, section 5.6.7: `Tue, 23 Jun 2026 04:46:40 GMT`.
    ImfFixdate,
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
    /// In the header `name`.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::Header(Text::new(name))
    }

    /// In the JSON body, at `pointer` (RFC 6901).
    #[must_use]
    pub const fn json(pointer: &'static str) -> Self {
        Self::Json(Text::new(pointer))
    }

    pub(super) fn pointer(field: Option<&Self>) -> Option<&str> {
        match field {
            Some(Self::Json(pointer)) => Some(pointer),
            _ => None,
        }
    }
}
