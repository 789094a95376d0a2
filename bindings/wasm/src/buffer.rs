//! The one static buffer through which heads, bodies and secrets cross the boundary.

use atomic_refcell::AtomicRefCell;
use countersign::limits;
use wasm_bindgen::prelude::*;

/// Room for the longest head: what is written past the end is lost, and with it the answer that every other face gives. That is the
/// head of a delivery to sign, with the method, the URL, an id, a type, a nonce and as many headers as a scheme may read.
const LENGTH: usize = slot(limits::METHOD_BYTES) + slot(limits::URL_BYTES) + (3 + limits::HEADERS) * slot(limits::HEADER_BYTES);

/// Bytes of the slot of a field that is one byte too long, as JavaScript cuts those that are longer still.
const fn slot(limit: usize) -> usize {
    4 + limit + 1
}

static BUFFER: AtomicRefCell<[u8; LENGTH]> = AtomicRefCell::new([0; LENGTH]);

/// Where the buffer starts in the module's memory.
#[wasm_bindgen]
#[must_use]
pub fn buffer_pointer() -> usize {
    BUFFER.as_ptr().addr()
}

/// Bytes of the buffer.
#[wasm_bindgen]
#[must_use]
pub fn buffer_length() -> usize {
    LENGTH
}

/// Reads the first `head` bytes and the `body` bytes after them; a length past the end reads what is there.
pub(crate) fn read<T>(head: usize, body: usize, take: impl FnOnce(&[u8], &[u8]) -> T) -> T {
    let buffer = BUFFER.try_borrow_mut();
    let bytes: &[u8] = buffer.as_deref().map_or(&[], |bytes| bytes);
    let (head, rest) = bytes.split_at_checked(head).unwrap_or((bytes, &[]));
    take(head, rest.get(..body).unwrap_or(rest))
}

/// Reads the first `head` bytes, and writes into what follows.
#[cfg(feature = "webhook")]
pub(crate) fn split<T>(head: usize, take: impl FnOnce(&[u8], &mut [u8]) -> T) -> T {
    let mut buffer = BUFFER.try_borrow_mut();
    let bytes: &mut [u8] = buffer.as_deref_mut().map_or(&mut [], |bytes| bytes);
    let (head, rest) = bytes.split_at_mut_checked(head).unwrap_or_default();
    take(head, rest)
}

/// Writes bytes at a place, as far as they fit, and gives the place after them.
pub(crate) fn write(at: usize, bytes: &[u8]) -> usize {
    let end = at.saturating_add(bytes.len());
    let Ok(mut buffer) = BUFFER.try_borrow_mut() else { return at };
    let Some(place) = buffer.get_mut(at..end) else { return at };
    for (to, from) in place.iter_mut().zip(bytes) {
        *to = *from;
    }
    end
}

/// Wipes the first `length` bytes: a head may hold a token, and a secret certainly is one.
pub(crate) fn wipe(length: usize) {
    if let Ok(mut buffer) = BUFFER.try_borrow_mut() {
        let length = length.min(LENGTH);
        // The buffer is read from outside, so no compiler leaves this out; it is one instruction, where `Zeroize` takes one a byte.
        if let Some(bytes) = buffer.get_mut(..length) {
            bytes.fill(0);
        }
    }
}
