//! The events of Bitex: JSON:API documents.
//!
//! Source: <https://developers.bitex.la/#webhooks>, and for the shape of resources <https://jsonapi.org/format/1.0/>. Bitex
//! keeps no list of its types: unknown ones are normal, and must be answered 200. The shape is the same for all; the resource
//! that an event is about differs. The header that was verified says nothing about the body.
//!
//! ```
//! use countersign::event::bitex::{Event, EventType};
//!
//! let event: Event = serde_json::from_str(
//!     r#"{"data":{"type":"events","id":"8","attributes":{"event_type":"user_enabled",
//!         "created_at":"2000-01-01T00:00:00.000Z","sent_at":"2000-01-01T00:00:00.000Z"},
//!         "relationships":{"resource":{"data":{"type":"concierge_requests","id":"1"}}}},"included":[]}"#,
//! )?;
//! match &event.data.attributes.event_type {
//!     EventType::UserEnabled => assert_eq!(event.resource().map(|resource| resource.id.as_str()), Some("1")),
//!     EventType::Other(name) => println!("{name} is new to us"),
//!     _ => {}
//! }
//! # Ok::<(), serde_json::Error>(())
//! ```

use alloc::{string::String, vec::Vec};

use super::{Fields, names, open};

names! {
    /// What happened; there is no central list, so others are normal.
    pub enum EventType {
        UserEnabled = "user_enabled",
        UserDisabled = "user_disabled",
        ConciergeRequestOutputWorking = "concierge_request_output_working",
        ConciergeRequestOutputSettling = "concierge_request_output_settling",
        ConciergeRequestOutputSettled = "concierge_request_output_settled",
        ConciergeRequestOutputFailed = "concierge_request_output_failed",
        ConciergeRequestOutputReturned = "concierge_request_output_returned",
        ConciergeRequestOutputRejected = "concierge_request_output_rejected",
        ConciergeRequestCancelled = "concierge_request_cancelled",
        ConciergeRequestReceiptCreated = "concierge_request_receipt_created",
        ConciergeRequestCreditNoteCreated = "concierge_request_credit_note_created",
        WithdrawalInstructionCreated = "withdrawal_instruction_created",
        WithdrawalInstructionUpdated = "withdrawal_instruction_updated",
        WithdrawalInstructionDestroyed = "withdrawal_instruction_destroyed",
    }
}

/// The body of a delivery. `data` must be there, in it `type`, `id` and `attributes`, and in those `event_type`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// The event itself.
    pub data: EventData,
    /// Resources sent along. `None` if any of them is no resource: then all are in `other`.
    pub included: Option<Vec<Resource>>,
    /// All other fields.
    pub other: Fields,
}

open!(Event { data: required "data", included: optional "included" });

impl Event {
    /// The resource that the event is about: `data.relationships.resource.data`.
    #[must_use]
    pub fn resource(&self) -> Option<&ResourceId> {
        self.data.relationships.as_ref()?.resource.as_ref()?.data.as_ref()
    }
}

/// The event itself, a JSON:API resource.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EventData {
    /// `type`: `events`.
    pub kind: String,
    /// What to deduplicate by.
    pub id: String,
    /// What happened and when.
    pub attributes: Attributes,
    /// What it is about.
    pub relationships: Option<Relationships>,
    /// All other fields.
    pub other: Fields,
}

open!(EventData {
    kind: required "type",
    id: required "id",
    attributes: required "attributes",
    relationships: optional "relationships",
});

/// What happened and when.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Attributes {
    /// What happened.
    pub event_type: EventType,
    /// When it happened, RFC 3339, such as `2000-01-01T00:00:00.000Z`.
    pub created_at: Option<String>,
    /// When it was first sent, RFC 3339.
    pub sent_at: Option<String>,
    /// All other fields.
    pub other: Fields,
}

open!(Attributes { event_type: required "event_type", created_at: optional "created_at", sent_at: optional "sent_at" });

/// What an event is about.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Relationships {
    /// The one resource that it is about.
    pub resource: Option<ResourceLink>,
    /// All other fields.
    pub other: Fields,
}

open!(Relationships { resource: optional "resource" });

/// A link to one resource.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ResourceLink {
    /// The resource it leads to.
    pub data: Option<ResourceId>,
    /// All other fields.
    pub other: Fields,
}

open!(ResourceLink { data: optional "data" });

/// A JSON:API resource identifier.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ResourceId {
    /// `type`, such as `concierge_requests`.
    pub kind: String,
    /// Unique within its type.
    pub id: String,
    /// All other fields.
    pub other: Fields,
}

open!(ResourceId { kind: required "type", id: required "id" });

/// A JSON:API resource.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Resource {
    /// `type`, such as `concierge_requests`.
    pub kind: String,
    /// Unique within its type.
    pub id: String,
    /// Its own fields; they differ by type.
    pub attributes: Option<Fields>,
    /// Its links to other resources.
    pub relationships: Option<Fields>,
    /// All other fields.
    pub other: Fields,
}

open!(Resource { kind: required "type", id: required "id", attributes: optional "attributes", relationships: optional "relationships" });
