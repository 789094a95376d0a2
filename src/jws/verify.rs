//! The decision: whether the token in a request is genuine, in time, and says what the request is.

use alloc::vec::Vec;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{
    Profile, Start,
    object::{Object, Value},
    profile::name,
    qsh,
};
use crate::{
    Code, Error, Head, UnixTime,
    encoding::decode,
    family::{Expected, Facts, KeyRing, Pending, Window, altered, decode_url, header, mismatch, takes},
    found::check_method,
    scheme::{Encoding, Unit},
    url::Url,
};

const DIGEST: usize = 32;

/// Decides all but the body.
///
/// # Errors
/// In this order: [`Code::MissingMethod`], [`Code::MissingUrl`] and their malformed kin where the profile reads them;
/// [`Code::MissingHeader`], [`Code::DuplicateHeader`], [`Code::MalformedHeader`] (too long), [`Code::MalformedSignature`] for what
/// is no token of this profile; [`Code::SignatureMismatch`] under all keys; then, of the claims, [`Code::MalformedSignature`] if one
/// is missing or of the wrong kind, [`Code::MalformedTimestamp`], [`Code::TimestampInFuture`], [`Code::TimestampTooOld`], and
/// [`Code::SignatureMismatch`] for a token that was made for another body, URL or request or by another issuer.
pub(crate) fn begin(
    profile: &Profile,
    keys: &dyn KeyRing,
    head: &dyn Head,
    now: UnixTime,
    tolerance_seconds: u32,
) -> Result<Pending, Error> {
    let bound = Bound::of(profile, head)?;
    let refuse = |code| Error::header(code, &profile.header);
    let malformed = || refuse(Code::MalformedSignature);
    let value = header(head, &profile.header, Code::MalformedSignature)?;
    let token = value.strip_prefix(profile.prefix.as_bytes()).ok_or_else(malformed)?;
    let token = Token::read(token, profile).ok_or_else(malformed)?;
    let key_index = keys.first_match(token.signed, &token.signature).ok_or_else(mismatch)?;

    let claims = decode_url(token.claims).ok_or_else(malformed)?;
    let claims = Object::read(&claims).ok_or_else(malformed)?;
    let window = Window { tolerance_seconds, ends: profile.lifetime_seconds.is_some(), now };
    let timestamp = check_times(profile, &claims, window).map_err(refuse)?;
    let id = claims.text("jti");
    if id.is_none() && (profile.needs_id || claims.get("jti").is_some()) {
        return Err(lacks(profile));
    }
    let issued_by_other = profile.issuer.as_ref().is_some_and(|issuer| claims.text("iss") != Some(issuer));
    if issued_by_other {
        return Err(mismatch().because("is genuine, but not by the issuer that the scheme demands"));
    }
    bound.check(profile, &claims)?;
    let facts = Facts { key_index, timestamp, id: id.map(Into::into), nonce: None };
    Ok(Pending { facts, hash: profile.body_hash(), expected: expected_body(profile, &claims)? })
}

/// A token in compact serialisation, whose header is that of the profile.
struct Token<'r> {
    /// What is signed: header and claims as they stand, with the dot between.
    signed: &'r [u8],
    claims: &'r [u8],
    signature: Vec<u8>,
}

impl<'r> Token<'r> {
    fn read(token: &'r [u8], profile: &Profile) -> Option<Self> {
        let mut segments = token.split(|byte| *byte == b'.');
        let (header, claims, signature) = (segments.next()?, segments.next()?, segments.next()?);
        if segments.next().is_some() {
            return None;
        }
        let signed = token.get(..token.len().checked_sub(signature.len())?.checked_sub(1)?)?;
        let header = decode_url(header)?;
        let header = Object::read(&header)?;
        let typ = match header.get("typ") {
            None => true,
            Some(Value::Text(typ)) => typ.eq_ignore_ascii_case("JWT"),
            Some(_) => false,
        };
        let extended = header.get("crit").is_some() || header.get("b64").is_some();
        let alg = header.text("alg");
        let own = typ && !extended && alg.is_some() && alg == name(profile.algorithm);
        let signature = decode_url(signature).filter(|signature| takes(profile.algorithm, signature))?;
        own.then_some(Self { signed, claims, signature })
    }
}

/// Checks the claims of time, and gives the moment at which the token was made.
fn check_times(profile: &Profile, claims: &Object<'_>, window: Window) -> Result<Option<UnixTime>, Code> {
    let time = |claim| match claims.get(claim) {
        None => Ok(None),
        Some(Value::Number(text)) => UnixTime::parse(text.as_bytes(), Unit::Seconds).map(Some).ok_or(Code::MalformedTimestamp),
        Some(_) => Err(Code::MalformedTimestamp),
    };
    let (issued, not_before, expires) = (time("iat")?, time("nbf")?, time("exp")?);
    let start = match profile.start {
        None => None,
        Some(Start::IssuedAt) => Some(issued.ok_or(Code::MalformedTimestamp)?),
        Some(Start::NotBefore) => Some(not_before.ok_or(Code::MalformedTimestamp)?),
    };
    if expires.is_none() && profile.lifetime_seconds.is_some() {
        return Err(Code::MalformedTimestamp);
    }
    if let Some(start) = start {
        window.begins(start)?;
    }
    // `nbf` binds every recipient (RFC 7519, section 4.1.5); a token without a window has no tolerance either.
    not_before.map_or(Ok(()), |time| window.begun(time))?;
    expires.map_or(Ok(()), |time| window.lasts(time))?;
    Ok(start.or(issued))
}

/// What the token must say of the request line.
struct Bound {
    url: Option<[u8; DIGEST]>,
    request: Option<[u8; DIGEST]>,
}

impl Bound {
    fn of(profile: &Profile, head: &dyn Head) -> Result<Self, Error> {
        let method = if profile.request.is_some() { check_method(head.method())? } else { b"" };
        let mut bound = Self { url: None, request: None };
        if profile.reads_request_line() {
            let raw = head.url().ok_or_else(|| Error::named(Code::MissingUrl, "`url`"))?;
            let url = Url::parse(raw)?;
            if profile.url.is_some() {
                bound.url = Some(url_hash(raw)?);
            }
            if profile.request.is_some() {
                bound.request = Some(qsh::hash(method, url)?);
            }
        }
        Ok(bound)
    }

    fn check(&self, profile: &Profile, claims: &Object<'_>) -> Result<(), Error> {
        for (claim, expected) in [(&profile.url, &self.url), (&profile.request, &self.request)] {
            let (Some(claim), Some(expected)) = (claim, expected) else { continue };
            let said = claims.text(claim).ok_or_else(|| lacks(profile))?;
            let same = digest(said, Encoding::Hex).is_some_and(|said| said.ct_eq(expected).into());
            if !same {
                return Err(altered());
            }
        }
        Ok(())
    }
}

fn expected_body(profile: &Profile, claims: &Object<'_>) -> Result<Expected, Error> {
    let Some(body) = &profile.body else { return Ok(Expected::Anything) };
    match claims.get(&body.claim) {
        None if body.absent_if_empty => Ok(Expected::Nothing),
        Some(Value::Text(said)) => digest(said, body.encoding).map(|digest| Expected::Digest(digest.into())).ok_or_else(altered),
        _ => Err(lacks(profile)),
    }
}

/// SHA-256 of a whole URL.
pub(super) fn url_hash(url: &[u8]) -> Result<[u8; DIGEST], Error> {
    if url.starts_with(b"/") {
        return Err(Error::named(Code::MalformedUrl, "`url`").because("must be absolute for this scheme: it was signed whole"));
    }
    Ok(Sha256::digest(url).into())
}

fn digest(text: &str, encoding: Encoding) -> Option<[u8; DIGEST]> {
    let mut bytes = [0; DIGEST];
    decode(encoding, text.as_bytes(), &mut bytes).map(|()| bytes)
}

fn lacks(profile: &Profile) -> Error {
    Error::header(Code::MalformedSignature, &profile.header).because("is genuine, but lacks a claim that the scheme demands")
}
