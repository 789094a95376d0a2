//! A webhook for every built-in scheme, and a delivery that it can sign.

use countersign::{Delivery, Scheme, SignedHeaders, UnixTime, Webhook};

/// The moment at which a sample is sent.
pub(crate) const NOW: i64 = 1_782_190_000;

/// It carries the token of the schemes that want one in the URL, and the digest of [`JSON`].
pub(crate) const URL: &str = concat!(
    "https://hooks.example/in?token=a-current-test-secret&b=2&a=1&data.id=7",
    "&bodySHA256=75c88729c14a13117239d394c3d83f17f63913ab6a3741494c8787ec7a4dcc67"
);

/// A body with every field that a scheme reads of JSON; a signature that is `0` is yet to be made.
const JSON: &str = concat!(
    r#"{"id":"evt_1","data":{"id":"8"},"webhookTimestamp":1782190000000,"#,
    r#""signature":{"timestamp":1782190000,"token":"token","signature":"0","parent-signature":"0"},"#,
    r#""notificationItems":[{"NotificationRequestItem":{"pspReference":"8","amount":{"value":10,"currency":"EUR"},"eventCode":"A","#,
    r#""success":"true","additionalData":{"hmacSignature":"0"}}}],"Message":"text","MessageId":"1","Timestamp":"2026-06-23T04:46:40Z","#,
    r#""TopicArn":"topic","Type":"Notification","Signature":"AAAA"}"#,
);

/// A body with every field that a scheme reads of a form, but for the signature.
const FORM: &str = "b=2&bt_payload=cGF5bG9hZA%3D%3D&a=1+%26";

/// A current and a previous secret, in every form that a scheme may want: text, base64, hex, after an id or user, private key,
/// and public keys of P-256 and RSA.
const SECRETS: [[&str; 2]; 7] = [
    ["a-current-test-secret", "a-previous-test-secret"],
    ["YS1jdXJyZW50LXRlc3Qtc2VjcmV0", "YS1wcmV2aW91cy10ZXN0LXNlY3JldA=="],
    ["612d63757272656e742d746573742d736563726574", "612d70726576696f75732d746573742d736563726574"],
    ["user:a-current-test-secret", "user:a-previous-test-secret"],
    ["whsk_YS1jdXJyZW50LXRlc3Qtc2VlZC1ub3QtYS1zZWNyZXQ=", "whsk_YS1wcmV2aW91cy10ZXN0LXNlZWQtbm90LXNlY3JldCE="],
    [P256, P256],
    [include_str!("../asymmetric/rsa2049.pub.pem"), include_str!("../asymmetric/rsa2049.pub.pem")],
];

/// A key whose private half was thrown away.
const P256: &str = concat!(
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEj25kQhCu2IPPB1lN9bT3v9sQfZKoGLT1KHFvjr1w",
    "/Dk1bsVwvSJOukmkQvL10YlP6dNMcgrJabepVMDXzvitEQ=="
);

/// The schemes for which nothing is signed here: the vendor alone has the private key, or it goes by an id that no sample has.
pub(crate) const UNSIGNED: [&str; 12] = [
    "aws-sns",
    "aws-sns-v1",
    "fusionauth-es256",
    "fusionauth-rs256",
    "kick",
    "mailchannels",
    "paypal",
    "plaid",
    "sendgrid",
    "web-bot-auth",
    "web-bot-auth-rsa-pss",
    "wise",
];

/// What some of those send, with signatures that have the form of one and are none.
const UNSIGNED_HEADERS: [(&str, &str); 9] = [
    ("Kick-Event-Message-Id", "evt_1"),
    ("Kick-Event-Message-Timestamp", "2026-06-23T04:46:40Z"),
    ("Kick-Event-Signature", "AAAA"),
    ("PayPal-Transmission-Id", "evt_1"),
    ("PayPal-Transmission-Time", "2026-06-23T04:46:40Z"),
    ("PayPal-Transmission-Sig", "AAAA"),
    ("X-Twilio-Email-Event-Webhook-Timestamp", "1782190000"),
    ("X-Twilio-Email-Event-Webhook-Signature", "MAYCAQECAQE="),
    ("X-Signature-SHA256", "AAAA"),
];

/// What a token's header may hold.
const TOKENS: [&str; 3] = ["a-current-test-secret", "Bearer a-current-test-secret", "Basic dXNlcjphLWN1cnJlbnQtdGVzdC1zZWNyZXQ="];

/// The headers that schemes have for tokens.
const TOKEN_HEADERS: [&str; 5] = ["Authorization", "X-Buildkite-Token", "dg-token", "X-Gitlab-Token", "X-Telegram-Bot-Api-Secret-Token"];

/// Other headers that schemes read.
const OTHER_HEADERS: [(&str, &str); 6] = [
    ("X-Exchange-User-Id", "99"),
    ("X-Exchange-Api-Key", "key"),
    ("X-Fal-Webhook-User-Id", "99"),
    ("X-Pusher-Key", "user"),
    ("x-request-id", "request"),
    ("x-contentful-signed-headers", "x-contentful-signed-headers,x-contentful-timestamp"),
];

/// The webhook of a scheme, with the current and the previous secret.
pub(crate) fn webhook(scheme: &Scheme) -> Option<Webhook> {
    SECRETS.iter().find_map(|[current, previous]| {
        let builder = Webhook::builder(scheme).ok()?;
        #[cfg(feature = "asymmetric")]
        let builder = builder.allow_sha1(true).registration("registration");
        builder.secret(*current).ok()?.secret(*previous).ok()?.build().ok()
    })
}

/// A delivery as it is sent by POST to [`URL`].
pub(crate) struct Sample {
    pub(crate) headers: SignedHeaders,
    pub(crate) body: Vec<u8>,
}

/// A delivery of a scheme, signed with the current secret at [`NOW`] unless it is one of [`UNSIGNED`].
pub(crate) fn sample(scheme: &Scheme, webhook: &Webhook) -> Option<Sample> {
    if UNSIGNED.contains(&scheme.name()) {
        let headers = UNSIGNED_HEADERS.map(|(name, value)| (name.into(), value.into()));
        return Some(Sample { headers: headers.into(), body: JSON.into() });
    }
    [JSON, FORM].into_iter().find_map(|body| TOKENS.iter().find_map(|token| signed(webhook, body, token)))
}

fn signed(webhook: &Webhook, body: &str, token: &str) -> Option<Sample> {
    let mut others = OTHER_HEADERS.to_vec();
    others.extend(TOKEN_HEADERS.map(|name| (name, token)));
    let delivery = Delivery::new(body.as_bytes()).id("evt_1").event_type("order.created").nonce("nonce-12345").method("POST");
    let mut headers = webhook.sign(&delivery.url(URL).headers(&others), UnixTime::from_secs(NOW)).ok()?;
    let mut body = body.to_owned();
    // A signature that stands in the body comes first.
    match headers.first() {
        Some((pointer, value)) if pointer.starts_with('/') => {
            let name = pointer.rsplit('/').next()?;
            body = body.replace(&format!("\"{name}\":\"0\""), &format!("\"{name}\":\"{value}\""));
            headers.remove(0);
        }
        Some((name, value)) if name == "bt_signature" => {
            body = format!("{body}&{name}={}", value.replace('|', "%7C"));
            headers.remove(0);
        }
        _ => {}
    }
    Some(Sample { headers, body: body.into() })
}
