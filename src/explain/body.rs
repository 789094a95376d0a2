//! What the sender may have signed in place of the body that arrived: every way in which bodies are known to change.

use alloc::{string::String, vec::Vec};
use core::ops::ControlFlow;

use super::{
    Cause, charset,
    codec::{from_base64, from_percent, to_base64},
    escapes::{Escapes, string_end, unescape, write_char},
    form, gzip, json,
};

/// Bytes of a body up to which it is rewritten as a whole; a longer one is only cut and added to.
const REWRITTEN: usize = 1024 * 1024;
/// Bytes that a rewritten or inflated body may have.
const GROWN: usize = 4 * 1024 * 1024;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// A body that may have been signed.
pub(super) struct Variant<'b> {
    /// What then happened to it on the way.
    pub(super) cause: Cause,
    /// How, in words that the cause's sentence has room for.
    pub(super) detail: [&'static str; 2],
    pub(super) body: &'b [u8],
}

pub(super) type Visit<'v> = dyn FnMut(&Variant<'_>) -> ControlFlow<()> + 'v;

/// Visits the bodies that `body` may have been, the simplest change first, until told to stop.
pub(super) fn variants(body: &[u8], visit: &mut Visit<'_>) -> ControlFlow<()> {
    let mut offer = |cause, detail: [&'static str; 2], other: &[u8]| {
        if other == body { ControlFlow::Continue(()) } else { visit(&Variant { cause, detail, body: other }) }
    };
    edges(body, &mut |cause, detail, other| offer(cause, [detail, ""], other))?;
    if body.len() > REWRITTEN || body.is_empty() {
        return ControlFlow::Continue(());
    }
    rewritten(body, &mut |cause, detail, other| offer(cause, [detail, ""], other))?;
    if let Ok(text) = core::str::from_utf8(body) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        json::styles(text, GROWN, &mut |layout, escapes, other| {
            offer(Cause::BodyReserialised, [layout.name, escapes.name()], other.as_bytes())
        })?;
    }
    ControlFlow::Continue(())
}

type Offer<'o> = dyn FnMut(Cause, &'static str, &[u8]) -> ControlFlow<()> + 'o;

/// Bytes gained or lost at either end, and the empty body.
fn edges(body: &[u8], offer: &mut Offer<'_>) -> ControlFlow<()> {
    if let Some(rest) = body.strip_suffix(b"\n") {
        offer(Cause::BodyNewline, "added", rest.strip_suffix(b"\r").unwrap_or(rest))?;
        offer(Cause::BodyNewline, "added", rest)?;
    }
    for end in ["\n", "\r\n"] {
        offer(Cause::BodyNewline, "lost", &[body, end.as_bytes()].concat())?;
    }
    match body.strip_prefix(BOM) {
        Some(rest) => offer(Cause::BodyBom, "added", rest)?,
        None => offer(Cause::BodyBom, "lost", &[BOM, body].concat())?,
    }
    offer(Cause::BodyTrimmed, "added", body.trim_ascii())?;
    offer(Cause::BodyTrimmed, "added", body.trim_ascii_end())?;
    if body.len() <= REWRITTEN {
        for (before, after) in
            [("", " "), ("", "\n\n"), ("", "\r\n\r\n"), ("", "\t"), ("", "\r"), (" ", ""), ("\n", ""), ("\n", "\n"), (" ", " ")]
        {
            offer(Cause::BodyTrimmed, "lost", &[before.as_bytes(), body, after.as_bytes()].concat())?;
        }
    }
    offer(Cause::BodySignedEmpty, "", b"")
}

/// The whole body written in another way, other than as JSON.
fn rewritten(body: &[u8], offer: &mut Offer<'_>) -> ControlFlow<()> {
    line_ends(body, offer)?;
    if let Some(decoded) = from_base64(body) {
        offer(Cause::BodyBase64, "encoded", &decoded)?;
    }
    offer(Cause::BodyBase64, "decoded", to_base64(body).as_bytes())?;
    if let Some(inflated) = gzip::inflate(body, GROWN) {
        offer(Cause::BodyCompressed, "", &inflated)?;
    }
    if let Ok(text) = core::str::from_utf8(body) {
        double_encoded(text, offer)?;
    }
    charsets(body, offer)?;
    form::wrappers(body, &mut |detail, other| offer(Cause::BodyForm, detail, other))?;
    form::styles(body, &mut |other| offer(Cause::BodyFormRewritten, "", other))?;
    if body.contains(&b'%') {
        offer(Cause::BodyForm, "percent-encoded", &from_percent(body, false))?;
    }
    ControlFlow::Continue(())
}

fn line_ends(body: &[u8], offer: &mut Offer<'_>) -> ControlFlow<()> {
    if !body.contains(&b'\n') {
        return ControlFlow::Continue(());
    }
    let mut bare = Vec::with_capacity(body.len());
    let mut lines = body.split(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let last = lines.peek().is_none();
        bare.extend_from_slice(if last { line } else { line.strip_suffix(b"\r").unwrap_or(line) });
        if !last {
            bare.push(b'\n');
        }
    }
    let mut both = Vec::with_capacity(body.len());
    for (place, line) in bare.split(|byte| *byte == b'\n').enumerate() {
        if place > 0 {
            both.extend_from_slice(b"\r\n");
        }
        both.extend_from_slice(line);
    }
    offer(Cause::BodyLineEnds, "CRLF became LF", &both)?;
    offer(Cause::BodyLineEnds, "LF became CRLF", &bare)
}

/// A document written as a JSON string, or one that was and no longer is.
fn double_encoded(text: &str, offer: &mut Offer<'_>) -> ControlFlow<()> {
    let inner = text.trim().strip_prefix('"').filter(|rest| string_end(rest).is_some_and(|end| end.saturating_add(1) == rest.len()));
    if let Some(inner) = inner.and_then(|rest| rest.strip_suffix('"')).and_then(unescape) {
        return offer(Cause::BodyDoubleEncoded, "encoded as a JSON string once more", inner.as_bytes());
    }
    for escapes in [Escapes::Plain, Escapes::Ascii] {
        let mut quoted = String::from("\"");
        text.chars().for_each(|char| write_char(char, escapes, &mut quoted));
        quoted.push('"');
        offer(Cause::BodyDoubleEncoded, "taken out of the JSON string that it was sent as", quoted.as_bytes())?;
    }
    ControlFlow::Continue(())
}

fn charsets(body: &[u8], offer: &mut Offer<'_>) -> ControlFlow<()> {
    if body.is_ascii() {
        return ControlFlow::Continue(());
    }
    for windows in [false, true] {
        if let Some(before) = core::str::from_utf8(body).ok().and_then(|text| charset::undo(text, windows)) {
            offer(Cause::BodyMojibake, "read as Latin-1 and written as UTF-8", &before)?;
        }
        offer(Cause::BodyMojibake, "read as UTF-8 and written as Latin-1", charset::redo(body, windows).as_bytes())?;
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(arrived: &[u8], signed: &[u8]) -> Option<(Cause, &'static str)> {
        let mut found = None;
        let _ = variants(arrived, &mut |variant| {
            if variant.body == signed {
                found = Some((variant.cause, variant.detail[0]));
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        found
    }

    #[test]
    fn the_simplest_cause_is_found() {
        for (arrived, signed, expected) in [
            ("{}\n", "{}", (Cause::BodyNewline, "added")),
            ("{}\r\n", "{}", (Cause::BodyNewline, "added")),
            ("{}", "{}\r\n", (Cause::BodyNewline, "lost")),
            ("a", "\u{feff}a", (Cause::BodyBom, "lost")),
            ("a\nb\n", "a\r\nb\r\n", (Cause::BodyLineEnds, "CRLF became LF")),
            ("a\r\nb", "a\nb", (Cause::BodyLineEnds, "LF became CRLF")),
            (" a ", "a", (Cause::BodyTrimmed, "added")),
            ("e30=", "{}", (Cause::BodyBase64, "encoded")),
            ("{}", "e30=", (Cause::BodyBase64, "decoded")),
            (r#""{\"a\":1}""#, r#"{"a":1}"#, (Cause::BodyDoubleEncoded, "encoded as a JSON string once more")),
            ("payload=%7B%7D", "{}", (Cause::BodyForm, "wrapped in a form field")),
            ("{}", "payload=%7B%7D", (Cause::BodyForm, "taken out of a form field")),
            ("a=b+c", "a=b%20c", (Cause::BodyFormRewritten, "")),
            ("Ã©", "é", (Cause::BodyMojibake, "read as Latin-1 and written as UTF-8")),
            ("{\n \"a\": 1\n}", r#"{"a":1}"#, (Cause::BodyReserialised, "compact")),
            ("a", "", (Cause::BodySignedEmpty, "")),
        ] {
            assert_eq!(cause(arrived.as_bytes(), signed.as_bytes()), Some(expected), "{arrived} {signed}");
        }
        assert_eq!(cause(b"{}", b"{} x"), None);
    }

    #[test]
    fn a_long_body_is_only_cut_and_added_to() {
        let long = "a\n".repeat(REWRITTEN);
        let mut count = 0;
        let _ = variants(long.as_bytes(), &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        assert!(count < 10);
    }
}
