//! Stripe.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Timestamp, Unit};

/// Webhooks of Stripe: HMAC-SHA-256 over `{seconds}.{body}`, id and type in the body, thin events included.
///
/// The secret, `whsec_` and all, is used as text and not decoded. While it is rolled there are several signatures `v1`; `v0`
/// belongs to test events and is passed over. The window of 300 seconds is that of the vendor's SDKs, which set it towards
/// the past only; every attempt is signed anew.
pub const STRIPE: Scheme = Scheme::hmac_sha256("stripe")
    .described("Stripe", "https://docs.stripe.com/webhooks/signature")
    .message(const { &[Part::Timestamp, Part::text("."), Part::Body] })
    .signature(Signature::key_value("Stripe-Signature", b',', "v1", Some("t"), Encoding::Hex))
    .timestamp(Timestamp::in_signature(Unit::Seconds, 300))
    .id(Field::json("/id"))
    .event_type(Field::json("/type"));
