//! A webhook for every built-in scheme, and a delivery that it can sign.

use countersign::{Delivery, Scheme, SignedHeaders, UnixTime, Webhook};

/// It carries the token of the schemes that want one in the URL.
pub(crate) const URL: &str = "https://hooks.example/in?token=a-current-test-secret&b=2&a=1";

/// A current and a previous secret, in every form that a scheme may want: text, base64, hex, after an id or user, private key.
const SECRETS: [[&str; 2]; 5] = [
    ["a-current-test-secret", "a-previous-test-secret"],
    ["YS1jdXJyZW50LXRlc3Qtc2VjcmV0", "YS1wcmV2aW91cy10ZXN0LXNlY3JldA=="],
    ["612d63757272656e742d746573742d736563726574", "612d70726576696f75732d746573742d736563726574"],
    ["user:a-current-test-secret", "user:a-previous-test-secret"],
    ["whsk_YS1jdXJyZW50LXRlc3Qtc2VlZC1ub3QtYS1zZWNyZXQ=", "whsk_YS1wcmV2aW91cy10ZXN0LXNlZWQtbm90LXNlY3JldCE="],
];

/// What a token's header may hold.
const TOKENS: [&str; 3] = ["a-current-test-secret", "Bearer a-current-test-secret", "Basic dXNlcjphLWN1cnJlbnQtdGVzdC1zZWNyZXQ="];

/// The headers that schemes have for tokens.
const TOKEN_HEADERS: [&str; 5] = ["Authorization", "X-Buildkite-Token", "dg-token", "X-Gitlab-Token", "X-Telegram-Bot-Api-Secret-Token"];

/// The webhook of a scheme, with the current and the previous secret.
pub(crate) fn webhook(scheme: &Scheme) -> Option<Webhook> {
    SECRETS.iter().find_map(|secrets| Webhook::new(scheme, *secrets).ok())
}

/// A delivery of this body, signed with the current secret and sent by POST to [`URL`].
pub(crate) fn signed(webhook: &Webhook, body: &[u8], now: UnixTime) -> Option<SignedHeaders> {
    let delivery = Delivery::new(body).id("evt_1").event_type("order.created").nonce("nonce-12345").method("POST").url(URL);
    TOKENS.iter().find_map(|token| {
        let mut headers = vec![("X-Exchange-User-Id", "99"), ("X-Exchange-Api-Key", "key")];
        headers.extend(TOKEN_HEADERS.map(|name| (name, *token)));
        webhook.sign(&delivery.headers(&headers), now).ok()
    })
}
