//! Vendors who sign the raw body alone, by HMAC-SHA-256, and send the signature as hex that says by what it was made.

use crate::scheme::{Encoding, Field, KeyEncoding, KeyFormat, Part, Scheme, Signature, Success};

const fn marked(name: &'static str, title: &'static str, docs: &'static str, header: &'static str, mark: &'static str) -> Scheme {
    Scheme::hmac_sha256(name).described(title, docs).message(const { &[Part::Body] }).signature(Signature::prefixed(
        header,
        mark,
        Encoding::Hex,
    ))
}

const fn meta(name: &'static str, title: &'static str, docs: &'static str) -> Scheme {
    marked(name, title, docs, "X-Hub-Signature-256", "sha256=").event_type(Field::json("/object")).success(Success::Only200)
}

/// Webhooks of Airtable: HMAC-SHA-256 over the raw body; the secret is the `macSecretBase64`, decoded.
///
/// The body only says in which base something changed. It has a `/timestamp`, which is covered, but no window is set on it
/// and there is no id: a replay cannot be told from a first delivery.
pub const AIRTABLE: Scheme =
    marked("airtable", "Airtable", "https://airtable.com/developers/web/api/webhooks-overview", "X-Airtable-Content-MAC", "hmac-sha256=")
        .key(KeyFormat::new(KeyEncoding::Base64, &[]));

/// Webhooks of Bitbucket Cloud: HMAC-SHA-256 over the raw body.
///
/// The request id and the event type stand in headers that are not signed, and no time is: a replay cannot be told from a
/// first delivery. Bitbucket Data Center signs alike, with its id in `X-Request-Id`, which is not read here.
pub const BITBUCKET: Scheme = marked(
    "bitbucket",
    "Bitbucket Cloud",
    "https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/",
    "X-Hub-Signature",
    "sha256=",
)
.id(Field::header("X-Request-UUID"))
.event_type(Field::header("X-Event-Key"));

/// Webhooks of CircleCI: HMAC-SHA-256 over the raw body, id and type in it.
///
/// The header is a list by version, of which only `v1` exists and is read. No time is signed: tell a replay by the id.
pub const CIRCLECI: Scheme =
    marked("circleci", "CircleCI", "https://circleci.com/docs/guides/integration/outbound-webhooks/", "circleci-signature", "")
        .signature(Signature::key_value("circleci-signature", b',', "v1", None, Encoding::Hex))
        .id(Field::json("/id"))
        .event_type(Field::json("/type"));

/// Webhooks of EasyPost: HMAC-SHA-256 over the raw body, id and type in it.
///
/// EasyPost brings the secret into the Unicode form NFKD first, which changes nothing in ASCII; give any other as the bytes
/// of that form, for its text is refused. No time is signed: tell a replay, and one of up to six further attempts, by the id.
/// Deliveries carry no signature unless the webhook has a secret.
pub const EASYPOST: Scheme =
    marked("easypost", "EasyPost", "https://docs.easypost.com/guides/webhooks-guide", "X-Hmac-Signature", "hmac-sha256-hex=")
        .key(KeyFormat::new(KeyEncoding::Ascii, &[]))
        .id(Field::json("/id"))
        .event_type(Field::json("/description"));

/// Webhooks of the Instagram Platform: as [`META`], under the secret of the Instagram app.
pub const INSTAGRAM: Scheme = meta("instagram", "Instagram Platform", "https://developers.facebook.com/docs/instagram-platform/webhooks/");

/// Webhooks of Jira that an administrator gave a secret: HMAC-SHA-256 over the raw body, the type in it.
///
/// The id, the same on every attempt, stands in a header that is not signed. No time is signed: a replay under a new id
/// cannot be told from a first delivery. Webhooks of Connect apps carry a JWT instead.
pub const JIRA: Scheme = marked(
    "jira",
    "Jira (webhooks with a secret)",
    "https://developer.atlassian.com/cloud/jira/platform/webhooks/",
    "X-Hub-Signature",
    "sha256=",
)
.id(Field::header("X-Atlassian-Webhook-Identifier"))
.event_type(Field::json("/webhookEvent"));

/// Webhooks of Meta's Graph API: HMAC-SHA-256 over the raw body, under the app's secret.
///
/// The bytes as sent are signed, in which letters beyond ASCII are written as `\u00e4`: JSON that was read and written anew
/// does not match. Events come in batches, so the type is only that of `/object`; there is no id and no signed time, and a
/// replay cannot be told from a retry. The older header `X-Hub-Signature` with SHA-1 is not read.
pub const META: Scheme =
    meta("meta", "Meta (Graph API webhooks)", "https://developers.facebook.com/docs/graph-api/webhooks/getting-started/");

/// Next-generation webhooks of Mollie: HMAC-SHA-256 over the raw body, id and type in it.
///
/// `sha256=` may be missing, as in Mollie's PHP SDK. That SDK also takes the header several times, while secrets change;
/// here a repeated header is refused. No time is signed: tell a replay by the id. Classic webhooks, a form with an `id`,
/// carry no signature.
pub const MOLLIE: Scheme =
    marked("mollie", "Mollie (next-gen webhooks)", "https://docs.mollie.com/reference/webhooks-best-practices", "X-Mollie-Signature", "")
        .signature(Signature::optionally_prefixed("X-Mollie-Signature", "sha256=", Encoding::Hex))
        .id(Field::json("/id"))
        .event_type(Field::json("/type"));

/// Webhooks of Notion: HMAC-SHA-256 over the raw body, id and type in it.
///
/// The secret is the `verification_token` that Notion posts to the endpoint once, unsigned. The hex may be in either case, as
/// in Notion's SDK. No time is signed: tell a replay by the id.
pub const NOTION: Scheme = marked("notion", "Notion", "https://developers.notion.com/reference/webhooks", "X-Notion-Signature", "")
    .signature(Signature::prefixed("X-Notion-Signature", "sha256=", Encoding::HexAnyCase))
    .id(Field::json("/id"))
    .event_type(Field::json("/type"));

/// Webhooks of the WhatsApp Business Platform: as [`META`], under the secret of the app.
///
/// The id of each message stands deep in the body, which may hold several; none is reported.
pub const WHATSAPP: Scheme =
    meta("whatsapp", "WhatsApp Business Platform", "https://developers.facebook.com/docs/whatsapp/cloud-api/guides/set-up-webhooks/");

#[cfg(test)]
mod tests {
    use crate::{Code, Webhook};

    #[test]
    fn a_secret_that_easypost_would_normalise_is_taken_as_bytes_only() {
        let code = |webhook: Result<Webhook, crate::Error>| webhook.map(|_| ()).map_err(|error| error.code());
        let secret = "a-sécret-of-ours-for-tests";
        assert_eq!(code(Webhook::new(&super::EASYPOST, [secret])), Err(Code::MalformedSecret));
        assert_eq!(code(Webhook::new(&super::EASYPOST, [secret.as_bytes()])), Ok(()));
    }
}
