//! Typed events: what stands in the body of a delivery that was verified, for the systems that publish it.
//!
//! Only what a vendor published is typed. Everything else is kept:
//!
//! * An unknown type is `Other`, with the name or number as it was sent. Names are compared exactly, case included.
//! * An unknown field is in `other` of the object in which it stands.
//! * So is a known field with a value of another shape than the published one, `null` included: its typed field is `None`.
//! * What was read is written back as it was: the same fields with the same values, though not in the same order.
//!
//! Only the fields that identify an event must be there; the error for one that is not names it. Objects may have fields
//! typed later, and sets new names, in a minor release: both are `#[non_exhaustive]`, and what is not yet typed is best
//! compared by `as_str`.
//!
//! The JSON is that of [`serde_json`]. Integers from −2^63 to 2^64 − 1 are exact and all other numbers `f64`, unless your program
//! turns on its feature `arbitrary_precision`. It refuses 128 levels of nesting, a lone surrogate (`"\ud800"`) and a number
//! beyond `f64`. Of a name that stands twice in an object, the last counts.
//!
//! ```
//! use countersign::{RawRequest, UnixTime, Webhook, event::miex::{Event, EventName, OrderStatus}, providers};
//!
//! let body = br#"{"event":"order.created","data":{"id":1001,"hashedId":"a3f7b2c1d4e5","status":"ORDERINIT"}}"#;
//! let headers = [("X-Webhook-Signature", "sha256=4a7d4797ad0aba573ae716384f029561396a47a94304a280c0addef90bbb6188")];
//!
//! let webhook = Webhook::new(&providers::MIEX, ["a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2"])?;
//! webhook.verify(&RawRequest::new(&headers, body), UnixTime::from_secs(0))?;
//!
//! let event: Event = serde_json::from_slice(body)?;
//! assert_eq!(event.event, EventName::OrderCreated);
//! assert_eq!(event.order_status(), Some(OrderStatus::OrderInit));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod fields;
mod names;

pub mod bitex;
pub mod hubex;
pub mod iexexchanger;
pub mod miex;

pub use fields::Fields;

use fields::open;
use names::names;
