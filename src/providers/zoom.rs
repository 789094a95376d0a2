//! Zoom.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Timestamp, Unit};

/// Webhooks of Zoom: HMAC-SHA-256 over `v0:{seconds}:{body}`, under the app's secret token; the type in the body.
///
/// The window of 300 seconds is ours. Whether the attempts after 5, 30 and 90 minutes are signed anew is not documented: raise
/// the tolerance if they are refused. There is no event id. The vendor's sample writes the JSON anew before it computes; the
/// bytes as sent are what is signed. The answer to `endpoint.url_validation` is made with the same secret: verify that request
/// too, and answer it with a handshake of this library.
pub const ZOOM: Scheme = Scheme::hmac_sha256("zoom")
    .described("Zoom", "https://developers.zoom.us/docs/api/webhooks/")
    .message(const { &[Part::text("v0:"), Part::Timestamp, Part::text(":"), Part::Body] })
    .signature(Signature::prefixed("x-zm-signature", "v0=", Encoding::Hex))
    .timestamp(Timestamp::header("x-zm-request-timestamp", Unit::Seconds, 300))
    .event_type(Field::json("/event"));
