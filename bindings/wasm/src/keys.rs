//! Keys from what vendors publish them in, and the hosts from which that may be fetched. What is read comes as slots, in pieces.

use alloc::vec::Vec;
use core::mem;

use atomic_refcell::AtomicRefCell;
use countersign::asymmetric::{
    PublicKey,
    certificate::{self, Trust},
    host_allowed,
};
use wasm_bindgen::prelude::*;

use crate::{buffer, moment, outcome, slots::Slots};

static GATHERED: AtomicRefCell<Vec<u8>> = AtomicRefCell::new(Vec::new());

/// Keeps the first `length` bytes of the buffer, after those that were kept before, for the function that is called next.
#[wasm_bindgen]
pub fn gather(length: usize) {
    buffer::read(length, 0, |bytes, _| GATHERED.borrow_mut().extend_from_slice(bytes));
}

fn gathered() -> Vec<u8> {
    mem::take(&mut *GATHERED.borrow_mut())
}

/// Writes the key of a JWK, or of the one in a set that has a `kid`, into the buffer and gives its length.
///
/// The slots are the JSON and, for a set, the `kid`.
#[wasm_bindgen]
#[must_use]
pub fn key_from_jwk() -> i32 {
    let gathered = gathered();
    let mut slots = Slots(&gathered);
    let json = next_text(&mut slots);
    let key = match slots.next_once() {
        None => PublicKey::from_jwk_text(json),
        Some(kid) => PublicKey::from_jwks_text(json, text(kid)),
    };
    outcome::decided(key.map(|key| buffer::write(0, &key.to_spki_der())))
}

/// Writes the key of the first certificate, if it is to be believed, into the buffer and gives its length.
///
/// The slots are the certificates, the roots, and the names.
#[wasm_bindgen]
#[must_use]
pub fn key_from_certificates(now: f64) -> i32 {
    let gathered = gathered();
    let mut slots = Slots(&gathered);
    let [certificates, roots] = [(); 2].map(|()| slots.next_once().unwrap_or_default());
    let names: Vec<&str> = texts(slots).collect();
    let key = certificate::spki(certificates, &Trust::Roots { roots, names: &names }, moment(now));
    outcome::decided(key.map(|key| buffer::write(0, &key)))
}

/// Whether the URL in the first slot is on one of the hosts in the others.
#[wasm_bindgen]
#[must_use]
pub fn is_allowed_host() -> i32 {
    let gathered = gathered();
    let mut slots = Slots(&gathered);
    let url = next_text(&mut slots);
    let patterns: Vec<&str> = texts(slots).collect();
    i32::from(host_allowed(url, &patterns))
}

fn texts(mut slots: Slots<'_>) -> impl Iterator<Item = &str> {
    core::iter::from_fn(move || slots.next_once().map(text))
}

fn next_text<'b>(slots: &mut Slots<'b>) -> &'b str {
    slots.next_once().map_or("", text)
}

/// JavaScript writes its texts as UTF-8.
fn text(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or_default()
}
