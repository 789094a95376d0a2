//! A body that goes by in pieces: what is kept of it, in constant memory unless its fields are read.

use alloc::vec::Vec;

use sha2::{Digest, Sha256};

use crate::{
    Webhook,
    encoding::DigestText,
    key::Key,
    limits,
    mac::{Mac, Tag},
    message::Message,
    scheme::Encoding,
};

/// What is kept of a body while it goes by.
pub(crate) enum Body {
    /// One digest of it and how that is written, where the scheme signs that.
    Digest(Sha256, Encoding),
    /// One MAC a key, fed up to where the body comes.
    Macs(Vec<Mac>),
    /// Nothing, where the scheme does not sign the body: for a key digest or token, or when all was fed before it.
    Unsigned(Vec<Tag>),
    /// The body itself, where fields of it are read; one byte more than may be read is kept of a longer one.
    Whole(Vec<u8>),
}

impl Body {
    pub(crate) fn new(webhook: &Webhook, message: &Message<'_>) -> Self {
        if let Some(encoding) = webhook.scheme.signed_body_digest() {
            return Self::Digest(Sha256::new(), encoding);
        }
        if !webhook.scheme.signs_body() {
            return Self::Unsigned(webhook.keys().map(|key| key.tag(message, b"")).collect());
        }
        let macs = webhook.keys().filter_map(Key::mac).map(|mac| {
            let mut mac = mac.clone();
            message.feed_before_body(&mut mac);
            mac
        });
        Self::Macs(macs.collect())
    }

    pub(crate) fn update(&mut self, chunk: &[u8]) {
        match self {
            Self::Digest(digest, _) => digest.update(chunk),
            Self::Macs(macs) => macs.iter_mut().for_each(|mac| mac.update(chunk)),
            Self::Unsigned(_) => {}
            Self::Whole(body) => {
                let free = limits::READ_BODY_BYTES.saturating_add(1).saturating_sub(body.len());
                body.extend_from_slice(chunk.get(..free).unwrap_or(chunk));
            }
        }
    }

    /// The tags under each key of `webhook`, in their order.
    pub(crate) fn finish(self, webhook: &Webhook, message: &Message<'_>) -> Vec<Tag> {
        match self {
            Self::Digest(digest, encoding) => {
                let body = DigestText::new(encoding, &digest.finalize());
                webhook.keys().map(|key| key.tag(message, body.as_bytes())).collect()
            }
            Self::Unsigned(tags) => tags,
            // Whoever collects it decides over the whole.
            Self::Whole(_) => Vec::new(),
            Self::Macs(macs) => macs
                .into_iter()
                .map(|mut mac| {
                    message.feed_after_body(&mut mac);
                    mac.finish()
                })
                .collect(),
        }
    }
}
