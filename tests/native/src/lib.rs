//! Decides the vectors of a corpus by the native core, and says each outcome in the text that all faces share.

mod outcome;
mod vector;

use countersign::{Delivery, RawRequest, Scheme, Secret, UnixTime, Webhook, providers};
use serde_json::Value;

use outcome::Outcome;
use vector::{Body, Request, SecretText, Sign, Vector};

/// The name and outcome of every vector of these files.
///
/// A vector that cannot be read has an outcome that says so, and that nothing expects.
#[must_use]
pub fn run(files: &[Value]) -> Vec<(String, String)> {
    vectors(files).map(|vector| (name(vector), decide(vector))).collect()
}

/// The name of a vector and the outcome that it expects, for every vector of these files.
#[must_use]
pub fn expected(files: &[Value]) -> Vec<(String, String)> {
    vectors(files).map(|vector| (name(vector), Outcome::expected(vector.get("expect")))).collect()
}

fn vectors(files: &[Value]) -> impl Iterator<Item = &Value> {
    files.iter().filter_map(|file| file.get("vectors")?.as_array()).flatten()
}

fn name(vector: &Value) -> String {
    vector.get("name").and_then(Value::as_str).unwrap_or("a vector without a name").to_owned()
}

fn decide(vector: &Value) -> String {
    match Vector::deserialize(vector) {
        Ok(vector) => decide_vector(&vector).to_string(),
        Err(error) => format!("unreadable: {error}"),
    }
}

fn decide_vector(vector: &Vector) -> Outcome {
    let webhook = match open(vector) {
        Ok(webhook) => webhook,
        Err(outcome) => return outcome,
    };
    let now = UnixTime::from_secs(vector.now.unwrap_or(0));
    match (&vector.request, &vector.sign) {
        (Some(request), None) => verify(&webhook, request, now),
        (None, Some(delivery)) => sign(&webhook, delivery, vector.expect.body.as_ref(), now),
        _ => Outcome::Broken("a vector has one of `request` and `sign`".to_owned()),
    }
}

fn open(vector: &Vector) -> Result<Webhook, Outcome> {
    let builder = match &vector.scheme {
        Value::String(name) => providers::by_name(name).and_then(Webhook::builder),
        custom => match serde_json::from_value::<Scheme>(custom.clone()) {
            Ok(scheme) => Webhook::builder(&scheme),
            Err(_) => return Err(Outcome::Code("invalid_scheme".to_owned())),
        },
    };
    let build = || {
        let mut builder = builder?.allow_weak_secrets(vector.options.allow_weak_secrets).allow_sha1(vector.options.allow_sha1);
        if let Some(registration) = &vector.options.registration {
            builder = builder.registration(registration);
        }
        if let Some(seconds) = vector.options.tolerance_seconds {
            builder = builder.tolerance_seconds(seconds)?;
        }
        for secret in &vector.secrets {
            builder = builder.secret(match secret {
                SecretText::Text(text) => Secret::Text(text),
                SecretText::Hex { hex } => Secret::Bytes(hex),
            })?;
        }
        builder.build()
    };
    build().map_err(|error: countersign::Error| Outcome::code(&error))
}

/// Verifies at once and in pieces of several sizes; the answers must be one.
fn verify(webhook: &Webhook, request: &Request, now: UnixTime) -> Outcome {
    let mut raw = RawRequest::new(&request.headers, &request.body);
    if let Some(method) = &request.method {
        raw = raw.method(method);
    }
    if let Some(url) = &request.url {
        raw = raw.url(url);
    }
    let outcome = Outcome::verified(webhook.verify(&raw, now).as_ref(), &request.body);
    for size in [1, 7, 64, 4099, usize::MAX] {
        // Small pieces tell nothing more of a megabyte than of a kilobyte.
        if request.body.len() > size.saturating_mul(10_000) {
            continue;
        }
        let streamed = webhook.begin(&raw, now).map(|mut verifier| {
            request.body.chunks(size).for_each(|chunk| verifier.update(chunk));
            Outcome::verified(verifier.finish().as_ref(), &request.body)
        });
        let streamed = streamed.unwrap_or_else(|error| Outcome::code(&error));
        if streamed != outcome {
            return Outcome::Broken(format!("at once {outcome}, in pieces of {size} {streamed}"));
        }
    }
    outcome
}

/// Signs, and verifies what was signed; `body` is the one in which the signature stands, where it stands there.
fn sign(webhook: &Webhook, sign: &Sign, body: Option<&Body>, now: UnixTime) -> Outcome {
    let signed_at = sign.timestamp.map_or(now, UnixTime::from_secs);
    let others: Vec<(&str, &str)> = sign.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut delivery = Delivery::new(&sign.body).headers(&others);
    delivery = sign.id.iter().fold(delivery, |delivery, id| delivery.id(id));
    delivery = sign.event_type.iter().fold(delivery, |delivery, event_type| delivery.event_type(event_type));
    delivery = sign.nonce.iter().fold(delivery, |delivery, nonce| delivery.nonce(nonce));
    delivery = sign.method.iter().fold(delivery, |delivery, method| delivery.method(method));
    delivery = sign.url.iter().fold(delivery, |delivery, url| delivery.url(url));
    let body = body.map_or_else(|| Some(sign.body.clone()), Body::bytes).unwrap_or_default();
    let headers = match webhook.sign(&delivery, signed_at) {
        Ok(headers) => headers,
        Err(error) => return Outcome::code(&error),
    };
    let mut raw = RawRequest::new(&headers, &body);
    if let Some(method) = &sign.method {
        raw = raw.method(method);
    }
    if let Some(url) = &sign.url {
        raw = raw.url(url);
    }
    match webhook.verify(&raw, now) {
        Ok(_) => Outcome::headers(headers),
        Err(error) => Outcome::Broken(format!("what was signed was refused: {error}")),
    }
}
