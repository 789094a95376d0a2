//! Linear.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Success, Timestamp, Unit};

/// Webhooks of Linear: HMAC-SHA-256 over the raw body, in which `/webhookTimestamp` says when it was sent.
///
/// Id and type stand in headers that are not signed; the body covers `/type` and `/action`. The window of 60 seconds either
/// way is the vendor's. Its SDK falls back to a header that is not signed where the body has no time: here that is refused.
/// The sender takes 200 for success and nothing else.
pub const LINEAR: Scheme = Scheme::hmac_sha256("linear")
    .described("Linear", "https://linear.app/developers/webhooks")
    .message(const { &[Part::Body] })
    .signature(Signature::header("Linear-Signature", Encoding::Hex))
    .timestamp(Timestamp::json("/webhookTimestamp", Unit::Milliseconds, 60))
    .id(Field::header("Linear-Delivery"))
    .event_type(Field::header("Linear-Event"))
    .success(Success::Only200);
