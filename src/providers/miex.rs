//! The Partner API (MIEX).

use crate::scheme::{Encoding, Field, Part, Scheme, Signature};

/// Webhooks of the Partner API: HMAC-SHA-256 over the raw body.
///
/// The secret is 64 hex digits used as text, never decoded. No timestamp is signed, so a replay cannot be told from a
/// first delivery; the delivery id and the event type stand in headers that are not signed.
pub const MIEX: Scheme = Scheme::hmac_sha256("miex")
    .described("Partner API (MIEX)", "https://docs.miex.solutions/webhooks")
    .message(const { &[Part::Body] })
    .signature(Signature::prefixed("X-Webhook-Signature", "sha256=", Encoding::Hex))
    .id(Field::header("X-Webhook-Delivery"))
    .event_type(Field::header("X-Webhook-Event"));
