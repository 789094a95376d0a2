//! Signing: the headers that make a delivery verify, written from the same scheme that verifies it.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::{borrow::Borrow, fmt};

use zeroize::Zeroizing;

use crate::{
    Code, Error, Header, UnixTime, Webhook,
    body::Body,
    encoding::encode,
    found::Found,
    mac::Tag,
    message::Message,
    scheme::{Algorithm, Grammar, Scheme, Signature, Text},
    signatures::Signatures,
    slots::{Role, Slot},
};

/// A delivery that is to be signed.
///
/// Fields that the scheme has no header for are passed over; those that it signs must be given.
#[derive(Clone, Copy, Default)]
pub struct Delivery<'d> {
    body: &'d [u8],
    id: Option<&'d str>,
    event_type: Option<&'d str>,
    nonce: Option<&'d str>,
    method: Option<&'d str>,
    url: Option<&'d str>,
    headers: &'d [(&'d str, &'d str)],
}

/// Names the id and type and no more: the URL or a header may hold a token.
impl fmt::Debug for Delivery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery").field("id", &self.id).field("event_type", &self.event_type).finish_non_exhaustive()
    }
}

impl<'d> Delivery<'d> {
    /// A delivery of this raw body.
    #[must_use]
    pub const fn new(body: &'d [u8]) -> Self {
        Self { body, id: None, event_type: None, nonce: None, method: None, url: None, headers: &[] }
    }

    /// With this event id; the same for every attempt.
    #[must_use]
    pub const fn id(mut self, id: &'d str) -> Self {
        self.id = Some(id);
        self
    }

    /// With this event type.
    #[must_use]
    pub const fn event_type(mut self, event_type: &'d str) -> Self {
        self.event_type = Some(event_type);
        self
    }

    /// With this nonce; a new one for every attempt.
    #[must_use]
    pub const fn nonce(mut self, nonce: &'d str) -> Self {
        self.nonce = Some(nonce);
        self
    }

    /// Sent with this method.
    #[must_use]
    pub const fn method(mut self, method: &'d str) -> Self {
        self.method = Some(method);
        self
    }

    /// Sent to this URL.
    #[must_use]
    pub const fn url(mut self, url: &'d str) -> Self {
        self.url = Some(url);
        self
    }

    /// With these other headers, which the scheme may sign.
    #[must_use]
    pub const fn headers(mut self, headers: &'d [(&'d str, &'d str)]) -> Self {
        self.headers = headers;
        self
    }

    /// The value of another header, if it was given.
    fn other(&self, name: &Text) -> Result<Option<&'d str>, Error> {
        let mut values = self.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
        match (values.next(), values.next()) {
            (Some(_), Some(_)) => Err(Error::header(Code::DuplicateHeader, name)),
            (value, _) => Ok(value),
        }
    }
}

/// The headers of a delivery, in the order in which they were given or are read: name, value.
pub type SignedHeaders = Vec<(String, String)>;

/// A delivery being signed while its body goes by; made by [`Webhook::begin_sign`].
pub struct Signer<W> {
    webhook: W,
    head: OutgoingHead,
    body: Body,
}

/// What the headers of a delivery will be, but for the signature.
struct OutgoingHead {
    /// One may be a token.
    values: Vec<(Role, Zeroizing<String>)>,
    timestamp: String,
    method: Option<String>,
    url: Option<Zeroizing<String>>,
}

impl Webhook {
    /// The headers to send with a delivery, signed at the moment `now`.
    ///
    /// A list header is signed with every secret, so that a receiver may know any of them; others with the first.
    /// A token scheme signs nothing: the URL or header that is handed in must carry the token.
    ///
    /// # Errors
    /// [`Code::MissingHeader`], [`Code::MissingUrl`] or [`Code::MissingMethod`] for a field that is signed and was not given;
    /// a `malformed_…` code for one that no verifier would take; [`Code::SignatureMismatch`] if a token is not there.
    pub fn sign(&self, delivery: &Delivery<'_>, now: impl Into<UnixTime>) -> Result<SignedHeaders, Error> {
        let mut signer = Signer::new(self, delivery, now)?;
        signer.update(delivery.body);
        signer.finish()
    }

    /// Begins to sign a delivery whose body comes in pieces; the delivery's own body is passed over.
    ///
    /// # Errors
    /// As [`sign`](Self::sign).
    pub fn begin_sign(&self, delivery: &Delivery<'_>, now: impl Into<UnixTime>) -> Result<Signer<&Self>, Error> {
        Signer::new(self, delivery, now)
    }
}

impl<W: Borrow<Webhook>> Signer<W> {
    /// As [`Webhook::begin_sign`], for any way of holding the webhook.
    ///
    /// # Errors
    /// As [`Webhook::sign`].
    pub fn new(webhook: W, delivery: &Delivery<'_>, now: impl Into<UnixTime>) -> Result<Self, Error> {
        let own = webhook.borrow();
        let head = OutgoingHead::new(own, delivery, now.into())?;
        let found = head.find(own)?;
        let body = Body::new(own, &head.message(own, &found));
        Ok(Self { webhook, head, body })
    }

    /// Takes the next piece of the raw body.
    pub fn update(&mut self, chunk: &[u8]) {
        self.body.update(chunk);
    }

    /// The headers, once the whole body has gone by.
    ///
    /// # Errors
    /// [`Code::SignatureMismatch`] if a token scheme's token is not there.
    pub fn finish(self) -> Result<SignedHeaders, Error> {
        let webhook = self.webhook.borrow();
        let scheme = &webhook.scheme;
        let found = self.head.find(webhook)?;
        let tags = self.body.finish(webhook, &self.head.message(webhook, &found));
        if scheme.algorithm == Algorithm::Token {
            check_token(webhook, &found, &tags)?;
        }
        let mut headers = SignedHeaders::new();
        for slot in webhook.slots.iter() {
            let Some(name) = slot.role.header(scheme) else { continue };
            let value = match slot.role {
                Role::Signature if scheme.algorithm != Algorithm::Token => Some(write(&scheme.signature, &tags, &self.head.timestamp)),
                role => found.value(role).and_then(|value| core::str::from_utf8(value).ok()).map(Into::into),
            };
            headers.extend(value.map(|value| (name.to_string(), value)));
        }
        Ok(headers)
    }
}

impl OutgoingHead {
    fn new(webhook: &Webhook, delivery: &Delivery<'_>, now: UnixTime) -> Result<Self, Error> {
        let scheme = &webhook.scheme;
        let timestamp = write_timestamp(scheme, now)?;
        let mut values = Vec::new();
        for slot in webhook.slots.iter() {
            let Some(name) = slot.role.header(scheme) else { continue };
            let value = match slot.role {
                Role::Timestamp => Some(timestamp.as_str()),
                Role::Id => delivery.id,
                Role::Type => delivery.event_type,
                Role::Nonce => delivery.nonce,
                Role::Signature | Role::Signed(_) => delivery.other(name)?,
            };
            values.extend(value.map(|value| (slot.role, Zeroizing::new(value.into()))));
        }
        Ok(Self { values, method: delivery.method.map(Into::into), url: delivery.url.map(|url| Zeroizing::new(url.into())), timestamp })
    }

    /// The same checks that a verifier would make.
    fn find(&self, webhook: &Webhook) -> Result<Found<'_>, Error> {
        let method = self.method.as_deref().map(str::as_bytes);
        let url = self.url.as_ref().map(|url| url.as_bytes());
        let own_signature = webhook.scheme.algorithm != Algorithm::Token;
        let header = |slot: Slot| {
            if slot.role == Role::Signature && own_signature {
                return None;
            }
            let value = self.values.iter().find(|(role, _)| *role == slot.role);
            Some(value.map_or(Header::Missing, |(_, value)| Header::Once(value.as_bytes())))
        };
        Found::new(&webhook.scheme, webhook.slots, method, url, &|slot, _| header(slot)).map_err(|error| match error.code() {
            Code::MissingHeader => error.because("is part of what this scheme signs; give its value when signing"),
            _ => error,
        })
    }

    fn message<'m>(&'m self, webhook: &'m Webhook, found: &'m Found<'m>) -> Message<'m> {
        Message { scheme: &webhook.scheme, found, timestamp: self.timestamp.as_bytes() }
    }
}

fn write_timestamp(scheme: &Scheme, now: UnixTime) -> Result<String, Error> {
    let Some(timestamp) = &scheme.timestamp else { return Ok(String::new()) };
    let why = "lies before 1970 or beyond what can be written";
    now.write(timestamp.unit).ok_or_else(|| Error::named(Code::MalformedTimestamp, "the timestamp").because(why))
}

fn check_token(webhook: &Webhook, found: &Found<'_>, tokens: &[Tag]) -> Result<(), Error> {
    let signatures = Signatures::parse(&webhook.scheme, found)?;
    let carried = tokens.iter().any(|token| signatures.contain(token));
    let why = "does not carry the token";
    if carried { Ok(()) } else { Err(Error::named(Code::SignatureMismatch, "the delivery").because(why)) }
}

/// The signature header's value.
fn write(signature: &Signature, tags: &[Tag], timestamp: &str) -> String {
    let mut text = String::new();
    let encoding = signature.encoding;
    match &signature.grammar {
        Grammar::Plain { prefix, .. } => {
            text.push_str(prefix);
            if let Some(tag) = tags.first() {
                encode(encoding, tag.as_bytes(), &mut text);
            }
        }
        Grammar::Tagged { separator, tag: mark } => {
            for (index, tag) in tags.iter().enumerate() {
                if index > 0 {
                    text.push(char::from(*separator));
                }
                text.push_str(mark);
                encode(encoding, tag.as_bytes(), &mut text);
            }
        }
        Grammar::KeyValue { separator, key, timestamp_key } => {
            if let Some(key) = timestamp_key {
                text.extend([key, "=", timestamp]);
            }
            for tag in tags {
                if !text.is_empty() {
                    text.push(char::from(*separator));
                }
                text.extend([key, "="]);
                encode(encoding, tag.as_bytes(), &mut text);
            }
        }
    }
    text
}
