//! Twitch.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Timestamp, Unit};

/// EventSub webhooks of Twitch: HMAC-SHA-256 over id, date and raw body, side by side.
///
/// The type stands in a header that is not signed, as does the header that tells an event from a challenge or a revocation;
/// the body covers `/subscription/type`. The window of 600 seconds is the vendor's. Tell a replay within it by the id.
pub const TWITCH: Scheme = Scheme::hmac_sha256("twitch")
    .described("Twitch EventSub", "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/")
    .message(const { &[Part::Id, Part::Timestamp, Part::Body] })
    .unseparated()
    .signature(Signature::prefixed("Twitch-Eventsub-Message-Signature", "sha256=", Encoding::Hex))
    .timestamp(Timestamp::header("Twitch-Eventsub-Message-Timestamp", Unit::Rfc3339, 600))
    .id(Field::header("Twitch-Eventsub-Message-Id"))
    .event_type(Field::header("Twitch-Eventsub-Subscription-Type"));
