//! By what an event is told from another: its endpoint and its id where the signature covers that, else its endpoint and its body.

use alloc::string::{String, ToString as _};

use sha2::{Digest as _, Sha256};

use crate::{Verified, scheme::Covered};

/// The key of an event in a store: 32 bytes, whatever an id holds and however long it is.
///
/// It is SHA-256 of `length ":" endpoint ",id:" id` or `length ":" endpoint ",body:" digest`, all in UTF-8: the length is that of the
/// endpoint in bytes, in decimal, the digest the lower-case hex of SHA-256 of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub [u8; 32]);

/// What a store has to know of an event to run it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dedupe {
    /// The key.
    pub key: Key,
    /// SHA-256 of the body. One key with two digests is a conflict.
    pub digest: [u8; 32],
    /// The id, for people: it may be one that the signature does not cover.
    pub id: Option<String>,
}

impl Key {
    /// The key in lower-case hex, 64 characters.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }

    fn of(endpoint: &str, kind: &str, value: &str) -> Self {
        let length = endpoint.len().to_string();
        let parts = [length.as_str(), ":", endpoint, kind, value];
        Self(parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part)).finalize().into())
    }
}

impl Dedupe {
    /// By what to tell this delivery from others that came to `endpoint`, a name of the caller's choice: two senders may use one id.
    ///
    /// An id that the signature does not cover is anybody's to change, so that a delivery sent again under another id would run
    /// again. There the body decides alone, and two deliveries with the same body are one event. [`by_id`](Self::by_id) is for
    /// senders whose events may have the same body.
    #[must_use]
    pub fn new(endpoint: &str, verified: &Verified<'_>, body: &[u8]) -> Self {
        Self::by(endpoint, verified, body, verified.id_is_covered())
    }

    /// By the id also where the signature does not cover it; by the body where there is no id.
    #[must_use]
    pub fn by_id(endpoint: &str, verified: &Verified<'_>, body: &[u8]) -> Self {
        Self::by(endpoint, verified, body, true)
    }

    /// By the body alone: for senders who give one id to several events.
    #[must_use]
    pub fn by_body(endpoint: &str, verified: &Verified<'_>, body: &[u8]) -> Self {
        Self::by(endpoint, verified, body, false)
    }

    fn by(endpoint: &str, verified: &Verified<'_>, body: &[u8], goes_by_id: bool) -> Self {
        let digest: [u8; 32] = Sha256::digest(body).into();
        let id = verified.id().map(String::from).or_else(|| verified.body_id(body));
        let key = match &id {
            Some(id) if goes_by_id => Key::of(endpoint, ",id:", id),
            _ => Key::of(endpoint, ",body:", &hex::encode(digest)),
        };
        Self { key, digest, id }
    }
}

impl Verified<'_> {
    /// Whether the signature covers the event id, in its header, its token or the whole body: only then is it fit to tell events apart.
    #[must_use]
    pub fn id_is_covered(&self) -> bool {
        let wanted = if self.scheme().id_pointer().is_some() { Covered::Body } else { Covered::Id };
        self.covers().any(|covered| covered == wanted)
    }
}
