//! JSON documents and forms as the programs of senders and frameworks write them; nothing here is shared with what explains.

use fastrand::Rng;

/// A document with an order of its members.
#[derive(Clone)]
pub(crate) enum Doc {
    Object(Vec<(String, Doc)>),
    Array(Vec<Doc>),
    Text(String),
    Number(String),
    Flag(bool),
    Null,
}

const TEXTS: [&str; 8] = [
    "order.created",
    "Zürich – Café",
    "https://example.com/a?b=1&c=<2>",
    "don't \"quote\" + `me`",
    "two\nlines\tand a tab",
    "日本語 😀",
    "a/b\\c",
    "plain text",
];

/// A document that no two writers write alike: every kind of character that any of them escapes, and containers to indent.
pub(crate) fn random(rng: &mut Rng) -> Doc {
    let mut members = vec![("id".to_owned(), Doc::Text(format!("evt_{:08}", rng.u32(..100_000_000))))];
    for (index, text) in TEXTS.iter().enumerate() {
        members.push((format!("text_{index}"), Doc::Text((*text).to_owned())));
    }
    rng.shuffle(&mut members);
    let numbers = (0..rng.usize(2..5)).map(|_| Doc::Number(rng.i32(-5000..5000).to_string())).collect();
    let inner = vec![("a".to_owned(), Doc::Null), ("b".to_owned(), Doc::Flag(rng.bool())), ("none".to_owned(), Doc::Array(Vec::new()))];
    members.push(("numbers".to_owned(), Doc::Array(numbers)));
    members.push(("nested".to_owned(), Doc::Array(vec![Doc::Object(inner), Doc::Object(Vec::new())])));
    Doc::Object(members)
}

impl Doc {
    /// Puts `value` at a pointer through objects.
    pub(crate) fn set(&mut self, pointer: &str, value: Doc) {
        let mut here = self;
        for token in pointer.split('/').skip(1) {
            let name = token.replace("~1", "/").replace("~0", "~");
            let Self::Object(members) = here else { panic!("{pointer}") };
            let index = members.iter().position(|(own, _)| *own == name).unwrap_or_else(|| {
                members.push((name, Self::Object(Vec::new())));
                members.len() - 1
            });
            here = &mut members[index].1;
        }
        *here = value;
    }
}

/// A program that writes JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Writer {
    /// `JSON.stringify(value)`
    Script,
    /// `JSON.stringify(value, null, 2)`
    ScriptTwo,
    /// `JSON.stringify(value, null, 4)`
    ScriptFour,
    /// `JSON.stringify(value, null, "\t")`
    ScriptTab,
    /// `json.dumps(value)`
    Python,
    /// `json_encode($value)`
    Php,
    /// `json_encode($value, JSON_PRETTY_PRINT)`
    PhpPretty,
    /// `json.NewEncoder(w).Encode(value)`, which ends in a line end
    Go,
    /// `json.MarshalIndent(value, "", "  ")`
    GoIndent,
    /// `JsonSerializer.Serialize(value)`
    Net,
    /// Jackson's `DefaultPrettyPrinter`
    Jackson,
}

impl Writer {
    pub(crate) fn write(self, doc: &Doc) -> Vec<u8> {
        let mut out = String::new();
        self.value(doc, 0, &mut out);
        if self == Self::Go {
            out.push('\n');
        }
        out.into_bytes()
    }

    fn indent(self) -> Option<&'static str> {
        match self {
            Self::ScriptTwo | Self::GoIndent | Self::Jackson => Some("  "),
            Self::ScriptFour | Self::PhpPretty => Some("    "),
            Self::ScriptTab => Some("\t"),
            _ => None,
        }
    }

    fn value(self, doc: &Doc, depth: usize, out: &mut String) {
        match doc {
            Doc::Null => out.push_str("null"),
            Doc::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Doc::Number(text) => out.push_str(text),
            Doc::Text(text) => self.text(text, out),
            Doc::Array(items) if items.is_empty() => out.push_str(if self == Self::Jackson { "[ ]" } else { "[]" }),
            Doc::Object(members) if members.is_empty() => out.push_str(if self == Self::Jackson { "{ }" } else { "{}" }),
            Doc::Array(items) if self == Self::Jackson => {
                out.push_str("[ ");
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push_str(", ");
                    }
                    self.value(item, depth, out);
                }
                out.push_str(" ]");
            }
            Doc::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.before(index, depth, out);
                    self.value(item, depth + 1, out);
                }
                self.line(depth, out);
                out.push(']');
            }
            Doc::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    self.before(index, depth, out);
                    self.text(name, out);
                    out.push_str(match self {
                        Self::Jackson => " : ",
                        Self::Python => ": ",
                        _ if self.indent().is_some() => ": ",
                        _ => ":",
                    });
                    self.value(value, depth + 1, out);
                }
                self.line(depth, out);
                out.push('}');
            }
        }
    }

    fn before(self, index: usize, depth: usize, out: &mut String) {
        if index > 0 {
            out.push_str(if self == Self::Python { ", " } else { "," });
        }
        self.line(depth + 1, out);
    }

    fn line(self, depth: usize, out: &mut String) {
        if let Some(indent) = self.indent() {
            out.push('\n');
            out.push_str(&indent.repeat(depth));
        }
    }

    fn text(self, text: &str, out: &mut String) {
        let ascii = matches!(self, Self::Python | Self::Php | Self::PhpPretty | Self::Net);
        out.push('"');
        for char in text.chars() {
            let go = matches!(self, Self::Go | Self::GoIndent) && matches!(char, '<' | '>' | '&');
            let net = self == Self::Net && matches!(char, '<' | '>' | '&' | '\'' | '"' | '+' | '`');
            match char {
                _ if go || net || ascii && !char.is_ascii() => {
                    for unit in char.encode_utf16(&mut [0; 2]) {
                        out.push_str(&if self == Self::Net { format!("\\u{unit:04X}") } else { format!("\\u{unit:04x}") });
                    }
                }
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                '/' if matches!(self, Self::Php | Self::PhpPretty) => out.push_str("\\/"),
                other => out.push(other),
            }
        }
        out.push('"');
    }
}

/// Form fields as `URLSearchParams` writes them, or with `%20` for a space and `%2A` for an asterisk as RFC 3986 has it.
pub(crate) fn form(pairs: &[(String, String)], plus: bool) -> Vec<u8> {
    let encode = |text: &str| -> String {
        let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte) || byte == if plus { b'*' } else { b'~' };
        let byte = |byte: u8| match byte {
            b' ' if plus => "+".to_owned(),
            _ if kept(byte) => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&").into_bytes()
}
