//! The decision: whether a request was signed by one of the secrets, within the window, over these very bytes.

use sha2::{Digest, Sha256};

#[cfg(feature = "alloc")]
use crate::scheme::Encoding;

use crate::{
    Code, Error, Head, Request, UnixTime, Verified, Webhook, encoding::DigestText, error::Subject, found::Found, key::Key,
    message::Message, scheme, signatures::Signatures, slots::Role,
};

/// A request that passed every check but that of the MAC itself.
pub(crate) struct Checked<'r> {
    pub(crate) found: Found<'r>,
    pub(crate) signatures: Signatures<'r>,
    timestamp: Option<UnixTime>,
}

impl Webhook {
    /// Decides a request at the moment `now`.
    ///
    /// Fields are found, then parsed strictly, then the window is checked, then the MAC; the first failure is the answer.
    /// Nothing is allocated.
    ///
    /// # Errors
    /// An [`Error`] whose [`Code`] says why; its variants are the table.
    pub fn verify<'r, R: Request>(&'r self, request: &'r R, now: impl Into<UnixTime>) -> Result<Verified<'r>, Error> {
        self.decide(request, request.body(), now.into())
    }

    /// One function for every kind of head: this is most of the code there is.
    pub(crate) fn decide<'r>(&'r self, head: &'r dyn Head, body: &[u8], now: UnixTime) -> Result<Verified<'r>, Error> {
        let checked = self.check(head, body, now)?;
        let digest;
        let signed = match self.scheme.signed_body_digest() {
            Some(encoding) => {
                digest = DigestText::new(encoding, &Sha256::digest(body));
                digest.as_bytes()
            }
            None => body,
        };
        let message = self.message(&checked);
        let verified = self.accept(&checked, |key| Some(key.tag(&message, signed)))?;
        #[cfg(feature = "alloc")]
        if checked.found.body_digest().is_some_and(|claimed| claimed != DigestText::new(Encoding::Hex, &Sha256::digest(body)).as_bytes()) {
            let why = "is not the one whose SHA-256 the signed URL holds";
            return Err(Error::named(Code::SignatureMismatch, "the body").because(why));
        }
        Ok(verified)
    }

    /// Every check but that of the MAC. The `body` is looked at only where fields of it are read.
    pub(crate) fn check<'r>(&self, head: &'r dyn Head, body: &[u8], now: UnixTime) -> Result<Checked<'r>, Error> {
        let scheme = &self.scheme;
        #[cfg_attr(not(feature = "alloc"), expect(unused_mut, reason = "nothing is worked out without a heap"))]
        let mut found = Found::new(scheme, self.slots, head.method(), head.url(), &|_, name| Some(head.header(name)))?;
        #[cfg(feature = "alloc")]
        found.derive(scheme, body, false)?;
        #[cfg(not(feature = "alloc"))]
        let _ = body;
        let signatures = Signatures::parse(scheme, &found)?;
        let mut timestamp = None;
        if let Some(place) = &scheme.timestamp {
            let refuse = |code| timestamp_error(scheme, code);
            let text = signatures.timestamp.or_else(|| found.timestamp()).unwrap_or_default();
            let read = UnixTime::parse(text, place.unit).ok_or_else(|| refuse(Code::MalformedTimestamp))?;
            read.within(self.tolerance_seconds, self.future_seconds, now).map_err(refuse)?;
            timestamp = Some(read);
        }
        Ok(Checked { found, signatures, timestamp })
    }

    pub(crate) fn message<'m>(&'m self, checked: &'m Checked<'_>) -> Message<'m> {
        let timestamp = checked.signatures.timestamp.or_else(|| checked.found.timestamp()).unwrap_or_default();
        Message { scheme: &self.scheme, found: &checked.found, timestamp }
    }

    /// Compares the tag that `tag` gives for each key, in their order, with the signatures.
    pub(crate) fn accept<'r>(
        &'r self,
        checked: &Checked<'r>,
        mut tag: impl FnMut(&Key) -> Option<crate::mac::Tag>,
    ) -> Result<Verified<'r>, Error> {
        let key_index = self
            .keys()
            .position(|key| {
                // One tag a key, in their order, also for a key that is not to be tried.
                let tag = tag(key);
                let chosen = checked.found.value(Role::KeyId).is_none_or(|id| key.is_called(id));
                chosen && tag.is_some_and(|tag| checked.signatures.contain(&tag))
            })
            .ok_or_else(|| Error::new(Code::SignatureMismatch, Subject::Named("the signature")))?;
        // Whatever was found is visible ASCII.
        let text = |role| checked.found.value(role).and_then(|value| core::str::from_utf8(value).ok());
        Ok(Verified {
            scheme: &self.scheme,
            key_index,
            timestamp: checked.timestamp,
            id: text(Role::Id),
            event_type: text(Role::Type),
            nonce: text(Role::Nonce),
        })
    }
}

fn timestamp_error(scheme: &scheme::Scheme, code: Code) -> Error {
    let listed = scheme.signature.grammar.holds_timestamp().then(|| Role::Signature(0).header(scheme)).flatten();
    match Role::Timestamp.header(scheme).or(listed) {
        Some(name) => Error::header(code, name),
        None => Error::named(code, "the timestamp"),
    }
}
