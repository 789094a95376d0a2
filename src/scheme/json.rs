//! The JSON shape of a scheme: what a custom scheme may say, with unknown fields refused.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Deserializer, de::Error as _};

use super::{
    Algorithm, Encoding, Field, Grammar, KeyEncoding, KeyFormat, List, Nonce, Part, Place, Scheme, Signature, Success, Text, Timestamp,
    Unit,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SchemeJson {
    name: String,
    title: Option<String>,
    docs: Option<String>,
    algorithm: AlgorithmJson,
    key: Option<KeyJson>,
    message: Option<Vec<PartJson>>,
    signature: SignatureJson,
    timestamp: Option<TimestampJson>,
    id: Option<FieldJson>,
    #[serde(rename = "type")]
    event_type: Option<FieldJson>,
    nonce: Option<HeaderJson>,
    success: Option<SuccessJson>,
}

#[derive(Deserialize)]
enum AlgorithmJson {
    #[serde(rename = "hmac-sha1")]
    HmacSha1,
    #[serde(rename = "hmac-sha256")]
    HmacSha256,
    #[serde(rename = "hmac-sha384")]
    HmacSha384,
    #[serde(rename = "hmac-sha512")]
    HmacSha512,
    #[serde(rename = "sha256-of-key")]
    Sha256OfKey,
    #[serde(rename = "token")]
    Token,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyJson {
    encoding: Option<KeyEncodingJson>,
    #[serde(default)]
    prefixes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KeyEncodingJson {
    Utf8,
    Hex,
    Base64,
    UrlToken,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PartJson {
    Text(String),
    Header(String),
    Timestamp,
    Id,
    Type,
    Nonce,
    Body,
    #[serde(rename = "body-sha256-hex")]
    BodySha256Hex,
    Method,
    Path,
    CanonicalQuery,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SignatureJson {
    header: Option<String>,
    url_token: Option<String>,
    prefix: Option<String>,
    #[serde(default)]
    prefix_optional: bool,
    list: Option<ListJson>,
    encoding: Option<EncodingJson>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ListJson {
    kind: ListKindJson,
    separator: String,
    tag: Option<String>,
    key: Option<String>,
    timestamp_key: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ListKindJson {
    Tagged,
    KeyValue,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum EncodingJson {
    Hex,
    HexAnyCase,
    Base64,
    Base64url,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TimestampJson {
    header: Option<String>,
    unit: UnitJson,
    tolerance_seconds: u32,
}

#[derive(Deserialize)]
enum UnitJson {
    #[serde(rename = "s")]
    Seconds,
    #[serde(rename = "ms")]
    Milliseconds,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FieldJson {
    Header(String),
    Json(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderJson {
    header: String,
}

#[derive(Deserialize)]
enum SuccessJson {
    #[serde(rename = "2xx")]
    Any2xx,
    #[serde(rename = "200")]
    Only200,
}

impl<'de> Deserialize<'de> for Scheme {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = SchemeJson::deserialize(deserializer)?;
        let signature = json.signature.into_signature().map_err(D::Error::custom)?;
        Ok(Self {
            title: Text::from(json.title.unwrap_or_else(|| json.name.clone())),
            name: json.name.into(),
            docs: json.docs.unwrap_or_default().into(),
            algorithm: match json.algorithm {
                AlgorithmJson::HmacSha1 => Algorithm::HmacSha1,
                AlgorithmJson::HmacSha256 => Algorithm::HmacSha256,
                AlgorithmJson::HmacSha384 => Algorithm::HmacSha384,
                AlgorithmJson::HmacSha512 => Algorithm::HmacSha512,
                AlgorithmJson::Sha256OfKey => Algorithm::Sha256OfKey,
                AlgorithmJson::Token => Algorithm::Token,
            },
            key: json.key.map_or_else(
                || match signature.place {
                    Place::Url(_) => KeyFormat::new(KeyEncoding::UrlToken, &[]),
                    Place::Header(_) => KeyFormat::UTF8,
                },
                KeyJson::into_format,
            ),
            message: List::from(json.message.unwrap_or_default().into_iter().map(PartJson::into_part).collect::<Vec<_>>()),
            signature,
            timestamp: json.timestamp.map(|timestamp| Timestamp {
                header: timestamp.header.map(Text::from),
                unit: match timestamp.unit {
                    UnitJson::Seconds => Unit::Seconds,
                    UnitJson::Milliseconds => Unit::Milliseconds,
                },
                tolerance_seconds: timestamp.tolerance_seconds,
            }),
            id: json.id.map(FieldJson::into_field),
            event_type: json.event_type.map(FieldJson::into_field),
            nonce: json.nonce.map(|nonce| Nonce { header: nonce.header.into(), restricted: None }),
            success: match json.success {
                None | Some(SuccessJson::Any2xx) => Success::Any2xx,
                Some(SuccessJson::Only200) => Success::Only200,
            },
        })
    }
}

impl KeyJson {
    fn into_format(self) -> KeyFormat {
        KeyFormat {
            encoding: match self.encoding {
                None | Some(KeyEncodingJson::Utf8) => KeyEncoding::Utf8,
                Some(KeyEncodingJson::Hex) => KeyEncoding::Hex,
                Some(KeyEncodingJson::Base64) => KeyEncoding::Base64,
                Some(KeyEncodingJson::UrlToken) => KeyEncoding::UrlToken,
            },
            prefixes: List::from(self.prefixes.into_iter().map(Text::from).collect::<Vec<_>>()),
        }
    }
}

impl PartJson {
    fn into_part(self) -> Part {
        match self {
            Self::Text(text) => Part::Text(text.into()),
            Self::Header(name) => Part::Header(name.into()),
            Self::Timestamp => Part::Timestamp,
            Self::Id => Part::Id,
            Self::Type => Part::Type,
            Self::Nonce => Part::Nonce,
            Self::Body => Part::Body,
            Self::BodySha256Hex => Part::BodySha256Hex,
            Self::Method => Part::Method,
            Self::Path => Part::Path,
            Self::CanonicalQuery => Part::CanonicalQuery,
        }
    }
}

impl FieldJson {
    fn into_field(self) -> Field {
        match self {
            Self::Header(name) => Field::Header(name.into()),
            Self::Json(pointer) => Field::Json(pointer.into()),
        }
    }
}

impl SignatureJson {
    fn into_signature(self) -> Result<Signature, &'static str> {
        let place = match (self.header, self.url_token) {
            (Some(name), None) => Place::Header(name.into()),
            (None, Some(parameter)) => Place::Url(parameter.into()),
            _ => return Err("signature: give `header` or `urlToken`, one of the two"),
        };
        let grammar = match self.list {
            None => Grammar::Plain { prefix: self.prefix.unwrap_or_default().into(), optional: self.prefix_optional },
            Some(_) if self.prefix.is_some() || self.prefix_optional => {
                return Err("signature: a `list` has no `prefix`; say it in `list.tag`");
            }
            Some(list) => list.into_grammar()?,
        };
        let encoding = match self.encoding {
            None => Encoding::Raw,
            Some(EncodingJson::Hex) => Encoding::Hex,
            Some(EncodingJson::HexAnyCase) => Encoding::HexAnyCase,
            Some(EncodingJson::Base64) => Encoding::Base64,
            Some(EncodingJson::Base64url) => Encoding::Base64Url,
        };
        Ok(Signature { place, grammar, encoding })
    }
}

impl ListJson {
    fn into_grammar(self) -> Result<Grammar, &'static str> {
        let &[separator] = self.separator.as_bytes() else {
            return Err("signature.list.separator: must be one ASCII character");
        };
        match (self.kind, self.tag, self.key, self.timestamp_key) {
            (ListKindJson::Tagged, Some(tag), None, None) => Ok(Grammar::Tagged { separator, tag: tag.into() }),
            (ListKindJson::Tagged, ..) => Err("signature.list: `tagged` takes a `tag` and nothing else"),
            (ListKindJson::KeyValue, None, Some(key), timestamp_key) => {
                Ok(Grammar::KeyValue { separator, key: key.into(), timestamp_key: timestamp_key.map(Text::from) })
            }
            (ListKindJson::KeyValue, ..) => {
                Err("signature.list: `key-value` takes a `key` and, if the timestamp stands there, a `timestampKey`")
            }
        }
    }
}
