//! Vendors who sign the raw body alone, by HMAC-SHA-256, and send the signature as bare hex in one header.

use crate::scheme::{Encoding, Field, KeyEncoding, KeyFormat, Part, Scheme, Signature, Success};

const fn hex(name: &'static str, title: &'static str, docs: &'static str, header: &'static str) -> Scheme {
    Scheme::hmac_sha256(name).described(title, docs).message(const { &[Part::Body] }).signature(Signature::header(header, Encoding::Hex))
}

/// Webhooks of Asana: HMAC-SHA-256 over the raw body.
///
/// The secret is what the handshake brought in `X-Hook-Secret`. A body holds any number of events, none for a heartbeat, so
/// neither id nor type is reported. No time is signed: a replay cannot be told from a first delivery. Asana's sample writes
/// the JSON anew before it computes; the bytes as sent are what is signed.
pub const ASANA: Scheme = hex("asana", "Asana", "https://developers.asana.com/docs/webhooks-guide", "X-Hook-Signature");

/// Webhooks of Cal.com: HMAC-SHA-256 over the raw body.
///
/// The type stands at `/triggerEvent`, unless the payload's template was changed. There is no delivery id and no signed
/// time: a replay cannot be told from a first delivery. Without a secret Cal.com writes `no-secret-provided` in the
/// signature's place, which is refused.
pub const CALCOM: Scheme =
    hex("calcom", "Cal.com", "https://cal.com/docs/core-features/webhooks", "X-Cal-Signature-256").event_type(Field::json("/triggerEvent"));

/// Webhooks of Checkout.com: HMAC-SHA-256 over the raw body, id and type in it.
///
/// No time is signed, so a replay cannot be told from one of the vendor's up to eight further attempts but by its id. The
/// vendor does not say in which case the hex is, so either is taken.
pub const CHECKOUT_COM: Scheme = hex(
    "checkout-com",
    "Checkout.com",
    "https://www.checkout.com/docs/developer-resources/webhooks/manage-webhooks/set-up-your-webhook-receiver",
    "Cko-Signature",
)
.signature(Signature::header("Cko-Signature", Encoding::HexAnyCase))
.id(Field::json("/id"))
.event_type(Field::json("/type"));

/// Webhooks of ClickUp: HMAC-SHA-256 over the raw body, the type in it.
///
/// There is no delivery id (`/webhook_id` names the webhook) and no signed time: a replay cannot be told from a first
/// delivery.
pub const CLICKUP: Scheme =
    hex("clickup", "ClickUp", "https://developer.clickup.com/docs/webhooksignature", "X-Signature").event_type(Field::json("/event"));

/// Webhooks of Coinbase Commerce: HMAC-SHA-256 over the raw body, id and type of the event in it.
///
/// No time is signed but those that the body itself holds, and no window is set on them: tell a replay by the id. `/id` is
/// the number of the delivery, `/event/id` the event, which is what is reported.
pub const COINBASE_COMMERCE: Scheme = hex(
    "coinbase-commerce",
    "Coinbase Commerce",
    "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security",
    "X-CC-Webhook-Signature",
)
.id(Field::json("/event/id"))
.event_type(Field::json("/event/type"));

/// Simple signatures of Convoy: HMAC-SHA-256 over the body that it sends.
///
/// No time is signed: a replay cannot be told from a first delivery. Header, hash and encoding are settings of each Convoy
/// project; these are the ones it starts with. Only the newest secret signs.
pub const CONVOY_SIMPLE: Scheme =
    hex("convoy-simple", "Convoy (simple signatures)", "https://www.getconvoy.io/docs/product-manual/signatures", "X-Convoy-Signature");

/// Webhooks of Dropbox: HMAC-SHA-256 over the raw body, under the app's secret.
///
/// The body only lists accounts in which something changed. There is no id, type or signed time: a replay cannot be told
/// from a first delivery.
pub const DROPBOX: Scheme = hex("dropbox", "Dropbox", "https://www.dropbox.com/developers/reference/webhooks", "X-Dropbox-Signature");

/// Webhooks of Dub: HMAC-SHA-256 over the raw body, id and type in it.
///
/// No time is signed: tell a replay by the id.
pub const DUB: Scheme = hex("dub", "Dub", "https://dub.co/docs/concepts/webhooks/verify-webhook-requests", "Dub-Signature")
    .id(Field::json("/id"))
    .event_type(Field::json("/event"));

/// Webhooks of Dwolla: HMAC-SHA-256 over the raw body, id and type in it.
///
/// No time is signed: tell a replay, and one of up to eight further attempts, by the id.
pub const DWOLLA: Scheme =
    hex("dwolla", "Dwolla", "https://developers.dwolla.com/docs/balance/webhooks/process-validate", "X-Request-Signature-SHA-256")
        .id(Field::json("/id"))
        .event_type(Field::json("/topic"));

/// Webhooks of GoCardless: HMAC-SHA-256 over the raw body.
///
/// A body holds up to 250 events, so no type is reported; the id is that of the delivery, which older payloads lack. No time
/// is signed: tell a replay by the ids of the events.
pub const GOCARDLESS: Scheme =
    hex("gocardless", "GoCardless", "https://developer.gocardless.com/api-reference/#webhooks-overview", "Webhook-Signature")
        .id(Field::json("/meta/webhook_id"));

/// Webhooks of Grafana Alerting with an HMAC secret and no timestamp header: HMAC-SHA-256 over the raw body.
///
/// There is no id and no signed time: a replay cannot be told from a first delivery. The contact point can name another
/// header; this is the one it starts with.
pub const GRAFANA: Scheme = hex(
    "grafana",
    "Grafana Alerting",
    "https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/",
    "X-Grafana-Alerting-Signature",
);

/// Webhooks of LaunchDarkly: HMAC-SHA-256 over the raw body, id and type in it.
///
/// No time is signed; the body has a `/date`, on which no window is set: tell a replay by the id. Deliveries carry a signature
/// only if the webhook was set to sign them.
pub const LAUNCHDARKLY: Scheme =
    hex("launchdarkly", "LaunchDarkly", "https://launchdarkly.com/docs/home/infrastructure/webhooks", "X-LD-Signature")
        .id(Field::json("/_id"))
        .event_type(Field::json("/kind"));

/// Webhooks of Lemon Squeezy: HMAC-SHA-256 over the raw body, the type in it.
///
/// The header `X-Event-Name` repeats the type unsigned and is not read. There is no delivery id and no signed time: a replay
/// cannot be told from a first delivery. The sender takes 200 for success and nothing else.
pub const LEMON_SQUEEZY: Scheme =
    hex("lemon-squeezy", "Lemon Squeezy", "https://docs.lemonsqueezy.com/help/webhooks/signing-requests", "X-Signature")
        .event_type(Field::json("/meta/event_name"))
        .success(Success::Only200);

/// Webhooks of Nylas: HMAC-SHA-256 over the raw body, id and type in it.
///
/// Of a compressed notification the compressed bytes are signed, so verify before inflating. The secret is the webhook's own
/// in version 3 and the app's client secret in version 2. No time is signed: tell a replay by the id.
pub const NYLAS: Scheme = hex("nylas", "Nylas", "https://developer.nylas.com/docs/v3/notifications/", "X-Nylas-Signature")
    .id(Field::json("/id"))
    .event_type(Field::json("/type"));

/// Webhooks of Razorpay: HMAC-SHA-256 over the raw body, the type in it.
///
/// The event id, the same on every attempt, stands in a header that is not signed. No time is signed: a replay under a new
/// id cannot be told from a first delivery. The signature of a payment is another matter.
pub const RAZORPAY: Scheme = hex("razorpay", "Razorpay", "https://razorpay.com/docs/webhooks/validate-test/", "X-Razorpay-Signature")
    .id(Field::header("X-Razorpay-Event-Id"))
    .event_type(Field::json("/event"));

/// Webhooks of Sentry's integrations: HMAC-SHA-256 over the raw body, under the client secret.
///
/// Id, type and time stand in headers that are not signed, so there is no window and a replay cannot be told from a first
/// delivery; of the type, the body covers `/action`. Sentry's sample writes the JSON anew before it computes, which differs
/// for some numbers and letters; the bytes as sent are what is signed.
pub const SENTRY: Scheme = hex(
    "sentry",
    "Sentry (integration platform)",
    "https://docs.sentry.io/organization/integrations/integration-platform/webhooks/",
    "Sentry-Hook-Signature",
)
.id(Field::header("Request-ID"))
.event_type(Field::header("Sentry-Hook-Resource"));

/// Webhooks of Squarespace: HMAC-SHA-256 over the raw body, id and type in it; the secret is decoded from hex.
///
/// The body's `/createdOn` is covered, but the vendor sets no window on it: tell a replay by the id.
pub const SQUARESPACE: Scheme =
    hex("squarespace", "Squarespace", "https://developers.squarespace.com/webhooks/verifying-notifications", "Squarespace-Signature")
        .key(KeyFormat::new(KeyEncoding::Hex, &[]))
        .id(Field::json("/id"))
        .event_type(Field::json("/topic"));
