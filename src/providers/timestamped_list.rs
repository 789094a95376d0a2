//! Vendors who sign `{timestamp}.{body}` and send the time and the signature in one header, as Stripe does.

use crate::scheme::{Algorithm, Encoding, Field, Part, Scheme, Signature, Success, Timestamp, Unit};

/// The message; where the signature stands is still to be said.
const fn dotted(name: &'static str, algorithm: Algorithm, title: &'static str, docs: &'static str) -> Scheme {
    Scheme::new(name, algorithm).described(title, docs).message(const { &[Part::Timestamp, Part::text("."), Part::Body] })
}

/// `t={seconds},v1={hex}` in `header`, with a window of 300 seconds.
const fn listed(name: &'static str, title: &'static str, docs: &'static str, header: &'static str) -> Scheme {
    dotted(name, Algorithm::HmacSha256, title, docs)
        .signature(Signature::key_value(header, b',', "v1", Some("t"), Encoding::Hex))
        .timestamp(Timestamp::in_signature(Unit::Seconds, 300))
}

/// Webhooks of Affirm: HMAC-SHA-512 over `{seconds}.{body}`; no id or type is reported.
///
/// The window of 300 seconds is what the vendor advises, and every attempt is signed anew. Signing has to be turned on by
/// Affirm. An older page speaks of base64, but the example there is hex; the current page breaks the header between time and
/// signature, and a space there is refused.
pub const AFFIRM: Scheme =
    dotted("affirm", Algorithm::HmacSha512, "Affirm", "https://docs.affirm.com/developers/docs/checking-webhook-signatures")
        .signature(Signature::key_value("X-Affirm-Signature", b',', "v0", Some("t"), Encoding::Hex))
        .timestamp(Timestamp::in_signature(Unit::Seconds, 300));

/// Webhooks of Buildkite with a signature: HMAC-SHA-256 over `{seconds}.{body}`.
///
/// The type is read from a header that is not signed; the body covers the same word at `/event`. The window of 300 seconds
/// is the vendor's example. For webhooks that send the token itself see [`BUILDKITE_TOKEN`](super::BUILDKITE_TOKEN).
pub const BUILDKITE: Scheme =
    dotted("buildkite", Algorithm::HmacSha256, "Buildkite", "https://buildkite.com/docs/apis/webhooks/pipelines#webhook-signature")
        .signature(Signature::key_value("X-Buildkite-Signature", b',', "signature", Some("timestamp"), Encoding::Hex))
        .timestamp(Timestamp::in_signature(Unit::Seconds, 300))
        .event_type(Field::header("X-Buildkite-Event"));

/// Webhooks of Calendly: HMAC-SHA-256 over `{seconds}.{body}`, the type in the body.
///
/// The window of 180 seconds is that of the vendor's sample; others take 300. There is no event id. Whether an attempt of
/// the 24 hours that follow a failure is signed anew is not documented.
pub const CALENDLY: Scheme = listed(
    "calendly",
    "Calendly",
    "https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures",
    "Calendly-Webhook-Signature",
)
.timestamp(Timestamp::in_signature(Unit::Seconds, 180))
.event_type(Field::json("/event"));

/// Webhooks of Cloudflare Stream: HMAC-SHA-256 over `{seconds}.{body}`.
///
/// The body is a video: `/uid` is the video's, which several deliveries share, so no id is reported, and no type. The window
/// of 300 seconds is ours; the vendor leaves it open. Live inputs notify by another product.
pub const CLOUDFLARE_STREAM: Scheme = dotted(
    "cloudflare-stream",
    Algorithm::HmacSha256,
    "Cloudflare Stream",
    "https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/",
)
.signature(Signature::key_value("Webhook-Signature", b',', "sig1", Some("time"), Encoding::Hex))
.timestamp(Timestamp::in_signature(Unit::Seconds, 300));

/// Webhooks of the Coinbase Developer Platform, by the signature `v0`: HMAC-SHA-256 over `{seconds}.{body}`.
///
/// Id and type stand in headers, which `v0` does not cover. Some of the vendor's products are documented with the signature
/// `v1` alone, which covers a list of headers too: a delivery without `v0` is refused. The window of 300 seconds is that of
/// the vendor's sample.
pub const COINBASE_CDP: Scheme = dotted(
    "coinbase-cdp",
    Algorithm::HmacSha256,
    "Coinbase Developer Platform",
    "https://docs.cdp.coinbase.com/webhooks/verify-signatures",
)
.signature(Signature::key_value("X-Hook0-Signature", b',', "v0", Some("t"), Encoding::Hex))
.timestamp(Timestamp::in_signature(Unit::Seconds, 300))
.id(Field::header("X-Event-Id"))
.event_type(Field::header("X-Event-Type"));

/// Webhooks of ElevenLabs: HMAC-SHA-256 over `{seconds}.{body}`, the type in the body.
///
/// The window of 1800 seconds into the past is that of the vendor's SDK, which has none towards the future: the 300 seconds
/// there are ours. There is no event id, but each event is sent only once: what comes again within the window is a replay.
pub const ELEVENLABS: Scheme =
    dotted("elevenlabs", Algorithm::HmacSha256, "ElevenLabs", "https://elevenlabs.io/docs/product-guides/administration/webhooks")
        .signature(Signature::key_value("ElevenLabs-Signature", b',', "v0", Some("t"), Encoding::Hex))
        .timestamp(Timestamp::in_signature(Unit::Seconds, 1800).future(300))
        .event_type(Field::json("/type"));

/// Webhooks of Knock: HMAC-SHA-256 over `{milliseconds}.{body}`, in base64; id and type in the body.
///
/// The window of 300 seconds is that of the vendor's sample. Where the body has id and type is not on the vendor's page.
pub const KNOCK: Scheme =
    dotted("knock", Algorithm::HmacSha256, "Knock", "https://docs.knock.app/developer-tools/outbound-webhooks/overview")
        .signature(Signature::key_value("x-knock-signature", b',', "s", Some("t"), Encoding::Base64))
        .timestamp(Timestamp::in_signature(Unit::Milliseconds, 300))
        .id(Field::json("/id"))
        .event_type(Field::json("/type"));

/// Webhooks of Mux: HMAC-SHA-256 over `{seconds}.{body}`, id and type in the body.
///
/// The window of 300 seconds is that of the vendor's SDK, which sets it towards the past only.
pub const MUX: Scheme = listed("mux", "Mux", "https://www.mux.com/docs/core/verify-webhook-signatures", "Mux-Signature")
    .id(Field::json("/id"))
    .event_type(Field::json("/type"));

/// Webhooks of Persona: HMAC-SHA-256 over `{seconds}.{body}`, id and type in the body.
///
/// The window of 300 seconds is ours. While a secret is rotated Persona sends two lists with a space between them, which are
/// refused. Steps of a workflow that make an HTTPS request use the same header with a secret of their own.
pub const PERSONA: Scheme = listed("persona", "Persona", "https://docs.withpersona.com/docs/webhooks-best-practices", "Persona-Signature")
    .id(Field::json("/data/id"))
    .event_type(Field::json("/data/attributes/name"));

/// Webhooks of Recharge: HMAC-SHA-256 over `{seconds}.{body}`, under the API client's secret.
///
/// The window of a day is ours, the longest there is; the vendor allows 48 hours, over which it tries again, probably with the
/// first signature: what comes later than a day is refused. There is no id or type: within the window a replay cannot be told
/// from a first delivery. For the older signature see [`RECHARGE_LEGACY`](super::RECHARGE_LEGACY).
pub const RECHARGE: Scheme =
    listed("recharge", "Recharge", "https://docs.getrecharge.com/docs/webhooks-overview", "X-Recharge-Webhook-Signature")
        .timestamp(Timestamp::in_signature(Unit::Seconds, 86_400));

/// JSON webhooks of Recurly: HMAC-SHA-256 over `{milliseconds}.{body}`, the header being the time and then the signatures.
///
/// The window of 300 seconds is that of the vendor's SDK. The body's `/id` is that of what changed, so none is reported.
/// XML webhooks are not signed.
pub const RECURLY: Scheme =
    dotted("recurly", Algorithm::HmacSha256, "Recurly", "https://docs.recurly.com/recurly-subscriptions/docs/signature-verification")
        .signature(Signature::positional("recurly-signature", b',', Encoding::Hex))
        .timestamp(Timestamp::in_signature(Unit::Milliseconds, 300))
        .event_type(Field::json("/event_type"));

/// GROQ-powered webhooks of Sanity: HMAC-SHA-256 over `{milliseconds}.{body}`, in unpadded base64url.
///
/// The id stands in a header that is not signed. The window of 300 seconds is ours: the vendor's library signs a time and
/// sets none on it.
pub const SANITY: Scheme = dotted("sanity", Algorithm::HmacSha256, "Sanity", "https://www.sanity.io/docs/http-reference/webhooks")
    .signature(Signature::key_value("sanity-webhook-signature", b',', "v1", Some("t"), Encoding::Base64Url))
    .timestamp(Timestamp::in_signature(Unit::Milliseconds, 300))
    .id(Field::header("idempotency-key"));

/// Webhooks of Shippo with an HMAC: HMAC-SHA-256 over `{seconds}.{body}`, the type in the body.
///
/// Shippo turns this on when asked to; otherwise see [`SHIPPO_TOKEN`](super::SHIPPO_TOKEN). The window of 300 seconds is ours.
/// The vendor's page does not show the header; its form is that of several public receivers. There is no event id.
pub const SHIPPO: Scheme = listed("shippo", "Shippo", "https://docs.goshippo.com/docs/tracking/webhooksecurity", "Shippo-Auth-Signature")
    .event_type(Field::json("/event"));

/// Webhooks of TikTok for Developers: HMAC-SHA-256 over `{seconds}.{body}`, under the app's client secret.
///
/// The window of 300 seconds is ours; the vendor leaves it open. There is no event id. TikTok Shop signs by another scheme.
pub const TIKTOK: Scheme =
    dotted("tiktok", Algorithm::HmacSha256, "TikTok for Developers", "https://developers.tiktok.com/doc/webhooks-verification")
        .signature(Signature::key_value("TikTok-Signature", b',', "s", Some("t"), Encoding::Hex))
        .timestamp(Timestamp::in_signature(Unit::Seconds, 300))
        .event_type(Field::json("/event"));

/// Webhooks of WorkOS: HMAC-SHA-256 over `{milliseconds}.{body}`, id and type in the body.
///
/// The window of 180 seconds is that of the vendor's SDKs, which set it towards the past only; Actions are signed alike, under
/// a secret of their own and with a window of 30 seconds. The sender takes 200 for success and nothing else.
pub const WORKOS: Scheme = dotted("workos", Algorithm::HmacSha256, "WorkOS", "https://workos.com/docs/events/data-syncing/webhooks")
    .signature(Signature::key_value("WorkOS-Signature", b',', "v1", Some("t"), Encoding::Hex).spaced())
    .timestamp(Timestamp::in_signature(Unit::Milliseconds, 180))
    .id(Field::json("/id"))
    .event_type(Field::json("/event"))
    .success(Success::Only200);
