//! Vendors who sign the raw body alone, by something else than HMAC-SHA-256.

use crate::scheme::{Algorithm, Encoding, Field, KeyEncoding, KeyFormat, Part, Scheme, Signature, Success};

const fn body(name: &'static str, algorithm: Algorithm, title: &'static str, docs: &'static str) -> Scheme {
    Scheme::new(name, algorithm).described(title, docs).message(const { &[Part::Body] })
}

/// Webhooks of Authorize.Net: HMAC-SHA-512 over the raw body, id and type in it.
///
/// The secret is the Signature Key as text, all 128 characters in upper case: though they are hex digits, and some libraries
/// decode them, deliveries only match undecoded. The vendor's samples that decode the key are for another hash, that of a
/// transaction. The signature comes in upper case; either case is taken. No time is signed: tell a replay by the id.
pub const AUTHORIZE_NET: Scheme =
    body("authorize-net", Algorithm::HmacSha512, "Authorize.Net", "https://developer.authorize.net/api/reference/features/webhooks.html")
        .signature(Signature::prefixed("X-ANET-Signature", "sha512=", Encoding::HexAnyCase))
        .id(Field::json("/notificationId"))
        .event_type(Field::json("/eventType"));

/// Webhooks that a rule in Front sends: HMAC-SHA-1 over the raw body, under the API secret, id and type in it.
///
/// No time is signed: tell a replay by the id. Webhooks of Front's applications use the same header for another scheme.
pub const FRONT_RULE: Scheme =
    body("front-rule", Algorithm::HmacSha1, "Front (rule webhooks)", "https://dev.frontapp.com/docs/rule-webhooks")
        .signature(Signature::header("X-Front-Signature", Encoding::Base64))
        .id(Field::json("/id"))
        .event_type(Field::json("/type"));

/// Webhooks of Intercom: HMAC-SHA-1 over the raw body, under the app's client secret, id and type in it.
///
/// No time is signed but that of the first attempt, in the body, and no window is set on it: tell a replay by the id. Canvas
/// Kit signs in another header, by another scheme.
pub const INTERCOM: Scheme =
    body("intercom", Algorithm::HmacSha1, "Intercom", "https://developers.intercom.com/docs/references/webhooks/webhook-models")
        .signature(Signature::prefixed("X-Hub-Signature", "sha1=", Encoding::Hex))
        .id(Field::json("/id"))
        .event_type(Field::json("/topic"));

/// Webhooks of Onfleet: HMAC-SHA-512 over the raw body; the secret is decoded from hex.
///
/// The body has a `/time` in milliseconds, which is covered, but no window is documented and none is set, and no id is
/// reported: a replay cannot be told from a first delivery.
pub const ONFLEET: Scheme = body("onfleet", Algorithm::HmacSha512, "Onfleet", "https://docs.onfleet.com/reference/secrets")
    .key(KeyFormat::new(KeyEncoding::Hex, &[]))
    .signature(Signature::header("X-Onfleet-Signature", Encoding::Hex));

/// Webhooks of Paystack: HMAC-SHA-512 over the raw body, under the account's secret API key, the type in it.
///
/// There is no event id and no signed time: a replay cannot be told from a first delivery. The sender takes 200 for success
/// and nothing else.
pub const PAYSTACK: Scheme = body("paystack", Algorithm::HmacSha512, "Paystack", "https://paystack.com/docs/payments/webhooks/")
    .signature(Signature::header("x-paystack-signature", Encoding::Hex))
    .event_type(Field::json("/event"))
    .success(Success::Only200);

/// The older signature of Recharge: SHA-256 of the client secret followed by the raw body, which is no HMAC.
///
/// Whoever has seen one delivery can add bytes to its end and sign the result, so that the body is no longer JSON but the
/// signature matches: read it strictly, and use the newer signature where there is a choice. There is no id, type or signed
/// time: a replay cannot be told from a first delivery.
pub const RECHARGE_LEGACY: Scheme = body(
    "recharge-legacy",
    Algorithm::Sha256SecretFirst,
    "Recharge (older signature)",
    "https://docs.getrecharge.com/docs/webhooks-overview",
)
.signature(Signature::header("X-Recharge-Hmac-Sha256", Encoding::Hex));

/// Webhooks of Vercel: HMAC-SHA-1 over the raw body, id and type in it.
///
/// The secret is the one shown when an account's webhook was made, an integration's client secret, or a log drain's own. No
/// time is signed: tell a replay by the id.
pub const VERCEL: Scheme = body("vercel", Algorithm::HmacSha1, "Vercel", "https://vercel.com/docs/webhooks/webhooks-api")
    .signature(Signature::header("x-vercel-signature", Encoding::Hex))
    .id(Field::json("/id"))
    .event_type(Field::json("/type"));
