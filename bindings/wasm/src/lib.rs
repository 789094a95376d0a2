//! The core behind wasm-bindgen: it moves bytes and numbers across the boundary and decides nothing.

mod buffer;
mod description;
mod handle;
mod head;
mod source;
mod stream;

pub use buffer::{buffer_length, buffer_pointer};
pub use handle::Handle;
pub use stream::{SignStream, Stream};

use countersign::{Code, Error, UnixTime, limits};
use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

/// Bytes of a header value that the core looks at.
#[wasm_bindgen]
#[must_use]
pub fn header_limit() -> usize {
    limits::HEADER_BYTES
}

/// Bytes of a URL that the core looks at.
#[wasm_bindgen]
#[must_use]
pub fn url_limit() -> usize {
    limits::URL_BYTES
}

/// The name of the code with this number, from 1.
#[wasm_bindgen]
#[must_use]
pub fn code_name(number: usize) -> String {
    number.checked_sub(1).and_then(|index| Code::ALL.get(index)).map_or("", |code| code.as_str()).to_owned()
}

/// An error as the JavaScript side takes it: `[code number, message]`.
fn thrown(error: &Error) -> JsValue {
    refusal(error.code(), &error.to_string())
}

fn refusal(code: Code, message: &str) -> JsValue {
    Array::of2(&JsValue::from(code.number()), &JsString::from(message)).into()
}

/// The moment `seconds` after the epoch; fractions are dropped towards the past, and what no date can be saturates.
#[expect(clippy::cast_possible_truncation, reason = "a saturating conversion is what is wanted")]
fn moment(seconds: f64) -> UnixTime {
    UnixTime::from_secs(seconds.floor() as i64)
}
