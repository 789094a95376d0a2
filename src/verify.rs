//! The decision: whether a request was signed by one of the secrets, within the window, over these very bytes.

use sha2::{Digest, Sha256};

use crate::{
    Code, Error, Head, Request, UnixTime, Verified, Webhook, encoding::hex_digest, error::Subject, found::Found, key::Key,
    message::Message, scheme, signatures::Signatures, slots::Role,
};

/// A request that passed every check but that of the MAC itself.
pub(crate) struct Checked<'r> {
    pub(crate) found: Found<'r>,
    pub(crate) signatures: Signatures<'r>,
    timestamp_text: &'r [u8],
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
        let checked = self.check(request, now.into())?;
        let digest;
        let body = if self.scheme.signs_body_digest() {
            digest = hex_digest(&Sha256::digest(request.body()));
            &digest[..]
        } else {
            request.body()
        };
        let message = self.message(&checked);
        self.accept(&checked, |key| Some(key.tag(&message, body)))
    }

    /// Every check but that of the MAC. One function for every kind of head: this is most of the code there is.
    pub(crate) fn check<'r>(&self, head: &'r dyn Head, now: UnixTime) -> Result<Checked<'r>, Error> {
        let scheme = &self.scheme;
        let found = Found::new(scheme, self.slots, head.method(), head.url(), &|_, name| Some(head.header(name)))?;
        let signatures = Signatures::parse(scheme, &found)?;
        let timestamp_text = signatures.timestamp.or_else(|| found.value(Role::Timestamp)).unwrap_or_default();
        let timestamp = match &scheme.timestamp {
            None => None,
            Some(place) => {
                let refuse = |code| timestamp_error(scheme, code);
                let timestamp = UnixTime::parse(timestamp_text, place.unit).ok_or_else(|| refuse(Code::MalformedTimestamp))?;
                timestamp.within(self.tolerance_seconds, now).map_err(refuse)?;
                Some(timestamp)
            }
        };
        Ok(Checked { found, signatures, timestamp_text, timestamp })
    }

    pub(crate) fn message<'m>(&'m self, checked: &'m Checked<'_>) -> Message<'m> {
        Message { scheme: &self.scheme, found: &checked.found, timestamp: checked.timestamp_text }
    }

    /// Compares the tag that `tag` gives for each key, in their order, with the signatures.
    pub(crate) fn accept<'r>(
        &'r self,
        checked: &Checked<'r>,
        mut tag: impl FnMut(&Key) -> Option<crate::mac::Tag>,
    ) -> Result<Verified<'r>, Error> {
        let key_index = self
            .keys()
            .position(|key| tag(key).is_some_and(|tag| checked.signatures.contain(&tag)))
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
    match Role::Timestamp.header(scheme).or_else(|| Role::Signature.header(scheme)) {
        Some(name) => Error::header(code, name),
        None => Error::named(code, "the timestamp"),
    }
}
