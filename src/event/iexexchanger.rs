//! The events of iEXExchanger, API v3.
//!
//! Source: <https://iexexchanger.com/docs/api/v3/webhooks>. The list of types is published; of `data`, only what an order has
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

use serde::{Deserialize, Serialize};
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
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// What to deduplicate by: the same as the header `X-Webhook-Event-Id`, which is signed.
    pub id: String,
    /// `type`: the same as the header `X-Webhook-Event-Type`, which is signed.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// RFC 3339 with an offset, such as `2026-06-23T10:00:00+00:00`. When it was signed is in the header `X-Webhook-Timestamp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// What it is about; it differs by type. `None` if it is no object: then it is in `other`, if it is there at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Data>,
    /// All other fields.
    #[serde(flatten)]
    pub other: Fields,
}

open!(Event { id: require "id", kind: require "type", created_at: take "created_at", data: take "data" });

impl Event {
    /// The order that the event is about.
    #[must_use]
    pub fn order(&self) -> Option<&Order> {
        self.data.as_ref()?.order.as_ref()
    }
}

/// What an event is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Data {
    /// The order, in events about orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// All other fields.
    #[serde(flatten)]
    pub other: Fields,
}

open!(Data { order: take "order" });

/// An order, as far as its fields are published.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Order {
    /// The name of the order towards its customer, such as `TRK8K2LQ`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking_id: Option<String>,
    /// Where the order stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// All other fields.
    #[serde(flatten)]
    pub other: Fields,
}

open!(Order { tracking_id: take "tracking_id", status: take "status" });

/// Where an order stands: a text in webhooks, an object in the REST API. Expect both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Status {
    /// Such as `processing`; the values are not published.
    Text(String),
    /// As in the REST API.
    Object(StatusObject),
}

/// A status as an object. The names of its fields are published; their types, where not evident, are not.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StatusObject {
    /// Its id, of whatever type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Value>,
    /// Its name for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether no other status follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_final: Option<bool>,
    /// Whether it belongs to the course of a payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_payment_flow: Option<bool>,
    /// Whether something is wrong with the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_problem: Option<bool>,
    /// All other fields.
    #[serde(flatten)]
    pub other: Fields,
}

open!(StatusObject {
    id: take "id",
    key: take "key",
    name: take "name",
    is_final: take "is_final",
    is_payment_flow: take "is_payment_flow",
    is_problem: take "is_problem",
});
