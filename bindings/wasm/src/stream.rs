//! Bodies that come in pieces, as JavaScript holds them.

use std::rc::Rc;

use countersign::{Delivery, Error, Header, Signer, UnixTime, Verifier, Webhook};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use zeroize::Zeroize;

use crate::{
    buffer,
    head::{FlatHead, Slots},
    outcome,
};

/// A request being verified.
#[wasm_bindgen]
#[derive(Default)]
pub struct Stream {
    verifier: Option<Verifier<Rc<Webhook>>>,
}

impl Stream {
    pub(crate) fn begin(&mut self, webhook: &Rc<Webhook>, head: &[u8], now: UnixTime) -> Result<(), Error> {
        self.verifier = Some(Verifier::new(Rc::clone(webhook), &FlatHead::new(webhook, head), now)?);
        Ok(())
    }
}

#[wasm_bindgen]
impl Stream {
    /// A request that has yet to begin.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the first `length` bytes of the buffer.
    pub fn update(&mut self, length: usize) {
        if let Some(verifier) = &mut self.verifier {
            buffer::read(0, length, |_, chunk| verifier.update(chunk));
        }
    }

    /// Decides: the index of the key that matched, or minus a code.
    pub fn finish(&mut self) -> i32 {
        match &mut self.verifier {
            Some(verifier) => outcome::verified(&verifier.finish()),
            None => outcome::misused(),
        }
    }
}

/// A delivery being signed.
#[wasm_bindgen]
#[derive(Default)]
pub struct SignStream {
    signer: Option<Signer<Rc<Webhook>>>,
    headers: Vec<(String, String)>,
}

impl SignStream {
    /// The slots are id, type, nonce, method, URL, then the caller's values of the webhook's headers in their order.
    pub(crate) fn begin(&mut self, webhook: &Rc<Webhook>, head: &[u8], now: UnixTime) -> Result<(), Error> {
        let mut slots = Slots(head);
        let [id, event_type, nonce, method, url] = core::array::from_fn(|_| slots.next_once().map(text));
        let mut headers = Vec::new();
        for name in webhook.header_names() {
            match slots.next() {
                Header::Missing => {}
                Header::Once(value) => headers.push((name, text(value))),
                Header::Repeated => headers.extend([(name, ""); 2]),
            }
        }
        let mut delivery = Delivery::new(b"").headers(&headers);
        delivery = id.map_or(delivery, |id| delivery.id(id));
        delivery = event_type.map_or(delivery, |event_type| delivery.event_type(event_type));
        delivery = nonce.map_or(delivery, |nonce| delivery.nonce(nonce));
        delivery = method.map_or(delivery, |method| delivery.method(method));
        delivery = url.map_or(delivery, |url| delivery.url(url));
        self.signer = Some(Signer::new(Rc::clone(webhook), &delivery, now)?);
        Ok(())
    }
}

/// The text of these bytes. Anything beyond ASCII is refused by the core wherever it stands, so any such text stands for it.
fn text(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or("\u{7f}")
}

#[wasm_bindgen]
impl SignStream {
    /// A delivery that has yet to begin.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the first `length` bytes of the buffer.
    pub fn update(&mut self, length: usize) {
        if let Some(signer) = &mut self.signer {
            buffer::read(0, length, |_, chunk| signer.update(chunk));
        }
    }

    /// Signs: zero, or minus a code.
    pub fn finish(&mut self) -> i32 {
        let Some(signer) = self.signer.take() else { return outcome::misused() };
        outcome::done(signer.finish().map(|headers| self.headers = headers))
    }

    /// The headers, as name, value, name, value, … They are wiped here: one may be a token.
    pub fn headers(&mut self) -> Array {
        let texts = self.headers.iter().flat_map(|(name, value)| [name, value]);
        let headers = texts.map(|text| JsValue::from_str(text)).collect();
        self.headers.iter_mut().for_each(|(_, value)| value.zeroize());
        headers
    }
}
