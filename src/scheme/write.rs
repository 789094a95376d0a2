//! A scheme written in the shape that it is read from. What has its default is left out.

use alloc::{string::String, vec::Vec};

#[cfg(feature = "asymmetric")]
use super::{
    Algorithm,
    read::{BODY_CRC32, REGISTRATION},
};
use super::{
    Field, Grammar, KeyEncoding, KeyFormat, List, Nonce, Part, Place, Scheme, Separator, Signature, Source, Success, Text, Timestamp,
    TimestampPlace, Value,
    fields::Choices,
    node::Node,
    read::{ALGORITHMS, ANSWERS, ENCODINGS, KEY_ENCODINGS, PARTS, UNITS, part_at},
};

impl Scheme {
    /// The value from which [`from_node`](Self::from_node) reads this scheme.
    #[must_use]
    pub fn to_node(&self) -> Node {
        let mut fields = Fields::default();
        fields.text("name", &self.name);
        fields.unless_empty("title", &self.title);
        fields.unless_empty("docs", &self.docs);
        match self.algorithm {
            #[cfg(feature = "asymmetric")]
            Algorithm::Public(algorithm) => fields.text("algorithm", algorithm.name()),
            algorithm => fields.one_of("algorithm", ALGORITHMS, &algorithm),
        }
        fields.extend("key", write_key(&self.key, self.signature.default_key_encoding()));
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if let Some(family) = &self.family {
            let (name, node) = family.write();
            fields.put(name, node);
            if self.success != Success::Any2xx {
                fields.one_of("success", ANSWERS, &self.success);
            }
            return fields.end();
        }
        if !self.message.is_empty() {
            fields.put("message", Node::List(self.message.iter().map(write_part).collect()));
        }
        fields.put("signature", write_signature(&self.signature));
        fields.extend("timestamp", self.timestamp.as_ref().map(write_timestamp));
        fields.extend("id", self.id.as_ref().map(write_field));
        fields.extend("type", self.event_type.as_ref().map(write_field));
        fields.extend("nonce", self.nonce.as_ref().map(write_nonce));
        if self.success != Success::Any2xx {
            fields.one_of("success", ANSWERS, &self.success);
        }
        if let Some(parameter) = &self.body_digest {
            let mut digest = Fields::default();
            digest.text("query", parameter);
            fields.put("bodyDigest", digest.end());
        }
        fields.flag("unseparated", self.unseparated);
        fields.end()
    }
}

fn write_key(key: &KeyFormat, default: KeyEncoding) -> Option<Node> {
    if key.encoding == default && key.prefixes.is_empty() && key.id_header.is_none() {
        return None;
    }
    let mut fields = Fields::default();
    if key.encoding != KeyEncoding::Utf8 {
        fields.one_of("encoding", KEY_ENCODINGS, &key.encoding);
    }
    if !key.prefixes.is_empty() {
        fields.texts("prefixes", &key.prefixes);
    }
    if let Some(header) = &key.id_header {
        fields.text("idHeader", header);
    }
    Some(fields.end())
}

fn write_part(part: &Part) -> Node {
    let mut fields = Fields::default();
    match part {
        Part::Text(text) => fields.text("text", text),
        Part::Header(name) => fields.text("header", name),
        Part::Value(value) => write_value(&mut fields, value),
        Part::NamedHeaders(headers) => {
            fields.text("signedHeaders", &headers.list);
            fields.texts("of", &headers.of);
        }
        #[cfg(feature = "asymmetric")]
        Part::BodyCrc32 => return Node::Text(BODY_CRC32.into()),
        #[cfg(feature = "asymmetric")]
        Part::Registration => return Node::Text(REGISTRATION.into()),
        word => {
            return Node::Text(
                PARTS.split(' ').zip(0..).find(|(_, place)| part_at(*place).as_ref() == Some(word)).map_or("", |(name, _)| name).into(),
            );
        }
    }
    fields.end()
}

fn write_value(fields: &mut Fields, value: &Value) {
    let (place, name) = match &value.source {
        Source::Header(name) => ("header", name),
        Source::Query(name) => ("query", name),
        Source::Form(name) => ("form", name),
        Source::Json(pointer) => ("json", pointer),
    };
    fields.text(place, name);
    fields.flag("optional", value.optional);
    fields.flag("lowerCase", value.lower_case);
    fields.flag("notHex", value.not_hex);
    fields.unless_empty("before", &value.before);
    fields.unless_empty("after", &value.after);
}

fn write_signature(signature: &Signature) -> Node {
    let mut fields = Fields::default();
    match &signature.place {
        Place::Header(name) => fields.text("header", name),
        Place::Headers(names) => fields.texts("headers", names),
        Place::Form(name) => fields.text("form", name),
        Place::Json(pointer) => fields.text("json", pointer),
        Place::Url(parameter) => fields.text("urlToken", parameter),
    }
    match &signature.grammar {
        Grammar::Plain { prefix, optional } => {
            fields.unless_empty("prefix", prefix);
            fields.flag("prefixOptional", *optional);
        }
        list => fields.put("list", write_list(list)),
    }
    // A token is compared as it stands, and is said to be in no encoding.
    if ENCODINGS.1.contains(&signature.encoding) {
        fields.one_of("encoding", ENCODINGS, &signature.encoding);
    }
    fields.end()
}

fn write_list(grammar: &Grammar) -> Node {
    let mut fields = Fields::default();
    let separated = |fields: &mut Fields, kind, separator: &Separator| {
        let mut text = String::from(char::from(separator.byte));
        if separator.spaced {
            text.push(' ');
        }
        fields.text("kind", kind);
        fields.text("separator", &text);
    };
    match grammar {
        Grammar::Plain { .. } => {}
        Grammar::Tagged { separator, tag } => {
            separated(&mut fields, "tagged", separator);
            fields.text("tag", tag);
        }
        Grammar::Positional { separator } => separated(&mut fields, "positional", separator),
        Grammar::KeyValue { separator, assign, key, timestamp_key } => {
            separated(&mut fields, "key-value", separator);
            fields.text("key", key);
            if *assign != b'=' {
                fields.text("assign", char::from(*assign).encode_utf8(&mut [0; 4]));
            }
            if let Some(key) = timestamp_key {
                fields.text("timestampKey", key);
            }
        }
    }
    fields.end()
}

fn write_timestamp(timestamp: &Timestamp) -> Node {
    let mut fields = Fields::default();
    match &timestamp.place {
        TimestampPlace::Header(name) => fields.text("header", name),
        TimestampPlace::Json(pointer) => fields.text("json", pointer),
        TimestampPlace::List => {}
    }
    fields.one_of("unit", UNITS, &timestamp.unit);
    fields.put("toleranceSeconds", Node::Number(timestamp.tolerance_seconds.into()));
    if let Some(seconds) = timestamp.future_seconds {
        fields.put("futureSeconds", Node::Number(seconds.into()));
    }
    fields.end()
}

fn write_field(field: &Field) -> Node {
    let mut fields = Fields::default();
    match field {
        Field::Header(name) => fields.text("header", name),
        Field::Json(pointer) => fields.text("json", pointer),
    }
    fields.end()
}

#[expect(clippy::cast_precision_loss, reason = "no header value is so long that its length would lose any")]
fn write_nonce(nonce: &Nonce) -> Node {
    let mut fields = Fields::default();
    fields.text("header", &nonce.header);
    if let Some((least, most)) = nonce.restricted {
        fields.put("least", Node::Number(least as f64));
        fields.put("most", Node::Number(most as f64));
    }
    fields.end()
}

/// What a value is called in the table that it is read by.
fn name_of<T: PartialEq>((names, values): Choices<T>, value: &T) -> &'static str {
    names.split(' ').zip(values).find(|(_, own)| *own == value).map_or("", |(name, _)| name)
}

/// The members of one value, in the order in which they are put.
#[derive(Default)]
pub(crate) struct Fields(Vec<(String, Node)>);

impl Fields {
    pub(crate) fn put(&mut self, name: &str, node: Node) {
        self.0.push((name.into(), node));
    }

    pub(crate) fn extend(&mut self, name: &str, node: Option<Node>) {
        if let Some(node) = node {
            self.put(name, node);
        }
    }

    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.put(name, Node::Text(text.into()));
    }

    pub(crate) fn texts(&mut self, name: &str, texts: &List<Text>) {
        self.put(name, Node::List(texts.iter().map(|text| Node::Text(text.as_str().into())).collect()));
    }

    pub(crate) fn unless_empty(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.text(name, text);
        }
    }

    pub(crate) fn flag(&mut self, name: &str, flag: bool) {
        if flag {
            self.put(name, Node::Flag(true));
        }
    }

    pub(crate) fn one_of<T: PartialEq>(&mut self, name: &str, names: Choices<T>, value: &T) {
        self.text(name, name_of(names, value));
    }

    pub(crate) fn end(self) -> Node {
        Node::Map(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers;

    #[test]
    fn every_scheme_is_read_back_from_what_is_written() {
        for scheme in providers::ALL {
            let json = serde_json::to_string(scheme).unwrap_or_default();
            assert_eq!(serde_json::from_str::<Scheme>(&json).ok().as_ref(), Some(*scheme), "{json}");
            assert!(!json.contains(r#""""#), "a word has no name: {json}");
        }
    }

    /// Between them they have every field of the shape; in its order, so that what is written is the text itself.
    const SHAPES: [&str; 4] = [
        concat!(
            r#"{"name":"a","title":"A","docs":"https://a.invalid/","algorithm":"sha256-secret-first","#,
            r#""key":{"encoding":"hex","prefixes":["k_","v1,k_"],"idHeader":"X-Key"},"#,
            r#""message":["timestamp",{"text":"."},"id",{"header":"X-A"},{"query":"data.id","optional":true,"lowerCase":true,"#,
            r#""before":"id:","after":";"},{"form":"p","notHex":true},{"json":"/a"},{"header":"X-B","optional":true},"#,
            r#"{"signedHeaders":"X-List","of":["X-C","X-D"]},"sorted-form-distinct","body"],"#,
            r#""signature":{"headers":["X-1","X-2"],"list":{"kind":"key-value","separator":", ","key":"v1","assign":"|","#,
            r#""timestampKey":"t"},"encoding":"base64url"},"#,
            r#""timestamp":{"unit":"s-or-ms","toleranceSeconds":300,"futureSeconds":60},"#,
            r#""id":{"header":"X-Id"},"type":{"json":"/type"},"nonce":{"header":"X-Nonce","least":8,"most":128},"#,
            r#""success":"200","bodyDigest":{"query":"bodySHA256"},"unseparated":true}"#,
        ),
        concat!(
            r#"{"name":"b","algorithm":"hmac-sha1","key":{"prefixes":["k_"]},"message":["body"],"#,
            r#""signature":{"form":"s","prefix":"v0=","prefixOptional":true,"encoding":"hex"},"#,
            r#""timestamp":{"json":"/t","unit":"rfc3339","toleranceSeconds":1}}"#,
        ),
        concat!(
            r#"{"name":"c","algorithm":"hmac-sha512","message":["body"],"#,
            r#""signature":{"json":"/s","list":{"kind":"tagged","separator":" ","tag":"v1,"},"encoding":"base64"}}"#,
        ),
        concat!(
            r#"{"name":"d","algorithm":"token","key":{"prefixes":["k_"]},"#,
            r#""signature":{"urlToken":"token","list":{"kind":"positional","separator":","}},"#,
            r#""timestamp":{"header":"T","unit":"ms","toleranceSeconds":1}}"#,
        ),
    ];

    #[test]
    fn every_field_is_written_as_it_is_read() {
        for json in SHAPES {
            let scheme = serde_json::from_str::<Scheme>(json).map_err(|error| error.to_string());
            assert_eq!(scheme.map(|scheme| serde_json::to_string(&scheme).unwrap_or_default()), Ok(json.to_owned()));
        }
    }

    #[test]
    fn what_has_its_default_is_left_out() {
        let json = serde_json::to_string(&providers::GITHUB).unwrap_or_default();
        assert_eq!(
            json,
            concat!(
                r#"{"name":"github","title":"GitHub webhooks","#,
                r#""docs":"https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries","#,
                r#""algorithm":"hmac-sha256","message":["body"],"#,
                r#""signature":{"header":"X-Hub-Signature-256","prefix":"sha256=","encoding":"hex"},"#,
                r#""id":{"header":"X-GitHub-Delivery"},"type":{"header":"X-GitHub-Event"}}"#
            )
        );
    }
}
