//! How a secret becomes a key: decoded as the scheme says, refused when empty or weak, never printed, wiped after use.

#[cfg(feature = "alloc")]
use alloc::{boxed::Box, string::String, vec::Vec};

use sha1::Sha1;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

#[cfg(feature = "asymmetric")]
use crate::asymmetric;
use crate::{
    Code, Error,
    base64::decode_hex,
    encoding::{decode_secret, decode_secret_url, encode_secret},
    error::Subject,
    limits,
    mac::{Mac, Tag},
    message::Message,
    scheme::{Algorithm, KeyEncoding, KeyFormat, Scheme},
    url::{is_unreserved, split_once},
    webhook::Allow,
    words::holds,
};

/// A signing secret as it is handed in.
///
/// It is never printed and never kept: a [`Webhook`](crate::Webhook) holds only what it computes from it.
#[derive(Clone, Copy)]
pub enum Secret<'s> {
    /// As the vendor shows it, to be decoded as the scheme says: `whsec_…`, hex, plain text.
    Text(&'s str),
    /// The raw key, already decoded.
    Bytes(&'s [u8]),
}

impl<'s> From<&'s str> for Secret<'s> {
    fn from(text: &'s str) -> Self {
        Self::Text(text)
    }
}

impl<'s> From<&'s [u8]> for Secret<'s> {
    fn from(bytes: &'s [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

#[cfg(feature = "alloc")]
impl<'s> From<&'s String> for Secret<'s> {
    fn from(text: &'s String) -> Self {
        Self::Text(text)
    }
}

#[cfg(feature = "alloc")]
impl<'s> From<&'s Vec<u8>> for Secret<'s> {
    fn from(bytes: &'s Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'s, const N: usize> From<&'s [u8; N]> for Secret<'s> {
    fn from(bytes: &'s [u8; N]) -> Self {
        Self::Bytes(bytes)
    }
}

/// The keys of one webhook. On the heap where there is one, so that a webhook can move without leaving copies behind.
#[cfg(feature = "alloc")]
pub(crate) type Keys = Box<[Option<Key>; limits::KEYS]>;
/// The keys of one webhook.
#[cfg(not(feature = "alloc"))]
pub(crate) type Keys = [Option<Key>; limits::KEYS];

pub(crate) fn no_keys() -> Keys {
    Keys::from([const { None }; limits::KEYS])
}

/// Where the block of a key goes that HMAC with SHA-256 begins with. It is never kept: where it was moved, it would stay.
pub(crate) type Block<'b> = Option<&'b mut [u8; 64]>;

/// What is kept of a secret.
pub(crate) struct Key {
    /// SHA-256 of what the sender calls it, where the scheme has the request say which secret signed.
    id: [u8; 32],
    kind: Kind,
    /// Whether a host was given what it takes to hash messages.
    #[cfg(feature = "host-hash")]
    pub(crate) hosted: bool,
}

#[expect(clippy::large_enum_variant, reason = "the keys of one webhook are all of one kind, and there may be no heap to box one")]
enum Kind {
    /// The midstates of a MAC.
    Mac(Mac),
    /// SHA-256 of the secret, for tokens and key digests.
    Digest(Zeroizing<[u8; 32]>),
    /// A key that checks signatures; of Ed25519 it may have the private half too.
    #[cfg(feature = "asymmetric")]
    Public(Box<asymmetric::Key>),
}

impl Key {
    /// Decodes and checks the secret at `index` in the caller's list.
    ///
    /// Where a host may hash under it, the block of the key is written into `block`, if there is one to write into.
    pub(crate) fn new(scheme: &Scheme, secret: Secret<'_>, allow: Allow, index: usize, block: Block<'_>) -> Result<Self, Error> {
        let key = Self::read(scheme, secret, allow, index, block);
        scrub_stack();
        key
    }

    #[cfg_attr(not(feature = "host-hash"), expect(clippy::needless_pass_by_value, reason = "where there is one it is written to"))]
    fn read(scheme: &Scheme, secret: Secret<'_>, allow: Allow, index: usize, block: Block<'_>) -> Result<Self, Error> {
        let refuse = |code| Error::new(code, Subject::Secret(index));
        let (mut bytes, is_text) = match secret {
            Secret::Bytes(bytes) => (bytes, false),
            Secret::Text(text) => (text.as_bytes(), true),
        };
        let mut id = [0; 32];
        if scheme.key.id_header.is_some() && !bytes.is_empty() {
            let (name, rest) = split_once(bytes, b':').filter(|(name, _)| !name.is_empty()).ok_or(Code::MalformedSecret).map_err(refuse)?;
            id = Sha256::digest(name).into();
            bytes = rest;
        }
        #[cfg(feature = "asymmetric")]
        if let Algorithm::Public(algorithm) = scheme.algorithm {
            let secret = match core::str::from_utf8(bytes) {
                Ok(text) if is_text => Secret::Text(text),
                _ => Secret::Bytes(bytes),
            };
            let allow = asymmetric::Allow { sha1: allow.sha1, weak_keys: allow.weak_secrets };
            let key = asymmetric::Key::new(algorithm, secret, allow);
            let about_secret = |error: Error| if error.code() == Code::InvalidScheme { error } else { error.about(Subject::Secret(index)) };
            return Ok(Self {
                id,
                kind: Kind::Public(Box::new(key.map_err(about_secret)?)),
                #[cfg(feature = "host-hash")]
                hosted: false,
            });
        }
        #[cfg(feature = "host-hash")]
        let (mut hosted, mut block) = (false, block.filter(|_| crate::host_hash::signs_raw_body(scheme)));
        #[cfg(not(feature = "host-hash"))]
        let _ = block;
        let mut accept = |bytes: &[u8]| {
            let kind = accept(bytes, scheme, allow.weak_secrets)?;
            #[cfg(feature = "host-hash")]
            if let Some(block) = block.take() {
                crate::hmac_sha256::write_inner_block(bytes, block);
                hosted = true;
            }
            Ok(kind)
        };
        let kind = if is_text { decode(bytes, &scheme.key, allow.weak_secrets, &mut accept) } else { accept(bytes) };
        Ok(Self {
            id,
            kind: kind.map_err(refuse)?,
            #[cfg(feature = "host-hash")]
            hosted,
        })
    }

    /// Whether the sender calls it so. No secret: it stands in the request.
    pub(crate) fn is_called(&self, id: &[u8]) -> bool {
        self.id == *Sha256::digest(id)
    }

    /// The tag of a message under this key; that of a key digest or token is the same for every message.
    pub(crate) fn tag(&self, message: &Message<'_>, body: &[u8]) -> Tag {
        match &self.kind {
            Kind::Mac(mac) => mac.tag(message, body),
            Kind::Digest(digest) => Tag::new(digest.as_slice()),
            // A public key makes no tag.
            #[cfg(feature = "asymmetric")]
            Kind::Public(_) => Tag::NONE,
        }
    }

    /// As [`tag`](Self::tag), for signing: a public key alone signs nothing.
    #[cfg(feature = "alloc")]
    pub(crate) fn sign(&self, message: &Message<'_>, body: &[u8]) -> Result<Tag, Error> {
        #[cfg(feature = "asymmetric")]
        if let Kind::Public(_) = self.kind {
            let mut bytes = Vec::new();
            message.feed(&mut bytes, body);
            return self.sign_message(&bytes);
        }
        Ok(self.tag(message, body))
    }

    /// The signature of a whole message under a private key.
    #[cfg(feature = "asymmetric")]
    pub(crate) fn sign_message(&self, message: &[u8]) -> Result<Tag, Error> {
        match &self.kind {
            Kind::Public(key) => key.sign(message).map(|signature| Tag::new(&signature)),
            Kind::Mac(_) | Kind::Digest(_) => Ok(Tag::NONE),
        }
    }

    /// The public key, where it is one.
    #[cfg(feature = "asymmetric")]
    pub(crate) fn public(&self) -> Option<&asymmetric::Key> {
        match &self.kind {
            Kind::Public(key) => Some(key),
            Kind::Mac(_) | Kind::Digest(_) => None,
        }
    }

    /// The keyed MAC, where the key is one of a MAC.
    #[cfg(feature = "alloc")]
    pub(crate) fn mac(&self) -> Option<&Mac> {
        match &self.kind {
            Kind::Mac(mac) => Some(mac),
            Kind::Digest(_) => None,
            #[cfg(feature = "asymmetric")]
            Kind::Public(_) => None,
        }
    }
}

fn accept(bytes: &[u8], scheme: &Scheme, allow_weak: bool) -> Result<Kind, Code> {
    if bytes.len() > limits::SECRET_BYTES {
        return Err(Code::MalformedSecret);
    }
    if bytes.is_empty() {
        return Err(Code::MissingSecret);
    }
    if bytes.len() < limits::STRONG_KEY_BYTES && !allow_weak {
        return Err(Code::WeakSecret);
    }
    if scheme.key.encoding == KeyEncoding::UrlToken && !bytes.iter().copied().all(is_unreserved) {
        return Err(Code::MalformedSecret);
    }
    match scheme.algorithm {
        Algorithm::Sha256OfKey | Algorithm::Token => Ok(Kind::Digest(Zeroizing::new(Sha256::digest(bytes).into()))),
        algorithm => Mac::new(algorithm, bytes).map(Kind::Mac).ok_or(Code::MalformedSecret),
    }
}

/// Hands the decoded bytes of a secret's text to `accept`, and wipes them.
fn decode(text: &[u8], format: &KeyFormat, allow_weak: bool, accept: &mut dyn FnMut(&[u8]) -> Result<Kind, Code>) -> Result<Kind, Code> {
    let stripped = format.prefixes.iter().find_map(|prefix| text.strip_prefix(prefix.as_bytes())).unwrap_or(text);
    // What makes these longer makes them no stronger.
    if matches!(format.encoding, KeyEncoding::Sha1 | KeyEncoding::Basic) && stripped.len() < limits::STRONG_KEY_BYTES {
        if stripped.is_empty() {
            return Err(Code::MissingSecret);
        }
        if !allow_weak {
            return Err(Code::WeakSecret);
        }
    }
    let mut buffer = Zeroizing::new([0; limits::DECODED_SECRET_BYTES]);
    let buffer = buffer.as_mut_slice();
    let decoded = match format.encoding {
        KeyEncoding::Utf8 | KeyEncoding::UrlToken => Some(stripped),
        // Only the text: bytes are already in the form that the vendor would bring it into.
        KeyEncoding::Ascii => stripped.is_ascii().then_some(stripped),
        KeyEncoding::Base64 => decode_secret(stripped, buffer),
        KeyEncoding::Base64Url => decode_secret_url(stripped, buffer),
        KeyEncoding::Basic if !holds(stripped, b':') => None,
        KeyEncoding::Basic => encode_secret(stripped, buffer),
        KeyEncoding::Sha1 => buffer.get_mut(..20).map(|out| {
            for (to, from) in out.iter_mut().zip(Sha1::digest(stripped)) {
                *to = from;
            }
            &*out
        }),
        KeyEncoding::Hex => buffer.get_mut(..stripped.len().div_ceil(2)).and_then(|out| {
            decode_hex(true, stripped, out)?;
            Some(&*out)
        }),
    };
    accept(decoded.ok_or(Code::MalformedSecret)?)
}

/// Overwrites the stack below the caller, where hashing a key left copies of its block.
#[inline(never)]
pub(crate) fn scrub_stack() {
    let mut stack = [0_u8; 4096];
    stack.zeroize();
    core::hint::black_box(&stack);
}
