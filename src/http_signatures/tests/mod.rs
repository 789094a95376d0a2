//! Messages: what the tests of this family share.

mod demands;
mod input;
mod message;
mod profiles;
mod published;

use serde_json::json;

use super::{Profile, begin, read, sign};
use crate::{
    Code, Error, Head, RawRequest, UnixTime,
    family::{
        Facts, KeyRing, Outgoing, decode_padded,
        kit::{Expecting, Headers, Published, Untouched, keys, node, profiles},
    },
    key::Keys,
    scheme::{Algorithm, Covered, Encoding, Text},
};

profiles! { Http: MAILCHANNELS WEB_BOT_AUTH WEB_BOT_AUTH_RSA_PSS }

const SECRET: &[u8] = b"families-test-secret-not-real";
const NOW: i64 = 1_782_190_000;
const BODY: &[u8] = br#"{"event":"test"}"#;
const URL: &str = "https://hooks.example/in?b=2&a=1";
const OWN: [(&str, &str); 2] = [("Content-Type", "application/json"), ("X-Account", "42")];

/// All that a profile may demand.
const ACME: Profile = Profile::new(Algorithm::HmacSha256, 300)
    .cover(
        const {
            &[
                Text::new("@method"),
                Text::new("@authority"),
                Text::new("@path"),
                Text::new("@query"),
                Text::new("content-digest"),
                Text::new("x-account"),
            ]
        },
    )
    .cover_one_of(const { &[Text::new("@target-uri"), Text::new("@request-target")] })
    .may_cover(const { &[Text::new("content-type"), Text::new("x-missing")] })
    .lifetime(60)
    .label("acme")
    .tag("acme-webhooks")
    .key_id("acme-key-1")
    .needs_nonce();

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

fn code<T>(result: Result<T, Error>) -> Result<T, Code> {
    result.map_err(|error| error.code())
}

fn ring() -> Keys {
    keys(Algorithm::HmacSha256, &[SECRET])
}

/// The headers of a genuine POST of [`BODY`] to [`URL`], those of its own first.
fn signed(profile: &Profile) -> Headers {
    let request = RawRequest::new(&OWN, BODY).method("POST").url(URL);
    let mut body = profile.body_hash();
    body.update(BODY);
    let outgoing = Outgoing { head: &request, id: None, nonce: Some("n-1") };
    let headers = sign(profile, &*ring(), &outgoing, &body.finish(), at(NOW)).unwrap();
    OWN.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).chain(headers).collect()
}

fn decide(profile: &Profile, headers: &Headers, method: &str, url: &str, body: &[u8], now: i64) -> Result<Facts, Code> {
    let request = RawRequest::new(headers, body).method(method).url(url);
    code(verify(profile, &*ring(), &request, body, at(now), profile.tolerance_seconds))
}
