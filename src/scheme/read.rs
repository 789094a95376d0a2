//! The shape of a scheme in JSON and the like: which fields there are and what each may hold. Nothing unknown is passed over.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Deserializer, de::Error as _};

use super::{
    Algorithm, Encoding, Field, Grammar, KeyEncoding, KeyFormat, List, Nonce, Part, Place, Scheme, Signature, Success, Text, Timestamp,
    Unit, node::Node,
};
use crate::Error;

impl<'de> Deserialize<'de> for Scheme {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(Node::read(deserializer)?).map_err(D::Error::custom)
    }
}

const ALGORITHMS: &[(&str, Algorithm)] = &[
    ("hmac-sha1", Algorithm::HmacSha1),
    ("hmac-sha256", Algorithm::HmacSha256),
    ("hmac-sha384", Algorithm::HmacSha384),
    ("hmac-sha512", Algorithm::HmacSha512),
    ("sha256-of-key", Algorithm::Sha256OfKey),
    ("token", Algorithm::Token),
];
const KEY_ENCODINGS: &[(&str, KeyEncoding)] =
    &[("utf8", KeyEncoding::Utf8), ("hex", KeyEncoding::Hex), ("base64", KeyEncoding::Base64), ("url-token", KeyEncoding::UrlToken)];
const ENCODINGS: &[(&str, Encoding)] =
    &[("hex", Encoding::Hex), ("hex-any-case", Encoding::HexAnyCase), ("base64", Encoding::Base64), ("base64url", Encoding::Base64Url)];
const UNITS: &[(&str, Unit)] = &[("s", Unit::Seconds), ("ms", Unit::Milliseconds)];
const ANSWERS: &[(&str, Success)] = &[("2xx", Success::Any2xx), ("200", Success::Only200)];
/// Whether the list is one of keys and values.
const LISTS: &[(&str, bool)] = &[("tagged", false), ("key-value", true)];

fn read(node: Node) -> Result<Scheme, Error> {
    let mut fields = Fields::of(node, "scheme")?;
    let name = fields.text("name")?.ok_or_else(|| missing("name"))?;
    let algorithm = fields.one_of("algorithm", ALGORITHMS)?.ok_or_else(|| missing("algorithm"))?;
    let signature = read_signature(fields.take("signature").ok_or_else(|| missing("signature"))?)?;
    let key = match (fields.take("key"), &signature.place) {
        (Some(node), _) => read_key(node)?,
        (None, Place::Url(_)) => KeyFormat::new(KeyEncoding::UrlToken, &[]),
        (None, Place::Header(_)) => KeyFormat::UTF8,
    };
    let scheme = Scheme {
        title: fields.text("title")?.unwrap_or_else(|| name.clone()),
        name,
        docs: fields.text("docs")?.unwrap_or(Text::new("")),
        algorithm,
        key,
        message: fields.list("message", read_part)?,
        signature,
        timestamp: fields.take("timestamp").map(read_timestamp).transpose()?,
        id: fields.take("id").map(|node| read_field(node, "id")).transpose()?,
        event_type: fields.take("type").map(|node| read_field(node, "type")).transpose()?,
        nonce: fields.take("nonce").map(read_nonce).transpose()?,
        success: fields.one_of("success", ANSWERS)?.unwrap_or(Success::Any2xx),
    };
    fields.end()?;
    Ok(scheme)
}

fn read_key(node: Node) -> Result<KeyFormat, Error> {
    let mut fields = Fields::of(node, "key")?;
    let encoding = fields.one_of("encoding", KEY_ENCODINGS)?.unwrap_or(KeyEncoding::Utf8);
    let prefixes = fields.list("prefixes", |node| text(node, "key.prefixes"))?;
    fields.end()?;
    Ok(KeyFormat { encoding, prefixes })
}

fn read_part(node: Node) -> Result<Part, Error> {
    let fields = match node {
        Node::Text(name) => {
            return Ok(match name.as_str() {
                "timestamp" => Part::Timestamp,
                "id" => Part::Id,
                "type" => Part::Type,
                "nonce" => Part::Nonce,
                "body" => Part::Body,
                "body-sha256-hex" => Part::BodySha256Hex,
                "method" => Part::Method,
                "path" => Part::Path,
                "canonical-query" => Part::CanonicalQuery,
                _ => return Err(Error::scheme("message", "names a part that does not exist; fixed text is written { text: … }")),
            });
        }
        other => other,
    };
    let mut fields = Fields::of(fields, "message")?;
    let part = match (fields.text("text")?, fields.text("header")?) {
        (Some(text), None) => Part::Text(text),
        (None, Some(name)) => Part::Header(name),
        _ => return Err(Error::scheme("message", "takes { text: … } or { header: … } where a part is no name")),
    };
    fields.end()?;
    Ok(part)
}

fn read_signature(node: Node) -> Result<Signature, Error> {
    let mut fields = Fields::of(node, "signature")?;
    let place = match (fields.text("header")?, fields.text("urlToken")?) {
        (Some(name), None) => Place::Header(name),
        (None, Some(parameter)) => Place::Url(parameter),
        _ => return Err(Error::scheme("signature", "needs `header` or `urlToken`, one of the two")),
    };
    let prefix = fields.text("prefix")?;
    let optional = fields.flag("prefixOptional")?;
    let grammar = match fields.take("list") {
        None => Grammar::Plain { prefix: prefix.unwrap_or(Text::new("")), optional },
        Some(_) if prefix.is_some() || optional => {
            return Err(Error::scheme("signature.prefix", "does not go with `list`; say it in `list.tag`"));
        }
        Some(list) => read_list(list)?,
    };
    let encoding = fields.one_of("encoding", ENCODINGS)?.unwrap_or(Encoding::Raw);
    fields.end()?;
    Ok(Signature { place, grammar, encoding })
}

fn read_list(node: Node) -> Result<Grammar, Error> {
    let mut fields = Fields::of(node, "signature.list")?;
    let keyed = fields.one_of("kind", LISTS)?.ok_or_else(|| missing("signature.list.kind"))?;
    let separator = fields.text("separator")?.ok_or_else(|| missing("signature.list.separator"))?;
    let &[separator] = separator.as_bytes() else {
        return Err(Error::scheme("signature.list.separator", "must be one ASCII character"));
    };
    let grammar = if keyed {
        let key = fields.text("key")?.ok_or_else(|| missing("signature.list.key"))?;
        Grammar::KeyValue { separator, key, timestamp_key: fields.text("timestampKey")? }
    } else {
        Grammar::Tagged { separator, tag: fields.text("tag")?.ok_or_else(|| missing("signature.list.tag"))? }
    };
    fields.end()?;
    Ok(grammar)
}

fn read_timestamp(node: Node) -> Result<Timestamp, Error> {
    let mut fields = Fields::of(node, "timestamp")?;
    let timestamp = Timestamp {
        header: fields.text("header")?,
        unit: fields.one_of("unit", UNITS)?.ok_or_else(|| missing("timestamp.unit"))?,
        tolerance_seconds: match fields.take("toleranceSeconds") {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a whole number of 32 bits")]
            Some(Node::Number(number)) if number >= 0.0 && number <= f64::from(u32::MAX) && number % 1.0 == 0.0 => number as u32,
            Some(_) => return Err(Error::scheme("timestamp.toleranceSeconds", "must be a whole number of seconds")),
            None => return Err(missing("timestamp.toleranceSeconds")),
        },
    };
    fields.end()?;
    Ok(timestamp)
}

fn read_field(node: Node, path: &'static str) -> Result<Field, Error> {
    let mut fields = Fields::of(node, path)?;
    let field = match (fields.text("header")?, fields.text("json")?) {
        (Some(name), None) => Field::Header(name),
        (None, Some(pointer)) => Field::Json(pointer),
        _ => return Err(Error::scheme(path, "needs `header` or `json`, one of the two")),
    };
    fields.end()?;
    Ok(field)
}

fn read_nonce(node: Node) -> Result<Nonce, Error> {
    let mut fields = Fields::of(node, "nonce")?;
    let header = fields.text("header")?.ok_or_else(|| missing("nonce.header"))?;
    fields.end()?;
    Ok(Nonce { header, restricted: None })
}

fn missing(field: &'static str) -> Error {
    Error::scheme(field, "is missing")
}

fn text(node: Node, field: impl Into<Text>) -> Result<Text, Error> {
    match node {
        Node::Text(text) => Ok(text.into()),
        _ => Err(Error::scheme(field, "must be a string")),
    }
}

/// The members of one value that are still to be read.
struct Fields {
    path: &'static str,
    members: Vec<(String, Node)>,
}

impl Fields {
    fn of(node: Node, path: &'static str) -> Result<Self, Error> {
        match node {
            Node::Map(members) => Ok(Self { path, members }),
            _ => Err(Error::scheme(path, "must be an object")),
        }
    }

    /// The path of a member, as a message names it.
    fn named(&self, name: &str) -> Text {
        if self.path == "scheme" {
            return String::from(name).into();
        }
        [self.path, ".", name].concat().into()
    }

    fn take(&mut self, name: &str) -> Option<Node> {
        let place = self.members.iter().position(|(own, _)| own == name)?;
        Some(self.members.swap_remove(place).1).filter(|node| !matches!(node, Node::Nothing))
    }

    fn text(&mut self, name: &str) -> Result<Option<Text>, Error> {
        self.take(name).map(|node| text(node, self.named(name))).transpose()
    }

    fn flag(&mut self, name: &str) -> Result<bool, Error> {
        match self.take(name) {
            None => Ok(false),
            Some(Node::Flag(flag)) => Ok(flag),
            Some(_) => Err(Error::scheme(self.named(name), "must be true or false")),
        }
    }

    fn one_of<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> Result<Option<T>, Error> {
        let Some(given) = self.text(name)? else { return Ok(None) };
        let choice = choices.iter().find(|(own, _)| *own == given.as_str()).map(|(_, choice)| *choice);
        choice.map(Some).ok_or_else(|| Error::scheme(self.named(name), "is none of the values that it may have; see the shape of a scheme"))
    }

    fn list<T: Clone>(&mut self, name: &str, read: impl FnMut(Node) -> Result<T, Error>) -> Result<List<T>, Error> {
        match self.take(name) {
            None => Ok(List::new(&[])),
            Some(Node::List(nodes)) => Ok(nodes.into_iter().map(read).collect::<Result<Vec<T>, Error>>()?.into()),
            Some(_) => Err(Error::scheme(self.named(name), "must be a list")),
        }
    }

    /// Refuses what was not read.
    fn end(&self) -> Result<(), Error> {
        match self.members.iter().find(|(_, node)| !matches!(node, Node::Nothing)) {
            None => Ok(()),
            Some((name, _)) => Err(Error::scheme(self.named(name), "is no field of a scheme; is it misspelt?")),
        }
    }
}
