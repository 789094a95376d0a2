//! What is wrong with secrets, signatures and timestamps.

use countersign::{Secret, explain::Cause::*};
use fastrand::Rng;
use serde_json::json;

use super::{Configured, Fault, Received, base64, fault, from_base64};
use crate::genuine::{Genuine, NOW};

fn configured(genuine: &Genuine, change: impl FnOnce(&str) -> String) -> Option<Received> {
    let secret = change(&genuine.secret);
    Some(Received::of(genuine).secret(secret))
}

/// Whether the secret's text is the key.
fn plain_key(genuine: &Genuine) -> bool {
    genuine.shape["key"]["encoding"].is_null() && genuine.shape["key"]["idHeader"].is_null()
}

/// A delivery signed by these bytes of the secret.
fn keyed(genuine: &Genuine, key: Option<Vec<u8>>) -> Option<Received> {
    let key = key?;
    let sent = genuine.signed_by(&genuine.scheme, Secret::Bytes(&key), genuine.body.clone())?;
    Some(Received::of(&sent))
}

pub(super) fn faults() -> Vec<Fault> {
    let mut all = secrets();
    all.extend(signatures());
    all.extend(timestamps());
    all.extend(pairs());
    all
}

fn secrets() -> Vec<Fault> {
    vec![
        fault("secret: line end added", &[SecretWhitespace], |genuine, _| configured(genuine, |secret| format!("{secret}\n"))),
        fault("secret: space before it", &[SecretWhitespace], |genuine, _| configured(genuine, |secret| format!(" {secret} "))),
        fault("secret: `\\n` written after it", &[SecretWhitespace], |genuine, _| configured(genuine, |secret| format!("{secret}\\n"))),
        fault("secret: line end lost", &[SecretWhitespace], |genuine, _| {
            let sent = genuine.signed_by(&genuine.scheme, Secret::Text(&format!("{}\n", genuine.secret)), genuine.body.clone())?;
            Some(Received::of(&sent))
        }),
        fault("secret: in quotes", &[SecretQuotes], |genuine, rng| {
            let quote = if rng.bool() { '"' } else { '\'' };
            configured(genuine, |secret| format!("{quote}{secret}{quote}"))
        }),
        fault("secret: prefix kept", &[SecretPrefix], |genuine, _| {
            plain_key(genuine).then(|| configured(genuine, |secret| format!("whsec_{secret}")))?
        }),
        fault("secret: prefix lost", &[SecretPrefix], |genuine, _| {
            let secret = format!("whsec_{}", genuine.secret);
            let sent = plain_key(genuine).then(|| genuine.signed_by(&genuine.scheme, Secret::Text(&secret), genuine.body.clone()))??;
            Some(Received::of(&sent))
        }),
        fault("secret: with its variable's name", &[SecretPrefix], |genuine, _| {
            configured(genuine, |secret| format!("WEBHOOK_SECRET={secret}"))
        }),
        fault("secret: hex that is decoded by the sender", &[SecretDecoding], |genuine, _| {
            let key = hex::decode(&genuine.secret).ok().filter(|_| plain_key(genuine));
            keyed(genuine, key)
        }),
        fault("secret: base64 that is decoded by the sender", &[SecretDecoding], |genuine, _| {
            let key = if hex::decode(&genuine.secret).is_ok() || !plain_key(genuine) { None } else { from_base64(&genuine.secret) };
            keyed(genuine, key)
        }),
        fault("secret: encoded, and plain text to the sender", &[SecretDecoding], |genuine, _| {
            let encoded = matches!(genuine.shape["key"]["encoding"].as_str(), Some("base64" | "hex" | "base64url"));
            keyed(genuine, Some(genuine.secret.clone().into_bytes()).filter(|_| encoded))
        }),
        fault("secret: raw bytes of what is text", &[SecretDecoding], |genuine, _| {
            let encoded = matches!(genuine.shape["key"]["encoding"].as_str(), Some("base64" | "hex" | "base64url"));
            let mut received = Received::of(genuine);
            received.secrets = vec![Configured::Bytes(genuine.secret.clone().into_bytes())];
            encoded.then_some(received)
        }),
        fault("secret: of another webhook", &[SecretOther], |genuine, rng| {
            let other = Genuine::new(&genuine.scheme, rng)?;
            let mut received = Received::of(genuine).secret(other.secret);
            received.others.push(genuine.secret.clone());
            Some(received)
        }),
        fault("secret: a wrong one", &[Unknown], |genuine, rng| {
            Some(Received::of(genuine).secret(Genuine::new(&genuine.scheme, rng)?.secret))
        }),
        fault("secret: an API key", &[SecretLooksWrong], |genuine, _| {
            plain_key(genuine).then(|| configured(genuine, |_| "sk_test_this-is-no-signing-secret".to_owned()))?
        }),
        fault("secret: empty", &[SecretMissing], |genuine, _| configured(genuine, |_| String::new())),
        fault("secret: too short", &[SecretWeak], |genuine, _| {
            let sent = plain_key(genuine).then(|| genuine.signed_by(&genuine.scheme, Secret::Text("short"), genuine.body.clone()))??;
            Some(Received::of(&sent).secret("short"))
        }),
    ]
}

/// A signature header with its one signature read by the scheme's own encoding and written by `write`.
fn resigned(genuine: &Genuine, write: impl Fn(&[u8]) -> String) -> Option<Received> {
    let name = genuine.signature_header()?.to_owned();
    let value = genuine.headers.iter().find(|(own, _)| *own == name)?.1.clone();
    let encoding = genuine.shape["signature"]["encoding"].as_str()?;
    let (start, text) = signature_in(&value, encoding)?;
    let bytes = match encoding {
        "hex" | "hex-any-case" => hex::decode(text).ok()?,
        "base64" => from_base64(text)?,
        _ => from_base64(&text.replace('-', "+").replace('_', "/"))?,
    };
    let value = format!("{}{}{}", &value[..start], write(&bytes), &value[start + text.len()..]);
    Some(Received::of(genuine).header(&name, &value))
}

/// The last run of at least 27 characters of an encoding, and where it starts.
fn signature_in<'v>(value: &'v str, encoding: &str) -> Option<(usize, &'v str)> {
    let within = |char: char| match encoding {
        "hex" | "hex-any-case" => char.is_ascii_hexdigit(),
        "base64" => char.is_ascii_alphanumeric() || "+/".contains(char),
        _ => char.is_ascii_alphanumeric() || "-_".contains(char),
    };
    let bare = value.trim_end_matches('=');
    let start = bare.rfind(|char| !within(char)).map_or(0, |at| at + 1);
    (bare.len() - start >= 27).then(|| (start, &value[start..]))
}

fn is_hex(genuine: &Genuine) -> bool {
    genuine.shape["signature"]["encoding"].as_str().is_some_and(|encoding| encoding.starts_with("hex"))
}

/// A delivery signed with one field of the scheme's shape changed, received as ever.
fn otherwise(genuine: &Genuine, alter: impl FnOnce(&mut serde_json::Value)) -> Option<Received> {
    let sent = genuine.signed_by(&genuine.altered(alter)?, Secret::Text(&genuine.secret), genuine.body.clone())?;
    Some(Received::of(&sent))
}

fn algorithm(genuine: &Genuine, algorithm: &str) -> Option<Received> {
    let own = genuine.shape["algorithm"].as_str()?;
    (own.starts_with("hmac-") && own != algorithm).then(|| otherwise(genuine, |shape| shape["algorithm"] = json!(algorithm)))?
}

fn signatures() -> Vec<Fault> {
    // One that does not stand in a header, or in a token, is only said not to be of the scheme's form. Where the catalogue has the
    // same scheme with the other algorithm, that is named instead.
    vec![
        fault("signature: base64 for hex", &[SignatureEncoding], |genuine, _| is_hex(genuine).then(|| resigned(genuine, base64))?),
        fault("signature: hex for base64", &[SignatureEncoding], |genuine, _| {
            (!is_hex(genuine)).then(|| resigned(genuine, |bytes| hex::encode(bytes)))?
        }),
        fault("signature: upper-case hex", &[SignatureEncoding], |genuine, _| {
            is_hex(genuine).then(|| resigned(genuine, |bytes| hex::encode_upper(bytes)))?
        }),
        fault("signature: padding lost", &[SignatureEncoding], |genuine, _| {
            (!is_hex(genuine)).then(|| resigned(genuine, |bytes| base64(bytes).trim_end_matches('=').to_owned()))?
        }),
        fault("signature: base64url for base64", &[SignatureEncoding], |genuine, _| {
            (!is_hex(genuine)).then(|| resigned(genuine, |bytes| base64(bytes).replace('+', "-").replace('/', "_")))?
        }),
        fault("signature: prefix lost", &[SignaturePrefix], |genuine, _| {
            let prefix = genuine.shape["signature"]["prefix"].as_str().filter(|_| genuine.shape["algorithm"] != "token")?.to_owned();
            Some(Received::of(genuine).map_header(genuine.signature_header()?, |value| value.replacen(&prefix, "", 1)))
        }),
        fault("signature: prefix added", &[SignaturePrefix], |genuine, _| {
            let bare = genuine.shape["signature"]["list"].is_null() && genuine.shape["signature"]["prefix"].is_null();
            let signs = genuine.shape["algorithm"] != "token";
            (bare && signs).then(|| {
                Received::of(genuine).map_header(genuine.signature_header().unwrap_or_default(), |value| format!("sha256={value}"))
            })
        }),
        fault("signature: HMAC-SHA-1", &[Algorithm], |genuine, _| algorithm(genuine, "hmac-sha1")).or(&[SignatureMalformed, OtherProvider]),
        fault("signature: HMAC-SHA-256", &[Algorithm], |genuine, _| algorithm(genuine, "hmac-sha256"))
            .or(&[SignatureMalformed, OtherProvider]),
        fault("signature: HMAC-SHA-512", &[Algorithm], |genuine, _| algorithm(genuine, "hmac-sha512"))
            .or(&[SignatureMalformed, OtherProvider]),
        fault("signature: plain SHA-256 with the secret first", &[Algorithm], |genuine, _| algorithm(genuine, "sha256-secret-first"))
            .or(&[SignatureMalformed, OtherProvider]),
        fault("signature: cut short", &[SignatureTruncated], |genuine, rng| {
            let keep = rng.usize(10..19);
            let hex = is_hex(genuine);
            resigned(genuine, |bytes| if hex { hex::encode(bytes)[..keep].to_owned() } else { base64(bytes)[..keep].to_owned() })
        })
        .or(&[SignatureMalformed]),
        fault("signature: no signature at all", &[SignatureMalformed], |genuine, _| {
            (genuine.shape["algorithm"] != "token").then(|| resigned(genuine, |_| "undefined".to_owned()))?
        })
        .or(&[SignatureTruncated]),
    ]
}

fn stamped(genuine: &Genuine, unit: &str) -> bool {
    let timestamp = &genuine.shape["timestamp"];
    timestamp["unit"] == unit && timestamp["json"].is_null()
}

/// Every run of these digits in the headers written otherwise.
fn restamped(mut received: Received, from: &str, to: &str) -> Received {
    for (_, value) in &mut received.headers {
        *value = value.replace(from, to);
    }
    received
}

fn at(genuine: &Genuine, at: i64) -> Option<Received> {
    let mut genuine = genuine.clone();
    genuine.at = at;
    Some(Received::of(&genuine.signed(genuine.body.clone())?))
}

fn timestamps() -> Vec<Fault> {
    vec![
        fault("timestamp: ms for s", &[TimestampUnit], |genuine, _| stamped(genuine, "s").then(|| at(genuine, NOW * 1000))?),
        fault("timestamp: s for ms", &[TimestampUnit], |genuine, _| stamped(genuine, "ms").then(|| at(genuine, NOW / 1000))?),
        fault("timestamp: µs for s", &[TimestampUnit], |genuine, _| stamped(genuine, "s").then(|| at(genuine, NOW * 1_000_000))?),
        fault("timestamp: signed in ms, sent in s", &[TimestampConverted], |genuine, _| {
            let received = stamped(genuine, "s").then(|| at(genuine, NOW * 1000))??;
            Some(restamped(received, &(NOW * 1000).to_string(), &NOW.to_string()))
        }),
        fault("timestamp: signed in s, sent in ms", &[TimestampConverted], |genuine, _| {
            let received = stamped(genuine, "ms").then(|| at(genuine, NOW / 1000))??;
            Some(restamped(received, &NOW.to_string(), &(NOW * 1000).to_string()))
        }),
        fault("timestamp: a fraction added", &[TimestampFormat], |genuine, _| {
            let received = stamped(genuine, "s").then(|| Received::of(genuine))?;
            Some(restamped(received, &NOW.to_string(), &format!("{NOW}.25")))
        }),
        fault("timestamp: ISO 8601 for s", &[TimestampFormat], |genuine, _| {
            (stamped(genuine, "s") || stamped(genuine, "ms"))
                .then(|| otherwise(genuine, |shape| shape["timestamp"]["unit"] = json!("rfc3339")))?
        }),
        fault("timestamp: s for ISO 8601", &[TimestampFormat], |genuine, _| {
            (stamped(genuine, "rfc3339") || stamped(genuine, "imf-fixdate"))
                .then(|| otherwise(genuine, |shape| shape["timestamp"]["unit"] = json!("s")))?
        }),
        fault("timestamp: too old", &[TimestampOld], |genuine, _| at(genuine, NOW - 100_000)),
        fault("timestamp: in the future", &[TimestampFuture], |genuine, _| at(genuine, NOW + 100_000)),
    ]
}

fn pairs() -> Vec<Fault> {
    let body = |genuine: &Genuine, _: &mut Rng| -> Option<Received> {
        let received = genuine.signs_body().then(|| Received::of(genuine))?;
        let body = [&received.body[..], b"\n"].concat();
        Some(received.body(body).secret(format!("\"{}\"", genuine.secret)))
    };
    vec![
        fault("two: secret in quotes, line end added to the body", &[SecretQuotes, BodyNewline], body),
        fault("two: line end after the secret, JSON rewritten", &[SecretWhitespace, BodyReserialised], |genuine, _| {
            let sent = genuine.signs_body().then(|| genuine.signed(crate::documents::Writer::Python.write(&genuine.doc)))??;
            let body = crate::documents::Writer::Script.write(&sent.doc);
            Some(Received::of(&sent).body(body).secret(format!("{}\n", genuine.secret)))
        }),
        fault("two: other encoding, body in base64", &[SignatureEncoding, BodyBase64], |genuine, _| {
            let hex = is_hex(genuine);
            let received =
                genuine.signs_body().then(|| resigned(genuine, |bytes| if hex { base64(bytes) } else { hex::encode(bytes) }))??;
            let body = base64(&received.body).into_bytes();
            Some(received.body(body))
        }),
        fault("two: other encoding, line end after the secret", &[SignatureEncoding, SecretWhitespace], |genuine, _| {
            let hex = is_hex(genuine);
            let received = resigned(genuine, |bytes| if hex { base64(bytes) } else { hex::encode(bytes) })?;
            Some(received.secret(format!("{}\n", genuine.secret)))
        }),
        fault("two: too old, and the body with a line end", &[TimestampOld, BodyNewline], |genuine, _| {
            let timed = genuine.shape["timestamp"].is_object() && genuine.signs_body();
            let received = timed.then(|| at(genuine, NOW - 100_000))??;
            let body = [&received.body[..], b"\n"].concat();
            Some(received.body(body))
        }),
    ]
}
