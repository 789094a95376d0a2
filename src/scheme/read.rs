//! The shape of a scheme in JSON and the like: which fields there are and what each may hold. Nothing unknown is passed over.

use alloc::vec::Vec;

use super::{
    Algorithm, Encoding, Field, Grammar, KeyEncoding, KeyFormat, List, NamedHeaders, Nonce, Part, Place, Repeats, Scheme, Separator,
    Signature, Source, Success, Text, Timestamp, TimestampPlace, Unit, Value,
    fields::{Choices, Fields, NEEDED, OPTIONAL, Wrong, note, place_of},
    node::Node,
};
use crate::Error;
#[cfg(feature = "asymmetric")]
use crate::asymmetric;

impl Scheme {
    /// Reads a scheme from the value that describes it; see [the module](crate::scheme) for the shape.
    ///
    /// # Errors
    /// [`Code::InvalidScheme`](crate::Code::InvalidScheme), naming the first field that is missing, unknown or of the wrong kind.
    /// Whether the fields make sense together is for [`validate`](Self::validate) to say.
    pub fn from_node(node: Node) -> Result<Self, Error> {
        let mut wrong = None;
        let scheme = read(node, &mut wrong);
        wrong.map_or(Ok(scheme), Err)
    }
}

// The names of what a field may be, one after the other, and beside them what they stand for: a table of pairs costs several
// times its text.
pub(super) const ALGORITHMS: Choices<Algorithm> = (
    "hmac-sha1 hmac-sha256 hmac-sha384 hmac-sha512 sha256-secret-first sha256-of-key token",
    &[
        Algorithm::HmacSha1,
        Algorithm::HmacSha256,
        Algorithm::HmacSha384,
        Algorithm::HmacSha512,
        Algorithm::Sha256SecretFirst,
        Algorithm::Sha256OfKey,
        Algorithm::Token,
    ],
);
pub(super) const KEY_ENCODINGS: Choices<KeyEncoding> = (
    "utf8 hex base64 base64url url-token ascii sha1 basic",
    &[
        KeyEncoding::Utf8,
        KeyEncoding::Hex,
        KeyEncoding::Base64,
        KeyEncoding::Base64Url,
        KeyEncoding::UrlToken,
        KeyEncoding::Ascii,
        KeyEncoding::Sha1,
        KeyEncoding::Basic,
    ],
);
pub(super) const ENCODINGS: Choices<Encoding> =
    ("hex hex-any-case base64 base64url", &[Encoding::Hex, Encoding::HexAnyCase, Encoding::Base64, Encoding::Base64Url]);
pub(super) const UNITS: Choices<Unit> = (
    "s ms s-or-ms rfc3339 imf-fixdate",
    &[Unit::Seconds, Unit::Milliseconds, Unit::SecondsOrMilliseconds, Unit::Rfc3339, Unit::ImfFixdate],
);
pub(super) const ANSWERS: Choices<Success> = ("2xx 200", &[Success::Any2xx, Success::Only200]);

pub(super) const PARTS: &str = "timestamp id type nonce body body-sha256-hex method path canonical-query body-sha256-base64 url url-hubspot \
    path-and-query path-and-query-contentful sorted-form sorted-form-kept sorted-form-distinct body-object";

/// Parts that only schemes of public keys have.
#[cfg(feature = "asymmetric")]
pub(super) const BODY_CRC32: &str = "body-crc32";
#[cfg(feature = "asymmetric")]
pub(super) const REGISTRATION: &str = "registration";

/// The part at this place in [`PARTS`].
pub(super) fn part_at(place: usize) -> Option<Part> {
    Some(match place {
        0 => Part::Timestamp,
        1 => Part::Id,
        2 => Part::Type,
        3 => Part::Nonce,
        4 => Part::Body,
        5 => Part::BodySha256Hex,
        6 => Part::Method,
        7 => Part::Path,
        8 => Part::CanonicalQuery,
        9 => Part::BodySha256Base64,
        10 => Part::Url,
        11 => Part::UrlHubspot,
        12 => Part::PathAndQuery,
        13 => Part::PathAndQueryContentful,
        14 => Part::SortedForm(Repeats::Refused),
        15 => Part::SortedForm(Repeats::Kept),
        16 => Part::SortedForm(Repeats::Distinct),
        17 => Part::BodyObject,
        _ => return None,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ListKind {
    Tagged,
    KeyValue,
    Positional,
}

const LISTS: Choices<ListKind> = ("tagged key-value positional", &[ListKind::Tagged, ListKind::KeyValue, ListKind::Positional]);

/// As [`Fields::one_of`], with the algorithms of public keys too.
#[cfg(feature = "asymmetric")]
fn read_algorithm(fields: &mut Fields<'_>, algorithm: &mut Algorithm) {
    let public = |name: &str| asymmetric::Algorithm::ALL.into_iter().find(|own| own.name() == name);
    match fields.take("algorithm") {
        Some(Node::Text(name)) if public(&name).is_some() => *algorithm = public(&name).map_or(*algorithm, Algorithm::Public),
        node => {
            fields.put_back("algorithm", node);
            fields.one_of("algorithm", ALGORITHMS, algorithm, NEEDED);
        }
    }
}

/// Reads into a scheme that is whole from the start, and keeps the first thing that is wrong: no path leaves half-way.
fn read(node: Node, wrong: Wrong<'_>) -> Scheme {
    let mut scheme = Scheme::new("", Algorithm::HmacSha256);
    let mut fields = Fields::of(node, "", wrong);
    fields.text("name", &mut scheme.name, NEEDED);
    fields.text("title", &mut scheme.title, OPTIONAL);
    fields.text("docs", &mut scheme.docs, OPTIONAL);
    #[cfg(not(feature = "asymmetric"))]
    fields.one_of("algorithm", ALGORITHMS, &mut scheme.algorithm, NEEDED);
    #[cfg(feature = "asymmetric")]
    read_algorithm(&mut fields, &mut scheme.algorithm);
    #[cfg(any(feature = "jws", feature = "http-signatures"))]
    if let Some(family) = crate::family::Family::read(&mut fields, scheme.algorithm) {
        scheme.family = Some(family);
        if let Some(node) = fields.take("key") {
            read_key(node, &mut scheme.key, fields.wrong);
        }
        fields.one_of("success", ANSWERS, &mut scheme.success, OPTIONAL);
        fields.end();
        return scheme;
    }
    if let Some(node) = fields.expect("signature", NEEDED) {
        read_signature(node, &mut scheme.signature, fields.wrong);
    }
    scheme.key.encoding = scheme.signature.default_key_encoding();
    if let Some(node) = fields.take("key") {
        read_key(node, &mut scheme.key, fields.wrong);
    }
    let mut parts = Vec::new();
    for node in fields.nodes("message") {
        parts.push(read_part(node, fields.wrong));
    }
    scheme.message = parts.into();
    scheme.timestamp = fields.take("timestamp").map(|node| read_timestamp(node, fields.wrong));
    scheme.id = fields.take("id").map(|node| read_field(node, "id", fields.wrong));
    scheme.event_type = fields.take("type").map(|node| read_field(node, "type", fields.wrong));
    scheme.nonce = fields.take("nonce").map(|node| read_nonce(node, fields.wrong));
    fields.one_of("success", ANSWERS, &mut scheme.success, OPTIONAL);
    scheme.body_digest = fields.take("bodyDigest").map(|node| {
        let mut fields = Fields::of(node, "bodyDigest", fields.wrong);
        let mut name = Text::new("");
        fields.text("query", &mut name, NEEDED);
        fields.end();
        name
    });
    scheme.unseparated = fields.flag("unseparated");
    fields.end();
    scheme
}

impl Signature {
    /// How a secret is read where the shape says nothing of the key.
    pub(super) const fn default_key_encoding(&self) -> KeyEncoding {
        if matches!(self.place, Place::Url(_)) { KeyEncoding::UrlToken } else { KeyEncoding::Utf8 }
    }
}

fn read_key(node: Node, key: &mut KeyFormat, wrong: Wrong<'_>) {
    let mut fields = Fields::of(node, "key", wrong);
    key.encoding = KeyEncoding::Utf8;
    fields.one_of("encoding", KEY_ENCODINGS, &mut key.encoding, OPTIONAL);
    fields.texts("prefixes", &mut key.prefixes);
    let mut id_header = Text::new("");
    if fields.text("idHeader", &mut id_header, OPTIONAL) {
        key.id_header = Some(id_header);
    }
    fields.end();
}

fn read_part(node: Node, wrong: Wrong<'_>) -> Part {
    if let Node::Text(name) = &node {
        #[cfg(feature = "asymmetric")]
        match name.as_str() {
            BODY_CRC32 => return Part::BodyCrc32,
            REGISTRATION => return Part::Registration,
            _ => {}
        }
        return place_of(name, PARTS).and_then(part_at).unwrap_or_else(|| {
            note(wrong, Text::new("message"), "names an unknown part; fixed text is { text: … }");
            Part::Body
        });
    }
    let mut fields = Fields::of(node, "message", wrong);
    let mut text = Text::new("");
    let kind = fields.one_given(&["text", "header", "query", "form", "json", "signedHeaders"], &mut text);
    let source = match kind {
        0 => {
            fields.end();
            return Part::Text(text);
        }
        1 => Source::Header(text),
        2 => Source::Query(text),
        3 => Source::Form(text),
        4 => Source::Json(text),
        _ => {
            let mut headers = NamedHeaders { list: text, of: List::new(&[]) };
            fields.texts("of", &mut headers.of);
            fields.end();
            return Part::NamedHeaders(headers);
        }
    };
    let mut value = Value::of(source);
    value.optional = fields.flag("optional");
    value.lower_case = fields.flag("lowerCase");
    value.not_hex = fields.flag("notHex");
    fields.text("before", &mut value.before, OPTIONAL);
    fields.text("after", &mut value.after, OPTIONAL);
    fields.end();
    let plain = !value.optional && !value.lower_case && !value.not_hex && value.before.is_empty() && value.after.is_empty();
    match value.source {
        // As it stands.
        Source::Header(name) if plain => Part::Header(name),
        source => Part::Value(Value { source, ..value }),
    }
}

fn read_signature(node: Node, signature: &mut Signature, wrong: Wrong<'_>) {
    let mut fields = Fields::of(node, "signature", wrong);
    let mut names = List::new(&[]);
    fields.texts("headers", &mut names);
    signature.place = if names.is_empty() {
        let mut name = Text::new("");
        match fields.one_given(&["header", "urlToken", "form", "json"], &mut name) {
            0 => Place::Header(name),
            1 => Place::Url(name),
            2 => Place::Form(name),
            _ => Place::Json(name),
        }
    } else {
        Place::Headers(names)
    };
    let mut prefix = Text::new("");
    let prefixed = fields.text("prefix", &mut prefix, OPTIONAL);
    let optional = fields.flag("prefixOptional");
    signature.grammar = Grammar::Plain { prefix, optional };
    if let Some(node) = fields.take("list") {
        signature.grammar = read_list(node, fields.wrong);
        if prefixed || optional {
            fields.refuse("prefix", "does not go with `list`; say it in `list.tag`");
        }
    }
    signature.encoding = Encoding::Raw;
    fields.one_of("encoding", ENCODINGS, &mut signature.encoding, OPTIONAL);
    fields.end();
}

fn read_list(node: Node, wrong: Wrong<'_>) -> Grammar {
    let mut fields = Fields::of(node, "signature.list", wrong);
    let (mut kind, mut separator, mut mark, mut timestamp_key) = (ListKind::Tagged, Text::new(""), Text::new(""), Text::new(""));
    fields.one_of("kind", LISTS, &mut kind, NEEDED);
    fields.text("separator", &mut separator, NEEDED);
    let separator = match *separator.as_bytes() {
        [byte] => Separator { byte, spaced: false },
        [byte, b' '] => Separator { byte, spaced: true },
        _ => {
            fields.refuse("separator", "must be one ASCII character, or one and a space");
            return Grammar::Positional { separator: Separator { byte: 0, spaced: false } };
        }
    };
    let grammar = match kind {
        ListKind::Positional => Grammar::Positional { separator },
        ListKind::Tagged => {
            fields.text("tag", &mut mark, NEEDED);
            Grammar::Tagged { separator, tag: mark }
        }
        ListKind::KeyValue => {
            let mut assign = Text::new("=");
            fields.text("key", &mut mark, NEEDED);
            fields.text("assign", &mut assign, OPTIONAL);
            let timed = fields.text("timestampKey", &mut timestamp_key, OPTIONAL);
            // What is no single character is refused by the check of the whole scheme.
            let assign = if let [byte] = *assign.as_bytes() { byte } else { 0 };
            Grammar::KeyValue { separator, assign, key: mark, timestamp_key: timed.then_some(timestamp_key) }
        }
    };
    fields.end();
    grammar
}

fn read_timestamp(node: Node, wrong: Wrong<'_>) -> Timestamp {
    let mut fields = Fields::of(node, "timestamp", wrong);
    let (mut header, mut pointer, mut unit) = (Text::new(""), Text::new(""), Unit::Seconds);
    let in_header = fields.text("header", &mut header, OPTIONAL);
    let in_json = fields.text("json", &mut pointer, OPTIONAL);
    fields.one_of("unit", UNITS, &mut unit, NEEDED);
    let tolerance_seconds = fields.whole("toleranceSeconds", NEEDED).unwrap_or_default();
    let future_seconds = fields.whole("futureSeconds", OPTIONAL);
    if in_header && in_json {
        fields.refuse("header", "is given, and so is timestamp.json; keep one");
    }
    fields.end();
    let place = match (in_header, in_json) {
        (true, _) => TimestampPlace::Header(header),
        (_, true) => TimestampPlace::Json(pointer),
        _ => TimestampPlace::List,
    };
    Timestamp { place, unit, tolerance_seconds, future_seconds }
}

fn read_field(node: Node, path: &'static str, wrong: Wrong<'_>) -> Field {
    let mut fields = Fields::of(node, path, wrong);
    let mut text = Text::new("");
    let kind = fields.one_given(&["header", "json"], &mut text);
    fields.end();
    if kind == 1 { Field::Json(text) } else { Field::Header(text) }
}

fn read_nonce(node: Node, wrong: Wrong<'_>) -> Nonce {
    let mut fields = Fields::of(node, "nonce", wrong);
    let mut header = Text::new("");
    fields.text("header", &mut header, NEEDED);
    let [least, most] = ["least", "most"].map(|name| fields.whole(name, OPTIONAL).and_then(|bytes| usize::try_from(bytes).ok()));
    if least.is_some() != most.is_some() {
        fields.refuse("least", "goes with `nonce.most`; give both or neither");
    }
    fields.end();
    Nonce { header, restricted: least.zip(most) }
}
