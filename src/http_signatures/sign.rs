//! Signing: the headers that the same profile takes, by HMAC or a private key.

use alloc::{string::String, vec::Vec};

use super::{
    Profile,
    base::{Component, signature_base},
    digest,
    profile::Wanted,
    verify::{CONTENT_DIGEST, SIGNATURE, SIGNATURE_INPUT},
};
use crate::{
    Code, Error, SignedHeaders, UnixTime,
    encoding::encode,
    family::{BodyDigest, BodyHash, KeyRing, Outgoing, is_plain},
    scheme::{Encoding, Unit},
};

impl Profile {
    /// What the body of a delivery goes through before [`sign`].
    pub(crate) fn body_hash(&self) -> BodyHash {
        if self.covers_body() { BodyHash::sha256() } else { BodyHash::unread() }
    }

    /// What signing covers.
    fn signed(&self) -> impl Iterator<Item = Component<'_>> {
        self.cover.iter().chain(self.cover_one_of.first()).filter_map(|name| Component::read(name.as_bytes()))
    }
}

/// The headers to send, signed at the moment `now` with the first key: `Content-Digest` if the body is covered, `Signature-Input`
/// and `Signature`.
///
/// The parameters are `created`, `expires`, `nonce`, `keyid` and `tag`, in this order; the label is `sig1` unless the profile has one.
///
/// # Errors
/// [`Code::MissingSecret`] for a public key alone; [`Code::InvalidScheme`] for a profile that demands a `keyid` without saying which;
/// [`Code::MissingHeader`] for a header that is covered or a nonce that is demanded and was not given; [`Code::MalformedHeader`] for
/// a nonce that is not visible ASCII without `"` and `\`; [`Code::MalformedTimestamp`] before 1970; the method's and the URL's codes.
pub(crate) fn sign(
    profile: &Profile,
    keys: &dyn KeyRing,
    outgoing: &Outgoing<'_>,
    body: &BodyDigest,
    now: UnixTime,
) -> Result<SignedHeaders, Error> {
    let digest = profile.covers_body().then(|| digest::write(body));
    let components: Vec<Component<'_>> = profile.signed().collect();
    let input = write_input(profile, &components, outgoing, now)?;
    let base = signature_base(&components, input.as_bytes(), outgoing.head, digest.as_ref().map(String::as_bytes))?;
    let tag = keys.sign(&base)?;
    let label = profile.label.as_deref().unwrap_or("sig1");
    let mut signature = [label, "=:"].concat();
    encode(Encoding::Base64, tag.as_bytes(), &mut signature);
    signature.push(':');
    let mut headers = SignedHeaders::new();
    headers.extend(digest.map(|digest| (CONTENT_DIGEST.as_str().into(), digest)));
    headers.push((SIGNATURE_INPUT.as_str().into(), [label, "=", &*input].concat()));
    headers.push((SIGNATURE.as_str().into(), signature));
    Ok(headers)
}

/// The covered components and the parameters, as the profile has them.
fn write_input(profile: &Profile, components: &[Component<'_>], outgoing: &Outgoing<'_>, now: UnixTime) -> Result<String, Error> {
    let why = "cannot be written";
    let time =
        |time: UnixTime| time.write(Unit::Seconds).ok_or_else(|| Error::named(Code::MalformedTimestamp, "the timestamp").because(why));
    let mut text = String::from("(");
    for component in components {
        if text.len() > 1 {
            text.push(' ');
        }
        text.extend(["\"", component.name(), "\""]);
    }
    text.extend([");created=", &*time(now)?]);
    if let Some(seconds) = profile.lifetime_seconds {
        text.extend([";expires=", &*time(UnixTime::from_secs(now.as_secs().saturating_add(i64::from(seconds))))?]);
    }
    match outgoing.nonce {
        Some(nonce) if nonce.is_empty() || !nonce.bytes().all(is_plain) => {
            return Err(Error::named(Code::MalformedHeader, "the nonce").because("must be visible ASCII without `\"` and `\\`"));
        }
        Some(nonce) => text.extend([";nonce=\"", nonce, "\""]),
        None if profile.needs_nonce => {
            return Err(Error::header(Code::MissingHeader, &SIGNATURE_INPUT).because("needs a nonce; give it when signing"));
        }
        None => {}
    }
    match &profile.key_id {
        Wanted::No => {}
        Wanted::Any => return Err(Error::scheme("httpSignature.keyId", "must be the id of the key, to sign with it")),
        Wanted::Exactly(key_id) => text.extend([";keyid=\"", key_id, "\""]),
    }
    if let Some(tag) = &profile.tag {
        text.extend([";tag=\"", tag, "\""]);
    }
    Ok(text)
}
