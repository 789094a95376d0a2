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
    /// One MAC a key; none where the scheme does not sign the body.
    Macs(Vec<Mac>),
}

impl Body {
    pub(crate) fn new(webhook: &Webhook, message: &Message<'_>) -> Self {
        if webhook.scheme.signs_body_digest() {
            return Self::Digest(Sha256::new());
        }
        let macs = webhook.keys().filter_map(|key| match key {
            Key::Mac(mac) => {
                let mut mac = mac.clone();
                message.feed_before_body(&mut mac);
                Some(mac)
            }
            Key::Digest(_) => None,
        });
        Self::Macs(macs.collect())
    }

    pub(crate) fn update(&mut self, chunk: &[u8]) {
        match self {
            Self::Digest(digest) => digest.update(chunk),
            Self::Macs(macs) => macs.iter_mut().for_each(|mac| mac.update(chunk)),
        }
    }

    /// The tags under each key of `webhook`, in their order.
    pub(crate) fn finish(self, webhook: &Webhook, message: &Message<'_>) -> Vec<Tag> {
        match self {
            Self::Digest(digest) => {
                let body = hex_digest(&digest.finalize());
                let tag = |key: &Key| match key {
                    Key::Mac(mac) => {
                        let mut mac = mac.clone();
                        message.feed(&mut mac, &body);
                        Some(mac.finish())
                    }
                    Key::Digest(_) => key.fixed_tag(),
                };
                webhook.keys().filter_map(tag).collect()
            }
            Self::Macs(macs) if macs.is_empty() => webhook.keys().filter_map(Key::fixed_tag).collect(),
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
