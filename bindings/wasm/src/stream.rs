//! A body that comes in pieces, to be verified or signed, as JavaScript holds it.

use alloc::{rc::Rc, vec::Vec};

use countersign::{Delivery, Error, Header, SignedHeaders, Signer, UnixTime, Verifier, Webhook};
use wasm_bindgen::prelude::*;
use zeroize::Zeroize;

use crate::{
    buffer,
    head::{FlatHead, Slots},
    outcome,
};

/// A body going by.
#[wasm_bindgen]
#[derive(Default)]
pub struct Stream(State);

#[derive(Default)]
enum State {
    #[default]
    Idle,
    Verifying(Verifier<Rc<Webhook>>),
    Signing(Signer<Rc<Webhook>>),
    Signed(SignedHeaders),
}

#[wasm_bindgen]
impl Stream {
    /// A body that has yet to begin.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the first `length` bytes of the buffer.
    pub fn update(&mut self, length: usize) {
        buffer::read(0, length, |_, chunk| match &mut self.0 {
            State::Verifying(verifier) => verifier.update(chunk),
            State::Signing(signer) => signer.update(chunk),
            State::Idle | State::Signed(_) => {}
        });
    }

    /// Decides or signs: the index of the key that matched or zero, or minus a code.
    pub fn finish(&mut self) -> i32 {
        match core::mem::take(&mut self.0) {
            State::Verifying(mut verifier) => outcome::verified(&verifier.finish()),
            State::Signing(signer) => outcome::done(signer.finish().map(|headers| self.0 = State::Signed(headers))),
            State::Idle | State::Signed(_) => outcome::misused(),
        }
    }

    /// Writes the headers of what was signed into the buffer, name, value, name, value, …, each ended by a line break, and
    /// gives their length. JavaScript wipes them there: one may be a token.
    pub fn headers(&mut self) -> usize {
        let State::Signed(headers) = &mut self.0 else { return 0 };
        let mut length = 0;
        for (name, value) in headers {
            for text in [name.as_str(), "\n", value, "\n"] {
                length = buffer::write(length, text.as_bytes());
            }
            value.zeroize();
        }
        length
    }
}

impl Stream {
    /// The slots are those of a [`FlatHead`].
    pub(crate) fn verify(&mut self, webhook: &Rc<Webhook>, head: &[u8], now: UnixTime) -> Result<(), Error> {
        self.0 = State::Verifying(Verifier::new(Rc::clone(webhook), &FlatHead::new(webhook, head), now)?);
        Ok(())
    }

    /// The slots are id, type, nonce, method, URL, then the caller's values of the webhook's headers in their order.
    pub(crate) fn sign(&mut self, webhook: &Rc<Webhook>, head: &[u8], now: UnixTime) -> Result<(), Error> {
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
        self.0 = State::Signing(Signer::new(Rc::clone(webhook), &delivery, now)?);
        Ok(())
    }
}

/// The text of these bytes. Anything beyond ASCII is refused by the core wherever it stands, so any such text stands for it.
fn text(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or("\u{7f}")
}
