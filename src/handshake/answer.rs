//! What each vendor is answered.

use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
};

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConstantTimeEq};

use super::{
    Begun, Handshake, Options, Pending, Response,
    asked::{Asked, malformed_header},
};
use crate::{Code, Error, encoding::encode, key::scrub_stack, scheme::Encoding};

type Answer = Result<Begun, Error>;

/// The answer to a request of the handshake's method, with options that are ready for it.
pub(super) fn to(asked: &Asked<'_>, options: &Options<'_>) -> Answer {
    let first = asked.handshake.header_names().first().copied().unwrap_or_default();
    match asked.handshake {
        Handshake::Asana => secret_in_header(asked, options, first),
        Handshake::Braintree => braintree(asked, options),
        Handshake::CloudEvents => permission(asked, options, first),
        Handshake::Dropbox | Handshake::Nylas => echo(asked, "challenge"),
        Handshake::Ebay => ebay(asked, options),
        Handshake::Front => front(asked, first),
        Handshake::LinkedIn => linkedin(asked, options),
        Handshake::Mandrill | Handshake::Trello => Ok(Begun::Ready(Response::empty(200))),
        Handshake::Meta => meta(asked, options),
        Handshake::MicrosoftGraph => echo(asked, "validationToken"),
        Handshake::Notion => secret_in_body(asked, options),
        Handshake::Okta => ready(asked.challenge_in_header(first)?.map(|challenge| Response::json(&[("verification", &challenge)]))),
        Handshake::Onfleet => echo(asked, "check"),
        Handshake::Slack => slack(asked),
        Handshake::Twitch => twitch(asked, first),
        Handshake::X => x(asked, options),
        Handshake::Xero => xero(asked),
        Handshake::Zoom => zoom(asked, options),
    }
}

fn ready(response: Option<Response>) -> Answer {
    Ok(response.map_or(Begun::Other, Begun::Ready))
}

fn echo(asked: &Asked<'_>, parameter: &str) -> Answer {
    ready(asked.challenge_in_query(parameter)?.map(Response::text))
}

/// A `None` here is for a delivery that comes while a secret is expected, or for a secret that is not.
fn secret_in_header(asked: &Asked<'_>, options: &Options<'_>, name: &'static str) -> Answer {
    if !options.expects_secret {
        return Ok(Begun::Other);
    }
    ready(asked.challenge_in_header(name)?.map(|secret| {
        let response = Response::empty(200).with(name, secret.clone());
        Response { secret: Some(secret), ..response }
    }))
}

fn secret_in_body(asked: &Asked<'_>, options: &Options<'_>) -> Answer {
    const POINTER: &str = "/verification_token";
    if !options.expects_secret || asked.field(POINTER).is_none() {
        return Ok(Begun::Other);
    }
    let secret = asked.challenge_in_body(POINTER)?;
    Ok(Begun::Ready(Response { secret: Some(secret), ..Response::empty(200) }))
}

fn meta(asked: &Asked<'_>, options: &Options<'_>) -> Answer {
    if asked.parameter("hub.mode")?.as_deref() != Some(b"subscribe") {
        return Ok(Begun::Other);
    }
    // Digests, so that the time tells nothing of the length either; and all of them, so that it does not tell which.
    let given = Sha256::digest(asked.required("hub.verify_token")?);
    let known = options.secrets().fold(Choice::from(0), |known, secret| known | Sha256::digest(secret).ct_eq(&given));
    if !bool::from(known) {
        return Err(Error::named(Code::SignatureMismatch, "the verify token").because("is not the one that was configured"));
    }
    asked.required("hub.challenge")?;
    echo(asked, "hub.challenge")
}

fn slack(asked: &Asked<'_>) -> Answer {
    if asked.field("/type").as_deref() != Some(b"url_verification") {
        return Ok(Begun::Other);
    }
    once_verified(asked.challenge_in_body("/challenge").map(Response::text))
}

fn twitch(asked: &Asked<'_>, name: &'static str) -> Answer {
    if asked.header(name)? != Some(b"webhook_callback_verification") {
        return Ok(Begun::Other);
    }
    once_verified(asked.challenge_in_body("/challenge").map(Response::text))
}

/// The signature covers the type in the body, not the challenge in the header.
fn front(asked: &Asked<'_>, name: &'static str) -> Answer {
    if asked.field("/type").as_deref() != Some(b"sync") {
        return Ok(Begun::Other);
    }
    match asked.challenge_in_header(name).transpose() {
        Some(challenge) => once_verified(challenge.map(Response::text)),
        None => Ok(Begun::Other),
    }
}

/// Deliveries are numbered from 1 on.
fn xero(asked: &Asked<'_>) -> Answer {
    if !["/firstEventSequence", "/lastEventSequence"].into_iter().all(|number| asked.field(number).as_deref() == Some(b"0")) {
        return Ok(Begun::Other);
    }
    Ok(Begun::Pending(Pending { accepted: Ok(Response::empty(200)), refused: Some(Response::empty(401)) }))
}

fn once_verified(accepted: Result<Response, Error>) -> Answer {
    Ok(Begun::Pending(Pending { accepted, refused: None }))
}

fn zoom(asked: &Asked<'_>, options: &Options<'_>) -> Answer {
    if asked.field("/event").as_deref() != Some(b"endpoint.url_validation") {
        return Ok(Begun::Other);
    }
    let token = asked.challenge_in_body("/payload/plainToken")?;
    let encrypted = signed::<Hmac<Sha256>>(options.first_secret(), &token, Encoding::Hex);
    Ok(Begun::Ready(Response::json(&[("plainToken", &token), ("encryptedToken", &encrypted)])))
}

fn x(asked: &Asked<'_>, options: &Options<'_>) -> Answer {
    ready(asked.challenge_in_query("crc_token")?.map(|token| {
        let signature = signed::<Hmac<Sha256>>(options.first_secret(), &token, Encoding::Base64);
        Response::json(&[("response_token", &["sha256=", &signature].concat())])
    }))
}

fn linkedin(asked: &Asked<'_>, options: &Options<'_>) -> Answer {
    ready(asked.challenge_in_query("challengeCode")?.map(|code| {
        let response = signed::<Hmac<Sha256>>(options.first_secret(), &code, Encoding::Hex);
        Response::json(&[("challengeCode", &code), ("challengeResponse", &response)])
    }))
}

fn braintree(asked: &Asked<'_>, options: &Options<'_>) -> Answer {
    ready(asked.challenge_in_query("bt_challenge")?.map(|challenge| {
        let key = zeroize::Zeroizing::new(<[u8; 20]>::from(Sha1::digest(options.first_secret())));
        let signature = signed::<Hmac<Sha1>>(key.as_slice(), &challenge, Encoding::Hex);
        Response::text([options.public_key, "|", &signature].concat())
    }))
}

fn ebay(asked: &Asked<'_>, options: &Options<'_>) -> Answer {
    ready(asked.challenge_in_query("challenge_code")?.map(|code| {
        let digest = Sha256::new().chain_update(code).chain_update(options.first_secret()).chain_update(options.endpoint).finalize();
        scrub_stack();
        let mut response = String::new();
        encode(Encoding::Hex, &digest, &mut response);
        Response::json(&[("challengeResponse", &response)])
    }))
}

/// Of two hashes only, so that a module that answers handshakes does not carry all that [`Mac`](crate::mac::Mac) has.
fn signed<M: Mac + KeyInit>(key: &[u8], text: &str, encoding: Encoding) -> String {
    let mut signature = String::new();
    // A key may have any length (RFC 2104, section 3).
    if let Ok(mac) = M::new_from_slice(key) {
        encode(encoding, &mac.chain_update(text).finalize().into_bytes(), &mut signature);
    }
    scrub_stack();
    signature
}

fn permission(asked: &Asked<'_>, options: &Options<'_>, name: &'static str) -> Answer {
    // Without it, this is a preflight of CORS or the like.
    let Some(origin) = asked.header(name)? else { return Ok(Begun::Other) };
    let is_dns = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let origin = core::str::from_utf8(origin).ok().filter(|origin| origin.len() <= 255 && origin.as_bytes().iter().all(is_dns));
    let origin = origin.ok_or_else(|| malformed_header(name))?;
    if let Some((rate, value)) = rate_header(asked)? {
        let plain = value.iter().all(u8::is_ascii_digit) && value.len() <= 10 && value.first() != Some(&b'0');
        plain.then_some(()).ok_or_else(|| malformed_header(rate))?;
    }
    if !options.allowed_origins.iter().any(|allowed| *allowed == "*" || allowed.eq_ignore_ascii_case(origin)) {
        return Ok(Begun::Ready(Response::empty(403)));
    }
    let rate = options.allowed_rate.map_or_else(|| "*".to_owned(), |rate| rate.to_string());
    let response = Response::empty(200).with("Allow", "POST".to_owned());
    Ok(Begun::Ready(response.with("WebHook-Allowed-Origin", origin.to_owned()).with("WebHook-Allowed-Rate", rate)))
}

fn rate_header<'a>(asked: &'a Asked<'_>) -> Result<Option<(&'static str, &'a [u8])>, Error> {
    let Some(name) = asked.handshake.header_names().get(1).copied() else { return Ok(None) };
    Ok(asked.header(name)?.map(|value| (name, value)))
}
