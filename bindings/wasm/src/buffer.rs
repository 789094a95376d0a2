//! The one static buffer through which heads, bodies and secrets cross the boundary.

use atomic_refcell::AtomicRefCell;
use wasm_bindgen::prelude::*;

const LENGTH: usize = 64 * 1024;

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
