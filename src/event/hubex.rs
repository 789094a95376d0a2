//! The events of HubEx.
//!
//! The numbers 40 to 44 are published, in the catalogue that an installation gives in full at `GET /COMMON/Events` of
//! <https://api.hubex.ru/fsm>. That a delivery carries one as `EventID` is our reading of it; where yours does not, read the
//! body as JSON. A token in the URL says nothing about the body: treat it as a hint and read the object back from the API.
//!
//! ```
//! use countersign::event::hubex::{Event, EventId};
//!
//! let event: Event = serde_json::from_str(r#"{"EventID":41,"ObjectID":7}"#)?;
//! match event.event_id {
//!     EventId::ObjectChanged => assert_eq!(event.other["ObjectID"], 7),
//!     EventId::Other(number) => println!("{number} is new to us"),
//!     _ => {}
//! }
//! # Ok::<(), serde_json::Error>(())
//! ```

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Fields, open};

/// What happened, by its number in the catalogue. Bulk operations send 40 to 42 too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventId {
    /// 40
    ObjectCreated,
    /// 41
    ObjectChanged,
    /// 42
    ObjectDeleted,
    /// 43
    ObjectPublished,
    /// 44
    ObjectUnpublished,
    /// A number that this release does not know. To make one from a number use `From`, which knows the listed.
    Other(i64),
}

impl EventId {
    /// The number in the catalogue.
    #[must_use]
    pub const fn number(self) -> i64 {
        match self {
            Self::ObjectCreated => 40,
            Self::ObjectChanged => 41,
            Self::ObjectDeleted => 42,
            Self::ObjectPublished => 43,
            Self::ObjectUnpublished => 44,
            Self::Other(number) => number,
        }
    }
}

impl From<i64> for EventId {
    fn from(number: i64) -> Self {
        match number {
            40 => Self::ObjectCreated,
            41 => Self::ObjectChanged,
            42 => Self::ObjectDeleted,
            43 => Self::ObjectPublished,
            44 => Self::ObjectUnpublished,
            _ => Self::Other(number),
        }
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(f)
    }
}

impl Serialize for EventId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.number())
    }
}

impl<'de> Deserialize<'de> for EventId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self::from)
    }
}

/// The body of a delivery. `EventID` must be there, an integer from −2^63 to 2^63 − 1.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// `EventID`
    pub event_id: EventId,
    /// All other fields; HubEx publishes none.
    pub other: Fields,
}

open!(Event { event_id: required "EventID" });
