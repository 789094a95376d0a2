//! The decision: whether a request was signed by one of the secrets, within the window, over these very bytes.

use crate::{
    Code, Error, Head, Request, UnixTime, Verified, Webhook, body_digest, encoding::DigestText, error::Subject, found::Found, key::Key,
    mac::Tag, message::Message, plan::Role, scheme::Scheme, signatures::Signatures, verified::Stood,
};
#[cfg(feature = "asymmetric")]
use crate::{asymmetric::Checker, scheme::Algorithm};

/// A request that passed every check but that of the MAC itself.
pub(crate) struct Checked<'r> {
    pub(crate) found: Found<'r>,
    pub(crate) signatures: Signatures,
    /// The timestamp that stood beside the signatures.
    listed: Option<&'r [u8]>,
    pub(crate) timestamp: Option<UnixTime>,
}

impl<'r> Checked<'r> {
    /// A request that has not been looked at, for [`Webhook::check`] to fill.
    pub(crate) fn nothing(webhook: &'r Webhook) -> Self {
        let signatures = Signatures::none(webhook.scheme.algorithm);
        Self { found: Found::nothing(&webhook.plan), signatures, listed: None, timestamp: None }
    }

    /// Whether the request lets this key be tried.
    pub(crate) fn chooses(&self, key: &Key) -> bool {
        self.found.value(Role::KeyId).is_none_or(|id| key.is_called(id))
    }
}

impl Webhook {
    /// Decides a request at the moment `now`.
    ///
    /// Fields are found, then parsed strictly, then the window is checked, then the MAC; the first failure is the answer.
    /// Nothing is allocated for a MAC over fields as they stand and for a token, but in wasm for a refusal. What is put together first
    /// is: fields of the body, rewritten URLs, lists of headers, a signature that a public key is to check, claims.
    ///
    /// # Errors
    /// An [`Error`] whose [`Code`] says why; its variants are the table.
    pub fn verify<'r, R: Request>(&'r self, request: &'r R, now: impl Into<UnixTime>) -> Result<Verified<'r>, Error> {
        self.decide(request, request.body(), now.into())
    }

    /// One function for every kind of head: this is most of the code there is.
    pub(crate) fn decide<'r>(&'r self, head: &'r dyn Head, body: &[u8], now: UnixTime) -> Result<Verified<'r>, Error> {
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if let Some(family) = &self.scheme.family {
            return self.decide_by(family, head, body, now);
        }
        let mut checked = Checked::nothing(self);
        self.check(head, body, now, &mut checked)?;
        let digest = if self.plan.digests_body { body_digest::of_whole(&self.scheme, body) } else { None };
        let signed = digest.as_ref().map_or(body, DigestText::as_bytes);
        let key = self.key_for(&checked, &self.message(&checked), signed);
        let verified = self.accept(&checked, key)?;
        #[cfg(feature = "alloc")]
        if checked.found.body_digest().is_some_and(|claimed| claimed != sha256_hex(body).as_bytes()) {
            let why = "is not that of the digest in the signed URL";
            return Err(Error::named(Code::SignatureMismatch, "the body").because(why));
        }
        Ok(verified)
    }

    /// Every check but that of the MAC. The `body` is looked at only where fields of it are read.
    pub(crate) fn check<'r>(&'r self, head: &'r dyn Head, body: &[u8], now: UnixTime, checked: &mut Checked<'r>) -> Result<(), Error> {
        let scheme = &self.scheme;
        let found = &mut checked.found;
        found.fill(scheme, head.method(), head.url(), &|place, _, name| Some(head.header_at(place, name)))?;
        #[cfg(feature = "alloc")]
        found.derive(scheme, body, false)?;
        #[cfg(not(feature = "alloc"))]
        if scheme.has(|part| matches!(part, crate::scheme::Part::BodyObject)) && body.first() != Some(&b'{') {
            return Err(Error::named(Code::MalformedBody, "the body").because(crate::scheme::NO_OBJECT));
        }
        checked.listed = checked.signatures.fill(scheme, found)?;
        if let Some(place) = &scheme.timestamp {
            let refuse = |code| timestamp_error(scheme, code);
            let text = checked.listed.or_else(|| found.timestamp()).unwrap_or_default();
            let read = UnixTime::parse(text, place.unit).ok_or_else(|| refuse(Code::MalformedTimestamp))?;
            read.within(self.tolerance_seconds, self.future_seconds, now).map_err(refuse)?;
            checked.timestamp = Some(read);
        }
        Ok(())
    }

    pub(crate) fn message<'m>(&'m self, checked: &'m Checked<'_>) -> Message<'m> {
        let timestamp = checked.listed.or_else(|| checked.found.timestamp()).unwrap_or_default();
        Message {
            scheme: &self.scheme,
            found: &checked.found,
            timestamp,
            #[cfg(feature = "asymmetric")]
            registration: &self.registration,
        }
    }

    /// The first key that signed the message. `body` is the raw body, or the text of its digest where the scheme signs that.
    pub(crate) fn key_for(&self, checked: &Checked<'_>, message: &Message<'_>, body: &[u8]) -> Option<usize> {
        #[cfg(feature = "asymmetric")]
        if let Some(mut checker) = self.checker(checked) {
            message.feed(&mut checker, body);
            return self.key_of(checked, checker);
        }
        self.key_with(checked, &mut |key| Some(key.tag(message, body)))
    }

    /// The first key whose tag, given by `tag` for each key in their order, is among the signatures.
    pub(crate) fn key_with(&self, checked: &Checked<'_>, tag: &mut dyn FnMut(&Key) -> Option<Tag>) -> Option<usize> {
        self.keys().position(|key| {
            // One tag a key, in their order, also for a key that is not to be tried.
            let tag = tag(key);
            checked.chooses(key) && tag.is_some_and(|tag| checked.signatures.contain(&tag))
        })
    }

    /// What holds the message against every pair of a key and a signature; `None` if the keys are secret.
    #[cfg(feature = "asymmetric")]
    pub(crate) fn checker(&self, checked: &Checked<'_>) -> Option<Checker> {
        let Algorithm::Public(algorithm) = self.scheme.algorithm else { return None };
        let mut checker = Checker::new(algorithm);
        for key in self.keys().filter(|key| checked.chooses(key)).filter_map(Key::public) {
            // The form of each signature was looked at when it was read.
            checked.signatures.public().iter().for_each(|signature| _ = checker.add(key, signature));
        }
        Some(checker)
    }

    /// The key of the first pair that fits, among those that were tried.
    #[cfg(feature = "asymmetric")]
    pub(crate) fn key_of(&self, checked: &Checked<'_>, checker: Checker) -> Option<usize> {
        let place = checker.finish().ok()?.checked_div(checked.signatures.public().len())?;
        self.keys().enumerate().filter(|(_, key)| checked.chooses(key)).nth(place).map(|(index, _)| index)
    }

    /// What is known of a request that this key signed, if any did.
    pub(crate) fn accept<'r>(&'r self, checked: &Checked<'r>, key_index: Option<usize>) -> Result<Verified<'r>, Error> {
        let key_index = key_index.ok_or_else(|| Error::new(Code::SignatureMismatch, Subject::Named("the signature")))?;
        let stood = |role| Stood(checked.found.value(role));
        Ok(Verified {
            scheme: &self.scheme,
            key_index,
            timestamp: checked.timestamp,
            id: stood(Role::Id),
            event_type: stood(Role::Type),
            nonce: stood(Role::Nonce),
            #[cfg(any(feature = "jws", feature = "http-signatures"))]
            told: crate::family::Told::default(),
        })
    }
}

#[cfg(feature = "alloc")]
fn sha256_hex(body: &[u8]) -> DigestText {
    use sha2::{Digest as _, Sha256};
    DigestText::new(crate::scheme::Encoding::Hex, &Sha256::digest(body))
}

fn timestamp_error(scheme: &Scheme, code: Code) -> Error {
    let listed = scheme.signature.grammar.holds_timestamp().then(|| Role::Signature(0).header(scheme)).flatten();
    match Role::Timestamp.header(scheme).or(listed) {
        Some(name) => Error::header(code, name),
        None => Error::named(code, "the timestamp"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RawRequest, providers};

    /// With a heap the corpus asks this too.
    #[test]
    fn a_body_that_a_handshake_signs_for_anybody_is_refused_without_a_heap_too() {
        let webhook = Webhook::new(&providers::X, ["x-consumer-secret-not-real"]).unwrap();
        // By node:crypto.
        let headers = [("x-twitter-webhooks-signature", "sha256=lJH6YA59aMHi60f50V62daUMYqBZDlxTcdGgMY6q7II=")];
        let code =
            |body| webhook.verify(&RawRequest::new(&headers, body), UnixTime::from_secs(0)).map(|_| ()).map_err(|error| error.code());
        assert_eq!(code(b"123"), Err(Code::MalformedBody));
        assert_eq!(code(b"{}"), Err(Code::SignatureMismatch));
    }
}
