//! A body that comes in pieces: what is kept of it, in constant memory unless its fields are read.

use alloc::vec::Vec;

#[cfg(feature = "asymmetric")]
use crate::asymmetric::Checker;
use crate::{
    Error, Webhook,
    body_digest::BodyDigest,
    key::Key,
    limits,
    mac::{Mac, Tag},
    message::Message,
    verify::Checked,
};

/// What is kept of a body while it goes by.
pub(crate) enum Body {
    /// Its digest, where the scheme signs that.
    Digest(BodyDigest),
    /// One MAC a key, fed up to where the body comes.
    Macs(Vec<Mac>),
    /// The pairs of key and signature, likewise.
    #[cfg(feature = "asymmetric")]
    Checker(Checker),
    /// The message up to where the body comes and then the body, where a private key is to sign it.
    #[cfg(feature = "asymmetric")]
    Message(Vec<u8>),
    /// A request of a family, whose signature is genuine.
    #[cfg(any(feature = "jws", feature = "http-signatures"))]
    Pending(crate::family::Pending),
    /// A delivery of a family.
    #[cfg(any(feature = "jws", feature = "http-signatures"))]
    Draft(crate::family::Draft),
    /// Nothing, where the scheme does not sign the body.
    Unsigned,
    /// Nothing any more: it was decided on, and no key signed what is left.
    Spent,
    /// The body itself, where fields of it are read; one byte more than may be read is kept of a longer one.
    Whole(Vec<u8>),
}

impl Body {
    /// Of a request that is being verified.
    pub(crate) fn verifying(webhook: &Webhook, checked: &Checked<'_>) -> Self {
        let message = webhook.message(checked);
        #[cfg(feature = "asymmetric")]
        if let Some(mut checker) = signs_raw_body(&webhook.scheme).then(|| webhook.checker(checked)).flatten() {
            message.feed_before_body(&mut checker);
            return Self::Checker(checker);
        }
        Self::new(webhook, &message)
    }

    /// Of a delivery that is being signed.
    pub(crate) fn signing(webhook: &Webhook, message: &Message<'_>) -> Self {
        #[cfg(feature = "asymmetric")]
        if signs_raw_body(&webhook.scheme) && webhook.keys().any(|key| key.public().is_some()) {
            let mut bytes = Vec::new();
            message.feed_before_body(&mut bytes);
            return Self::Message(bytes);
        }
        Self::new(webhook, message)
    }

    fn new(webhook: &Webhook, message: &Message<'_>) -> Self {
        if let Some(digest) = BodyDigest::of(&webhook.scheme) {
            return Self::Digest(digest);
        }
        if !webhook.scheme.signs_body() {
            return Self::Unsigned;
        }
        let mut macs = Vec::new();
        for mac in webhook.keys().filter_map(Key::mac) {
            let mut mac = mac.clone();
            message.feed_before_body(&mut mac);
            macs.push(mac);
        }
        Self::Macs(macs)
    }

    pub(crate) fn update(&mut self, chunk: &[u8]) {
        match self {
            Self::Digest(digest) => digest.update(chunk),
            Self::Macs(macs) => macs.iter_mut().for_each(|mac| mac.update(chunk)),
            #[cfg(feature = "asymmetric")]
            Self::Checker(checker) => checker.update(chunk),
            #[cfg(feature = "asymmetric")]
            Self::Message(message) => message.extend_from_slice(chunk),
            #[cfg(any(feature = "jws", feature = "http-signatures"))]
            Self::Pending(pending) => pending.update(chunk),
            #[cfg(any(feature = "jws", feature = "http-signatures"))]
            Self::Draft(draft) => draft.update(chunk),
            Self::Unsigned | Self::Spent => {}
            Self::Whole(body) => {
                let free = limits::READ_BODY_BYTES.saturating_add(1).saturating_sub(body.len());
                body.extend_from_slice(chunk.get(..free).unwrap_or(chunk));
            }
        }
    }

    /// The first key of `webhook` that signed what went by.
    pub(crate) fn key(self, webhook: &Webhook, checked: &Checked<'_>) -> Option<usize> {
        let message = webhook.message(checked);
        match self {
            Self::Digest(digest) => webhook.key_for(checked, &message, digest.finish().as_bytes()),
            Self::Unsigned => webhook.key_for(checked, &message, b""),
            Self::Macs(macs) => {
                let mut tags = finish(macs, &message).into_iter();
                webhook.key_with(checked, &mut |_| tags.next())
            }
            #[cfg(feature = "asymmetric")]
            Self::Checker(mut checker) => {
                message.feed_after_body(&mut checker);
                webhook.key_of(checked, checker)
            }
            // A whole body is decided over by whoever collected it; a message is signed.
            _ => None,
        }
    }

    /// The tags under each key of `webhook`, in their order.
    pub(crate) fn tags(self, webhook: &Webhook, message: &Message<'_>) -> Result<Vec<Tag>, Error> {
        match self {
            Self::Digest(digest) => sign(webhook, message, digest.finish().as_bytes()),
            Self::Unsigned | Self::Spent => sign(webhook, message, b""),
            Self::Macs(macs) => Ok(finish(macs, message)),
            Self::Whole(body) => {
                let mut own = Self::signing(webhook, message);
                own.update(&body);
                own.tags(webhook, message)
            }
            #[cfg(feature = "asymmetric")]
            Self::Message(mut bytes) => {
                message.feed_after_body(&mut bytes);
                webhook.keys().map(|key| key.sign_message(&bytes)).collect()
            }
            // Of a request, not of a delivery.
            #[cfg(feature = "asymmetric")]
            Self::Checker(_) => Ok(Vec::new()),
            // A family signs by itself.
            #[cfg(any(feature = "jws", feature = "http-signatures"))]
            Self::Pending(_) | Self::Draft(_) => Ok(Vec::new()),
        }
    }
}

#[cfg(feature = "asymmetric")]
fn signs_raw_body(scheme: &crate::Scheme) -> bool {
    scheme.signs_body() && BodyDigest::of(scheme).is_none()
}

/// The tags under each key, in their order.
#[inline(never)]
fn sign(webhook: &Webhook, message: &Message<'_>, body: &[u8]) -> Result<Vec<Tag>, Error> {
    let mut tags = Vec::new();
    for key in webhook.keys() {
        tags.push(key.sign(message, body)?);
    }
    Ok(tags)
}

#[inline(never)]
fn finish(macs: Vec<Mac>, message: &Message<'_>) -> Vec<Tag> {
    let mut tags = Vec::with_capacity(macs.len());
    for mut mac in macs {
        message.feed_after_body(&mut mac);
        tags.push(mac.finish());
    }
    tags
}
