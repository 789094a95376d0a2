//! How what was decided crosses the boundary: as one number, which for a refusal says where its sentence is to be had.

use alloc::{borrow::Borrow, vec::Vec};
#[cfg(feature = "webhook")]
use core::sync::atomic::{AtomicU64, Ordering::Relaxed};

use atomic_refcell::AtomicRefCell;
use countersign::Error;
#[cfg(feature = "webhook")]
use countersign::{UnixTime, Verified};
use wasm_bindgen::prelude::*;

use crate::buffer;

/// The refusals that there were. A sender cannot make up new ones, as they hold nothing of a request; still, there is a limit.
static REFUSALS: AtomicRefCell<Vec<Error>> = AtomicRefCell::new(Vec::new());

/// The place of a refusal that is not kept, because all others are taken.
const LAST: usize = 63;

/// The bits of a double: Unix seconds of the last request that was taken.
#[cfg(feature = "webhook")]
static TIMESTAMP: AtomicU64 = AtomicU64::new(0);

/// The id or nonce of the last request that was taken, where it stood in a token: the others JavaScript handed over itself.
#[cfg(feature = "asymmetric")]
static FACT: AtomicRefCell<Option<alloc::string::String>> = AtomicRefCell::new(None);

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

/// Writes the sentence of the refusal at a place into the buffer, and gives its length. It stays the same but for the last place.
#[wasm_bindgen]
#[must_use]
pub fn sentence(place: usize) -> usize {
    let Ok(refusals) = REFUSALS.try_borrow() else { return 0 };
    refusals.get(place).map_or(0, |error| buffer::write(0, error.message().as_bytes()))
}

/// A number or length, or a refusal: minus the code, and minus 256 times the place of its sentence.
pub(crate) fn decided<E: Borrow<Error>>(outcome: Result<usize, E>) -> i32 {
    match outcome {
        Ok(number) => i32::try_from(number).unwrap_or(i32::MAX),
        Err(error) => refuse(error.borrow()),
    }
}

/// The sentence is not written before it is asked for, so that a forged request costs no more than a genuine one.
fn refuse(error: &Error) -> i32 {
    let mut place = LAST;
    if let Ok(mut refusals) = REFUSALS.try_borrow_mut() {
        place = refusals.iter().position(|own| own == error).unwrap_or_else(|| {
            refusals.truncate(LAST);
            refusals.push(error.clone());
            refusals.len().saturating_sub(1)
        });
    }
    -(i32::try_from(place).unwrap_or(0) << 8 | i32::from(error.code().number()))
}

/// The index of the key that matched, and the timestamp is kept.
#[cfg(feature = "webhook")]
#[expect(clippy::needless_pass_by_value, reason = "it is what `map` hands over")]
pub(crate) fn accept(verified: Verified<'_>) -> usize {
    #[cfg(feature = "asymmetric")]
    {
        let scheme = verified.scheme();
        let nonce = verified.nonce().filter(|_| scheme.has_nonce_in_signature());
        *FACT.borrow_mut() = verified.id().filter(|_| scheme.has_id_in_token()).or(nonce).map(Into::into);
    }
    accept_at(verified.key_index(), verified.timestamp())
}

/// The same, of a request whose other facts JavaScript handed over itself.
#[cfg(feature = "webhook")]
#[expect(clippy::cast_precision_loss, reason = "a timestamp in the window of any date is exact")]
pub(crate) fn accept_at(key_index: usize, timestamp: Option<UnixTime>) -> usize {
    let seconds = timestamp.map_or(f64::NAN, |timestamp| timestamp.as_secs() as f64);
    TIMESTAMP.store(seconds.to_bits(), Relaxed);
    key_index
}

/// The binding was used out of order, which its user cannot do.
#[cfg(feature = "webhook")]
pub(crate) fn misused() -> i32 {
    refuse(&Error::not_ready())
}
