//! LinkedIn.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature};

/// Webhooks of LinkedIn: HMAC-SHA-256 over `hmacsha256=` and the raw body, under the app's client secret.
///
/// The word is part of what is signed and does not stand in the header. No time is signed: tell a replay by the id. The vendor's
/// page shows neither what is signed nor where the body has id and type. Its challenge is answered with the same secret: use a
/// handshake of this library, which signs nothing that could be an event.
pub const LINKEDIN: Scheme = Scheme::hmac_sha256("linkedin")
    .described("LinkedIn", "https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation")
    .message(const { &[Part::text("hmacsha256="), Part::Body] })
    .signature(Signature::header("X-LI-Signature", Encoding::Hex))
    .id(Field::json("/notificationId"))
    .event_type(Field::json("/type"));
