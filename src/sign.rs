//! Signing: the headers that make a delivery verify, written from the same scheme that verifies it.

use alloc::{string::String, vec::Vec};
use core::{borrow::Borrow, fmt};

use zeroize::Zeroizing;

use crate::{
    Code, Error, Header, UnixTime, Webhook,
    body::Body,
    encoding::encode,
    found::Found,
    mac::Tag,
    message::Message,
    plan::{Role, Slot},
    scheme::{ANY_KEY, Algorithm, Grammar, Place, Scheme, Separator, Signature, Text, TimestampPlace},
    signatures::Signatures,
};

/// A delivery that is to be signed.
///
/// Fields that the scheme has no header for are passed over; those that it signs must be given.
#[derive(Clone, Copy, Default)]
pub struct Delivery<'d> {
    body: &'d [u8],
    pub(crate) id: Option<&'d str>,
    event_type: Option<&'d str>,
    pub(crate) nonce: Option<&'d str>,
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

/// What a family signs of it. The headers are those that were given; a name that stands twice is repeated.
#[cfg(any(feature = "jws", feature = "http-signatures"))]
impl crate::Head for Delivery<'_> {
    fn header(&self, name: &str) -> Header<'_> {
        let named = self.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        Header::from_values(named.map(|(_, value)| value.as_bytes()))
    }

    fn method(&self) -> Option<&[u8]> {
        self.method.map(str::as_bytes)
    }

    fn url(&self) -> Option<&[u8]> {
        self.url.map(str::as_bytes)
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
    /// A list header is signed with every secret, so that a receiver may know any of them; others with the first. Where each
    /// secret has a header of its own, each of those is written. A signature that stands in the body comes as one pair of the
    /// form field's name or the JSON pointer, and its value: to be put there, which the rest of what is signed does not notice.
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
        let (own, now) = (webhook.borrow(), now.into());
        let head = OutgoingHead::new(own, delivery, now)?;
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if let Some(family) = &own.scheme.family {
            let body = Body::Draft(own.draft_by(family, delivery, now));
            return Ok(Self { webhook, head, body });
        }
        let body = if own.scheme.reads_body() {
            Body::Whole(Vec::new())
        } else {
            let found = head.find(own, b"")?;
            Body::signing(own, &head.message(own, &found))
        };
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
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if let Some(family) = &scheme.family {
            return match self.body {
                Body::Draft(draft) => webhook.sign_by(family, draft),
                _ => Ok(SignedHeaders::new()),
            };
        }
        let found = self.head.find(webhook, if let Body::Whole(body) = &self.body { body } else { b"" })?;
        check_timestamp(scheme, &found)?;
        let tags = self.body.tags(webhook, &self.head.message(webhook, &found))?;
        if scheme.algorithm == Algorithm::Token {
            check_token(webhook, &found, &tags)?;
        }
        let tags = choose(webhook, &found, tags)?;
        let mut headers = SignedHeaders::new();
        if let Place::Form(name) | Place::Json(name) = &scheme.signature.place {
            headers.push((name.as_str().into(), write(&scheme.signature, &tags, "")));
        }
        for slot in webhook.plan.iter() {
            let Some(name) = slot.role.header(scheme) else { continue };
            let value = match slot.role {
                Role::Signature(index) if scheme.algorithm != Algorithm::Token => {
                    // Of several headers each has the signature under the secret of its place.
                    let own = if slot.required { &tags } else { tags.get(index..=index).unwrap_or_default() };
                    (!own.is_empty()).then(|| write(&scheme.signature, own, &self.head.timestamp))
                }
                role => found.value(role).and_then(|value| core::str::from_utf8(value).ok()).map(Into::into),
            };
            if let Some(value) = value {
                headers.push((name.as_str().into(), value));
            }
        }
        Ok(headers)
    }
}

impl OutgoingHead {
    fn new(webhook: &Webhook, delivery: &Delivery<'_>, now: UnixTime) -> Result<Self, Error> {
        let scheme = &webhook.scheme;
        let timestamp = write_timestamp(scheme, now)?;
        let mut values = Vec::new();
        for slot in webhook.plan.iter() {
            let Some(name) = slot.role.header(scheme) else { continue };
            let value = match slot.role {
                Role::Timestamp => Some(timestamp.as_str()),
                Role::Id => delivery.id,
                Role::Type => delivery.event_type,
                Role::Nonce => delivery.nonce,
                Role::Signature(_) | Role::KeyId | Role::Signed(_) | Role::Listed(..) => delivery.other(name)?,
            };
            if let Some(value) = value {
                values.push((slot.role, Zeroizing::new(value.into())));
            }
        }
        Ok(Self { values, method: delivery.method.map(Into::into), url: delivery.url.map(|url| Zeroizing::new(url.into())), timestamp })
    }

    /// The same checks that a verifier would make.
    fn find<'f>(&'f self, webhook: &'f Webhook, body: &[u8]) -> Result<Found<'f>, Error> {
        let method = self.method.as_deref().map(str::as_bytes);
        let url = self.url.as_ref().map(|url| url.as_bytes());
        let own_signature = webhook.scheme.algorithm != Algorithm::Token;
        let header = |slot: &Slot| {
            if matches!(slot.role, Role::Signature(_)) && own_signature {
                return None;
            }
            let value = self.values.iter().find(|(role, _)| *role == slot.role);
            Some(value.map_or(Header::Missing, |(_, value)| Header::Once(value.as_bytes())))
        };
        let mut found = Found::nothing(&webhook.plan);
        found.fill(&webhook.scheme, method, url, &|_, slot, _| header(slot)).map_err(|error| match error.code() {
            Code::MissingHeader => error.because("is part of what this scheme signs; give its value"),
            _ => error,
        })?;
        found.derive(&webhook.scheme, body, own_signature)?;
        Ok(found)
    }

    fn message<'m>(&'m self, webhook: &'m Webhook, found: &'m Found<'m>) -> Message<'m> {
        // One that stands in the body is the caller's.
        let timestamp = match &self.timestamp {
            written if written.is_empty() => found.timestamp().unwrap_or_default(),
            written => written.as_bytes(),
        };
        Message {
            scheme: &webhook.scheme,
            found,
            timestamp,
            #[cfg(feature = "asymmetric")]
            registration: &webhook.registration,
        }
    }
}

fn write_timestamp(scheme: &Scheme, now: UnixTime) -> Result<String, Error> {
    let Some(timestamp) = scheme.timestamp.as_ref().filter(|timestamp| !matches!(timestamp.place, TimestampPlace::Json(_))) else {
        return Ok(String::new());
    };
    let why = "cannot be written";
    now.write(timestamp.unit).ok_or_else(|| Error::named(Code::MalformedTimestamp, "the timestamp").because(why))
}

/// A timestamp that stands in the body is the caller's, and must be one that can be read; one in a header was written here.
fn check_timestamp(scheme: &Scheme, found: &Found<'_>) -> Result<(), Error> {
    let (Some(timestamp), Some(text)) = (&scheme.timestamp, found.timestamp()) else { return Ok(()) };
    UnixTime::parse(text, timestamp.unit).map(|_| ()).ok_or_else(|| Error::named(Code::MalformedTimestamp, "the timestamp in the body"))
}

/// The tags to sign with: where the request says which secret signs, only that one's.
fn choose(webhook: &Webhook, found: &Found<'_>, tags: Vec<Tag>) -> Result<Vec<Tag>, Error> {
    let Some(id) = found.value(Role::KeyId) else { return Ok(tags) };
    let mut chosen = Vec::new();
    for (key, tag) in webhook.keys().zip(tags) {
        if key.is_called(id) {
            chosen.push(tag);
        }
    }
    let why = "has none of the id that is given";
    if chosen.is_empty() { Err(Error::named(Code::MissingSecret, "the list of secrets").because(why)) } else { Ok(chosen) }
}

fn check_token(webhook: &Webhook, found: &Found<'_>, tokens: &[Tag]) -> Result<(), Error> {
    let mut signatures = Signatures::none(webhook.scheme.algorithm);
    signatures.fill(&webhook.scheme, found)?;
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
                    separate(*separator, &mut text);
                }
                text.push_str(mark);
                encode(encoding, tag.as_bytes(), &mut text);
            }
        }
        Grammar::KeyValue { separator, assign, key, timestamp_key } => {
            let assign = char::from(*assign);
            // Where any key is taken, one has to stand there all the same.
            let key = if key.as_str() == ANY_KEY { "key" } else { key.as_str() };
            if let Some(key) = timestamp_key {
                text.push_str(key);
                text.push(assign);
                text.push_str(timestamp);
            }
            for tag in tags {
                if !text.is_empty() {
                    separate(*separator, &mut text);
                }
                text.push_str(key);
                text.push(assign);
                encode(encoding, tag.as_bytes(), &mut text);
            }
        }
        Grammar::Positional { separator } => {
            text.push_str(timestamp);
            for tag in tags {
                separate(*separator, &mut text);
                encode(encoding, tag.as_bytes(), &mut text);
            }
        }
    }
    text
}

fn separate(separator: Separator, text: &mut String) {
    text.push(char::from(separator.byte));
    if separator.spaced {
        text.push(' ');
    }
}
