//! A body that goes by in pieces: what is kept of it, in constant memory.

use alloc::vec::Vec;

use sha2::{Digest, Sha256};

use crate::{
    Webhook,
    encoding::hex_digest,
    key::Key,
    mac::{Mac, Tag},
    message::Message,
};

/// What is kept of a body while it goes by.
pub(crate) enum Body {
    /// One digest of it, where the scheme signs that.
    Digest(Sha256),
    /// One MAC a key, fed up to where the body comes.
    Macs(Vec<Mac>),
    /// Nothing, where the scheme does not sign the body: for a key digest or token, or when all was fed before it.
    Unsigned(Vec<Tag>),
}

impl Body {
    pub(crate) fn new(webhook: &Webhook, message: &Message<'_>) -> Self {
        if webhook.scheme.signs_body_digest() {
            return Self::Digest(Sha256::new());
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
            Self::Digest(digest) => digest.update(chunk),
            Self::Macs(macs) => macs.iter_mut().for_each(|mac| mac.update(chunk)),
            Self::Unsigned(_) => {}
        }
    }

    /// The tags under each key of `webhook`, in their order.
    pub(crate) fn finish(self, webhook: &Webhook, message: &Message<'_>) -> Vec<Tag> {
        match self {
            Self::Digest(digest) => {
                let body = hex_digest(&digest.finalize());
                webhook.keys().map(|key| key.tag(message, &body)).collect()
            }
            Self::Unsigned(tags) => tags,
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
