//! Slack.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Timestamp, Unit};

/// Requests of Slack to an app: HMAC-SHA-256 over `v0:{seconds}:{body}`, under the app's signing secret.
///
/// The window of 300 seconds is the vendor's, and a retry has a new time. Events have id and type in the body; slash commands
/// and interactions are forms without either. The header that counts retries is not signed.
pub const SLACK: Scheme = Scheme::hmac_sha256("slack")
    .described("Slack", "https://docs.slack.dev/authentication/verifying-requests-from-slack/")
    .message(const { &[Part::text("v0:"), Part::Timestamp, Part::text(":"), Part::Body] })
    .signature(Signature::prefixed("X-Slack-Signature", "v0=", Encoding::Hex))
    .timestamp(Timestamp::header("X-Slack-Request-Timestamp", Unit::Seconds, 300))
    .id(Field::json("/event_id"))
    .event_type(Field::json("/event/type"));
