//! Bodies that come in pieces, as JavaScript holds them.

use std::rc::Rc;

use countersign::{Delivery, Error, Header, Signer, UnixTime, Verifier, Webhook};
use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

use crate::{
    buffer,
    handle::Outcome,
    head::{FlatHead, Slots},
    thrown,
};

/// A request being verified.
#[wasm_bindgen]
pub struct Stream {
    verifier: Verifier<Rc<Webhook>>,
    last: Outcome,
}

impl Stream {
    pub(crate) fn begin(webhook: &Rc<Webhook>, head: &[u8], now: UnixTime) -> Result<Self, Error> {
        let verifier = Verifier::new(Rc::clone(webhook), &FlatHead::new(webhook, head), now)?;
        Ok(Self { verifier, last: Outcome::default() })
    }
}

#[wasm_bindgen]
impl Stream {
    /// Takes the first `length` bytes of the buffer.
    pub fn update(&mut self, length: usize) {
        buffer::read(0, length, |_, chunk| self.verifier.update(chunk));
    }

    /// Decides: the index of the key that matched, or minus a code.
    pub fn finish(&mut self) -> i32 {
        self.last.keep(&self.verifier.finish())
    }

    /// Unix seconds of a success; NaN where the scheme has no timestamp.
    #[must_use]
    pub fn timestamp(&self) -> f64 {
        self.last.timestamp()
    }

    /// The sentence of a failure.
    #[must_use]
    pub fn message(&self) -> String {
        self.last.message.clone()
    }
}

/// A delivery being signed.
#[wasm_bindgen]
pub struct SignStream {
    signer: Option<Signer<Rc<Webhook>>>,
}

impl SignStream {
    /// The slots are id, type, nonce, method, URL, then the caller's values of the webhook's headers in their order.
    pub(crate) fn begin(webhook: &Rc<Webhook>, head: &[u8], now: UnixTime) -> Result<Self, Error> {
        let mut slots = Slots(head);
        let [id, event_type, nonce, method, url] = core::array::from_fn(|_| slots.next_once().map(latin1));
        let mut headers = Vec::new();
        for name in webhook.header_names() {
            match slots.next() {
                Header::Missing => {}
                Header::Once(value) => headers.push((name, latin1(value))),
                Header::Repeated => headers.extend([(name, String::new()), (name, String::new())]),
            }
        }
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut delivery = Delivery::new(b"").headers(&headers);
        delivery = id.iter().fold(delivery, |delivery, id| delivery.id(id));
        delivery = event_type.iter().fold(delivery, |delivery, event_type| delivery.event_type(event_type));
        delivery = nonce.iter().fold(delivery, |delivery, nonce| delivery.nonce(nonce));
        delivery = method.iter().fold(delivery, |delivery, method| delivery.method(method));
        delivery = url.iter().fold(delivery, |delivery, url| delivery.url(url));
        Ok(Self { signer: Some(Signer::new(Rc::clone(webhook), &delivery, now)?) })
    }
}

/// The text whose characters are these bytes; what is not ASCII the core refuses.
fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

#[wasm_bindgen]
impl SignStream {
    /// Takes the first `length` bytes of the buffer.
    pub fn update(&mut self, length: usize) {
        if let Some(signer) = &mut self.signer {
            buffer::read(0, length, |_, chunk| signer.update(chunk));
        }
    }

    /// The headers, as name, value, name, value, …
    ///
    /// # Errors
    /// `[code number, message]`.
    pub fn finish(&mut self) -> Result<Array, JsValue> {
        let Some(signer) = self.signer.take() else { return Ok(Array::new()) };
        let headers = signer.finish().map_err(|error| thrown(&error))?;
        Ok(headers.iter().flat_map(|(name, value)| [name, value]).map(|text| JsString::from(text.as_str())).collect())
    }
}
