//! Standard Webhooks 1.0, Svix that it came from, and the vendors who send by either: only names and headers differ.

#[cfg(feature = "asymmetric")]
use crate::scheme::Algorithm;
use crate::scheme::{Encoding, Field, KeyEncoding, KeyFormat, Part, Scheme, Signature, Text, Timestamp, Unit};

/// The message and the key of the standard; its headers are still to be named.
const fn standard(name: &'static str, title: &'static str, docs: &'static str) -> Scheme {
    Scheme::hmac_sha256(name)
        .described(title, docs)
        .key(KeyFormat::new(KeyEncoding::Base64, const { &[Text::new("whsec_"), Text::new("v1,whsec_")] }))
        .message(const { &[Part::Id, Part::text("."), Part::Timestamp, Part::text("."), Part::Body] })
}

/// In the headers that the standard names.
const fn webhook(name: &'static str, title: &'static str, docs: &'static str) -> Scheme {
    standard(name, title, docs)
        .signature(Signature::tagged("webhook-signature", b' ', "v1,", Encoding::Base64))
        .timestamp(Timestamp::header("webhook-timestamp", Unit::Seconds, 300))
        .id(Field::header("webhook-id"))
}

/// In the headers of Svix.
const fn svix(name: &'static str, title: &'static str, docs: &'static str) -> Scheme {
    standard(name, title, docs)
        .signature(Signature::tagged("svix-signature", b' ', "v1,", Encoding::Base64))
        .timestamp(Timestamp::header("svix-timestamp", Unit::Seconds, 300))
        .id(Field::header("svix-id"))
}

/// Standard Webhooks 1.0: HMAC-SHA-256 over `{id}.{timestamp}.{body}`, as a list of `v1,` signatures in base64.
///
/// The window of 300 seconds is that of the standard's own libraries. A retry has the same id and a new timestamp, and is
/// signed anew. Signatures with another tag, such as `v1a` for Ed25519, are passed over.
pub const STANDARD_WEBHOOKS: Scheme = webhook("standard-webhooks", "Standard Webhooks", "https://www.standardwebhooks.com/");

/// Standard Webhooks 1.0 with Ed25519: the message, headers and window of [`STANDARD_WEBHOOKS`], as a list of `v1a,` signatures.
///
/// The secret is the sender's public key, `whpk_` and base64 of 32 bytes; to sign, give the private one, `whsk_` and base64 of
/// the seed, or of seed and public key. Signatures with another tag, such as `v1`, are passed over.
#[cfg(feature = "asymmetric")]
pub const STANDARD_WEBHOOKS_ED25519: Scheme =
    Scheme::new("standard-webhooks-ed25519", Algorithm::Public(crate::asymmetric::Algorithm::Ed25519))
        .described("Standard Webhooks (Ed25519)", "https://www.standardwebhooks.com/")
        .message(const { &[Part::Id, Part::text("."), Part::Timestamp, Part::text("."), Part::Body] })
        .signature(Signature::tagged("webhook-signature", b' ', "v1a,", Encoding::Base64))
        .timestamp(Timestamp::header("webhook-timestamp", Unit::Seconds, 300))
        .id(Field::header("webhook-id"));

/// Webhooks sent by Svix: [`STANDARD_WEBHOOKS`] in headers that begin with `svix-`.
///
/// Id, timestamp and body are all signed; the window of 300 seconds is that of Svix's libraries. Those take the headers
/// `webhook-…` too, which some of its customers send: choose [`STANDARD_WEBHOOKS`] for them. The type is read at `/type` of
/// the body, where most senders have one.
pub const SVIX: Scheme =
    svix("svix", "Svix", "https://docs.svix.com/receiving/verifying-payloads/how-manual").event_type(Field::json("/type"));

/// Webhooks of Brex: [`STANDARD_WEBHOOKS`], with the type at `/event_type` of the body.
///
/// The secret is plain base64 with nothing before it, and several may be in use at once: give them all. A public list says
/// that the headers begin with `svix-`; those read here are named `webhook-…`, as in the published code of a partner. The
/// window of 300 seconds is that of the standard's libraries.
pub const BREX: Scheme = webhook("brex", "Brex", "https://developer.brex.com/docs/webhooks/").event_type(Field::json("/event_type"));

/// Webhooks of Clerk, sent by Svix: see [`SVIX`], window and all.
///
/// The id is that of the message, the same on a retry; `/data/id` in the body is the object that the event is about.
pub const CLERK: Scheme =
    svix("clerk", "Clerk", "https://clerk.com/docs/guides/development/webhooks/overview").event_type(Field::json("/type"));

/// Webhooks of Etsy: [`STANDARD_WEBHOOKS`], with the type at `/event_type` of the body.
///
/// The window of 300 seconds is that of the standard's libraries. Etsy's page shows a member `data` that deliveries do not
/// have; users also report that its test tool shows signatures cut short, which are refused.
pub const ETSY: Scheme =
    webhook("etsy", "Etsy", "https://developers.etsy.com/documentation/essentials/webhooks").event_type(Field::json("/event_type"));

/// Static webhooks of the Gemini API: [`STANDARD_WEBHOOKS`], with the type at `/type` of the body.
///
/// The window of 300 seconds is that of the standard's libraries. Dynamic webhooks carry a JWT signed with a key of Google's
/// instead, and are not of this scheme.
pub const GEMINI: Scheme =
    webhook("gemini", "Google Gemini API", "https://ai.google.dev/gemini-api/docs/webhooks").event_type(Field::json("/type"));

/// Webhooks of GitLab with a signing token, which GitLab has from 19.0 on: [`STANDARD_WEBHOOKS`].
///
/// The id is that of the header `Idempotency-Key`, the same on every attempt. The type stands in a header that is not
/// signed; what the signature covers is `/object_kind` in the body. The window of 300 seconds is that of the standard's
/// libraries. For the older secret token see [`GITLAB_TOKEN`](super::GITLAB_TOKEN).
pub const GITLAB: Scheme = webhook("gitlab", "GitLab (signing token)", "https://docs.gitlab.com/user/project/integrations/webhooks/")
    .event_type(Field::header("X-Gitlab-Event"));

/// Webhooks of incident.io: [`STANDARD_WEBHOOKS`], with the type at `/event_type` of the body.
///
/// The window of 300 seconds is that of the standard's libraries.
pub const INCIDENT_IO: Scheme =
    webhook("incident-io", "incident.io", "https://docs.incident.io/integrations/webhooks").event_type(Field::json("/event_type"));

/// Webhooks of Increase: [`STANDARD_WEBHOOKS`], with the type at `/category` of the body.
///
/// The body's `/id` is the event's, and is covered as well. The window of 300 seconds is that of the standard's libraries.
pub const INCREASE: Scheme =
    webhook("increase", "Increase", "https://increase.com/documentation/webhooks").event_type(Field::json("/category"));

/// Webhooks of Loops: [`STANDARD_WEBHOOKS`], with the type at `/eventName` of the body.
///
/// The window of 300 seconds is that of the standard's libraries.
pub const LOOPS: Scheme = webhook("loops", "Loops", "https://loops.so/docs/webhooks").event_type(Field::json("/eventName"));

/// Webhooks of OpenAI: [`STANDARD_WEBHOOKS`], with the type at `/type` of the body.
///
/// A retry has the same id. The window of 300 seconds is that of the standard's libraries.
pub const OPENAI: Scheme = webhook("openai", "OpenAI", "https://platform.openai.com/docs/guides/webhooks").event_type(Field::json("/type"));

/// Webhooks of Polar: [`STANDARD_WEBHOOKS`], but for the secret, and with the type at `/type` of the body.
///
/// The key is the whole text of the secret, neither decoded nor stripped of what it begins with: Polar's own SDK encodes
/// it in base64 for a library that decodes it again. The window of 300 seconds is that of the standard's libraries.
pub const POLAR: Scheme =
    webhook("polar", "Polar", "https://polar.sh/docs/integrate/webhooks/delivery").key(KeyFormat::UTF8).event_type(Field::json("/type"));

/// Webhooks of Render: [`STANDARD_WEBHOOKS`], with the type at `/type` of the body.
///
/// The window of 300 seconds is that of the standard's libraries.
pub const RENDER: Scheme = webhook("render", "Render", "https://render.com/docs/webhooks").event_type(Field::json("/type"));

/// Webhooks of Replicate: [`STANDARD_WEBHOOKS`].
///
/// The body is a prediction and has no type: `/status` says how far it is. Its `/id` is the prediction's, which several
/// deliveries share, so tell them apart by the id in the header. The window of 300 seconds is that of the standard's
/// libraries.
pub const REPLICATE: Scheme = webhook("replicate", "Replicate", "https://replicate.com/docs/topics/webhooks/verify-webhook");

/// Webhooks of Resend, sent by Svix: see [`SVIX`], window and all.
pub const RESEND: Scheme =
    svix("resend", "Resend", "https://resend.com/docs/webhooks/verify-webhooks-requests").event_type(Field::json("/type"));

/// Webhooks of Stytch, sent by Svix: see [`SVIX`], window and all.
///
/// The type is spread over `/source`, `/object_type` and `/action` of the body, so none is reported. The id is that of the
/// message; `/event_id` in the body is the event's.
pub const STYTCH: Scheme = svix("stytch", "Stytch", "https://stytch.com/docs/b2b/guides/webhooks");

/// Auth hooks of Supabase over HTTP: [`STANDARD_WEBHOOKS`].
///
/// The secret is shown as `v1,whsec_…` and can be given so; a list of them joined by `|` has to be split first. The window
/// of 300 seconds is that of the standard's libraries. Supabase's database webhooks are not signed at all.
pub const SUPABASE: Scheme = webhook("supabase", "Supabase Auth Hooks", "https://supabase.com/docs/guides/auth/auth-hooks");

/// Webhooks of Vanta, sent by Svix: see [`SVIX`], window and all.
pub const VANTA: Scheme = svix("vanta", "Vanta", "https://developer.vanta.com/docs/webhooks");
