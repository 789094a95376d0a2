//! Contentful.

use crate::scheme::{Encoding, Field, NamedHeaders, Part, Scheme, Signature, Text, Timestamp, Unit};

/// The headers that Contentful is known to sign.
const KNOWN: &[Text] = &[
    Text::new("content-type"),
    Text::new("x-contentful-app-id"),
    Text::new("x-contentful-crn"),
    Text::new("x-contentful-environment-id"),
    Text::new("x-contentful-signed-headers"),
    Text::new("x-contentful-space-id"),
    Text::new("x-contentful-timestamp"),
    Text::new("x-contentful-topic"),
    Text::new("x-contentful-user-id"),
    Text::new("x-contentful-webhook-name"),
];

/// Webhooks and app requests of Contentful: HMAC-SHA-256 over method, path and query, the headers that it lists, and raw body.
///
/// A header that it does not list is not covered, and the type is one of those that it may leave out. A request that lists a
/// header unknown here, such as one of your own, is refused: a scheme of your own can name it. The secret of 64 characters is
/// used as text. The window of 30 seconds is that of the vendor's toolkit, which sets it towards the past only.
pub const CONTENTFUL: Scheme = Scheme::hmac_sha256("contentful")
    .described("Contentful", "https://www.contentful.com/developers/docs/extensibility/app-framework/request-verification/")
    .message(
        const {
            &[
                Part::Method,
                Part::text("\n"),
                Part::PathAndQueryContentful,
                Part::text("\n"),
                Part::NamedHeaders(NamedHeaders::new("x-contentful-signed-headers", KNOWN)),
                Part::text("\n"),
                Part::Body,
            ]
        },
    )
    .signature(Signature::header("x-contentful-signature", Encoding::Hex))
    .timestamp(Timestamp::header("x-contentful-timestamp", Unit::Milliseconds, 30))
    .event_type(Field::header("x-contentful-topic"));
