//! The events of the Partner API (MIEX).
//!
//! Source: <https://docs.miex.solutions/webhooks>. The names of the events and of an order's statuses are published;
//! `data` is open. No timestamp is published, and what to deduplicate by is in the header `X-Webhook-Delivery`, which is not
//! signed.
//!
//! ```
//! use countersign::event::miex::{Event, EventName, OrderStatus};
//!
//! let event: Event =
//!     serde_json::from_str(r#"{"event":"order.created","data":{"id":1001,"hashedId":"a3f7b2c1d4e5","status":"ORDERINIT"}}"#)?;
//! match event.event {
//!     EventName::OrderCreated => assert_eq!(event.order_status(), Some(OrderStatus::OrderInit)),
//!     EventName::Other(name) => println!("{name} is new to us"),
//!     _ => {}
//! }
//! # Ok::<(), serde_json::Error>(())
//! ```

use serde_json::Value;

use super::{Fields, names, open};

names! {
    /// What happened.
    pub enum EventName {
        OrderCreated = "order.created",
        OrderStatusChanged = "order.status_changed",
        OrderCancelled = "order.cancelled",
        OfferUpdated = "offer.updated",
    }
}

names! {
    /// Where an order stands.
    pub enum OrderStatus {
        OrderInit = "ORDERINIT",
        ClientPaymentWait = "CLIENTPAYMENTWAIT",
        ExchangePaymentWait = "EXCHANGEPAYMENTWAIT",
        CashOut = "CASHOUT",
        Success = "SUCCESS",
        Cancel = "CANCEL",
    }
}

/// The body of a delivery. `event` must be there.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// The same as the header `X-Webhook-Event`, which, unlike this, is not signed.
    pub event: EventName,
    /// What it is about, as it was sent.
    pub data: Option<Value>,
    /// All other fields.
    pub other: Fields,
}

open!(Event { event: required "event", data: optional "data" });

impl Event {
    /// `data.status`, if it is a text and the event is about an order: one whose name starts with `order.`.
    #[must_use]
    pub fn order_status(&self) -> Option<OrderStatus> {
        let data = self.data.as_ref().filter(|_| self.event.as_str().starts_with("order."))?;
        data.get("status")?.as_str().map(OrderStatus::from)
    }
}
