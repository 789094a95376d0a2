//! The decision: whether the signature in a request is genuine, in time, and covers what the profile demands of this very request.

use super::{
    Profile,
    base::{Component, signature_base},
    digest::ContentDigest,
    input::{Input, Parameters, byte_sequence},
    profile::{Wanted, name},
};
use crate::{
    Code, Error, Head, UnixTime,
    family::{BodyHash, Expected, Facts, KeyRing, Pending, Window, header, mismatch, takes},
    scheme::{Text, Unit},
};

pub(super) static SIGNATURE_INPUT: Text = Text::new("Signature-Input");
pub(super) static SIGNATURE: Text = Text::new("Signature");
pub(super) static CONTENT_DIGEST: Text = Text::new("Content-Digest");

/// Decides all but the body.
///
/// # Errors
/// In this order: of `Signature-Input`, then of `Signature`, [`Code::MissingHeader`], [`Code::DuplicateHeader`],
/// [`Code::MalformedHeader`] (too long), [`Code::MalformedTimestamp`] or [`Code::MalformedSignature`], also for a signature that covers
/// less than the profile demands or has other parameters; [`Code::TimestampInFuture`], [`Code::TimestampTooOld`]; the codes of
/// covered headers, of the method and the URL; [`Code::SignatureMismatch`] under all keys, and at last for another body.
pub(crate) fn begin(
    profile: &Profile,
    keys: &dyn KeyRing,
    head: &dyn Head,
    now: UnixTime,
    tolerance_seconds: u32,
) -> Result<Pending, Error> {
    let of_input = |code| Error::header(code, &SIGNATURE_INPUT);
    let input = Input::read(header(head, &SIGNATURE_INPUT, Code::MalformedSignature)?).map_err(of_input)?;
    check_input(profile, &input)?;
    let value = header(head, &SIGNATURE, Code::MalformedSignature)?;
    let (label, signature) = byte_sequence(value).map_err(|code| Error::header(code, &SIGNATURE))?;
    if label != input.label || !takes(profile.algorithm, &signature) {
        return Err(Error::header(Code::MalformedSignature, &SIGNATURE));
    }
    let window = Window { tolerance_seconds, ends: profile.lifetime_seconds.is_some(), now };
    let created = check_times(&input.parameters, window).map_err(of_input)?;
    let digest = if input.components.contains(&Component::Field("content-digest")) {
        let value = header(head, &CONTENT_DIGEST, Code::MalformedHeader)?;
        Some(ContentDigest::read(value).map_err(|code| Error::header(code, &CONTENT_DIGEST))?)
    } else {
        None
    };
    let base = signature_base(&input.components, input.text, head, None)?;
    let key_index = keys.first_match(&base, &signature).ok_or_else(mismatch)?;
    let facts = Facts { key_index, timestamp: Some(created), id: None, nonce: input.parameters.nonce };
    let (hash, expected) =
        digest.map_or((BodyHash::unread(), Expected::Anything), |digest| (digest.hash, Expected::Digest(digest.expected)));
    Ok(Pending { facts, hash, expected })
}

fn check_input(profile: &Profile, input: &Input<'_>) -> Result<(), Error> {
    let covered = |name: &Text| input.components.iter().any(|component| component.name() == name.as_str());
    let covers = profile.cover.iter().all(covered) && (profile.cover_one_of.is_empty() || profile.cover_one_of.iter().any(covered));
    if input.components.iter().any(|component| matches!(component, Component::Field(name) if !profile.reads(name))) {
        let why = "covers a header that the scheme does not name; if the sender does so, add it to `mayCover`";
        return Err(Error::header(Code::MalformedSignature, &SIGNATURE_INPUT).because(why));
    }
    let parameters = &input.parameters;
    let algorithm = parameters.algorithm.as_deref().is_none_or(|own| Some(own) == name(profile.algorithm));
    let label = profile.label.as_ref().is_none_or(|label| label.as_bytes() == input.label);
    let tag = parameters.tag.as_deref() == profile.tag.as_deref();
    let key_id = match (&profile.key_id, &parameters.key_id) {
        (Wanted::No, _) | (Wanted::Any, Some(_)) => true,
        (Wanted::Exactly(own), Some(key_id)) => own.as_str() == key_id,
        (_, None) => false,
    };
    let nonce = parameters.nonce.is_some() || !profile.needs_nonce;
    let expires = parameters.expires.is_some() || profile.lifetime_seconds.is_none();
    let parameters = algorithm && label && tag && key_id && nonce && expires && parameters.created.is_some();
    let why = match (covers, parameters) {
        (true, true) => return Ok(()),
        (false, _) => "covers less than the scheme demands",
        (true, false) => "lacks a parameter that the scheme demands, or has another algorithm, label, tag or key id",
    };
    Err(Error::header(Code::MalformedSignature, &SIGNATURE_INPUT).because(why))
}

/// Checks the window, and gives the moment at which the signature was made.
fn check_times(parameters: &Parameters<'_>, window: Window) -> Result<UnixTime, Code> {
    let time = |text: &[u8]| UnixTime::parse(text, Unit::Seconds).ok_or(Code::MalformedTimestamp);
    let created = time(parameters.created.unwrap_or_default())?;
    let expires = parameters.expires.map(time).transpose()?;
    window.begins(created)?;
    expires.map_or(Ok(()), |time| window.lasts(time))?;
    Ok(created)
}
