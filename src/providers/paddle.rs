//! Paddle Billing.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Success, Timestamp, Unit};

/// Webhooks of Paddle Billing: HMAC-SHA-256 over `{seconds}:{body}`, id and type in the body.
///
/// The secret is used as text. While it is rotated there are several signatures `h1`. The window of 300 seconds is ours: the
/// vendor's SDKs take 5 towards the past, which refuses what waited in a queue. The id is the event's; `/notification_id` is
/// another for each destination. The sender takes 200 for success and nothing else. Paddle Classic signs by another scheme.
pub const PADDLE: Scheme = Scheme::hmac_sha256("paddle")
    .described("Paddle Billing", "https://developer.paddle.com/webhooks/signature-verification")
    .message(const { &[Part::Timestamp, Part::text(":"), Part::Body] })
    .signature(Signature::key_value("Paddle-Signature", b';', "h1", Some("ts"), Encoding::Hex))
    .timestamp(Timestamp::in_signature(Unit::Seconds, 300))
    .id(Field::json("/event_id"))
    .event_type(Field::json("/event_type"))
    .success(Success::Only200);
