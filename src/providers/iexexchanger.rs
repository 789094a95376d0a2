//! iEXExchanger, API v3: its webhooks, and the signed requests to its management API.

use crate::scheme::{Encoding, Field, Nonce, Part, Scheme, Signature, Timestamp, Unit};

/// Webhooks of iEXExchanger: HMAC-SHA-256 over `v1`, id, type, timestamp, nonce and the digest of the body, one a line.
///
/// The window of 300 seconds and the secret's reading as plain text are ours; the vendor publishes neither. Its TypeScript
/// example demands the prefix `sha256=` and its PHP example does not, so both are taken.
pub const IEXEXCHANGER: Scheme = Scheme::hmac_sha256("iexexchanger")
    .described("iEXExchanger webhooks", "https://docs.iexexchanger.com/get-started/exchanger-api/webhooks/overview")
    .message(
        const {
            &[
                Part::text("v1\n"),
                Part::Id,
                Part::text("\n"),
                Part::Type,
                Part::text("\n"),
                Part::Timestamp,
                Part::text("\n"),
                Part::Nonce,
                Part::text("\n"),
                Part::BodySha256Hex,
            ]
        },
    )
    .signature(Signature::optionally_prefixed("X-Webhook-Signature", "sha256=", Encoding::Hex))
    .timestamp(Timestamp::header("X-Webhook-Timestamp", Unit::Seconds, 300))
    .id(Field::header("X-Webhook-Event-Id"))
    .event_type(Field::header("X-Webhook-Event-Type"))
    .nonce(Nonce::header("X-Webhook-Nonce"));

/// Signed requests to iEXExchanger's management API: HMAC-SHA-256 over `v1`, method, path, canonical query, the digest of
/// the body, timestamp and nonce, one a line.
///
/// The window of 300 seconds is ours; the vendor publishes none.
pub const IEXEXCHANGER_API: Scheme = Scheme::hmac_sha256("iexexchanger-api")
    .described("iEXExchanger management API", "https://docs.iexexchanger.com/")
    .message(
        const {
            &[
                Part::text("v1\n"),
                Part::Method,
                Part::text("\n"),
                Part::Path,
                Part::text("\n"),
                Part::CanonicalQuery,
                Part::text("\n"),
                Part::BodySha256Hex,
                Part::text("\n"),
                Part::Timestamp,
                Part::text("\n"),
                Part::Nonce,
            ]
        },
    )
    .signature(Signature::prefixed("X-Api-Signature", "sha256=", Encoding::Hex))
    .timestamp(Timestamp::header("X-Api-Timestamp", Unit::Seconds, 300))
    .nonce(Nonce::restricted("X-Api-Nonce", 8, 128));
