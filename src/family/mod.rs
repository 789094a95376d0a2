//! What the two families that are no templates share: the keys they ask, the facts they give, the body that goes by.

mod header;
mod kind;
#[cfg(test)]
#[cfg(feature = "asymmetric")]
pub(crate) mod kit;
mod spelling;
mod window;

use alloc::{string::String, vec::Vec};

#[cfg(feature = "http-signatures")]
use sha2::Sha512;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

pub(crate) use header::header;
pub(crate) use kind::Family;
#[cfg(feature = "http-signatures")]
pub(crate) use spelling::decode_padded;
#[cfg(feature = "jws")]
pub(crate) use spelling::decode_url;
pub(crate) use spelling::is_plain;
pub(crate) use window::Window;

use crate::{
    Code, Delivery, Error, Head, UnixTime, Webhook,
    error::Subject,
    key::Key,
    limits,
    mac::{Tag, signature_bytes},
    scheme::{Algorithm, Encoding},
    stream::KeptHead,
};

/// The keys of a webhook, as far as a family sees them: whether a signature is theirs, and what their signature is.
///
/// Which algorithm they are for is settled before, by the profile; a key never learns what a message claims.
pub(crate) trait KeyRing {
    /// The place of the first key under which `signature` is one of `message`.
    fn first_match(&self, message: &[u8], signature: &[u8]) -> Option<usize>;

    /// The signature of `message` by the first key.
    ///
    /// # Errors
    /// [`Code::MissingSecret`] if that is a public key alone.
    fn sign(&self, message: &[u8]) -> Result<Tag, Error>;
}

impl KeyRing for [Option<Key>; limits::KEYS] {
    fn first_match(&self, message: &[u8], signature: &[u8]) -> Option<usize> {
        self.iter().map_while(Option::as_ref).position(|key| {
            #[cfg(feature = "asymmetric")]
            if let Some(public) = key.public() {
                return public.verify(message, signature).is_ok();
            }
            mac(key, message).is_some_and(|tag| tag.as_bytes().ct_eq(signature).into())
        })
    }

    fn sign(&self, message: &[u8]) -> Result<Tag, Error> {
        let key = self.first().and_then(Option::as_ref);
        #[cfg(feature = "asymmetric")]
        if let Some(key) = key.filter(|key| key.public().is_some()) {
            return key.sign_message(message);
        }
        key.and_then(|key| mac(key, message)).ok_or_else(|| Error::named(Code::MissingSecret, "the key"))
    }
}

fn mac(key: &Key, message: &[u8]) -> Option<Tag> {
    let mut mac = key.mac()?.clone();
    mac.update(message);
    Some(mac.finish())
}

/// Whether these bytes have the form of a signature of this algorithm.
pub(crate) fn takes(algorithm: Algorithm, signature: &[u8]) -> bool {
    #[cfg(feature = "asymmetric")]
    if let Algorithm::Public(algorithm) = algorithm {
        return algorithm.takes(signature);
    }
    signature.len() == signature_bytes(algorithm, Encoding::Hex, b"")
}

/// What is known of a request once its signature matched and the request is the one that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) key_index: usize,
    pub(crate) timestamp: Option<UnixTime>,
    pub(crate) id: Option<String>,
    pub(crate) nonce: Option<String>,
}

/// The facts that stand in a token and in no header.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    pub(crate) id: Option<String>,
    pub(crate) nonce: Option<String>,
}

/// What is to be signed, but for the body, of which the families take a [`BodyDigest`].
#[derive(Clone, Copy)]
pub(crate) struct Outgoing<'d> {
    /// Method, URL and the headers that are covered.
    pub(crate) head: &'d dyn Head,
    #[cfg_attr(not(feature = "jws"), expect(dead_code, reason = "ids stand in tokens"))]
    pub(crate) id: Option<&'d str>,
    #[cfg_attr(not(feature = "http-signatures"), expect(dead_code, reason = "tokens have none"))]
    pub(crate) nonce: Option<&'d str>,
}

/// A delivery that is being signed while its body goes by.
pub(crate) struct Draft {
    head: KeptHead,
    id: Option<String>,
    nonce: Option<String>,
    now: UnixTime,
    hash: BodyHash,
}

impl Draft {
    fn new(webhook: &Webhook, delivery: &Delivery<'_>, hash: BodyHash, now: UnixTime) -> Self {
        let [id, nonce] = [delivery.id, delivery.nonce].map(|text| text.map(Into::into));
        Self { head: KeptHead::new(webhook, delivery), id, nonce, now, hash }
    }

    /// Takes the next piece of the raw body.
    pub(crate) fn update(&mut self, chunk: &[u8]) {
        self.hash.update(chunk);
    }
}

/// A body that goes by in pieces, of which one digest is kept.
pub(crate) struct BodyHash {
    state: State,
    empty: bool,
}

enum State {
    Unread,
    Sha256(Sha256),
    #[cfg(feature = "http-signatures")]
    Sha512(Sha512),
}

/// The digest of a whole body, and whether there was any; the digest of a body that nobody asks for is empty.
pub(crate) struct BodyDigest {
    pub(crate) tag: Tag,
    #[cfg_attr(not(feature = "jws"), expect(dead_code, reason = "a digest of nothing is one too"))]
    pub(crate) empty: bool,
}

impl BodyHash {
    pub(crate) const fn unread() -> Self {
        Self { state: State::Unread, empty: true }
    }

    pub(crate) fn sha256() -> Self {
        Self { state: State::Sha256(Sha256::new()), empty: true }
    }

    #[cfg(feature = "http-signatures")]
    pub(crate) fn sha512() -> Self {
        Self { state: State::Sha512(Sha512::new()), empty: true }
    }

    pub(crate) fn update(&mut self, chunk: &[u8]) {
        self.empty &= chunk.is_empty();
        match &mut self.state {
            State::Unread => {}
            State::Sha256(hash) => hash.update(chunk),
            #[cfg(feature = "http-signatures")]
            State::Sha512(hash) => hash.update(chunk),
        }
    }

    pub(crate) fn finish(self) -> BodyDigest {
        let tag = match self.state {
            State::Unread => Tag::new(b""),
            State::Sha256(hash) => Tag::new(&hash.finalize()),
            #[cfg(feature = "http-signatures")]
            State::Sha512(hash) => Tag::new(&hash.finalize()),
        };
        BodyDigest { tag, empty: self.empty }
    }
}

/// A request whose signature is genuine and in time; its body is still to go by.
pub(crate) struct Pending {
    pub(crate) facts: Facts,
    pub(crate) hash: BodyHash,
    pub(crate) expected: Expected,
}

/// What was signed of the body.
pub(crate) enum Expected {
    /// Nothing.
    Anything,
    /// That there is none.
    #[cfg(feature = "jws")]
    Nothing,
    /// This digest of it.
    Digest(Vec<u8>),
}

impl Pending {
    /// Takes the next piece of the raw body.
    pub(crate) fn update(&mut self, chunk: &[u8]) {
        self.hash.update(chunk);
    }

    /// The facts, if the body was the one that was signed.
    ///
    /// # Errors
    /// [`Code::SignatureMismatch`] if it was not.
    pub(crate) fn finish(self) -> Result<Facts, Error> {
        let body = self.hash.finish();
        let same = match self.expected {
            Expected::Anything => true,
            #[cfg(feature = "jws")]
            Expected::Nothing => body.empty,
            Expected::Digest(digest) => body.tag.as_bytes().ct_eq(&digest).into(),
        };
        if same { Ok(self.facts) } else { Err(altered()) }
    }
}

/// The signature matched no key.
pub(crate) fn mismatch() -> Error {
    Error::new(Code::SignatureMismatch, Subject::Named("the signature"))
}

/// The signature is genuine, and something that it covers is not what was signed.
pub(crate) fn altered() -> Error {
    mismatch().because("is genuine, but not for this request: the body, method or URL is not the one that was signed")
}
