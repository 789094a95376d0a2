//! Trello.

use crate::scheme::{Algorithm, Encoding, Field, Part, Scheme, Signature, Success};

/// Webhooks of Trello: HMAC-SHA-1 over the raw body and then the URL, side by side, in base64; id and type in the body.
///
/// The secret is the app's OAuth secret, and the URL is the `callbackURL` exactly as given when the webhook was made: hand in
/// that one. No time is signed: tell a replay by the id. The HEAD request that comes first is not signed. The sender takes 200
/// for success and nothing else.
pub const TRELLO: Scheme = Scheme::new("trello", Algorithm::HmacSha1)
    .described("Trello", "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/")
    .message(const { &[Part::Body, Part::Url] })
    .unseparated()
    .signature(Signature::header("X-Trello-Webhook", Encoding::Base64))
    .id(Field::json("/action/id"))
    .event_type(Field::json("/action/type"))
    .success(Success::Only200);
