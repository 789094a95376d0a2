//! Square.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature};

/// Webhooks of Square: HMAC-SHA-256 over the URL and the raw body, side by side, in base64; id and type in the body.
///
/// The URL is the notification URL exactly as entered in the developer console: hand in that one, not what a proxy made of
/// it. The signature key is used as text. No time is signed, and the headers about attempts are not either: tell a replay by
/// the id. The older header `x-square-signature`, with SHA-1, is not read.
pub const SQUARE: Scheme = Scheme::hmac_sha256("square")
    .described("Square", "https://developer.squareup.com/docs/webhooks/step3validate")
    .message(const { &[Part::Url, Part::Body] })
    .unseparated()
    .signature(Signature::header("x-square-hmacsha256-signature", Encoding::Base64))
    .id(Field::json("/event_id"))
    .event_type(Field::json("/type"));
