//! Vendors who sign the raw body alone, by HMAC-SHA-256, and send the signature in base64.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Success, Text};

const fn base64(name: &'static str, title: &'static str, docs: &'static str, header: &'static str) -> Scheme {
    Scheme::hmac_sha256(name).described(title, docs).message(const { &[Part::Body] }).signature(Signature::header(header, Encoding::Base64))
}

/// Webhooks of AfterShip Tracking: HMAC-SHA-256 over the raw body, id and type in it.
///
/// No time is signed: tell a replay by the id. AfterShip's Warranty and Returns sign in other headers, in an encoding that
/// they do not document, and are not of this scheme.
pub const AFTERSHIP: Scheme =
    base64("aftership", "AfterShip", "https://www.aftership.com/docs/tracking/webhook/webhook-signature", "aftership-hmac-sha256")
        .id(Field::json("/event_id"))
        .event_type(Field::json("/event"));

/// Webhooks of Bolt: HMAC-SHA-256 over the raw body.
///
/// The bytes as sent are signed, in which letters beyond ASCII are written as `\u00e4`: JSON that was read and written anew
/// does not match. There is no id, type or signed time: a replay cannot be told from a first delivery.
pub const BOLT: Scheme = base64("bolt", "Bolt", "https://help.bolt.com/developers/webhooks/hook-verification/", "X-Bolt-Hmac-Sha256");

/// Webhooks of Heroku, of apps and add-ons alike: HMAC-SHA-256 over the raw body, id and type in it.
///
/// No time is signed: tell a replay by the id. Deliveries carry no signature unless the webhook has a secret.
pub const HEROKU: Scheme = base64("heroku", "Heroku", "https://devcenter.heroku.com/articles/app-webhooks", "Heroku-Webhook-Hmac-SHA256")
    .id(Field::json("/webhook_metadata/event/id"))
    .event_type(Field::json("/webhook_metadata/event/include"));

/// Webhooks of LINE's Messaging API: HMAC-SHA-256 over the raw body, under the channel's secret.
///
/// A body holds any number of events, so neither id nor type is reported: each event has its own, and says whether it was
/// sent before. No time is signed but theirs, and no window is set on it. The sender takes 200 for success and nothing else.
pub const LINE: Scheme = base64(
    "line",
    "LINE Messaging API",
    "https://developers.line.biz/en/reference/messaging-api/#signature-validation",
    "x-line-signature",
)
.success(Success::Only200);

/// Webhooks of Primer: HMAC-SHA-256 over the raw body, the type in it.
///
/// For 24 hours after the secret was changed a second header has the signature under the old one; either is enough. The body
/// has a `/signedAt`, which is covered, but no window is documented and none is set, and there is no id: a replay cannot be
/// told from a first delivery. Primer's page says HMAC and does not name the hash; SHA-256 is not confirmed by it.
pub const PRIMER: Scheme =
    base64("primer", "Primer", "https://primer.io/docs/api-reference/endpoints/v2.4/payment-webhooks/payment-refund", "")
        .signature(
            Signature::header("", Encoding::Base64)
                .in_headers(const { &[Text::new("X-Signature-Primary"), Text::new("X-Signature-Secondary")] }),
        )
        .event_type(Field::json("/eventType"));

/// Webhooks of QuickBooks Online: HMAC-SHA-256 over the raw body, under the app's verifier token.
///
/// A body holds several events, in the newer form as an array of CloudEvents, so neither id nor type is reported. No time
/// is signed but theirs, and no window is set on it. Intuit's page rewrites the header in hex before it compares, which
/// comes to the same. The sender takes 200 for success and nothing else.
pub const QUICKBOOKS: Scheme = base64(
    "quickbooks",
    "QuickBooks Online (Intuit)",
    "https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks/managing-webhooks-notifications",
    "intuit-signature",
)
.success(Success::Only200);

/// Webhooks of Shopify: HMAC-SHA-256 over the raw body, under the app's client secret.
///
/// The delivery id and the topic stand in headers that are not signed, and so does the time: a replay under a new id cannot
/// be told from a first delivery. After the secret was changed the old one signs for up to an hour, so give both. Queries of
/// OAuth and of the app proxy are signed in another way; deliveries to Pub/Sub and EventBridge are not signed.
pub const SHOPIFY: Scheme =
    base64("shopify", "Shopify", "https://shopify.dev/docs/apps/build/webhooks/verify-deliveries", "X-Shopify-Hmac-Sha256")
        .id(Field::header("X-Shopify-Webhook-Id"))
        .event_type(Field::header("X-Shopify-Topic"));

/// Shopify's Events, a preview for developers: as [`SHOPIFY`], in headers without `X-`.
///
/// The delivery id stands in a header that is not signed; no type is reported.
pub const SHOPIFY_EVENTS: Scheme =
    base64("shopify-events", "Shopify Events", "https://shopify.dev/docs/apps/build/events/verify-deliveries", "Shopify-Hmac-Sha256")
        .id(Field::header("Shopify-Webhook-Id"));

/// Webhooks of Tally, the maker of forms: HMAC-SHA-256 over the raw body, id and type in it.
///
/// Tally's page calls it a SHA-256 hash; its sample is an HMAC. No time is signed: tell a replay by the id.
pub const TALLY: Scheme = base64("tally", "Tally (forms)", "https://tally.so/help/webhooks", "Tally-Signature")
    .id(Field::json("/eventId"))
    .event_type(Field::json("/eventType"));

/// Webhooks of Typeform: HMAC-SHA-256 over the raw body, id and type in it.
///
/// No time is signed: tell a replay by the id.
pub const TYPEFORM: Scheme = base64("typeform", "Typeform", "https://www.typeform.com/developers/webhooks/secure-your-webhooks/", "")
    .signature(Signature::prefixed("Typeform-Signature", "sha256=", Encoding::Base64))
    .id(Field::json("/event_id"))
    .event_type(Field::json("/event_type"));

/// Webhooks of WooCommerce: HMAC-SHA-256 over the raw body.
///
/// The topic stands in a header that is not signed, and no time is: a replay cannot be told from a first delivery. The header
/// `X-WC-Webhook-Delivery-ID` is no id to tell deliveries apart by, for two in one second share it, and is not read. The key
/// is the secret once WordPress has decoded its HTML entities, `&amp;` to `&`. The ping that is sent when a webhook is saved
/// carries no signature and is refused.
pub const WOOCOMMERCE: Scheme =
    base64("woocommerce", "WooCommerce", "https://developer.woocommerce.com/docs/webhooks/", "X-WC-Webhook-Signature")
        .event_type(Field::header("X-WC-Webhook-Topic"));

/// Webhooks of X (Twitter): HMAC-SHA-256 over the raw body, under the app's consumer secret.
///
/// There is no id, type or signed time: a replay cannot be told from a first delivery. X asks endpoints to answer a
/// `crc_token` with its signature under the same secret, in the same form: an endpoint that answers any token signs bodies
/// for whoever asks. So a body that is no JSON object is refused, and [`handshake`](crate::handshake) answers only tokens that are none.
pub const X: Scheme = base64("x", "X (Twitter)", "https://docs.x.com/x-api/webhooks/quickstart", "")
    .message(const { &[Part::BodyObject] })
    .signature(Signature::prefixed("x-twitter-webhooks-signature", "sha256=", Encoding::Base64));

/// Webhooks of Xero: HMAC-SHA-256 over the raw body.
///
/// The secret is the webhook's key as text, not decoded although it looks like base64. A body holds any number of events,
/// so neither id nor type is reported, and no time is signed: a replay cannot be told from a first delivery. The sender
/// takes 200 for success and nothing else, and before it sends events it demands 401 for a wrong signature.
pub const XERO: Scheme = base64("xero", "Xero", "https://developer.xero.com/documentation/guides/webhooks/overview/", "x-xero-signature")
    .success(Success::Only200);
