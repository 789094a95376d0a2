//! What a handler is given: an event whose signature matched.

use std::fmt;

use bytes::Bytes;
use countersign::{
    UnixTime, Verified,
    receiver::{Dedupe, Key},
};
use serde::de::DeserializeOwned;

use crate::Subject;

/// An event whose signature matched, with what is known of it.
///
/// Its facts are as trustworthy as [`covers`](Self::covers) says: an id that is not covered is only reported.
#[derive(Clone)]
#[non_exhaustive]
pub struct Event {
    /// The name of the endpoint it came to.
    pub endpoint: String,
    /// Its id, from a header, a token or the body.
    pub id: Option<String>,
    /// Its type, likewise.
    pub event_type: Option<String>,
    /// When it was signed.
    pub timestamp: Option<UnixTime>,
    /// Its nonce.
    pub nonce: Option<String>,
    /// Which of the secrets matched, from 0.
    pub key_index: usize,
    /// What the signature covers, by the names of [`Covered`](countersign::scheme::Covered): `body`, `id`, `header:x-topic` and so on.
    pub covers: Vec<String>,
    /// The raw body, as it came over the wire.
    pub body: Bytes,
    /// The headers that are kept, names in lower case: see [`Endpoint::keep_headers`](crate::Endpoint::keep_headers).
    pub headers: Vec<(String, String)>,
    /// How often it was claimed, from 1; 0 before it is.
    pub attempt: u32,
    /// The key by which it is told from others, also fit for an idempotency key of one's own.
    pub key: Key,
    pub(crate) digest: [u8; 32],
}

impl Event {
    pub(crate) fn new(endpoint: &str, verified: &Verified<'_>, dedupe: Dedupe, body: Bytes, headers: Vec<(String, String)>) -> Self {
        Self {
            endpoint: endpoint.to_owned(),
            id: dedupe.id,
            event_type: verified.event_type().map(str::to_owned).or_else(|| verified.body_type(&body)),
            timestamp: verified.timestamp(),
            nonce: verified.nonce().map(str::to_owned),
            key_index: verified.key_index(),
            covers: verified.covers().map(|covered| covered.to_string()).collect(),
            body,
            headers,
            attempt: 0,
            key: dedupe.key,
            digest: dedupe.digest,
        }
    }

    /// The body read as JSON.
    ///
    /// # Errors
    /// If it is no JSON, or not of this shape.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }

    /// The value of a header that is kept; the name is compared without regard to ASCII case. The first, if it stands more than once.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn subject(&self) -> Subject {
        Subject { key: self.key, endpoint: self.endpoint.clone(), id: self.id.clone(), event_type: self.event_type.clone() }
    }
}

/// Without the body and the values of headers, which are not for logs.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Event")
            .field("endpoint", &self.endpoint)
            .field("id", &self.id)
            .field("event_type", &self.event_type)
            .field("timestamp", &self.timestamp)
            .field("nonce", &self.nonce)
            .field("key_index", &self.key_index)
            .field("covers", &self.covers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("headers", &headers)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}
