//! Deel.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature};

/// Webhooks of Deel: HMAC-SHA-256 over `POST` and the raw body; the type in the body.
///
/// The body's `/timestamp` is covered, but no window is documented and none is set, and there is no event id: a replay cannot be
/// told from a first delivery. The header `x-deel-hmac-label`, which names the key, is not signed and not read. Where the body
/// has its type is not on the vendor's page.
pub const DEEL: Scheme = Scheme::hmac_sha256("deel")
    .described("Deel", "https://developer.deel.com/docs/webhooks-get-started")
    .message(const { &[Part::text("POST"), Part::Body] })
    .signature(Signature::header("x-deel-signature", Encoding::Hex))
    .event_type(Field::json("/data/meta/event_type"));
