//! One random case: a delivery, what signs it, and its form as a vector of the corpus.

use serde_json::{Map, Value, json};

/// How a case came to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Signed by the native core and left as it is.
    Genuine,
    /// Signed, and then changed in a few places.
    Mutated,
    /// Made up.
    Hostile,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Genuine, Self::Mutated, Self::Hostile];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Genuine => "genuine",
            Self::Mutated => "mutated",
            Self::Hostile => "hostile",
        }
    }
}

/// A case before it becomes a vector.
#[derive(Clone)]
pub(super) struct Case {
    pub(super) kind: Kind,
    /// Index into the senders.
    pub(super) sender: usize,
    pub(super) scheme: Value,
    pub(super) secrets: Vec<Value>,
    pub(super) options: Map<String, Value>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) method: Option<String>,
    pub(super) url: Option<String>,
    pub(super) now: i64,
}

impl Case {
    /// The case as a vector that is verified.
    pub(super) fn vector(&self, name: &str) -> Value {
        let mut request = json!({ "headers": self.headers, "body": { "hex": hex::encode(&self.body) } });
        if let Some(method) = &self.method {
            request["method"] = json!(method);
        }
        if let Some(url) = &self.url {
            request["url"] = json!(url);
        }
        json!({
            "name": name,
            "scheme": self.scheme,
            "secrets": self.secrets,
            "options": self.options,
            "request": request,
            "now": self.now,
        })
    }
}
