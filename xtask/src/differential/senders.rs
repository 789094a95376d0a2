//! Which senders the random deliveries come from: the built-in schemes, and custom ones that use each rule of the model.

use serde_json::{Value, json};

/// How the text of a secret is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SecretText {
    Utf8,
    Hex,
    /// After an optional `whsec_`.
    Base64,
    /// Characters that a URL holds as they are.
    Token,
}

/// A scheme and what a delivery of it needs.
pub(super) struct Sender {
    pub(super) name: &'static str,
    pub(super) scheme: Value,
    pub(super) secret: SecretText,
    /// The fields that `sign` is given, of `id`, `type` and `nonce`.
    pub(super) fields: &'static [&'static str],
    /// Headers that are signed and that the sender sets itself.
    pub(super) headers: &'static [&'static str],
    pub(super) has_timestamp: bool,
    pub(super) reads_url: bool,
    /// Whether the independent oracle knows the scheme.
    pub(super) has_oracle: bool,
}

impl Sender {
    fn new(name: &'static str, fields: &'static [&'static str]) -> Self {
        Self {
            name,
            scheme: json!(name),
            secret: SecretText::Utf8,
            fields,
            headers: &[],
            has_timestamp: false,
            reads_url: false,
            has_oracle: false,
        }
    }

    fn custom(name: &'static str, fields: &'static [&'static str], scheme: Value) -> Self {
        let mut sender = Self { scheme, ..Self::new(name, fields) };
        sender.scheme["name"] = json!(name);
        sender.has_timestamp = sender.scheme["timestamp"].is_object();
        sender
    }

    pub(super) fn is_custom(&self) -> bool {
        self.scheme.is_object()
    }
}

/// Every sender; those that the oracle knows come first.
pub(super) fn all() -> Vec<Sender> {
    let built_in = [
        Sender { has_timestamp: true, has_oracle: true, ..Sender::new("iexexchanger", &["id", "type", "nonce"]) },
        Sender { has_oracle: true, ..Sender::new("miex", &["id", "type"]) },
        Sender { has_oracle: true, secret: SecretText::Token, reads_url: true, ..Sender::new("hubex", &[]) },
        Sender { has_oracle: true, ..Sender::new("bitex", &[]) },
        Sender { has_timestamp: true, reads_url: true, ..Sender::new("iexexchanger-api", &["nonce"]) },
        Sender { headers: &["X-Exchange-User-Id", "X-Exchange-Api-Key"], ..Sender::new("bitex-whitelabeler", &["nonce"]) },
        Sender { has_timestamp: true, secret: SecretText::Base64, ..Sender::new("standard-webhooks", &["id"]) },
        Sender::new("github", &["id", "type"]),
    ];
    built_in.into_iter().chain(custom()).collect()
}

fn custom() -> [Sender; 6] {
    [
        Sender::custom(
            "custom-list",
            &[],
            json!({
                "algorithm": "hmac-sha256",
                "message": ["timestamp", { "text": "." }, "body"],
                "signature": {
                    "header": "X-List-Signature", "encoding": "hex",
                    "list": { "kind": "key-value", "separator": ",", "key": "v1", "timestampKey": "t" },
                },
                "timestamp": { "unit": "s", "toleranceSeconds": 300 },
                "id": { "json": "/id" },
                "type": { "json": "/type" },
            }),
        ),
        Sender::custom(
            "custom-milliseconds",
            &["id", "nonce"],
            json!({
                "algorithm": "hmac-sha512",
                "message": ["id", { "text": ":" }, "timestamp", { "text": ":" }, "nonce", { "text": ":" }, "body-sha256-hex"],
                "signature": { "header": "X-Ms-Signature", "encoding": "base64url" },
                "timestamp": { "header": "X-Ms-Timestamp", "unit": "ms", "toleranceSeconds": 60 },
                "id": { "header": "X-Ms-Id" },
                "nonce": { "header": "X-Ms-Nonce" },
            }),
        ),
        Sender {
            secret: SecretText::Hex,
            headers: &["X-Line-Tenant"],
            reads_url: true,
            ..Sender::custom(
                "custom-request-line",
                &["type"],
                json!({
                    "algorithm": "hmac-sha1",
                    "key": { "encoding": "hex" },
                    "message": [
                        "method", { "text": " " }, "path", { "text": "?" }, "canonical-query", { "text": "\n" },
                        { "header": "X-Line-Tenant" }, { "text": "\n" }, "type", { "text": "\n" }, "body",
                    ],
                    "signature": { "header": "X-Line-Signature", "prefix": "sha1=", "encoding": "base64" },
                    "type": { "header": "X-Line-Type" },
                }),
            )
        },
        Sender {
            secret: SecretText::Base64,
            ..Sender::custom(
                "custom-tags",
                &[],
                json!({
                    "algorithm": "hmac-sha384",
                    "key": { "encoding": "base64", "prefixes": ["whsec_"] },
                    "message": ["body"],
                    "signature": {
                        "header": "X-Tags-Signature", "encoding": "hex-any-case",
                        "list": { "kind": "tagged", "separator": ";", "tag": "v2:" },
                    },
                    "id": { "header": "X-Tags-Id" },
                }),
            )
        },
        Sender::custom(
            "custom-digest",
            &[],
            json!({
                "algorithm": "sha256-of-key",
                "signature": { "header": "X-Digest", "encoding": "hex", "prefix": "sha256=", "prefixOptional": true },
            }),
        ),
        Sender {
            secret: SecretText::Token,
            ..Sender::custom(
                "custom-token",
                &[],
                json!({ "algorithm": "token", "signature": { "header": "Authorization", "prefix": "Token:" } }),
            )
        },
    ]
}
