//! Tokens: what the tests of this family share.

mod claims;
mod profiles;
mod public;
mod published;
mod token;

use serde_json::json;

use super::{Profile, begin, read, sign};
use crate::{
    Code, Error, Head, RawRequest, UnixTime,
    encoding::encode,
    family::{
        Facts, KeyRing, Outgoing,
        kit::{Expecting, Published, Untouched, keys, node, profiles},
    },
    key::Keys,
    scheme::{Algorithm, Covered, Encoding},
};

profiles! { Jws:
    FUSIONAUTH
    FUSIONAUTH_ES256
    FUSIONAUTH_HS384
    FUSIONAUTH_HS512
    FUSIONAUTH_RS256
    JIRA_CONNECT
    MESSAGEBIRD
    MESSAGEBIRD_HS384
    MESSAGEBIRD_HS512
    NETLIFY
    PLAID
    VONAGE
}

fn all() -> [&'static Profile; 12] {
    [
        &FUSIONAUTH,
        &FUSIONAUTH_ES256,
        &FUSIONAUTH_HS384,
        &FUSIONAUTH_HS512,
        &FUSIONAUTH_RS256,
        &JIRA_CONNECT,
        &MESSAGEBIRD,
        &MESSAGEBIRD_HS384,
        &MESSAGEBIRD_HS512,
        &NETLIFY,
        &PLAID,
        &VONAGE,
    ]
}

const SECRET: &[u8] = b"families-test-secret-not-real";
const NOW: i64 = 1_782_190_000;
const BODY: &[u8] = br#"{"event":"test"}"#;

/// Decides a whole request.
fn verify(
    profile: &Profile,
    keys: &dyn KeyRing,
    head: &dyn Head,
    body: &[u8],
    now: UnixTime,
    tolerance_seconds: u32,
) -> Result<Facts, Error> {
    let mut pending = begin(profile, keys, head, now, tolerance_seconds)?;
    pending.update(body);
    pending.finish()
}

fn at(seconds: i64) -> UnixTime {
    UnixTime::from_secs(seconds)
}

fn ring(profile: &Profile, secrets: &[&[u8]]) -> Keys {
    keys(profile.algorithm, secrets)
}

fn code<T>(result: Result<T, Error>) -> Result<T, Code> {
    result.map_err(|error| error.code())
}

fn base64url(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(30) {
        encode(Encoding::Base64Url, chunk, &mut text);
    }
    text
}

/// A token of these segments, signed by [`SECRET`] whatever they say.
fn token(profile: &Profile, header: &str, claims: &str) -> String {
    let mut token = [base64url(header.as_bytes()), base64url(claims.as_bytes())].join(".");
    let tag = (*ring(profile, &[SECRET])).sign(token.as_bytes()).unwrap();
    token.push('.');
    encode(Encoding::Base64Url, tag.as_bytes(), &mut token);
    token
}

/// What comes of a POST of [`BODY`] to `https://hooks.example/in?b=2&a=1` with this token.
fn decide(profile: &Profile, token: &str) -> Result<Facts, Code> {
    let headers = [(profile.header.as_str(), [profile.prefix.as_str(), token].concat())];
    let request = RawRequest::new(&headers, BODY).method("POST").url("https://hooks.example/in?b=2&a=1");
    code(verify(profile, &*ring(profile, &[SECRET]), &request, BODY, at(NOW), profile.tolerance_seconds))
}

fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A genuine token of Vonage's, with these claims beside or instead of its own.
fn vonage(extra: &serde_json::Value) -> String {
    let mut claims = json!({"iss": "Vonage", "iat": NOW, "payload_hash": sha256_hex(BODY)});
    for (name, value) in extra.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    token(&VONAGE, r#"{"alg":"HS256","typ":"JWT"}"#, &claims.to_string())
}
