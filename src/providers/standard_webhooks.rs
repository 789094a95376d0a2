//! Standard Webhooks, with symmetric signatures (`v1`).

use crate::scheme::{Encoding, Field, KeyEncoding, KeyFormat, Part, Scheme, Signature, Text, Timestamp, Unit};

/// Standard Webhooks 1.0: HMAC-SHA-256 over `{id}.{timestamp}.{body}`, as a list of `v1,` signatures in base64.
///
/// Signatures with another tag, such as `v1a` for Ed25519, are passed over.
pub const STANDARD_WEBHOOKS: Scheme = Scheme::hmac_sha256("standard-webhooks")
    .described("Standard Webhooks", "https://www.standardwebhooks.com/")
    .key(KeyFormat::new(KeyEncoding::Base64, const { &[Text::new("whsec_"), Text::new("v1,whsec_")] }))
    .message(const { &[Part::Id, Part::text("."), Part::Timestamp, Part::text("."), Part::Body] })
    .signature(Signature::tagged("webhook-signature", b' ', "v1,", Encoding::Base64))
    .timestamp(Timestamp::header("webhook-timestamp", Unit::Seconds, 300))
    .id(Field::header("webhook-id"));
