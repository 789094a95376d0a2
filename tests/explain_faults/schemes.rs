//! Schemes beside the catalogue's, one of each kind that there is, so that faults meet every part of the model.

use countersign::{Scheme, providers};
use serde_json::{Value, json};

/// The catalogue's, then the ones below.
pub(crate) fn all() -> Vec<Scheme> {
    let own = shapes().into_iter().enumerate().map(|(index, mut shape)| {
        shape["name"] = json!(format!("shape-{index}"));
        from_json(&shape)
    });
    providers::ALL.iter().map(|scheme| (*scheme).clone()).chain(own).collect()
}

pub(crate) fn from_json(shape: &Value) -> Scheme {
    serde_json::from_value(shape.clone()).unwrap_or_else(|error| panic!("{shape}: {error}"))
}

fn shapes() -> Vec<Value> {
    let stamp = |unit: &str| json!({ "header": "X-Shape-Time", "unit": unit, "toleranceSeconds": 300 });
    let listed = |unit: &str| json!({ "unit": unit, "toleranceSeconds": 300 });
    let pairs = |key: &str| json!({ "header": "X-Shape-Sign", "encoding": "hex", "list": { "kind": "key-value", "separator": ",", "key": key, "timestampKey": "t" } });
    let plain = |encoding: &str| json!({ "header": "X-Shape-Sign", "encoding": encoding });
    let prefixed = |encoding: &str, prefix: &str| json!({ "header": "X-Shape-Sign", "encoding": encoding, "prefix": prefix });
    let dot = || json!({ "text": "." });
    let hmac = "hmac-sha256";
    vec![
        json!({ "algorithm": hmac, "message": ["body"], "signature": plain("hex") }),
        json!({ "algorithm": hmac, "message": ["body"], "signature": plain("base64") }),
        json!({ "algorithm": hmac, "message": ["body"], "signature": prefixed("base64", "sha256=") }),
        json!({ "algorithm": hmac, "message": ["body"], "signature": prefixed("hex", "hmac-sha256=") }),
        json!({ "algorithm": "hmac-sha1", "message": ["body"], "signature": prefixed("hex", "sha1=") }),
        json!({ "algorithm": "hmac-sha512", "message": ["body"], "signature": plain("hex") }),
        json!({ "algorithm": "hmac-sha384", "message": ["body"], "signature": plain("base64") }),
        json!({ "algorithm": "sha256-secret-first", "message": ["body"], "signature": plain("hex") }),
        json!({ "algorithm": hmac, "message": ["timestamp", dot(), "body"], "signature": pairs("v1"), "timestamp": listed("s") }),
        json!({ "algorithm": hmac, "message": ["timestamp", dot(), "body"], "signature": pairs("v1"), "timestamp": listed("ms") }),
        json!({ "algorithm": hmac, "message": [{ "text": "v0:" }, "timestamp", { "text": ":" }, "body"], "signature": prefixed("hex", "v0="), "timestamp": stamp("s") }),
        json!({ "algorithm": hmac, "message": ["timestamp", "body"], "signature": plain("base64"), "timestamp": stamp("s") }),
        json!({ "algorithm": hmac, "message": ["body", "timestamp"], "signature": plain("base64"), "timestamp": stamp("rfc3339") }),
        json!({ "algorithm": hmac, "message": ["body", "timestamp"], "signature": plain("hex"), "timestamp": stamp("imf-fixdate") }),
        json!({ "algorithm": hmac, "message": ["timestamp", dot(), "body"], "signature": plain("base64url"), "timestamp": stamp("ms") }),
        json!({ "algorithm": hmac, "message": ["timestamp", dot(), "body"], "timestamp": listed("s"),
                "signature": { "header": "X-Shape-Sign", "encoding": "hex", "list": { "kind": "positional", "separator": "," } } }),
        json!({ "algorithm": hmac, "message": ["id", dot(), "timestamp", dot(), "body"], "id": { "header": "X-Shape-Id" }, "timestamp": stamp("s"), "key": { "encoding": "base64", "prefixes": ["whsec_"] },
                "signature": { "header": "X-Shape-Sign", "encoding": "base64", "list": { "kind": "tagged", "separator": " ", "tag": "v1," } } }),
        json!({ "algorithm": hmac, "message": ["url", { "text": "\n" }, "body"], "signature": plain("base64") }),
        json!({ "algorithm": hmac, "message": ["url", "body"], "unseparated": true, "signature": plain("base64") }),
        json!({ "algorithm": "hmac-sha1", "message": ["body", "url"], "unseparated": true, "signature": plain("base64") }),
        json!({ "algorithm": hmac, "message": ["method", "url-hubspot", "body", "timestamp"], "unseparated": true, "signature": plain("base64"), "timestamp": stamp("ms") }),
        json!({ "algorithm": "sha256-secret-first", "message": ["method", "url", "body"], "unseparated": true, "signature": plain("hex") }),
        json!({ "algorithm": "hmac-sha1", "message": ["url", "sorted-form-distinct"], "unseparated": true, "signature": plain("base64") }),
        json!({ "algorithm": hmac, "message": ["path-and-query", { "text": "\n" }, "body"], "signature": plain("hex") }),
        json!({ "algorithm": hmac, "message": ["method", { "text": "\n" }, "path", { "text": "\n" }, "canonical-query", { "text": "\n" }, "body-sha256-hex"], "signature": plain("hex") }),
        json!({ "algorithm": hmac, "message": ["timestamp", dot(), "body-sha256-base64"], "signature": plain("hex"), "timestamp": stamp("s") }),
        json!({ "algorithm": hmac, "message": ["body"], "signature": plain("hex"), "key": { "encoding": "hex" } }),
        json!({ "algorithm": hmac, "message": ["body"], "signature": plain("base64"), "key": { "encoding": "base64" } }),
        json!({ "algorithm": hmac, "message": ["body"], "signature": plain("base64url"), "key": { "encoding": "base64url" } }),
        json!({ "algorithm": hmac, "message": ["body"], "signature": plain("hex"), "key": { "idHeader": "X-Shape-Key" } }),
        json!({ "algorithm": hmac, "message": ["body"], "signature": { "headers": ["X-Shape-First", "X-Shape-Second"], "encoding": "base64" } }),
        json!({ "algorithm": hmac, "message": [{ "header": "X-Shape-Topic" }, { "text": ":" }, "body"], "signature": plain("hex-any-case") }),
        json!({ "algorithm": "token", "signature": { "header": "X-Shape-Token" } }),
    ]
}
