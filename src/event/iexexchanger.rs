//! The events of iEXExchanger, API v3.
//!
//! Source: <https://docs.iexexchanger.com/get-started/exchanger-api/webhooks/overview>. The list of types is published; of `data`, only what an order has
//! of `tracking_id` and `status` is.
//!
//! ```
//! use countersign::event::iexexchanger::{Event, EventType, Status};
//!
//! let event: Event = serde_json::from_str(
//!     r#"{"id":"evt_01J0TEST","type":"order.status_changed","created_at":"2026-06-23T10:00:00+00:00",
//!         "data":{"order":{"tracking_id":"TRK8K2LQ","status":"processing"}}}"#,
//! )?;
//! match (&event.kind, event.order()) {
//!     (EventType::OrderStatusChanged, Some(order)) => {
//!         assert_eq!(order.tracking_id.as_deref(), Some("TRK8K2LQ"));
//!         assert_eq!(order.status, Some(Status::Text("processing".into())));
//!     }
//!     (EventType::Other(name), _) => println!("{name} is new to us"),
//!     _ => {}
//! }
//! # Ok::<(), serde_json::Error>(())
//! ```

use alloc::string::String;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::Value;

use super::{Fields, names, open};

names! {
    /// What happened; an installation may send types that are not listed.
    pub enum EventType {
        ApiTest = "api.test",
        OrderCreated = "order.created",
        OrderPreflight = "order.preflight",
        OrderStatusChanged = "order.status_changed",
        OrderPaymentReceived = "order.payment_received",
        VerificationIdentityCreated = "verification.identity.created",
        VerificationIdentityStatusChanged = "verification.identity.status_changed",
        VerificationCardCreated = "verification.card.created",
        VerificationCardStatusChanged = "verification.card.status_changed",
        FileUploaded = "file.uploaded",
        ApiSandboxSimulated = "api.sandbox.simulated",
        ReviewCreated = "review.created",
        PartnerPayoutPaid = "partner.payout.paid",
    }
}

/// The body of a delivery. `id` and `type` must be there.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// What to deduplicate by: the same as the header `X-Webhook-Event-Id`, which is signed.
    pub id: String,
    /// `type`: the same as the header `X-Webhook-Event-Type`, which is signed.
    pub kind: EventType,
    /// RFC 3339 with an offset, such as `2026-06-23T10:00:00+00:00`. When it was signed is in the header `X-Webhook-Timestamp`.
    pub created_at: Option<String>,
    /// What it is about; it differs by type. `None` if it is no object: then it is in `other`, if it is there at all.
    pub data: Option<Data>,
    /// All other fields.
    pub other: Fields,
}

open!(Event { id: required "id", kind: required "type", created_at: optional "created_at", data: optional "data" });

impl Event {
    /// The order that the event is about.
    #[must_use]
    pub fn order(&self) -> Option<&Order> {
        self.data.as_ref()?.order.as_ref()
    }
}

/// What an event is about.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Data {
    /// The order, in events about orders.
    pub order: Option<Order>,
    /// All other fields.
    pub other: Fields,
}

open!(Data { order: optional "order" });

/// An order, as far as its fields are published.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Order {
    /// The name of the order towards its customer, such as `TRK8K2LQ`.
    pub tracking_id: Option<String>,
    /// Where the order stands.
    pub status: Option<Status>,
    /// All other fields.
    pub other: Fields,
}

open!(Order { tracking_id: optional "tracking_id", status: optional "status" });

/// Where an order stands: a text in webhooks, an object in the REST API. Expect both.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Status {
    /// Such as `processing`; the values are not published.
    Text(String),
    /// As in the REST API.
    Object(StatusObject),
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Self::Text(text)),
            object => StatusObject::deserialize(object).map(Self::Object).map_err(D::Error::custom),
        }
    }
}

/// A status as an object. The names of its fields are published; their types, where not evident, are not.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct StatusObject {
    /// Its id, of whatever type.
    pub id: Option<Value>,
    /// Its name for programs.
    pub key: Option<String>,
    /// Its name for people.
    pub name: Option<String>,
    /// Whether no other status follows.
    pub is_final: Option<bool>,
    /// Whether it belongs to the course of a payment.
    pub is_payment_flow: Option<bool>,
    /// Whether something is wrong with the order.
    pub is_problem: Option<bool>,
    /// All other fields.
    pub other: Fields,
}

open!(StatusObject {
    id: optional "id",
    key: optional "key",
    name: optional "name",
    is_final: optional "is_final",
    is_payment_flow: optional "is_payment_flow",
    is_problem: optional "is_problem",
});
