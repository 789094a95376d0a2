//! Ripple.

use crate::scheme::{Encoding, Field, KeyEncoding, KeyFormat, Part, Scheme, Signature, Timestamp, Unit};

/// Webhooks of Ripple Collections: HMAC-SHA-256 over `{milliseconds}.{digest}`, the hex SHA-256 of the raw body.
///
/// The secret is decoded from base64. The type stands in a header that is not signed; each type may have a key of its own: give
/// them all. The window of 300 seconds is ours, and there is no event id. The vendor's page does not say whether the digest
/// is signed as hex or as bytes; hex is taken here.
pub const RIPPLE: Scheme = Scheme::hmac_sha256("ripple")
    .described("Ripple Collections", "https://docs.ripple.com/products/collections/guides/verifying-webhooks")
    .key(KeyFormat::new(KeyEncoding::Base64, &[]))
    .message(const { &[Part::Timestamp, Part::text("."), Part::BodySha256Hex] })
    .signature(Signature::key_value("X-Webhook-Signature", b',', "v1", Some("t"), Encoding::Hex))
    .timestamp(Timestamp::in_signature(Unit::Milliseconds, 300))
    .event_type(Field::header("X-Webhook-Event-Type"));
