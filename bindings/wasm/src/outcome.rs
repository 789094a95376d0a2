//! What the last call decided, for JavaScript to ask for right after it.

use alloc::{borrow::ToOwned as _, string::String};

use atomic_refcell::AtomicRefCell;
use countersign::{Code, Error, UnixTime, Verified};
use wasm_bindgen::prelude::*;

struct Last {
    timestamp: Option<UnixTime>,
    message: String,
}

static LAST: AtomicRefCell<Last> = AtomicRefCell::new(Last { timestamp: None, message: String::new() });

/// The sentence of the last refusal.
#[wasm_bindgen]
#[must_use]
pub fn last_message() -> String {
    LAST.borrow().message.clone()
}

/// Unix seconds of the last request that was taken; NaN where its scheme has no timestamp.
#[wasm_bindgen]
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a timestamp in the window of any date is exact")]
pub fn last_timestamp() -> f64 {
    LAST.borrow().timestamp.map_or(f64::NAN, |timestamp| timestamp.as_secs() as f64)
}

/// The number that crosses the boundary: the index of the key that matched, or minus a code.
pub(crate) fn verified(outcome: &Result<Verified<'_>, Error>) -> i32 {
    match outcome {
        Ok(verified) => {
            LAST.borrow_mut().timestamp = verified.timestamp();
            i32::try_from(verified.key_index()).unwrap_or(i32::MAX)
        }
        Err(error) => refused(error),
    }
}

/// Zero, or minus a code.
pub(crate) fn done(outcome: Result<(), Error>) -> i32 {
    outcome.map_or_else(|error| refused(&error), |()| 0)
}

fn refused(error: &Error) -> i32 {
    refuse(error.code(), error.message())
}

pub(crate) fn refuse(code: Code, message: String) -> i32 {
    LAST.borrow_mut().message = message;
    -i32::from(code.number())
}

/// The binding was used out of order, which its user cannot do.
pub(crate) fn misused() -> i32 {
    refuse(Code::MissingSecret, "the webhook is not ready".to_owned())
}
