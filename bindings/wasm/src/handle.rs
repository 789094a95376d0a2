//! One webhook as JavaScript holds it: opened, given its secrets, sealed, then used.

use std::rc::Rc;

use countersign::{Code, Error, Scheme, Secret, Verified, Webhook, WebhookBuilder, providers, scheme::Node};
use wasm_bindgen::prelude::*;

use crate::{
    buffer, description,
    head::{FlatHead, FlatRequest},
    moment, source,
    stream::{SignStream, Stream},
};

/// One webhook. Numbers that it gives are zero or more for success, and minus a code for a refusal, whose sentence is kept.
#[wasm_bindgen]
#[derive(Default)]
pub struct Handle {
    builder: Option<Box<WebhookBuilder>>,
    webhook: Option<Rc<Webhook>>,
    last: Outcome,
}

/// What the last step left for JavaScript to ask for.
#[derive(Default)]
pub(crate) struct Outcome {
    timestamp: Option<i64>,
    message: String,
}

impl Outcome {
    /// The number that crosses the boundary: a key index, or minus a code.
    pub(crate) fn verified(&mut self, outcome: &Result<Verified<'_>, Error>) -> i32 {
        match outcome {
            Ok(verified) => {
                self.timestamp = verified.timestamp().map(countersign::UnixTime::as_secs);
                i32::try_from(verified.key_index()).unwrap_or(i32::MAX)
            }
            Err(error) => self.refused(error),
        }
    }

    pub(crate) fn refused(&mut self, error: &Error) -> i32 {
        self.refuse(error.code(), error.message())
    }

    fn refuse(&mut self, code: Code, message: String) -> i32 {
        self.message = message;
        -i32::from(code.number())
    }

    #[expect(clippy::cast_precision_loss, reason = "a timestamp in the window of any date is exact")]
    pub(crate) fn timestamp(&self) -> f64 {
        self.timestamp.map_or(f64::NAN, |seconds| seconds as f64)
    }

    pub(crate) fn message(&self) -> String {
        self.message.clone()
    }
}

#[wasm_bindgen]
impl Handle {
    /// A webhook that has yet to be opened.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens a webhook of the scheme in the first `length` bytes of the buffer: a text that names it, or its description.
    pub fn open(&mut self, length: usize, tolerance: Option<f64>, allow_weak: bool) -> i32 {
        let builder = match buffer::read(length, 0, |mut scheme, _| source::read(&mut scheme, Node::DEPTH)) {
            None => return self.last.refuse(Code::InvalidScheme, "the scheme holds a value that is no plain data".to_owned()),
            Some(Node::Text(name)) => providers::by_name(&name).and_then(Webhook::builder),
            Some(node) => Scheme::from_node(node).and_then(|custom| Webhook::builder(&custom)),
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a saturating conversion is what is wanted")]
        let options = |builder: WebhookBuilder| match tolerance {
            None => Ok(builder.allow_weak_secrets(allow_weak)),
            Some(seconds) => builder.allow_weak_secrets(allow_weak).tolerance_seconds(seconds as u32),
        };
        self.keep(builder.and_then(options))
    }

    /// Adds the secret in the first `length` bytes of the buffer, and wipes them.
    pub fn secret(&mut self, length: usize, is_text: bool) -> i32 {
        let Some(builder) = &mut self.builder else { return self.misused() };
        let added = buffer::read(length, 0, |secret, _| {
            builder.add_secret(match core::str::from_utf8(secret) {
                Ok(text) if is_text => Secret::Text(text),
                _ => Secret::Bytes(secret),
            })
        });
        buffer::wipe(length);
        added.map_or_else(|error| self.last.refused(&error), |()| 0)
    }

    /// Makes the webhook ready for use.
    pub fn seal(&mut self) -> i32 {
        let Some(builder) = self.builder.take() else { return self.misused() };
        match builder.build() {
            Ok(webhook) => {
                self.webhook = Some(Rc::new(webhook));
                0
            }
            Err(error) => self.last.refused(&error),
        }
    }

    /// What JavaScript has to know of it, in the order of `description.rs`.
    #[must_use]
    pub fn describe(&self) -> js_sys::Array {
        self.webhook.as_ref().map(|webhook| description::of(webhook)).unwrap_or_default()
    }

    /// Decides the head and body in the buffer.
    pub fn verify(&mut self, head_length: usize, body_length: usize, now: f64) -> i32 {
        let Some(webhook) = &self.webhook else { return self.misused() };
        let last = &mut self.last;
        let number = buffer::read(head_length, body_length, |head, body| {
            let request = FlatRequest { head: FlatHead::new(webhook, head), body };
            last.verified(&webhook.verify(&request, moment(now)))
        });
        buffer::wipe(head_length);
        number
    }

    /// Unix seconds of the last success; NaN where the scheme has no timestamp.
    #[must_use]
    pub fn timestamp(&self) -> f64 {
        self.last.timestamp()
    }

    /// The sentence of the last refusal.
    #[must_use]
    pub fn message(&self) -> String {
        self.last.message()
    }

    /// Begins to verify the head in the buffer into `stream`.
    pub fn begin(&mut self, stream: &mut Stream, head_length: usize, now: f64) -> i32 {
        let Some(webhook) = &self.webhook else { return self.misused() };
        let begun = buffer::read(head_length, 0, |head, _| stream.begin(webhook, head, moment(now)));
        buffer::wipe(head_length);
        begun.map_or_else(|error| self.last.refused(&error), |()| 0)
    }

    /// Begins to sign the head in the buffer into `stream`.
    pub fn begin_sign(&mut self, stream: &mut SignStream, head_length: usize, now: f64) -> i32 {
        let Some(webhook) = &self.webhook else { return self.misused() };
        let begun = buffer::read(head_length, 0, |head, _| stream.begin(webhook, head, moment(now)));
        buffer::wipe(head_length);
        begun.map_or_else(|error| self.last.refused(&error), |()| 0)
    }
}

impl Handle {
    fn keep(&mut self, builder: Result<WebhookBuilder, Error>) -> i32 {
        match builder {
            Ok(builder) => {
                self.builder = Some(Box::new(builder));
                0
            }
            Err(error) => self.last.refused(&error),
        }
    }

    /// The binding was used out of order, which its user cannot do.
    fn misused(&mut self) -> i32 {
        self.last.refuse(Code::MissingSecret, "the webhook is not ready".to_owned())
    }
}
