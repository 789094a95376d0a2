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

/// The id or nonce of the last request that was taken, where it stood in a token: the others JavaScript handed over itself.
#[cfg(feature = "asymmetric")]
static FACT: atomic_refcell::AtomicRefCell<Option<alloc::string::String>> = atomic_refcell::AtomicRefCell::new(None);

/// Unix seconds of the last request that was taken; NaN where its scheme has no timestamp.
///
/// With the feature `asymmetric` also writes the fact that stood in a token into the buffer, after two bytes of its length,
/// little end first; all ones if there is none.
#[cfg(feature = "webhook")]
#[wasm_bindgen]
#[must_use]
pub fn last_timestamp() -> f64 {
    #[cfg(feature = "asymmetric")]
    match FACT.borrow_mut().take() {
        Some(fact) => {
            let at = buffer::write(0, &u16::try_from(fact.len()).unwrap_or(u16::MAX).to_le_bytes());
            buffer::write(at, fact.as_bytes());
        }
        None => _ = buffer::write(0, &[0xff; 2]),
    }
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
    #[cfg(feature = "asymmetric")]
    {
        let scheme = verified.scheme();
        let nonce = verified.nonce().filter(|_| scheme.has_nonce_in_signature());
        *FACT.borrow_mut() = verified.id().filter(|_| scheme.has_id_in_token()).or(nonce).map(Into::into);
    }
    verified.key_index()
}

/// The binding was used out of order, which its user cannot do.
#[cfg(feature = "webhook")]
pub(crate) fn misused() -> i32 {
    refuse(Code::MissingSecret, "the webhook is not ready")
}
