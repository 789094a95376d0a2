//! What a signature scheme is: data that serves verifying, signing, documenting and checking alike.
#![doc = include_str!("shape.md")]

mod field;
#[cfg(feature = "alloc")]
pub(crate) mod fields;
mod key_format;
#[cfg(feature = "alloc")]
mod node;
mod part;
#[cfg(feature = "alloc")]
mod read;
#[cfg(feature = "serde")]
mod serde;
mod signature;
mod text;
mod validate;
#[cfg(feature = "serde")]
pub(crate) mod write;

pub(crate) use field::TimestampPlace;
pub use field::{Field, Nonce, Success, Timestamp, Unit};
pub use key_format::{Algorithm, KeyEncoding, KeyFormat};
#[cfg(feature = "alloc")]
pub use node::Node;
pub(crate) use part::NO_OBJECT;
pub use part::{Covered, NamedHeaders, Part, Repeats, Source, Value};
pub(crate) use signature::{ANY_KEY, Grammar, Place, Separator};
pub use signature::{Encoding, Signature};
#[cfg(feature = "alloc")]
pub(crate) use text::joined;
pub use text::{List, Text};
#[cfg(any(feature = "jws", feature = "http-signatures"))]
pub(crate) use validate::is_token_char;
pub(crate) use validate::is_visible;

use crate::plan::Role;

/// A signature scheme, as data.
///
/// Built-in ones are constants in [`providers`](crate::providers). One of your own is a `const` made with the methods
/// below or, with the feature `serde`, read from JSON. Either is checked by [`Webhook::new`](crate::Webhook::new).
///
/// ```
/// use countersign::scheme::{Encoding, Field, Part, Scheme, Signature, Timestamp, Unit};
///
/// const ACME: Scheme = Scheme::hmac_sha256("acme")
///     .message(const { &[Part::Timestamp, Part::text("."), Part::Body] })
///     .signature(Signature::prefixed("X-Acme-Signature", "sha256=", Encoding::Hex))
///     .timestamp(Timestamp::header("X-Acme-Timestamp", Unit::Seconds, 300))
///     .id(Field::header("X-Acme-Delivery"));
///
/// let webhook = countersign::Webhook::new(&ACME, ["acme-test-secret-not-real"])?;
/// # Ok::<(), countersign::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    pub(crate) name: Text,
    pub(crate) title: Text,
    pub(crate) docs: Text,
    pub(crate) algorithm: Algorithm,
    pub(crate) key: KeyFormat,
    pub(crate) message: List<Part>,
    pub(crate) signature: Signature,
    pub(crate) timestamp: Option<Timestamp>,
    pub(crate) id: Option<Field>,
    pub(crate) event_type: Option<Field>,
    pub(crate) nonce: Option<Nonce>,
    pub(crate) success: Success,
    /// The query parameter that holds the hex SHA-256 of the body.
    pub(crate) body_digest: Option<Text>,
    /// Whether fields may stand side by side with nothing between them, as one vendor has it.
    pub(crate) unseparated: bool,
    /// What takes the place of message, signature and timestamp where it is no template.
    #[cfg(any(feature = "jws", feature = "http-signatures"))]
    pub(crate) family: Option<crate::family::Family>,
}

/// Puts a value in place of a default one. A `const fn` cannot run destructors; what it replaces is a constant and owns nothing.
pub(crate) const fn put<T>(slot: &mut T, value: T) {
    core::mem::forget(core::mem::replace(slot, value));
}

impl Scheme {
    /// A scheme of this algorithm; its message and signature are to be given.
    #[must_use]
    pub const fn new(name: &'static str, algorithm: Algorithm) -> Self {
        Self {
            name: Text::new(name),
            title: Text::new(""),
            docs: Text::new(""),
            algorithm,
            key: KeyFormat::UTF8,
            message: List::new(&[]),
            signature: Signature::header("", Encoding::Hex),
            timestamp: None,
            id: None,
            event_type: None,
            nonce: None,
            success: Success::Any2xx,
            body_digest: None,
            unseparated: false,
            #[cfg(any(feature = "jws", feature = "http-signatures"))]
            family: None,
        }
    }

    /// A scheme with HMAC-SHA-256, the most common by far.
    #[must_use]
    pub const fn hmac_sha256(name: &'static str) -> Self {
        Self::new(name, Algorithm::HmacSha256)
    }

    /// The name for people, and the page where the vendor describes the scheme.
    #[must_use]
    pub const fn described(mut self, title: &'static str, docs: &'static str) -> Self {
        put(&mut self.title, Text::new(title));
        put(&mut self.docs, Text::new(docs));
        self
    }

    /// How the secret's text becomes a key; its own bytes unless said.
    #[must_use]
    pub const fn key(mut self, key: KeyFormat) -> Self {
        put(&mut self.key, key);
        self
    }

    /// What is signed, in order: `const { &[Part::Body] }`.
    #[must_use]
    pub const fn message(mut self, parts: &'static [Part]) -> Self {
        put(&mut self.message, List::new(parts));
        self
    }

    /// Where the signature stands and how it is written.
    #[must_use]
    pub const fn signature(mut self, signature: Signature) -> Self {
        put(&mut self.signature, signature);
        self
    }

    /// Where the timestamp stands; the signature must cover it.
    #[must_use]
    pub const fn timestamp(mut self, timestamp: Timestamp) -> Self {
        put(&mut self.timestamp, Some(timestamp));
        self
    }

    /// Where the event id stands.
    #[must_use]
    pub const fn id(mut self, id: Field) -> Self {
        put(&mut self.id, Some(id));
        self
    }

    /// Where the event type stands.
    #[must_use]
    pub const fn event_type(mut self, event_type: Field) -> Self {
        put(&mut self.event_type, Some(event_type));
        self
    }

    /// Where the nonce stands.
    #[must_use]
    pub const fn nonce(mut self, nonce: Nonce) -> Self {
        put(&mut self.nonce, Some(nonce));
        self
    }

    /// Demands that the query parameter `name` of the signed URL be the hex SHA-256 of the body, which covers the body too.
    #[must_use]
    pub const fn body_digest_in_query(mut self, name: &'static str) -> Self {
        put(&mut self.body_digest, Some(Text::new(name)));
        self
    }

    /// Lets fields stand side by side with nothing between them. What moves from the end of one to the start of the next is
    /// then not noticed, so this is only for a vendor who signs so.
    #[must_use]
    pub const fn unseparated(mut self) -> Self {
        self.unseparated = true;
        self
    }

    /// The answer that the sender takes for success.
    #[must_use]
    pub const fn success(mut self, success: Success) -> Self {
        self.success = success;
        self
    }
}

impl Scheme {
    /// The name by which it is chosen, such as `standard-webhooks`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name for people; the other name where there is none.
    #[must_use]
    pub fn title(&self) -> &str {
        if self.title.is_empty() { &self.name } else { &self.title }
    }

    /// The page where the vendor describes it; empty if there is none.
    #[must_use]
    pub fn docs(&self) -> &str {
        &self.docs
    }

    /// What the signature covers, in the order of the message; nothing for tokens and key digests.
    pub fn covers(&self) -> impl Iterator<Item = Covered<'_>> {
        let covers = self.message.iter().filter_map(Part::covered).chain(self.body_digest.as_ref().map(|_| Covered::Body));
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        let covers = covers.chain(self.family.iter().flat_map(crate::family::Family::covers));
        covers
    }

    /// The answer that the sender takes for success.
    #[must_use]
    pub const fn expected_answer(&self) -> Success {
        self.success
    }

    /// The pointer to the event id in the JSON body, where it stands there.
    #[must_use]
    pub fn id_pointer(&self) -> Option<&str> {
        Field::pointer(self.id.as_ref())
    }

    /// The pointer to the event type in the JSON body, where it stands there.
    #[must_use]
    pub fn type_pointer(&self) -> Option<&str> {
        Field::pointer(self.event_type.as_ref())
    }

    /// The header that the event id stands in, where it stands in one.
    #[must_use]
    pub fn id_header(&self) -> Option<&str> {
        Role::Id.header(self).map(Text::as_str)
    }

    /// The header that the event type stands in, where it stands in one.
    #[must_use]
    pub fn type_header(&self) -> Option<&str> {
        Role::Type.header(self).map(Text::as_str)
    }

    /// The header that the nonce stands in.
    #[must_use]
    pub fn nonce_header(&self) -> Option<&str> {
        Role::Nonce.header(self).map(Text::as_str)
    }

    /// Whether the method or the URL of a request is read.
    #[must_use]
    pub fn reads_request_line(&self) -> bool {
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if let Some(family) = &self.family {
            return family.reads_request_line();
        }
        self.reads_method() || self.reads_url()
    }

    /// Whether anything is worked out of the request that is no header and no body as it stands.
    pub(crate) fn derives(&self) -> bool {
        self.reads_body() || self.has(Part::is_derived)
    }

    pub(crate) fn reads_method(&self) -> bool {
        self.has(|part| matches!(part, Part::Method))
    }

    /// Whether the message has such a part. Not copied to each of its callers.
    #[inline(never)]
    pub(crate) fn has(&self, wanted: fn(&Part) -> bool) -> bool {
        self.message.iter().any(wanted)
    }

    pub(crate) fn reads_query(&self) -> bool {
        self.has(|part| matches!(part, Part::CanonicalQuery))
    }

    pub(crate) fn reads_url(&self) -> bool {
        matches!(self.signature.place, Place::Url(_)) || self.has(Part::reads_url)
    }

    /// Whether fields of the body are read, so that nothing can be decided before it is there.
    pub(crate) fn reads_body(&self) -> bool {
        let timestamp = self.timestamp.as_ref().is_some_and(|timestamp| matches!(timestamp.place, TimestampPlace::Json(_)));
        let signature = matches!(self.signature.place, Place::Form(_) | Place::Json(_));
        timestamp || signature || self.body_digest.is_some() || self.has(Part::reads_body)
    }
}
