//! The text of an outcome: canonical JSON, so that faces can be compared as strings.

use core::fmt;

use countersign::{Error, Scheme, SignedHeaders, Verified};
use serde_json::{Map, Value, json};

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The facts of a request that was taken, in their fixed order.
    Ok(String),
    Code(String),
    Headers(SignedHeaders),
    /// The core contradicted itself, or the vector cannot be run.
    Broken(String),
}

const FACTS: [&str; 6] = ["keyIndex", "id", "type", "timestamp", "nonce", "covers"];

impl Outcome {
    pub(crate) fn code(error: &Error) -> Self {
        Self::Code(error.code().as_str().to_owned())
    }

    pub(crate) fn headers(mut headers: SignedHeaders) -> Self {
        headers.sort_by_key(|(name, _)| name.to_ascii_lowercase());
        Self::Headers(headers)
    }

    pub(crate) fn verified(result: Result<&Verified<'_>, &Error>, body: &[u8]) -> Self {
        let verified = match result {
            Ok(verified) => verified,
            Err(error) => return Self::code(error),
        };
        let scheme = verified.scheme();
        let mut facts = Map::new();
        facts.insert("keyIndex".to_owned(), verified.key_index().into());
        let id = verified.id().map(ToOwned::to_owned).or_else(|| verified.body_id(body));
        let event_type = verified.event_type().map(ToOwned::to_owned).or_else(|| verified.body_type(body));
        facts.extend(id.map(|id| ("id".to_owned(), id.into())));
        facts.extend(event_type.map(|event_type| ("type".to_owned(), event_type.into())));
        facts.extend(verified.timestamp().map(|timestamp| ("timestamp".to_owned(), timestamp.as_secs().into())));
        facts.extend(verified.nonce().map(|nonce| ("nonce".to_owned(), nonce.into())));
        facts.insert("covers".to_owned(), Scheme::covers(scheme).map(|covered| covered.to_string()).collect());
        Self::Ok(in_order(&facts))
    }

    /// The text of what a vector expects.
    pub(crate) fn expected(expect: Option<&Value>) -> String {
        let text = |key| expect?.get(key);
        if let Some(Value::Object(facts)) = text("ok") {
            return Self::Ok(in_order(facts)).to_string();
        }
        if let Some(Value::String(code)) = text("code") {
            return Self::Code(code.clone()).to_string();
        }
        match text("headers").and_then(|headers| serde_json::from_value(headers.clone()).ok()) {
            Some(headers) => Self::headers(headers).to_string(),
            None => "nothing that can be read".to_owned(),
        }
    }
}

/// Facts in their fixed order; one that is unknown comes last, where it makes a difference seen.
fn in_order(facts: &Map<String, Value>) -> String {
    let known = FACTS.iter().filter_map(|name| Some(((*name).to_owned(), facts.get(*name)?)));
    let unknown = facts.iter().filter(|(name, _)| !FACTS.contains(&name.as_str())).map(|(name, value)| (name.clone(), value));
    let members: Vec<String> = known.chain(unknown).map(|(name, value)| format!("{}:{value}", Value::from(name))).collect();
    format!("{{{}}}", members.join(","))
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ok(facts) => write!(f, r#"{{"ok":{facts}}}"#),
            Self::Code(code) => write!(f, "{}", json!({ "code": code })),
            Self::Headers(headers) => write!(f, "{}", json!({ "headers": headers })),
            Self::Broken(why) => write!(f, "broken: {why}"),
        }
    }
}
