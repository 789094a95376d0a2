//! Ids and types that stand in a JSON body, read after the request was verified.

use alloc::string::{String, ToString};

use serde_json::Value;

use crate::Verified;

/// The largest integer that every JSON reader takes for itself and nothing else, 2^53 - 1.
const EXACT: f64 = 9_007_199_254_740_991.0;

impl Verified<'_> {
    /// The event id at the scheme's [`id_pointer`](crate::Scheme::id_pointer) in `body`.
    ///
    /// A string, or an integer below 2^53 as its decimal text; anything else, or a body that is no JSON, is no id.
    #[must_use]
    pub fn body_id(&self, body: &[u8]) -> Option<String> {
        at(self.scheme().id_pointer()?, body)
    }

    /// The event type at the scheme's [`type_pointer`](crate::Scheme::type_pointer) in `body`, read as [`body_id`](Self::body_id) is.
    #[must_use]
    pub fn body_type(&self, body: &[u8]) -> Option<String> {
        at(self.scheme().type_pointer()?, body)
    }
}

fn at(pointer: &str, body: &[u8]) -> Option<String> {
    match serde_json::from_slice::<Value>(body).ok()?.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => {
            let value = number.as_f64().filter(|value| value.abs() <= EXACT && value % 1.0 == 0.0)?;
            #[expect(clippy::cast_possible_truncation, reason = "an integer below 2^53")]
            Some((value as i64).to_string())
        }
        _ => None,
    }
}
