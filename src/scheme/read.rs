//! The shape of a scheme in JSON and the like: which fields there are and what each may hold. Nothing unknown is passed over.

use alloc::{string::String, vec::Vec};

use super::{
    Algorithm, Encoding, Field, Grammar, KeyEncoding, KeyFormat, List, Nonce, Part, Place, Scheme, Signature, Success, Text, Timestamp,
    Unit, node::Node,
};
use crate::Error;

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
const PARTS: &[(&str, Part)] = &[
    ("timestamp", Part::Timestamp),
    ("id", Part::Id),
    ("type", Part::Type),
    ("nonce", Part::Nonce),
    ("body", Part::Body),
    ("body-sha256-hex", Part::BodySha256Hex),
    ("method", Part::Method),
    ("path", Part::Path),
    ("canonical-query", Part::CanonicalQuery),
];
/// Whether the list is one of keys and values.
const LISTS: &[(&str, bool)] = &[("tagged", false), ("key-value", true)];

/// Reads into a scheme that is whole from the start, and keeps the first thing that is wrong: no path leaves half-way.
fn read(node: Node, wrong: Wrong<'_>) -> Scheme {
    let mut scheme = Scheme::new("", Algorithm::HmacSha256);
    let mut fields = Fields::of(node, "", wrong);
    fields.text("name", &mut scheme.name, NEEDED);
    fields.text("title", &mut scheme.title, OPTIONAL);
    fields.text("docs", &mut scheme.docs, OPTIONAL);
    fields.one_of("algorithm", ALGORITHMS, &mut scheme.algorithm, NEEDED);
    if let Some(node) = fields.expect("signature", NEEDED) {
        read_signature(node, &mut scheme.signature, fields.wrong);
    }
    if matches!(scheme.signature.place, Place::Url(_)) {
        scheme.key.encoding = KeyEncoding::UrlToken;
    }
    if let Some(node) = fields.take("key") {
        read_key(node, &mut scheme.key, fields.wrong);
    }
    fields.list("message", &mut scheme.message, read_part);
    scheme.timestamp = fields.take("timestamp").map(|node| read_timestamp(node, fields.wrong));
    scheme.id = fields.take("id").map(|node| read_field(node, "id", fields.wrong));
    scheme.event_type = fields.take("type").map(|node| read_field(node, "type", fields.wrong));
    scheme.nonce = fields.take("nonce").map(|node| read_nonce(node, fields.wrong));
    fields.one_of("success", ANSWERS, &mut scheme.success, OPTIONAL);
    fields.end();
    scheme
}

fn read_key(node: Node, key: &mut KeyFormat, wrong: Wrong<'_>) {
    let mut fields = Fields::of(node, "key", wrong);
    key.encoding = KeyEncoding::Utf8;
    fields.one_of("encoding", KEY_ENCODINGS, &mut key.encoding, OPTIONAL);
    fields.list("prefixes", &mut key.prefixes, |node, wrong| match node {
        Node::Text(text) => text.into(),
        _ => {
            note(wrong, "key.prefixes", "must be a list of strings");
            Text::new("")
        }
    });
    fields.end();
}

fn read_part(node: Node, wrong: Wrong<'_>) -> Part {
    if let Node::Text(name) = &node {
        let part = PARTS.iter().find(|(own, _)| own == name);
        if part.is_none() {
            note(wrong, "message", "names a part that does not exist; fixed text is written { text: … }");
        }
        return part.map_or(Part::Body, |(_, part)| part.clone());
    }
    let mut fields = Fields::of(node, "message", wrong);
    let mut text = Text::new("");
    let is_header = fields.either("text", "header", &mut text);
    fields.end();
    if is_header { Part::Header(text) } else { Part::Text(text) }
}

fn read_signature(node: Node, signature: &mut Signature, wrong: Wrong<'_>) {
    let mut fields = Fields::of(node, "signature", wrong);
    let mut name = Text::new("");
    signature.place = if fields.either("header", "urlToken", &mut name) { Place::Url(name) } else { Place::Header(name) };
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
    let (mut keyed, mut separator, mut mark, mut timestamp_key) = (false, Text::new(""), Text::new(""), Text::new(""));
    fields.one_of("kind", LISTS, &mut keyed, NEEDED);
    fields.text("separator", &mut separator, NEEDED);
    let &[separator] = separator.as_bytes() else {
        fields.refuse("separator", "must be one ASCII character");
        return Grammar::Tagged { separator: 0, tag: mark };
    };
    fields.text(if keyed { "key" } else { "tag" }, &mut mark, NEEDED);
    let timed = keyed && fields.text("timestampKey", &mut timestamp_key, OPTIONAL);
    fields.end();
    if keyed {
        Grammar::KeyValue { separator, key: mark, timestamp_key: timed.then_some(timestamp_key) }
    } else {
        Grammar::Tagged { separator, tag: mark }
    }
}

fn read_timestamp(node: Node, wrong: Wrong<'_>) -> Timestamp {
    let mut fields = Fields::of(node, "timestamp", wrong);
    let (mut header, mut unit) = (Text::new(""), Unit::Seconds);
    let in_header = fields.text("header", &mut header, OPTIONAL);
    fields.one_of("unit", UNITS, &mut unit, NEEDED);
    let tolerance_seconds = match fields.take("toleranceSeconds") {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a whole number of 32 bits")]
        Some(Node::Number(number)) if number >= 0.0 && number <= f64::from(u32::MAX) && number % 1.0 == 0.0 => number as u32,
        _ => {
            fields.refuse("toleranceSeconds", "must be a whole number of seconds");
            0
        }
    };
    fields.end();
    Timestamp { header: in_header.then_some(header), unit, tolerance_seconds }
}

fn read_field(node: Node, path: &'static str, wrong: Wrong<'_>) -> Field {
    let mut fields = Fields::of(node, path, wrong);
    let mut text = Text::new("");
    let is_pointer = fields.either("header", "json", &mut text);
    fields.end();
    if is_pointer { Field::Json(text) } else { Field::Header(text) }
}

fn read_nonce(node: Node, wrong: Wrong<'_>) -> Nonce {
    let mut fields = Fields::of(node, "nonce", wrong);
    let mut header = Text::new("");
    fields.text("header", &mut header, NEEDED);
    fields.end();
    Nonce { header, restricted: None }
}

/// Where the first thing that is wrong is kept.
type Wrong<'w> = &'w mut Option<Error>;

fn note(wrong: Wrong<'_>, field: impl Into<Text>, why: &'static str) {
    if wrong.is_none() {
        *wrong = Some(Error::scheme(field, why));
    }
}

const NEEDED: bool = true;
const OPTIONAL: bool = false;

/// The members of one value that are still to be read.
struct Fields<'w> {
    path: &'static str,
    members: Vec<(String, Node)>,
    wrong: Wrong<'w>,
}

impl<'w> Fields<'w> {
    fn of(node: Node, path: &'static str, wrong: Wrong<'w>) -> Self {
        let Node::Map(members) = node else {
            note(wrong, if path.is_empty() { "scheme" } else { path }, "must be an object");
            return Self { path, members: Vec::new(), wrong };
        };
        let repeated = |(place, (name, _)): (usize, &(String, Node))| members.iter().take(place).any(|(own, _)| own == name);
        if members.iter().enumerate().any(repeated) {
            note(wrong, path, "has a field twice");
        }
        Self { path, members, wrong }
    }

    fn refuse(&mut self, name: &str, why: &'static str) {
        let dot = if self.path.is_empty() { "" } else { "." };
        note(self.wrong, [self.path, dot, name].concat(), why);
    }

    fn take(&mut self, name: &str) -> Option<Node> {
        let place = self.members.iter().position(|(own, _)| own == name)?;
        Some(self.members.swap_remove(place).1).filter(|node| !matches!(node, Node::Nothing))
    }

    /// A member that may have to be there.
    fn expect(&mut self, name: &str, needed: bool) -> Option<Node> {
        let node = self.take(name);
        if needed && node.is_none() {
            self.refuse(name, "is missing");
        }
        node
    }

    /// Whether the member was given.
    fn text(&mut self, name: &str, slot: &mut Text, needed: bool) -> bool {
        match self.expect(name, needed) {
            None => return false,
            Some(Node::Text(text)) => *slot = text.into(),
            Some(_) => self.refuse(name, "must be a string"),
        }
        true
    }

    /// Whether it was the second of two, of which exactly one must be given.
    fn either(&mut self, first: &'static str, second: &'static str, slot: &mut Text) -> bool {
        let is_first = self.text(first, slot, OPTIONAL);
        let is_second = self.text(second, slot, OPTIONAL);
        if is_first == is_second {
            self.refuse(first, "is one of two fields of which exactly one must be given; see the shape of a scheme");
        }
        is_second
    }

    fn flag(&mut self, name: &str) -> bool {
        match self.take(name) {
            None => false,
            Some(Node::Flag(flag)) => flag,
            Some(_) => {
                self.refuse(name, "must be true or false");
                false
            }
        }
    }

    fn one_of<T: Copy>(&mut self, name: &str, choices: &[(&str, T)], slot: &mut T, needed: bool) {
        let mut given = Text::new("");
        if !self.text(name, &mut given, needed) {
            return;
        }
        match choices.iter().find(|(own, _)| *own == given.as_str()) {
            Some((_, choice)) => *slot = *choice,
            None => self.refuse(name, "is none of the values that it may have; see the shape of a scheme"),
        }
    }

    fn list<T: Clone>(&mut self, name: &str, slot: &mut List<T>, read: fn(Node, Wrong<'_>) -> T) {
        match self.take(name) {
            None => {}
            Some(Node::List(nodes)) => *slot = nodes.into_iter().map(|node| read(node, self.wrong)).collect::<Vec<T>>().into(),
            Some(_) => self.refuse(name, "must be a list"),
        }
    }

    /// Refuses what was not read.
    fn end(mut self) {
        let unknown = self.members.iter().position(|(_, node)| !matches!(node, Node::Nothing));
        if let Some((name, _)) = unknown.map(|place| self.members.swap_remove(place)) {
            self.refuse(&name, "is no field of a scheme; is it misspelt?");
        }
    }
}
