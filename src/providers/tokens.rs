//! Vendors who send a secret instead of signing: it shows who sent the request and covers nothing of it.

use crate::scheme::{Algorithm, Encoding, Field, KeyEncoding, KeyFormat, Scheme, Signature, Success};

const fn token(name: &'static str, title: &'static str, docs: &'static str, header: &'static str) -> Scheme {
    Scheme::new(name, Algorithm::Token).described(title, docs).signature(Signature::header(header, Encoding::Raw))
}

/// The secret is `user:password`.
const fn basic(name: &'static str, title: &'static str, docs: &'static str) -> Scheme {
    token(name, title, docs, "Authorization").key(KeyFormat::new(KeyEncoding::Basic, &[])).signature(Signature::prefixed(
        "Authorization",
        "Basic ",
        Encoding::Raw,
    ))
}

/// Webhooks of Brevo with a bearer token, which authenticates the sender; nothing is signed.
///
/// Body, type and time are not covered: whoever has seen one request can replay and alter at will. There is no delivery id,
/// for `/id` in the body is the webhook's. For user and password in the URL see [`BREVO_BASIC`].
pub const BREVO: Scheme = token("brevo", "Brevo", "https://developers.brevo.com/docs/secured-webhooks", "")
    .signature(Signature::prefixed("Authorization", "Bearer ", Encoding::Raw))
    .event_type(Field::json("/event"));

/// Webhooks of Brevo with Basic authentication; nothing is signed. The secret is `user:password`.
///
/// Body, type and time are not covered: whoever has seen one request can replay and alter at will.
pub const BREVO_BASIC: Scheme =
    basic("brevo-basic", "Brevo (Basic auth)", "https://developers.brevo.com/docs/secured-webhooks").event_type(Field::json("/event"));

/// Webhooks of Buildkite with a token, its default, which authenticates the sender; nothing is signed.
///
/// Body, type and time are not covered: whoever has seen one request can replay and alter at will. Buildkite can sign
/// instead, which is better.
pub const BUILDKITE_TOKEN: Scheme =
    token("buildkite-token", "Buildkite (token)", "https://buildkite.com/docs/apis/webhooks/pipelines#webhook-token", "X-Buildkite-Token")
        .event_type(Field::header("X-Buildkite-Event"));

/// Webhooks of Chargebee with Basic authentication; nothing is signed. The secret is `user:password`.
///
/// Id, type, body and time are not covered: whoever has seen one request can replay and alter at will. Retries have the same
/// id. Basic authentication is a setting of the webhook; without it nothing tells who sent a request.
pub const CHARGEBEE: Scheme = basic("chargebee", "Chargebee", "https://www.chargebee.com/docs/2.0/webhook_settings.html")
    .id(Field::json("/id"))
    .event_type(Field::json("/event_type"));

/// Webhooks of Datadog with Basic authentication; nothing is signed. The secret is `user:password`.
///
/// User and password are written into the webhook's URL. Nothing of the request is covered: whoever has seen one can replay
/// and alter at will. The payload is a template of yours, so neither id nor type is reported; for a header of your own make a
/// custom scheme.
pub const DATADOG: Scheme = basic("datadog", "Datadog", "https://docs.datadoghq.com/integrations/webhooks/");

/// Callbacks of Deepgram, by the header `dg-token`; nothing is signed.
///
/// What it holds is the identifier of the API key, not a secret: everyone who sees the console or one callback knows it, and
/// nothing of the request is covered. [`DEEPGRAM_BASIC`] is better.
pub const DEEPGRAM: Scheme =
    token("deepgram", "Deepgram", "https://developers.deepgram.com/docs/callback", "dg-token").id(Field::json("/metadata/request_id"));

/// Callbacks of Deepgram with Basic authentication; nothing is signed. The secret is `user:password`.
///
/// User and password are written into the callback's URL. Nothing of the request is covered: whoever has seen one can replay
/// and alter at will.
pub const DEEPGRAM_BASIC: Scheme = basic("deepgram-basic", "Deepgram (Basic auth)", "https://developers.deepgram.com/docs/callback")
    .id(Field::json("/metadata/request_id"));

/// Webhooks of GitLab with a secret token, which authenticates the sender; nothing is signed.
///
/// Id, type, body and time are not covered: whoever has seen one request can replay and alter at will. The id is that of
/// `Idempotency-Key`, the same on every attempt, which GitLab sends from 17.4 on. From 19.0 on GitLab can sign:
/// see [`GITLAB`](super::GITLAB).
pub const GITLAB_TOKEN: Scheme =
    token("gitlab-token", "GitLab (secret token)", "https://docs.gitlab.com/user/project/integrations/webhooks/", "X-Gitlab-Token")
        .id(Field::header("Idempotency-Key"))
        .event_type(Field::header("X-Gitlab-Event"));

/// Event hooks of Okta, by a secret in `Authorization`; nothing is signed.
///
/// The secret stands there as it was entered, with no word before it. Id, body and time are not covered: whoever has seen one
/// request can replay and alter at will. The type is that of the hook; the events' own are in `/data/events`. Okta
/// recommends this header; for another make a custom scheme.
pub const OKTA: Scheme = token("okta", "Okta event hooks", "https://developer.okta.com/docs/concepts/event-hooks/", "Authorization")
    .id(Field::json("/eventId"))
    .event_type(Field::json("/eventType"));

/// Webhooks of Postmark with Basic authentication; nothing is signed. The secret is `user:password`.
///
/// User and password are written into the webhook's URL. Body, type and time are not covered, and there is no event id:
/// whoever has seen one request can replay and alter at will. The sender takes 200 for success and nothing else. For a header
/// of your own make a custom scheme.
pub const POSTMARK: Scheme = basic("postmark", "Postmark", "https://postmarkapp.com/developer/webhooks/webhooks-overview")
    .event_type(Field::json("/RecordType"))
    .success(Success::Only200);

/// Webhooks of Shippo with a token in the URL, `?token=…`; nothing is signed.
///
/// The token is one of your own making. Nothing of the request is covered: whoever has seen the URL can send anything. This is
/// what every account can have; signatures have to be asked for.
pub const SHIPPO_TOKEN: Scheme = Scheme::new("shippo-token", Algorithm::Token)
    .described("Shippo (token in the URL)", "https://docs.goshippo.com/docs/tracking/webhooksecurity")
    .key(KeyFormat::new(KeyEncoding::UrlToken, &[]))
    .signature(Signature::url_token("token"))
    .event_type(Field::json("/event"));

/// Webhooks of SparkPost with Basic authentication; nothing is signed. The secret is `user:password`.
///
/// Nothing of the request is covered, the batch's id included: whoever has seen one can replay and alter at will. A retry,
/// for up to eight hours, has the same id. The sender takes 200 for success and nothing else. Its other way, a bearer token
/// of OAuth 2.0 that your own server issued, is not of this scheme.
pub const SPARKPOST: Scheme = basic("sparkpost", "SparkPost", "https://support.sparkpost.com/docs/tech-resources/webhook-authentication")
    .id(Field::header("X-MessageSystems-Batch-ID"))
    .success(Success::Only200);

/// Updates of the Telegram Bot API, by the secret token that was given to `setWebhook`; nothing is signed.
///
/// The token is 1 to 256 of `A-Z a-z 0-9 _ -`. Id, body and time are not covered: whoever has seen one request can replay and
/// alter at will. The kind of an update is the name of the second member of the body, so no type is reported.
pub const TELEGRAM: Scheme =
    token("telegram", "Telegram Bot API", "https://core.telegram.org/bots/api#setwebhook", "X-Telegram-Bot-Api-Secret-Token")
        .id(Field::json("/update_id"));

#[cfg(test)]
mod tests {
    use crate::{Code, RawRequest, Scheme, UnixTime, Webhook};

    #[test]
    fn the_word_before_a_token_is_demanded_and_a_colon_in_the_secret() {
        let authorized = |scheme: &Scheme, secret: &str, value: &str| {
            let webhook = Webhook::new(scheme, [secret]).map_err(|error| error.code())?;
            let headers = [("Authorization", value)];
            let covered =
                webhook.verify(&RawRequest::new(&headers, b"{}"), UnixTime::from_secs(0)).map(|verified| verified.covers().count());
            covered.map_err(|error| error.code())
        };
        let (token, user) = ("a-test-secret-of-ours", "user:a-test-secret-of-ours");
        for (scheme, secret, genuine) in [
            (&super::BREVO, token, "Bearer a-test-secret-of-ours"),
            (&super::OKTA, token, "a-test-secret-of-ours"),
            (&super::POSTMARK, user, "Basic dXNlcjphLXRlc3Qtc2VjcmV0LW9mLW91cnM="),
        ] {
            assert_eq!(authorized(scheme, secret, genuine), Ok(0), "{}", scheme.name());
            assert!(authorized(scheme, secret, genuine.trim_start_matches(char::is_alphabetic)).is_err(), "{}", scheme.name());
            assert!(authorized(scheme, secret, &[genuine, "A"].concat()).is_err(), "{}", scheme.name());
        }
        assert_eq!(authorized(&super::POSTMARK, token, ""), Err(Code::MalformedSecret));
        assert_eq!(authorized(&super::BREVO, token, token), Err(Code::MalformedSignature));
    }
}
