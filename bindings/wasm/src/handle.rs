//! One webhook as JavaScript holds it.

use std::rc::Rc;

use countersign::{Code, Error, Scheme, Secret, Verified, Webhook, WebhookBuilder, providers};
use serde::Deserialize as _;
use wasm_bindgen::prelude::*;

use crate::{
    buffer,
    description::Description,
    head::{FlatHead, FlatRequest},
    moment, refusal,
    source::{Refused, Source},
    stream::{SignStream, Stream},
    thrown,
};

/// One webhook: opened, given its secrets, sealed, then used.
#[wasm_bindgen]
pub struct Handle {
    state: State,
    last: Outcome,
}

enum State {
    Open(Option<Box<WebhookBuilder>>),
    Sealed(Rc<Webhook>),
}

/// What the last decision left for JavaScript to ask for.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) timestamp: Option<i64>,
    pub(crate) message: String,
}

impl Outcome {
    /// Keeps what may be asked for and gives the number that crosses the boundary: a key index, or minus a code.
    pub(crate) fn keep(&mut self, outcome: &Result<Verified<'_>, Error>) -> i32 {
        match outcome {
            Ok(verified) => {
                self.timestamp = verified.timestamp().map(countersign::UnixTime::as_secs);
                i32::try_from(verified.key_index()).unwrap_or(i32::MAX)
            }
            Err(error) => {
                self.message = error.to_string();
                -i32::from(error.code().number())
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a timestamp in the window of any date is exact")]
    pub(crate) fn timestamp(&self) -> f64 {
        self.timestamp.map_or(f64::NAN, |seconds| seconds as f64)
    }
}

#[wasm_bindgen]
impl Handle {
    /// Opens a webhook of a built-in scheme (by name) or a custom one (an object).
    ///
    /// # Errors
    /// `[code number, message]`.
    pub fn open(scheme: &JsValue, tolerance: Option<f64>, allow_weak: bool) -> Result<Self, JsValue> {
        let builder = match scheme.as_string() {
            Some(name) => Webhook::builder(providers::by_name(&name).map_err(|error| thrown(&error))?),
            None => {
                let refused = |Refused(why)| refusal(Code::InvalidScheme, &why);
                Webhook::builder(&Scheme::deserialize(Source(scheme.clone())).map_err(refused)?)
            }
        };
        let mut builder = builder.map_err(|error| thrown(&error))?.allow_weak_secrets(allow_weak);
        if let Some(seconds) = tolerance {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a saturating conversion is what is wanted")]
            let seconds = seconds as u32;
            builder = builder.tolerance_seconds(seconds).map_err(|error| thrown(&error))?;
        }
        Ok(Self { state: State::Open(Some(Box::new(builder))), last: Outcome::default() })
    }

    /// Adds the secret in the first `length` bytes of the buffer, and wipes them.
    ///
    /// # Errors
    /// `[code number, message]`.
    pub fn secret(&mut self, length: usize, is_text: bool) -> Result<(), JsValue> {
        let State::Open(builder) = &mut self.state else { return Err(misused()) };
        let taken = builder.take().ok_or_else(misused)?;
        let added = buffer::read(length, 0, |secret, _| {
            let secret = match core::str::from_utf8(secret) {
                Ok(text) if is_text => Secret::Text(text),
                _ => Secret::Bytes(secret),
            };
            taken.secret(secret)
        });
        buffer::wipe(length);
        *builder = Some(Box::new(added.map_err(|error| thrown(&error))?));
        Ok(())
    }

    /// Makes the webhook ready for use.
    ///
    /// # Errors
    /// `[code number, message]`.
    pub fn seal(&mut self) -> Result<(), JsValue> {
        let State::Open(builder) = &mut self.state else { return Err(misused()) };
        let webhook = builder.take().ok_or_else(misused)?.build().map_err(|error| thrown(&error))?;
        self.state = State::Sealed(Rc::new(webhook));
        Ok(())
    }

    /// What JavaScript has to know of it.
    ///
    /// # Errors
    /// If it is not sealed.
    pub fn describe(&self) -> Result<JsValue, JsValue> {
        Ok(Description::of(self.webhook()?).to_js())
    }

    /// Decides the head and body in the buffer: the index of the key that matched, or minus a code.
    pub fn verify(&mut self, head_length: usize, body_length: usize, now: f64) -> i32 {
        let State::Sealed(webhook) = &self.state else { return -i32::from(Code::MissingSecret.number()) };
        let last = &mut self.last;
        let number = buffer::read(head_length, body_length, |head, body| {
            let request = FlatRequest { head: FlatHead::new(webhook, head), body };
            last.keep(&webhook.verify(&request, moment(now)))
        });
        buffer::wipe(head_length);
        number
    }

    /// Unix seconds of the last success; NaN where the scheme has no timestamp.
    #[must_use]
    pub fn timestamp(&self) -> f64 {
        self.last.timestamp()
    }

    /// The sentence of the last failure.
    #[must_use]
    pub fn message(&self) -> String {
        self.last.message.clone()
    }

    /// Begins to verify the head in the buffer.
    ///
    /// # Errors
    /// `[code number, message]`.
    pub fn begin(&self, head_length: usize, now: f64) -> Result<Stream, JsValue> {
        let webhook = self.webhook()?;
        let begun = buffer::read(head_length, 0, |head, _| Stream::begin(webhook, head, moment(now)));
        buffer::wipe(head_length);
        begun.map_err(|error| thrown(&error))
    }

    /// Begins to sign the head in the buffer.
    ///
    /// # Errors
    /// `[code number, message]`.
    pub fn begin_sign(&self, head_length: usize, now: f64) -> Result<SignStream, JsValue> {
        let webhook = self.webhook()?;
        let begun = buffer::read(head_length, 0, |head, _| SignStream::begin(webhook, head, moment(now)));
        buffer::wipe(head_length);
        begun.map_err(|error| thrown(&error))
    }
}

impl Handle {
    fn webhook(&self) -> Result<&Rc<Webhook>, JsValue> {
        match &self.state {
            State::Sealed(webhook) => Ok(webhook),
            State::Open(_) => Err(misused()),
        }
    }
}

/// The binding was used out of order: not a thing that its user can do.
fn misused() -> JsValue {
    refusal(Code::MissingSecret, "the webhook is not ready")
}
