//! Vendors who sign with a private key of their own; the secret is the public key that they publish.

use crate::{
    asymmetric::Algorithm as Public,
    scheme::{Algorithm, Encoding, Field, Part, Scheme, Signature, Timestamp, Unit, Value},
};

const fn signed(name: &'static str, algorithm: Public, title: &'static str, docs: &'static str) -> Scheme {
    Scheme::new(name, Algorithm::Public(algorithm)).described(title, docs)
}

/// What is there of these eight members, by name.
const SNS_MESSAGE: &[Part] = &[
    Part::Value(Value::json("/Message").between("Message\n", "\n")),
    Part::Value(Value::json("/MessageId").between("MessageId\n", "\n")),
    Part::Value(Value::json("/Subject").optional().between("Subject\n", "\n")),
    Part::Value(Value::json("/SubscribeURL").optional().between("SubscribeURL\n", "\n")),
    Part::Value(Value::json("/Timestamp").between("Timestamp\n", "\n")),
    Part::Value(Value::json("/Token").optional().between("Token\n", "\n")),
    Part::Value(Value::json("/TopicArn").between("TopicArn\n", "\n")),
    Part::Value(Value::json("/Type").between("Type\n", "\n")),
];

const fn sns(name: &'static str, algorithm: Public, title: &'static str) -> Scheme {
    signed(name, algorithm, title, "https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html")
        .message(SNS_MESSAGE)
        .signature(Signature::header("", Encoding::Base64).in_json("/Signature"))
        .timestamp(Timestamp::json("/Timestamp", Unit::Rfc3339, 3600))
        .id(Field::json("/MessageId"))
        .event_type(Field::json("/Type"))
}

/// Amazon SNS over HTTP, for topics set to `SignatureVersion` 2: RSA with SHA-256 over the members of the body that matter.
///
/// `UnsubscribeURL` and headers are not covered, and raw delivery carries no signature. The key is that of the certificate at
/// `SigningCertURL`: fetch it only by https and only from a host of SNS, and let [`certificate::spki`] read it. Amazon signs
/// for all customers with it, so compare `TopicArn` in the body, which is covered. `Timestamp` is when the message was published:
/// the window of an hour is ours, wide enough for attempts that come later.
///
/// [`certificate::spki`]: crate::asymmetric::certificate::spki
pub const AWS_SNS: Scheme = sns("aws-sns", Public::RsaPkcs1Sha256, "Amazon SNS");

/// Amazon SNS over HTTP, for topics left at `SignatureVersion` 1: RSA with SHA-1, and in all else [`AWS_SNS`].
///
/// This is what a topic starts with. SHA-1 is broken where an attacker can choose what is signed, as whoever publishes to a topic
/// can, so it has to be [allowed by name](crate::WebhookBuilder::allow_sha1): rather set the topic to version 2.
pub const AWS_SNS_V1: Scheme = sns("aws-sns-v1", Public::RsaPkcs1Sha1, "Amazon SNS (SignatureVersion 1)");

/// Interactions and webhook events of Discord: Ed25519 over the time in seconds and the raw body, side by side.
///
/// The key is the app's public key, in hex. The window of 300 seconds is ours. The id is an interaction's; its type is a number,
/// and that of a webhook event stands elsewhere, so none is reported. Discord tries wrong signatures on an endpoint and wants 401
/// for them.
pub const DISCORD: Scheme = signed("discord", Public::Ed25519, "Discord", "https://docs.discord.com/developers/interactions/overview")
    .message(const { &[Part::Timestamp, Part::Body] })
    .unseparated()
    .signature(Signature::header("X-Signature-Ed25519", Encoding::Hex))
    .timestamp(Timestamp::header("X-Signature-Timestamp", Unit::Seconds, 300))
    .id(Field::json("/id"));

/// Webhooks of fal: Ed25519 over request id, user id, time in seconds and the hex SHA-256 of the raw body, a line each.
///
/// The keys are those of the vendor's JWK set, each given as its JWK or its `x`. It signs for all users with them, so compare the
/// header `X-Fal-Webhook-User-Id`, which is covered, with your own. The window of 300 seconds is the vendor's; whether an attempt
/// of the two hours that follow a failure is signed anew is not documented.
pub const FAL: Scheme = signed("fal", Public::Ed25519, "fal.ai", "https://fal.ai/docs/documentation/model-apis/inference/webhooks")
    .message(
        const {
            &[
                Part::Id,
                Part::text("\n"),
                Part::header("X-Fal-Webhook-User-Id"),
                Part::text("\n"),
                Part::Timestamp,
                Part::text("\n"),
                Part::BodySha256Hex,
            ]
        },
    )
    .signature(Signature::header("X-Fal-Webhook-Signature", Encoding::Hex))
    .timestamp(Timestamp::header("X-Fal-Webhook-Timestamp", Unit::Seconds, 300))
    .id(Field::header("X-Fal-Webhook-Request-Id"));

/// Webhooks of Kick: RSA with SHA-256 over `{id}.{date}.{body}`.
///
/// The type stands in a header that is not signed, and so do version and subscription. The vendor signs for all apps with one
/// published key: check in the body that the event is one of yours. The window of 300 seconds is ours.
pub const KICK: Scheme = signed("kick", Public::RsaPkcs1Sha256, "Kick", "https://docs.kick.com/events/webhook-security")
    .message(const { &[Part::Id, Part::text("."), Part::Timestamp, Part::text("."), Part::Body] })
    .signature(Signature::header("Kick-Event-Signature", Encoding::Base64))
    .timestamp(Timestamp::header("Kick-Event-Message-Timestamp", Unit::Rfc3339, 300))
    .id(Field::header("Kick-Event-Message-Id"))
    .event_type(Field::header("Kick-Event-Type"));

/// Webhooks of PayPal: RSA with SHA-256 over `{transmission id}|{date}|{webhook id}|{checksum}`. The body is not covered.
///
/// The checksum is a CRC-32 of the body: it notices accidents, but whoever has seen one delivery can alter the body, id and type
/// included, and repair it. Fetch the event by its id before acting on it. The webhook id is
/// [given by you](crate::WebhookBuilder::registration), and binds the delivery to your webhook. The key is that of the certificate
/// at `PayPal-Cert-Url`: fetch it only from a host of PayPal, and let [`certificate::spki`] read it. The window of
/// 300 seconds is ours; whether an attempt of the three days that follow a failure is signed anew is not documented.
///
/// [`certificate::spki`]: crate::asymmetric::certificate::spki
pub const PAYPAL: Scheme = signed("paypal", Public::RsaPkcs1Sha256, "PayPal", "https://developer.paypal.com/api/rest/webhooks/rest/")
    .message(
        const {
            &[
                Part::header("PayPal-Transmission-Id"),
                Part::text("|"),
                Part::Timestamp,
                Part::text("|"),
                Part::Registration,
                Part::text("|"),
                Part::BodyCrc32,
            ]
        },
    )
    .signature(Signature::header("PayPal-Transmission-Sig", Encoding::Base64))
    .timestamp(Timestamp::header("PayPal-Transmission-Time", Unit::Rfc3339, 300))
    .id(Field::json("/id"))
    .event_type(Field::json("/event_type"));

/// The event webhook of Twilio SendGrid: ECDSA P-256 with SHA-256 over the time in seconds and the raw body, side by side.
///
/// The key is the verification key, in base64. A body holds many events, so no id or type is reported. The window of 300 seconds
/// is ours; the vendor checks none, and does not say whether the attempts of 24 hours are signed anew: raise the tolerance if
/// they are refused, and tell a replay by the ids of the events.
pub const SENDGRID: Scheme = signed(
    "sendgrid",
    Public::EcdsaP256Sha256,
    "Twilio SendGrid Event Webhook",
    "https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features",
)
.message(const { &[Part::Timestamp, Part::Body] })
.unseparated()
.signature(Signature::header("X-Twilio-Email-Event-Webhook-Signature", Encoding::Base64))
.timestamp(Timestamp::header("X-Twilio-Email-Event-Webhook-Timestamp", Unit::Seconds, 300));

/// Webhooks of Telnyx: Ed25519 over `{seconds}|{body}`, in base64; id and type in the body.
///
/// The key is the account's public key, in base64. The window of 300 seconds is that of the vendor's SDK.
pub const TELNYX: Scheme =
    signed("telnyx", Public::Ed25519, "Telnyx", "https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks")
        .message(const { &[Part::Timestamp, Part::text("|"), Part::Body] })
        .signature(Signature::header("telnyx-signature-ed25519", Encoding::Base64))
        .timestamp(Timestamp::header("telnyx-timestamp", Unit::Seconds, 300))
        .id(Field::json("/data/id"))
        .event_type(Field::json("/data/event_type"));

/// Webhooks of Wise: RSA with SHA-256 over the raw body, the type in it.
///
/// The id stands in a header that is not signed. The body's `/sent_at` is covered, but no window is documented and none is set:
/// a replay cannot be told from a first delivery. Wise signs for all customers with one published key, and with another for its
/// sandbox: compare `/subscription_id` in the body. The older header `X-Signature`, with SHA-1, is not read.
pub const WISE: Scheme = signed("wise", Public::RsaPkcs1Sha256, "Wise", "https://docs.wise.com/guides/developer/webhooks/event-handling")
    .message(const { &[Part::Body] })
    .signature(Signature::header("X-Signature-SHA256", Encoding::Base64))
    .id(Field::header("X-Delivery-Id"))
    .event_type(Field::json("/event_type"));
