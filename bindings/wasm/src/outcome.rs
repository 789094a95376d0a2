//! What the last call decided, for JavaScript to ask for right after it.
//!
//! Id, type and nonce stand in headers that JavaScript handed over, so it has them already. With the feature `asymmetric` there
//! are schemes whose id or nonce stands in a token: of a request that was taken, `last_message` is that fact after a `+`, or
//! nothing where the token has none. No scheme has both.

#[cfg(feature = "webhook")]
use alloc::borrow::ToOwned as _;
use alloc::{borrow::Borrow, string::String};

use atomic_refcell::AtomicRefCell;
#[cfg(feature = "webhook")]
use countersign::Verified;
use countersign::{Code, Error, UnixTime};
use wasm_bindgen::prelude::*;

use crate::buffer;

struct Last {
    timestamp: Option<UnixTime>,
    message: String,
}

static LAST: AtomicRefCell<Last> = AtomicRefCell::new(Last { timestamp: None, message: String::new() });

/// Writes the sentence of the last refusal, or the fact of the last token, into the buffer and gives its length.
#[wasm_bindgen]
#[must_use]
pub fn last_message() -> usize {
    buffer::write(0, LAST.borrow().message.as_bytes())
}

/// Unix seconds of the last request that was taken; NaN where its scheme has no timestamp.
#[wasm_bindgen]
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a timestamp in the window of any date is exact")]
pub fn last_timestamp() -> f64 {
    LAST.borrow().timestamp.map_or(f64::NAN, |timestamp| timestamp.as_secs() as f64)
}

/// The number that crosses the boundary: the index of the key that matched, or minus a code.
#[cfg(feature = "webhook")]
pub(crate) fn verified(outcome: &Result<Verified<'_>, Error>) -> i32 {
    decided(outcome.as_ref().map(|verified| {
        LAST.borrow_mut().timestamp = verified.timestamp();
        #[cfg(feature = "asymmetric")]
        tell(verified);
        verified.key_index()
    }))
}

/// Keeps what stands in a token.
#[cfg(feature = "asymmetric")]
fn tell(verified: &Verified<'_>) {
    let scheme = verified.scheme();
    let fact = match (scheme.has_id_in_token(), scheme.has_nonce_in_signature()) {
        (true, _) => verified.id(),
        (_, true) => verified.nonce(),
        _ => return,
    };
    LAST.borrow_mut().message = fact.map_or_else(String::new, |fact| ["+", fact].concat());
}

/// A number or length, or minus a code.
pub(crate) fn decided<E: Borrow<Error>>(outcome: Result<usize, E>) -> i32 {
    match outcome {
        Ok(number) => i32::try_from(number).unwrap_or(i32::MAX),
        Err(error) => refuse(error.borrow().code(), error.borrow().message()),
    }
}

pub(crate) fn refuse(code: Code, message: String) -> i32 {
    LAST.borrow_mut().message = message;
    -i32::from(code.number())
}

/// The binding was used out of order, which its user cannot do.
#[cfg(feature = "webhook")]
pub(crate) fn misused() -> i32 {
    refuse(Code::MissingSecret, "the webhook is not ready".to_owned())
}
