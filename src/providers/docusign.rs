//! DocuSign.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Success, Text};

/// A header for each key of the account.
const HEADERS: &[Text] = &[
    Text::new("X-DocuSign-Signature-1"),
    Text::new("X-DocuSign-Signature-2"),
    Text::new("X-DocuSign-Signature-3"),
    Text::new("X-DocuSign-Signature-4"),
    Text::new("X-DocuSign-Signature-5"),
    Text::new("X-DocuSign-Signature-6"),
    Text::new("X-DocuSign-Signature-7"),
    Text::new("X-DocuSign-Signature-8"),
];

/// Webhooks of DocuSign Connect: HMAC-SHA-256 over the raw body, in base64, in a numbered header for each of the account's keys.
///
/// The first eight headers are read, of up to a hundred. JSON bodies have the type in them, XML bodies none that is read. No
/// time of sending is signed and there is no event id: a replay cannot be told from a first delivery. The sender takes 200 for
/// success and nothing else.
pub const DOCUSIGN: Scheme = Scheme::hmac_sha256("docusign")
    .described("DocuSign Connect", "https://developers.docusign.com/platform/webhooks/connect/validate")
    .message(const { &[Part::Body] })
    .signature(Signature::header("", Encoding::Base64).in_headers(HEADERS))
    .event_type(Field::json("/event"))
    .success(Success::Only200);
