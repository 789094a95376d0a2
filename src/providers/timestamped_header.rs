//! Vendors who sign the time of a header and the raw body, and send the signature in another header.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Timestamp, Unit};

const fn timed(name: &'static str, title: &'static str, docs: &'static str, message: &'static [Part]) -> Scheme {
    Scheme::hmac_sha256(name).described(title, docs).message(message)
}

/// `{timestamp}:{body}`.
const COLON: &[Part] = &[Part::Timestamp, Part::text(":"), Part::Body];

/// Webhooks of an open channel of Airship: HMAC-SHA-256 over `{seconds}:{body}`.
///
/// The JSON is signed and then sent compressed: verify what your server has inflated. There is no id or type. The window of
/// 300 seconds is ours. The request that checks a new channel signs an empty body.
pub const AIRSHIP: Scheme = timed(
    "airship",
    "Airship",
    "https://support.airship.com/hc/en-us/articles/360032501831-Implementing-a-Signature-Hash-and-Validating-an-Open-Channel-Webhook",
    COLON,
)
.signature(Signature::header("X-UA-SIGNATURE", Encoding::Hex))
.timestamp(Timestamp::header("X-UA-TIMESTAMP", Unit::Seconds, 300));

/// Webhooks of Airwallex: HMAC-SHA-256 over the time in milliseconds and the raw body, side by side; id and type in the body.
///
/// The window of 300 seconds is ours. The vendor's list of headers calls the signature one of the body alone; published
/// receivers agree on time and body.
pub const AIRWALLEX: Scheme = timed(
    "airwallex",
    "Airwallex",
    "https://www.airwallex.com/docs/developer-tools__listen-for-webhook-events",
    const { &[Part::Timestamp, Part::Body] },
)
.unseparated()
.signature(Signature::header("x-signature", Encoding::Hex))
.timestamp(Timestamp::header("x-timestamp", Unit::Milliseconds, 300))
.id(Field::json("/id"))
.event_type(Field::json("/name"));

/// Reporting webhooks of Customer.io: HMAC-SHA-256 over `v0:{seconds}:{body}`, id and type in the body.
///
/// The type is `/metric`, which means little without `/object_type` beside it. The window of 300 seconds is ours; whether an
/// attempt of the seven days that follow a failure is signed anew is not documented.
pub const CUSTOMERIO: Scheme = timed(
    "customerio",
    "Customer.io",
    "https://docs.customer.io/integrations/api/webhooks/",
    const { &[Part::text("v0:"), Part::Timestamp, Part::text(":"), Part::Body] },
)
.signature(Signature::header("X-CIO-Signature", Encoding::Hex))
.timestamp(Timestamp::header("X-CIO-Timestamp", Unit::Seconds, 300))
.id(Field::json("/event_id"))
.event_type(Field::json("/metric"));

/// Webhooks of Front's applications: HMAC-SHA-256 over `{milliseconds}:{body}`, in base64; the type in the body.
///
/// The window of 300 seconds is what the vendor advises for channels, which sign alike under the secret of the channel's type;
/// their GET and DELETE requests sign the word `undefined` for a body and are refused. There is no event id. For the webhooks
/// of rules see [`FRONT_RULE`](super::FRONT_RULE).
pub const FRONT: Scheme = timed("front", "Front (application webhooks)", "https://dev.frontapp.com/docs/application-webhooks", COLON)
    .signature(Signature::header("X-Front-Signature", Encoding::Base64))
    .timestamp(Timestamp::header("X-Front-Request-Timestamp", Unit::Milliseconds, 300))
    .event_type(Field::json("/type"));

/// Webhooks of Grafana Alerting with an HMAC secret and a timestamp header: HMAC-SHA-256 over `{seconds}:{body}`.
///
/// Grafana gives the timestamp's header no name: set it to `X-Grafana-Alerting-Timestamp` in the contact point. The window of
/// 300 seconds is ours, and there is no id or type. Without a timestamp header it is [`GRAFANA`](super::GRAFANA).
pub const GRAFANA_TIMESTAMPED: Scheme = timed(
    "grafana-timestamped",
    "Grafana Alerting with time",
    "https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/",
    COLON,
)
.signature(Signature::header("X-Grafana-Alerting-Signature", Encoding::Hex))
.timestamp(Timestamp::header("X-Grafana-Alerting-Timestamp", Unit::Seconds, 300));

/// System webhooks of Klaviyo: HMAC-SHA-256 over the raw body and then the date, side by side.
///
/// A body holds many events, so no id or type is reported; the header `Klaviyo-Webhook-Id` names the webhook and is not
/// signed. The window of 300 seconds is ours. The vendor's page names the headers and the hash, but not in which order body
/// and date are signed. Webhooks that a flow sends carry no signature.
pub const KLAVIYO: Scheme = timed(
    "klaviyo",
    "Klaviyo",
    "https://developers.klaviyo.com/en/docs/working_with_system_webhooks",
    const { &[Part::Body, Part::Timestamp] },
)
.unseparated()
.signature(Signature::header("Klaviyo-Signature", Encoding::Hex))
.timestamp(Timestamp::header("Klaviyo-Timestamp", Unit::ImfFixdate, 300));

/// Webhooks of Lob: HMAC-SHA-256 over `{timestamp}.{body}`, id and type in the body.
///
/// The vendor does not say whether the time is in seconds or milliseconds: either is taken. The window of 300 seconds is ours.
pub const LOB: Scheme = timed(
    "lob",
    "Lob",
    "https://help.lob.com/print-and-mail/getting-data-and-results/using-webhooks",
    const { &[Part::Timestamp, Part::text("."), Part::Body] },
)
.signature(Signature::header("Lob-Signature", Encoding::Hex))
.timestamp(Timestamp::header("Lob-Signature-Timestamp", Unit::SecondsOrMilliseconds, 300))
.id(Field::json("/id"))
.event_type(Field::json("/event_type/id"));

/// Webhooks of Webflow: HMAC-SHA-256 over `{milliseconds}:{body}`, the type in the body.
///
/// The secret is the OAuth app's client secret, or for a webhook made through the API the webhook's own; those made in the
/// dashboard carry no signature. The window of 300 seconds is the vendor's. The vendor's sample writes the JSON anew before it
/// computes; the bytes as sent are what is signed. There is no event id, and before version 2 of the API no type.
pub const WEBFLOW: Scheme = timed("webflow", "Webflow", "https://developers.webflow.com/data/docs/working-with-webhooks", COLON)
    .signature(Signature::header("X-Webflow-Signature", Encoding::Hex))
    .timestamp(Timestamp::header("X-Webflow-Timestamp", Unit::Milliseconds, 300))
    .event_type(Field::json("/triggerType"));

/// Webhooks of Zendesk: HMAC-SHA-256 over the date and the raw body, side by side, in base64; the body may be empty.
///
/// The secret looks like base64 and is not decoded. The id stands in a header that is not signed; the type is in the body of
/// webhooks that subscribe to events, while that of a trigger's webhook is whatever its author wrote. The window of 300 seconds
/// is ours. An older version of the vendor's page had the body before the date.
pub const ZENDESK: Scheme = timed(
    "zendesk",
    "Zendesk",
    "https://developer.zendesk.com/documentation/webhooks/verifying/",
    const { &[Part::Timestamp, Part::Body] },
)
.unseparated()
.signature(Signature::header("X-Zendesk-Webhook-Signature", Encoding::Base64))
.timestamp(Timestamp::header("X-Zendesk-Webhook-Signature-Timestamp", Unit::Rfc3339, 300))
.id(Field::header("X-Zendesk-Webhook-Invocation-Id"))
.event_type(Field::json("/type"));
