//! Signing: the token that the same profile takes, by HMAC or a private key.

use alloc::{string::String, vec};

use super::{Profile, profile::name, qsh, verify::url_hash};
use crate::{
    Code, Error, SignedHeaders, UnixTime,
    encoding::encode,
    family::{BodyDigest, BodyHash, KeyRing, Outgoing, is_plain},
    found::check_method,
    scheme::{Encoding, Unit},
    url::Url,
};

impl Profile {
    /// What the body of a delivery goes through before [`sign`].
    pub(crate) fn body_hash(&self) -> BodyHash {
        if self.body.is_some() { BodyHash::sha256() } else { BodyHash::unread() }
    }
}

/// The header to send, signed at the moment `now` with the first key.
///
/// The token has the header parameters `alg` and `typ` and the claims `iss`, the start, `exp`, `jti` and the bound ones, in this order.
///
/// # Errors
/// [`Code::MissingSecret`] for a public key alone; [`Code::MissingHeader`] if the profile demands an id and there is none;
/// [`Code::MalformedHeader`] for an id that is not visible ASCII without `"` and `\`; [`Code::MalformedTimestamp`] before 1970; the
/// method's and the URL's codes.
pub(crate) fn sign(
    profile: &Profile,
    keys: &dyn KeyRing,
    outgoing: &Outgoing<'_>,
    body: &BodyDigest,
    now: UnixTime,
) -> Result<SignedHeaders, Error> {
    let claims = claims(profile, outgoing, body, now)?;
    let mut header = Members::new();
    header.text("alg", name(profile.algorithm).unwrap_or_default());
    header.text("typ", "JWT");
    let mut token = String::new();
    encode_url(header.finish().as_bytes(), &mut token);
    token.push('.');
    encode_url(claims.as_bytes(), &mut token);
    let tag = keys.sign(token.as_bytes())?;
    token.push('.');
    encode(Encoding::Base64Url, tag.as_bytes(), &mut token);
    Ok(vec![(profile.header.as_str().into(), [&*profile.prefix, &*token].concat())])
}

fn claims(profile: &Profile, outgoing: &Outgoing<'_>, body: &BodyDigest, now: UnixTime) -> Result<String, Error> {
    let head = outgoing.head;
    let mut claims = Members::new();
    if let Some(issuer) = &profile.issuer {
        claims.text("iss", issuer);
    }
    if let Some(start) = profile.start {
        claims.time(start.claim(), now)?;
    }
    if let Some(seconds) = profile.lifetime_seconds {
        claims.time("exp", UnixTime::from_secs(now.as_secs().saturating_add(i64::from(seconds))))?;
    }
    match outgoing.id {
        Some(id) if id.is_empty() || !id.bytes().all(is_plain) => {
            return Err(Error::named(Code::MalformedHeader, "the id").because("must be visible ASCII without `\"` and `\\`"));
        }
        Some(id) => claims.text("jti", id),
        None if profile.needs_id => {
            return Err(Error::header(Code::MissingHeader, &profile.header).because("needs an id; give it when signing"));
        }
        None => {}
    }
    if profile.reads_request_line() {
        let raw = head.url().ok_or_else(|| Error::named(Code::MissingUrl, "`url`"))?;
        let url = Url::parse(raw)?;
        if let Some(claim) = &profile.url {
            claims.digest(claim, Encoding::Hex, &url_hash(raw)?);
        }
        if let Some(claim) = &profile.request {
            claims.digest(claim, Encoding::Hex, &qsh::hash(check_method(head.method())?, url)?);
        }
    }
    if let Some(own) = profile.body.as_ref().filter(|own| !(body.empty && own.absent_if_empty)) {
        claims.digest(&own.claim, own.encoding, body.tag.as_bytes());
    }
    Ok(claims.finish())
}

/// A JSON object in the making. Whatever goes in needs no escape.
struct Members(String);

impl Members {
    fn new() -> Self {
        Self("{".into())
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.extend(["\"", name, "\":"]);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.extend(["\"", value, "\""]);
    }

    fn time(&mut self, name: &str, time: UnixTime) -> Result<(), Error> {
        let why = "cannot be written";
        let text = time.write(Unit::Seconds).ok_or_else(|| Error::named(Code::MalformedTimestamp, "the timestamp").because(why))?;
        self.name(name);
        self.0.push_str(&text);
        Ok(())
    }

    fn digest(&mut self, name: &str, encoding: Encoding, digest: &[u8]) {
        let mut text = String::new();
        encode(encoding, digest, &mut text);
        self.text(name, &text);
    }

    fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// Unpadded base64url of any length: three bytes make four characters, so thirty at a time leave no rest between.
fn encode_url(bytes: &[u8], text: &mut String) {
    for chunk in bytes.chunks(30) {
        encode(Encoding::Base64Url, chunk, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64url_of_any_length_is_that_of_the_whole() {
        for length in 0..200 {
            let bytes: Vec<u8> = (0..length).map(|place: u8| place.wrapping_mul(77)).collect();
            let mut text = String::new();
            encode_url(&bytes, &mut text);
            assert_eq!(crate::family::decode_url(text.as_bytes()), Some(bytes));
        }
    }
}
