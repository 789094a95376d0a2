//! Ids and types that stand in a JSON body, read after the request was verified.

use alloc::string::String;

use crate::{Verified, json};

impl Verified<'_> {
    /// The event id at the scheme's [`id_pointer`](crate::Scheme::id_pointer) in `body`.
    ///
    /// A string, or an integer below 2^53 as its decimal text; anything else, or a body that is no JSON, is no id. The body is
    /// JSON if `JSON.parse` takes it, and of several members with one name the last counts.
    #[must_use]
    pub fn body_id(&self, body: &[u8]) -> Option<String> {
        json::text_at(self.scheme().id_pointer()?, body)
    }

    /// The event type at the scheme's [`type_pointer`](crate::Scheme::type_pointer) in `body`, read as [`body_id`](Self::body_id) is.
    #[must_use]
    pub fn body_type(&self, body: &[u8]) -> Option<String> {
        json::text_at(self.scheme().type_pointer()?, body)
    }
}
