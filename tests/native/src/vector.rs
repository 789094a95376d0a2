//! The vector file format of `tests/vectors/README.md`, as Rust reads it.

use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vector {
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "source")]
    _source: Option<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
    #[serde(default)]
    pub(crate) expect: Expect,
    pub(crate) scheme: Value,
    pub(crate) secrets: Vec<SecretText>,
    #[serde(default)]
    pub(crate) options: Options,
    pub(crate) request: Option<Request>,
    pub(crate) sign: Option<Sign>,
    pub(crate) now: Option<i64>,
}

/// What of an expectation is needed to run the vector.
#[derive(Default, Deserialize)]
pub(crate) struct Expect {
    /// The body once the signature stands in it.
    pub(crate) body: Option<Body>,
}

impl Vector {
    pub(crate) fn deserialize(value: &Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(value.clone())
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum SecretText {
    Text(String),
    Hex {
        #[serde(deserialize_with = "hex_bytes")]
        hex: Vec<u8>,
    },
}

fn hex_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    hex::decode(String::deserialize(deserializer)?).map_err(D::Error::custom)
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Options {
    pub(crate) tolerance_seconds: Option<u32>,
    #[serde(default)]
    pub(crate) allow_weak_secrets: bool,
    #[serde(default)]
    pub(crate) allow_sha1: bool,
    pub(crate) registration: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    #[serde(deserialize_with = "byte_pairs")]
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    #[serde(deserialize_with = "body")]
    pub(crate) body: Vec<u8>,
    pub(crate) method: Option<String>,
    pub(crate) url: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sign {
    #[serde(deserialize_with = "body")]
    pub(crate) body: Vec<u8>,
    pub(crate) id: Option<String>,
    #[serde(rename = "type")]
    pub(crate) event_type: Option<String>,
    pub(crate) timestamp: Option<i64>,
    pub(crate) nonce: Option<String>,
    pub(crate) method: Option<String>,
    pub(crate) url: Option<String>,
    #[serde(default, deserialize_with = "pairs")]
    pub(crate) headers: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum HeaderValue {
    Plain(String),
    Repeated { repeat: String, times: usize },
}

fn pairs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, String)>, D::Error> {
    let pairs = Vec::<(String, HeaderValue)>::deserialize(deserializer)?;
    let written = |value| match value {
        HeaderValue::Plain(text) => text,
        HeaderValue::Repeated { repeat, times } => repeat.repeat(times),
    };
    Ok(pairs.into_iter().map(|(name, value)| (name, written(value))).collect())
}

/// A character up to U+00FF is that byte, and one beyond is a byte that is not ASCII.
fn byte_pairs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, Vec<u8>)>, D::Error> {
    let bytes = |value: String| value.chars().map(|character| u8::try_from(character).unwrap_or(0xff)).collect();
    Ok(pairs(deserializer)?.into_iter().map(|(name, value)| (name, bytes(value))).collect())
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Body {
    Utf8 { utf8: String },
    Hex { hex: String },
    Base64 { base64: String },
    Repeated { repeat: String, times: usize },
}

fn body<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    Body::deserialize(deserializer)?.bytes().ok_or_else(|| D::Error::custom("a body that is neither hex nor base64"))
}

impl Body {
    pub(crate) fn bytes(&self) -> Option<Vec<u8>> {
        use base64ct::Encoding as _;
        match self {
            Self::Utf8 { utf8 } => Some(utf8.clone().into_bytes()),
            Self::Hex { hex } => hex::decode(hex).ok(),
            Self::Base64 { base64 } => base64ct::Base64::decode_vec(base64).ok(),
            Self::Repeated { repeat, times } => Some(repeat.repeat(*times).into_bytes()),
        }
    }
}
