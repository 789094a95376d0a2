//! Mailgun.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Success, Timestamp, Unit};

const fn mailgun(name: &'static str, title: &'static str, pointer: &'static str) -> Scheme {
    Scheme::hmac_sha256(name)
        .described(title, "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks")
        .message(const { &[Part::Timestamp, Part::json("/signature/token")] })
        .unseparated()
        .signature(Signature::header("", Encoding::Hex).in_json(pointer))
        .timestamp(Timestamp::json("/signature/timestamp", Unit::Seconds, 300))
        .id(Field::json("/event-data/id"))
        .event_type(Field::json("/event-data/event"))
        .success(Success::Only200)
}

/// Webhooks of Mailgun: HMAC-SHA-256 over a time and a random token in the body, and over nothing of the event.
///
/// Whoever has seen one delivery can send any other event with its signature, also with another id, until the window closes:
/// keep the tokens at `/signature/token` and refuse one that comes again. The window of 300 seconds is ours; whether an attempt
/// of the eight hours that follow a failure is signed anew is not documented. The sender takes 200 for success and nothing
/// else. Forms, which older webhooks and routes post, are not read.
pub const MAILGUN: Scheme = mailgun("mailgun", "Mailgun", "/signature/signature");

/// Webhooks about a subaccount of Mailgun, by the second signature that they carry: [`MAILGUN`], under the parent account's key.
///
/// It covers as little: a time and a token, nothing of the event. Refuse a token that comes again.
pub const MAILGUN_PARENT: Scheme = mailgun("mailgun-parent", "Mailgun (parent account)", "/signature/parent-signature");
