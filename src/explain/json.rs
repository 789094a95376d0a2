//! How else the same JSON document could have been written: its layout and its escapes, with key order and numbers as they are.

use alloc::{string::String, vec::Vec};
use core::ops::ControlFlow;

use super::escapes::{Escapes, string_end, write_string};

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
    const COMPACT: Self = Self { name: "compact", comma: ",", colon: ":", line: "", indent: "", flat_arrays: false };
    const SPACED: Self = Self { name: "spaced, as Python writes it,", comma: ", ", ..Self::new("", "", "") };
    const TWO: Self = Self::new("indented by two spaces,", "\n", "  ");
    const FOUR: Self = Self::new("indented by four spaces,", "\n", "    ");
    const TAB: Self = Self::new("indented by tabs,", "\n", "\t");
    const JACKSON: Self = Self { colon: " : ", flat_arrays: true, ..Self::new("indented as Jackson writes it,", "\n", "  ") };
    const CRLF: Self = Self::new("indented with CRLF line ends,", "\r\n", "  ");
    const ALL: [Self; 7] = [Self::COMPACT, Self::SPACED, Self::TWO, Self::FOUR, Self::TAB, Self::JACKSON, Self::CRLF];

    const fn new(name: &'static str, line: &'static str, indent: &'static str) -> Self {
        Self { name, comma: ",", colon: ": ", line, indent, flat_arrays: false }
    }
}

/// What programs write unless told otherwise, the most common first, and what follows the document.
const USUAL: [(Layout, Escapes, &str); 24] = [
    (Layout::COMPACT, Escapes::Plain, ""),
    (Layout::COMPACT, Escapes::Kept, ""),
    (Layout::SPACED, Escapes::Ascii, ""),
    (Layout::COMPACT, Escapes::AsciiSlash, ""),
    (Layout::COMPACT, Escapes::Html, "\n"),
    (Layout::COMPACT, Escapes::Html, ""),
    (Layout::COMPACT, Escapes::Net, ""),
    (Layout::TWO, Escapes::Plain, ""),
    (Layout::COMPACT, Escapes::Plain, "\n"),
    (Layout::SPACED, Escapes::Plain, ""),
    (Layout::COMPACT, Escapes::Ascii, ""),
    (Layout::COMPACT, Escapes::Slash, ""),
    (Layout::TWO, Escapes::Html, ""),
    (Layout::FOUR, Escapes::AsciiSlash, ""),
    (Layout::TWO, Escapes::Plain, "\n"),
    (Layout::FOUR, Escapes::Plain, ""),
    (Layout::FOUR, Escapes::Ascii, ""),
    (Layout::TWO, Escapes::Ascii, ""),
    (Layout::JACKSON, Escapes::Plain, ""),
    (Layout::TAB, Escapes::Plain, ""),
    (Layout::TWO, Escapes::Net, ""),
    (Layout::CRLF, Escapes::Net, ""),
    (Layout::CRLF, Escapes::Plain, ""),
    (Layout::SPACED, Escapes::Kept, ""),
];

/// Bytes of a document up to which every layout is tried with all escapes.
const EVERY: usize = 64 * 1024;

/// Visits the document as each writer would write it, the usual ones first, until told to stop; some more than once.
///
/// Nothing is visited if it is no document, and nothing longer than `limit` bytes.
pub(super) fn styles(document: &str, limit: usize, visit: &mut dyn FnMut(Layout, Escapes, &str) -> ControlFlow<()>) -> ControlFlow<()> {
    if !document.trim_start().starts_with(['{', '[']) {
        return ControlFlow::Continue(());
    }
    let Some(plain) = rewrite(document, Layout::COMPACT, Escapes::Plain, limit) else { return ControlFlow::Continue(()) };
    let matter = Escapes::that_matter(&plain);
    let mut offer = |layout: Layout, escapes: Escapes, end: &str| {
        let source = if escapes == Escapes::Kept { document } else { &plain };
        let Some(mut text) = rewrite(source, layout, escapes, limit) else { return ControlFlow::Continue(()) };
        text.push_str(end);
        visit(layout, escapes, &text)
    };
    for (layout, escapes, end) in USUAL {
        if matter.contains(&escapes) {
            offer(layout, escapes, end)?;
        }
    }
    if document.len() > EVERY {
        return ControlFlow::Continue(());
    }
    for escapes in matter {
        for layout in Layout::ALL {
            for end in ["", "\n"] {
                offer(layout, escapes, end)?;
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
    fn what_is_no_document_is_not_written() {
        for text in ["", "{", "[1", "]", "{]", "[}", "[\"a]", ",", "[\"\\", "[\"\\u12\"]"] {
            assert_eq!(styled(text, 2, Escapes::Plain), None, "{text}");
        }
        let deep = "[".repeat(300) + &"]".repeat(300);
        assert_eq!(styled(&deep, 0, Escapes::Plain), None);
        assert_eq!(rewrite("[[[[1,2]]]]", Layout::ALL[3], Escapes::Plain, 20), None);
    }
}
