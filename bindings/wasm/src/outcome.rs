//! How what was decided crosses the boundary: as one number, and for a refusal its sentence in the buffer.

use alloc::borrow::Borrow;
#[cfg(feature = "webhook")]
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

#[cfg(feature = "webhook")]
use countersign::Verified;
use countersign::{Code, Error};
#[cfg(feature = "webhook")]
use wasm_bindgen::prelude::*;

use crate::buffer;

/// The bits of a double: Unix seconds of the last request that was taken.
#[cfg(feature = "webhook")]
static TIMESTAMP: AtomicU64 = AtomicU64::new(0);

/// Unix seconds of the last request that was taken; NaN where its scheme has no timestamp.
#[cfg(feature = "webhook")]
#[wasm_bindgen]
#[must_use]
pub fn last_timestamp() -> f64 {
    f64::from_bits(TIMESTAMP.load(Relaxed))
}

/// A number or length, or a refusal as [`refuse`] gives it. Not to be called while the buffer is being read.
pub(crate) fn decided<E: Borrow<Error>>(outcome: Result<usize, E>) -> i32 {
    match outcome {
        Ok(number) => i32::try_from(number).unwrap_or(i32::MAX),
        Err(error) => refuse(error.borrow().code(), &error.borrow().message()),
    }
}

/// Minus the code, and minus 256 times the bytes of the sentence, which is written into the buffer.
pub(crate) fn refuse(code: Code, message: &str) -> i32 {
    let length = i32::try_from(buffer::write(0, message.as_bytes())).unwrap_or(0);
    -(length << 8 | i32::from(code.number()))
}

/// The index of the key that matched, and the timestamp is kept.
#[cfg(feature = "webhook")]
#[expect(clippy::cast_precision_loss, reason = "a timestamp in the window of any date is exact")]
#[expect(clippy::needless_pass_by_value, reason = "it is what `map` hands over")]
pub(crate) fn accept(verified: Verified<'_>) -> usize {
    let seconds = verified.timestamp().map_or(f64::NAN, |timestamp| timestamp.as_secs() as f64);
    TIMESTAMP.store(seconds.to_bits(), Relaxed);
    verified.key_index()
}

/// The binding was used out of order, which its user cannot do.
#[cfg(feature = "webhook")]
pub(crate) fn misused() -> i32 {
    refuse(Code::MissingSecret, "the webhook is not ready")
}
