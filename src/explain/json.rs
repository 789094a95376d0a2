//! How else the same JSON document could have been written: its layout and its escapes, with key order and numbers as they are.

use alloc::{string::String, vec::Vec};
use core::ops::ControlFlow;

/// Containers within each other that are followed.
const DEPTH: usize = 256;

/// Where a writer puts white space.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub(super) name: &'static str,
    comma: &'static str,
    colon: &'static str,
    line: &'static str,
    indent: &'static str,
    /// Whether arrays stay on their line, as with Jackson.
    flat_arrays: bool,
}

impl Layout {
    const COMPACT: Self = Self::new("compact", "", "");
    const ALL: [Self; 7] = [
        Self::COMPACT,
        Self { name: "spaced, as Python writes it,", comma: ", ", ..Self::new("", "", "") },
        Self::new("indented by two spaces,", "\n", "  "),
        Self::new("indented by four spaces,", "\n", "    "),
        Self::new("indented by tabs,", "\n", "\t"),
        Self { colon: " : ", flat_arrays: true, ..Self::new("indented as Jackson writes it,", "\n", "  ") },
        Self::new("indented with CRLF line ends,", "\r\n", "  "),
    ];

    const fn new(name: &'static str, line: &'static str, indent: &'static str) -> Self {
        let compact = matches!(name.as_bytes(), b"compact");
        Self { name, comma: ",", colon: if compact { ":" } else { ": " }, line, indent, flat_arrays: false }
    }
}

/// Which characters a writer escapes, beside those that it must.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// As they stand in the document.
    Kept,
    /// None: JavaScript.
    Plain,
    /// All but ASCII: Python.
    Ascii,
    /// All but ASCII, in upper-case hex.
    AsciiUpper,
    /// `/` as `\/`.
    Slash,
    /// All but ASCII, and `/`: PHP.
    AsciiSlash,
    /// `<`, `>`, `&` and U+2028, U+2029: Go, Rails.
    Html,
    /// The same and all but ASCII.
    AsciiHtml,
    /// All of them but `/`, also quotes and `+`, in upper-case hex: .NET.
    Net,
}

impl Escapes {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Kept | Self::Plain => "",
            Self::Ascii => " with `\\u00e9` for what is not ASCII",
            Self::AsciiUpper => " with `\\u00E9` for what is not ASCII",
            Self::Slash => " with `\\/` for `/`",
            Self::AsciiSlash => " with `\\/` and `\\u00e9`, as PHP writes it",
            Self::Html | Self::AsciiHtml => " with `\\u003c` for `<`, as Go writes it",
            Self::Net => " with `\\u0022` and `\\u003C`, as .NET writes it",
        }
    }

    /// Whether this writer writes the character as `\u` and its number; those that every writer must escape apart.
    const fn hides(self, char: char) -> bool {
        let ascii = matches!(self, Self::Ascii | Self::AsciiUpper | Self::AsciiSlash | Self::AsciiHtml | Self::Net);
        let html = matches!(self, Self::Html | Self::AsciiHtml | Self::Net);
        match char {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' if html => true,
            '\'' | '+' | '`' | '"' | '\x7f' => matches!(self, Self::Net),
            _ => ascii && !char.is_ascii(),
        }
    }

    const fn slash(self) -> bool {
        matches!(self, Self::Slash | Self::AsciiSlash)
    }

    /// Whether this writer may change a character that stands in a string as it is.
    const fn touches(self, char: char) -> bool {
        char == '\\' || char == '/' && self.slash() || self.hides(char)
    }

    /// The writers that would not all write `plain` alike, the likeliest first.
    fn that_matter(plain: &str) -> impl Iterator<Item = Self> {
        let has = |wanted: fn(char) -> bool| plain.contains(wanted);
        let foreign = !plain.is_ascii();
        let slash = has(|char| char == '/');
        let html = has(|char| matches!(char, '<' | '>' | '&' | '\u{2028}' | '\u{2029}'));
        let quoting = has(|char| matches!(char, '\'' | '+' | '`' | '\x7f')) || plain.contains("\\\"");
        [
            (Self::Plain, true),
            (Self::Kept, plain.contains('\\') || foreign || slash || html),
            (Self::Ascii, foreign),
            (Self::AsciiSlash, foreign && slash),
            (Self::Slash, slash),
            (Self::Html, html),
            (Self::Net, foreign || html || quoting),
            (Self::AsciiHtml, foreign && html),
            (Self::AsciiUpper, foreign),
        ]
        .into_iter()
        .filter_map(|(escapes, matters)| matters.then_some(escapes))
    }
}

/// Visits the document as each writer would write it, without and then with a line end after it, until told to stop.
///
/// Nothing is visited if it is no document, and nothing longer than `limit` bytes.
pub(super) fn styles(document: &str, limit: usize, visit: &mut dyn FnMut(Layout, Escapes, &str) -> ControlFlow<()>) -> ControlFlow<()> {
    if !document.trim_start().starts_with(['{', '[']) {
        return ControlFlow::Continue(());
    }
    let Some(plain) = rewrite(document, Layout::COMPACT, Escapes::Plain, limit) else { return ControlFlow::Continue(()) };
    for end in ["", "\n"] {
        for escapes in Escapes::that_matter(&plain) {
            let layouts = Layout::ALL.into_iter().take(if end.is_empty() { Layout::ALL.len() } else { 4 });
            for layout in layouts {
                let source = if escapes == Escapes::Kept { document } else { &plain };
                let Some(mut text) = rewrite(source, layout, escapes, limit) else { continue };
                text.push_str(end);
                visit(layout, escapes, &text)?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// The document in another layout and with other escapes; `None` if its brackets or strings do not close, or past `limit`.
fn rewrite(document: &str, layout: Layout, escapes: Escapes, limit: usize) -> Option<String> {
    let mut out = String::with_capacity(document.len());
    // The open containers, whether each is an object; and whether the innermost has nothing in it yet.
    let mut open: Vec<bool> = Vec::new();
    let mut empty = false;
    let mut rest = document;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let Some(first) = rest.chars().next() else { break };
        if out.len() > limit || open.len() > DEPTH {
            return None;
        }
        let tail = rest.get(first.len_utf8()..)?;
        if matches!(first, '}' | ']') {
            let object = open.pop().filter(|object| *object == (first == '}'))?;
            if !core::mem::take(&mut empty) {
                layout.break_line(object, &open, &mut out);
            } else if layout.flat_arrays {
                out.push(' ');
            }
            out.push(first);
            rest = tail;
            continue;
        }
        if core::mem::take(&mut empty) {
            layout.break_line(*open.last()?, &open, &mut out);
        }
        rest = tail;
        match first {
            ',' => {
                out.push_str(layout.comma);
                layout.break_line(*open.last()?, &open, &mut out);
            }
            ':' => out.push_str(layout.colon),
            '{' | '[' => {
                out.push(first);
                open.push(first == '{');
                empty = true;
            }
            '"' => {
                let end = string_end(tail)?;
                out.push('"');
                write_string(tail.get(..end)?, escapes, &mut out)?;
                out.push('"');
                rest = tail.get(end..)?.strip_prefix('"')?;
            }
            _ => {
                let end = tail.find(['{', '}', '[', ']', ',', ':', '"', ' ', '\t', '\n', '\r']).unwrap_or(tail.len());
                out.push(first);
                out.push_str(tail.get(..end)?);
                rest = tail.get(end..)?;
            }
        }
    }
    (open.is_empty() && !out.is_empty() && out.len() <= limit).then_some(out)
}

impl Layout {
    /// What stands after a bracket or a comma within the container `object`, or before the bracket that closes it.
    fn break_line(self, object: bool, open: &[bool], out: &mut String) {
        if self.flat_arrays && !object {
            out.push(' ');
        } else if !self.line.is_empty() {
            out.push_str(self.line);
            open.iter().filter(|object| **object || !self.flat_arrays).for_each(|_| out.push_str(self.indent));
        }
    }
}

/// Where the string ends that begins here, after its opening quote.
pub(super) fn string_end(tail: &str) -> Option<usize> {
    let mut escaped = false;
    tail.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

/// Writes what stands between the quotes of a string.
pub(super) fn write_string(raw: &str, escapes: Escapes, out: &mut String) -> Option<()> {
    if escapes == Escapes::Kept {
        out.push_str(raw);
        return Some(());
    }
    let mut rest = raw;
    loop {
        let (plain, tail) = rest.split_at_checked(rest.find(|char| escapes.touches(char)).unwrap_or(rest.len()))?;
        out.push_str(plain);
        let mut chars = tail.chars();
        let Some(first) = chars.next() else { return Some(()) };
        rest = chars.as_str();
        if first != '\\' {
            write_char(first, escapes, out);
            continue;
        }
        let escaped = chars.next()?;
        rest = chars.as_str();
        match escaped {
            'u' => {
                let unit = hex_unit(&mut rest)?;
                let mut after = rest;
                let pair = after.strip_prefix("\\u").and_then(|tail| {
                    after = tail;
                    hex_unit(&mut after)
                });
                // Half a surrogate pair stays an escape: nothing else can stand for it.
                match char::decode_utf16([unit].into_iter().chain(pair)).next()? {
                    Ok(char) => {
                        if char.len_utf16() == 2 {
                            rest = after;
                        }
                        write_char(char, escapes, out);
                    }
                    Err(_) => write_unit(unit, escapes, out),
                }
            }
            'b' => write_char('\x08', escapes, out),
            'f' => write_char('\x0c', escapes, out),
            'n' => write_char('\n', escapes, out),
            'r' => write_char('\r', escapes, out),
            't' => write_char('\t', escapes, out),
            other => write_char(other, escapes, out),
        }
    }
}

/// The text of a string, without its escapes; half a surrogate pair is lost.
pub(super) fn unescape(raw: &str) -> Option<String> {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, tail)) = rest.split_once('\\') {
        out.push_str(plain);
        let mut chars = tail.chars();
        let escaped = chars.next()?;
        rest = chars.as_str();
        match escaped {
            'u' => {
                let unit = hex_unit(&mut rest)?;
                let mut units = Vec::from([unit]);
                if (0xd800..0xdc00).contains(&unit) {
                    rest = rest.strip_prefix("\\u")?;
                    units.push(hex_unit(&mut rest)?);
                }
                out.push_str(&String::from_utf16(&units).ok()?);
            }
            'b' => out.push('\x08'),
            'f' => out.push('\x0c'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            other => out.push(other),
        }
    }
    out.push_str(rest);
    Some(out)
}

fn hex_unit(rest: &mut &str) -> Option<u16> {
    let (digits, tail) = rest.split_at_checked(4)?;
    *rest = tail;
    u16::from_str_radix(digits, 16).ok()
}

pub(super) fn write_char(char: char, escapes: Escapes, out: &mut String) {
    let short = match char {
        '"' if escapes != Escapes::Net => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\x08' => "\\b",
        '\x0c' => "\\f",
        '/' if escapes.slash() => "\\/",
        _ if char < ' ' || escapes.hides(char) => {
            char.encode_utf16(&mut [0; 2]).iter().for_each(|unit| write_unit(*unit, escapes, out));
            return;
        }
        _ => {
            out.push(char);
            return;
        }
    };
    out.push_str(short);
}

fn write_unit(unit: u16, escapes: Escapes, out: &mut String) {
    out.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        let digit = char::from_digit(u32::from(unit.wrapping_shr(shift) & 15), 16).unwrap_or('0');
        out.push(if matches!(escapes, Escapes::AsciiUpper | Escapes::Net) { digit.to_ascii_uppercase() } else { digit });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styled(document: &str, layout: usize, escapes: Escapes) -> Option<String> {
        rewrite(document, Layout::ALL[layout], escapes, 1000)
    }

    #[test]
    fn each_writer_writes_as_its_program_does() {
        let document = r#" {"a" : [1,2.50, {}, []] ,"b":"\u00e9\/<\ud83d\ude00\"","c":{"d":null}} "#;
        let plain = r#"{"a":[1,2.50,{},[]],"b":"é/<😀\"","c":{"d":null}}"#;
        assert_eq!(styled(document, 0, Escapes::Plain).as_deref(), Some(plain));
        let kept = r#"{"a": [1, 2.50, {}, []], "b": "\u00e9\/<\ud83d\ude00\"", "c": {"d": null}}"#;
        assert_eq!(styled(document, 1, Escapes::Kept).as_deref(), Some(kept));
        let indented =
            "{\n  \"a\": [\n    1,\n    2.50,\n    {},\n    []\n  ],\n  \"b\": \"é/\\u003c😀\\\"\",\n  \"c\": {\n    \"d\": null\n  }\n}";
        assert_eq!(styled(plain, 2, Escapes::Html).as_deref(), Some(indented));
        let jackson = "{\n  \"a\" : [ 1, 2.50, { }, [ ] ],\n  \"b\" : \"é/<😀\\\"\",\n  \"c\" : {\n    \"d\" : null\n  }\n}";
        assert_eq!(styled(plain, 5, Escapes::Plain).as_deref(), Some(jackson));
        let php = r#"{"a":[1,2.50,{},[]],"b":"\u00e9\/<\ud83d\ude00\"","c":{"d":null}}"#;
        assert_eq!(styled(plain, 0, Escapes::AsciiSlash).as_deref(), Some(php));
        let net = r#"{"a":[1,2.50,{},[]],"b":"\u00E9/\u003C\uD83D\uDE00\u0022","c":{"d":null}}"#;
        assert_eq!(styled(plain, 0, Escapes::Net).as_deref(), Some(net));
    }

    #[test]
    fn half_a_surrogate_pair_stays_an_escape() {
        assert_eq!(styled(r#"["\ud800","\udc00x"]"#, 0, Escapes::Plain).as_deref(), Some(r#"["\ud800","\udc00x"]"#));
        assert_eq!(unescape(r"\ud83d\ude00\n"), Some("😀\n".into()));
        assert_eq!(unescape(r"\ud800"), None);
    }

    #[test]
    fn what_is_no_document_is_not_written() {
        for text in ["", "{", "[1", "]", "{]", "[}", "[\"a]", ",", "[\"\\", "[\"\\u12\"]"] {
            assert_eq!(styled(text, 2, Escapes::Plain), None, "{text}");
        }
        let deep = "[".repeat(300) + &"]".repeat(300);
        assert_eq!(styled(&deep, 0, Escapes::Plain), None);
        assert_eq!(rewrite("[[[[1,2]]]]", Layout::ALL[3], Escapes::Plain, 20), None);
    }
}
