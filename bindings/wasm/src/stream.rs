//! A body that comes in pieces, to be verified or signed.

use alloc::{boxed::Box, sync::Arc, vec::Vec};

use countersign::{Delivery, Error, Head, Header, SignedHeaders, Signer, UnixTime, Verifier, Webhook};
use wasm_bindgen::prelude::*;
use zeroize::Zeroize;

use crate::{
    buffer,
    head::{FlatHead, ID, METHOD, NONCE, TYPE, URL},
    held::{All, Held},
    outcome,
    slots::once,
};

/// Takes the first `length` bytes of the buffer.
#[wasm_bindgen]
pub fn update(stream: usize, length: usize) {
    let mut held = All::lock();
    buffer::read(0, length, |_, chunk| match held.at(stream) {
        Some(Held::Verifying(verifier)) => verifier.update(chunk),
        Some(Held::Signing(signer)) => signer.update(chunk),
        _ => {}
    });
}

/// Decides or signs, and is freed: the index of the key that matched, or the bytes of the headers that are now in the buffer.
#[wasm_bindgen]
pub fn finish(stream: usize) -> i32 {
    match All::lock().take(stream) {
        Some(Held::Verifying(mut verifier)) => outcome::decided(verifier.finish().map(outcome::accept)),
        Some(Held::Signing(signer)) => outcome::decided(signer.finish().map(write)),
        _ => outcome::misused(),
    }
}

/// Writes name, value, name, value, …, each ended by a line break. JavaScript wipes them there: one may be a token.
fn write(headers: SignedHeaders) -> usize {
    let mut length = 0;
    for (name, mut value) in headers {
        for text in [name.as_str(), "\n", &value, "\n"] {
            length = buffer::write(length, text.as_bytes());
        }
        value.zeroize();
    }
    length
}

pub(crate) fn verify(webhook: &Arc<Webhook>, head: &[u8], now: UnixTime) -> Result<Held, Error> {
    let verifier = Verifier::new(Arc::clone(webhook), &FlatHead::new(webhook, head), now)?;
    Ok(Held::Verifying(Box::new(verifier)))
}

/// The headers are the caller's values of those that the webhook reads.
pub(crate) fn sign(webhook: &Arc<Webhook>, head: &[u8], now: UnixTime) -> Result<Held, Error> {
    let head = FlatHead::new(webhook, head);
    let [id, event_type, nonce, method, url] = [ID, TYPE, NONCE, METHOD, URL].map(|place| once(head.field(place)).map(text));
    let mut headers = Vec::new();
    for (place, name) in webhook.header_names().enumerate() {
        match head.header_at(place, name) {
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
    Ok(Held::Signing(Box::new(Signer::new(Arc::clone(webhook), &delivery, now)?)))
}

/// The text of these bytes. Anything beyond ASCII is refused by the core wherever it stands, so any such text stands for it.
fn text(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or("\u{7f}")
}
