//! One webhook as JavaScript holds it: opened, given its secrets, sealed, then used.

use alloc::{borrow::ToOwned as _, boxed::Box, rc::Rc, string::String};

use countersign::{Code, Error, Scheme, Secret, Webhook, WebhookBuilder, scheme::Node};
use wasm_bindgen::prelude::*;

use crate::{
    buffer, description,
    head::{FlatHead, FlatRequest},
    moment, outcome, source,
    stream::Stream,
};

/// One webhook. Numbers that it gives are zero or more for success, and minus a code for a refusal.
#[wasm_bindgen]
#[derive(Default)]
pub struct Handle {
    builder: Option<Box<WebhookBuilder>>,
    webhook: Option<Rc<Webhook>>,
}

#[wasm_bindgen]
impl Handle {
    /// A webhook that has yet to be opened.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens a webhook of the scheme whose description is in the first `length` bytes of the buffer.
    ///
    /// A text there is a name that JavaScript, which has the catalogue, did not find.
    pub fn open(&mut self, length: usize, tolerance: Option<f64>, allow_weak: bool) -> i32 {
        let builder = match buffer::read(length, 0, |mut scheme, _| source::read(&mut scheme, Node::DEPTH)) {
            None => return outcome::refuse(Code::InvalidScheme, "the scheme is no plain data".to_owned()),
            Some(Node::Text(_)) => Err(Error::unknown_scheme()),
            Some(node) => Scheme::from_node(node).and_then(Webhook::builder_owned),
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a saturating conversion is what is wanted")]
        let options = |builder: WebhookBuilder| match tolerance {
            None => Ok(builder.allow_weak_secrets(allow_weak)),
            Some(seconds) => builder.allow_weak_secrets(allow_weak).tolerance_seconds(seconds as u32),
        };
        let keep = |builder| self.builder = Some(Box::new(builder));
        outcome::done(builder.and_then(options).map(keep))
    }

    /// Adds the secret in the first `length` bytes of the buffer, and wipes them.
    pub fn secret(&mut self, length: usize, is_text: bool) -> i32 {
        let Some(builder) = &mut self.builder else { return outcome::misused() };
        let added = buffer::read(length, 0, |secret, _| {
            builder.add_secret(match core::str::from_utf8(secret) {
                Ok(text) if is_text => Secret::Text(text),
                _ => Secret::Bytes(secret),
            })
        });
        buffer::wipe(length);
        outcome::done(added)
    }

    /// Makes the webhook ready for use.
    pub fn seal(&mut self) -> i32 {
        let Some(builder) = self.builder.take() else { return outcome::misused() };
        outcome::done(builder.build().map(|webhook| self.webhook = Some(Rc::new(webhook))))
    }

    /// What JavaScript has to know of it, in the order of `description.rs`.
    #[must_use]
    pub fn describe(&self) -> String {
        self.webhook.as_ref().map(|webhook| description::of(webhook)).unwrap_or_default()
    }

    /// Decides the head and body in the buffer.
    #[must_use]
    pub fn verify(&self, head_length: usize, body_length: usize, now: f64) -> i32 {
        let Some(webhook) = &self.webhook else { return outcome::misused() };
        let number = buffer::read(head_length, body_length, |head, body| {
            let request = FlatRequest { head: FlatHead::new(webhook, head), body };
            outcome::verified(&webhook.verify(&request, moment(now)))
        });
        buffer::wipe(head_length);
        number
    }

    /// Begins to verify, or to sign, the head in the buffer into `stream`.
    pub fn begin(&self, stream: &mut Stream, signs: bool, head_length: usize, now: f64) -> i32 {
        let Some(webhook) = &self.webhook else { return outcome::misused() };
        let begin = if signs { Stream::sign } else { Stream::verify };
        let begun = buffer::read(head_length, 0, |head, _| begin(stream, webhook, head, moment(now)));
        buffer::wipe(head_length);
        outcome::done(begun)
    }
}
