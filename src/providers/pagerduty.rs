//! PagerDuty.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature};

/// Version 3 webhooks of PagerDuty: HMAC-SHA-256 over the raw body, id and type in it.
///
/// While a secret is rotated there are several signatures. No time of sending is signed: tell a replay by the id. The header
/// `X-Webhook-Id` is not signed and is not read.
pub const PAGERDUTY: Scheme = Scheme::hmac_sha256("pagerduty")
    .described("PagerDuty (v3 webhooks)", "https://developer.pagerduty.com/docs/webhooks/webhook-signatures/")
    .message(const { &[Part::Body] })
    .signature(Signature::key_value("X-PagerDuty-Signature", b',', "v1", None, Encoding::Hex))
    .id(Field::json("/event/id"))
    .event_type(Field::json("/event/event_type"));
