//! GitHub.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature};

/// Webhooks of GitHub: HMAC-SHA-256 over the raw body.
///
/// The delivery id and the event type stand in headers that are not signed.
pub const GITHUB: Scheme = Scheme::hmac_sha256("github")
    .described("GitHub webhooks", "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries")
    .message(const { &[Part::Body] })
    .signature(Signature::prefixed("X-Hub-Signature-256", "sha256=", Encoding::Hex))
    .id(Field::header("X-GitHub-Delivery"))
    .event_type(Field::header("X-GitHub-Event"));
