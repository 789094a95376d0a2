//! What stands at a pointer in a JSON document, read exactly as `JSON.parse` reads it.
//!
//! The documents are those of RFC 8259 in UTF-8 without a byte order mark, each read to its end. No nesting is too deep and no
//! number too large, as in every JavaScript engine: an open array or object costs one byte here and no stack, so what a body
//! can make this use is a small multiple of its own length, and the time is linear in it.

use alloc::{string::String, vec::Vec};

mod escapes;
mod number;
#[cfg(test)]
mod tests;

use crate::limits;
use escapes::{unescape, unit};

/// The text at an RFC 6901 `pointer` in `document`: a string, or an integer of at most 2^53 - 1 either way as its decimal text.
///
/// Of several members with one name the last counts. `None` if the document is no JSON, or if what stands there is something
/// else, nothing at all, or a string with half a surrogate pair.
pub(crate) fn text_at(pointer: &str, document: &[u8]) -> Option<String> {
    match read(pointer.as_bytes(), document, usize::MAX)? {
        Found::Text(escaped) => String::from_utf8(unescape(escaped)?).ok(),
        Found::Number(number) => number::integer(core::str::from_utf8(number).ok()?),
        Found::Name(_) | Found::Container | Found::Nothing => None,
    }
}

/// As [`text_at`], but strings only, so that where this alone is used nothing is linked that reads numbers: 20 kB of gzip in wasm.
#[cfg(feature = "asymmetric")]
pub(crate) fn string_at(pointer: &str, document: &[u8]) -> Option<String> {
    match read(pointer.as_bytes(), document, usize::MAX)? {
        Found::Text(escaped) => String::from_utf8(unescape(escaped)?).ok(),
        _ => None,
    }
}

/// The scalar at an RFC 6901 `pointer` in `document`, for a signature: a string's text, a number as written, `true` or
/// `false`; `Some(None)` for nothing or null.
///
/// `None` if the document is no JSON, lies deeper than [`limits::JSON_DEPTH`], has a member twice or an array of more than one
/// element on the way, or has an array, an object, or half a surrogate pair there.
pub(crate) fn scalar_at(pointer: &str, document: &[u8]) -> Option<Option<Vec<u8>>> {
    Some(Some(match read(pointer.as_bytes(), document, limits::JSON_DEPTH)? {
        Found::Text(escaped) => unescape(escaped)?,
        Found::Number(text) | Found::Name(text) => text.into(),
        Found::Container => return None,
        Found::Nothing => return Some(None),
    }))
}

/// What a pointer led to.
#[derive(Clone, Copy)]
enum Found<'d> {
    /// Nothing, or null.
    Nothing,
    /// A string, its escapes checked but not replaced.
    Text(&'d [u8]),
    Number(&'d [u8]),
    /// `true` or `false`.
    Name(&'static [u8]),
    Container,
}

/// Reads the whole document. Where there is a limit to its depth, members that stand twice on the way are refused too.
///
/// Over bytes, of which all that mean something to JSON are ASCII; that the rest is UTF-8 is checked first.
fn read<'d>(pointer: &[u8], document: &'d [u8], deepest: usize) -> Option<Found<'d>> {
    let rest = core::str::from_utf8(document).ok()?.as_bytes();
    let mut path = Vec::new();
    for token in pointer.split(|byte| *byte == b'/').skip(1) {
        path.push(Token::new(token));
    }
    let mut reader = Reader { rest, path, deepest, open: Vec::new(), followed: 0, opened: false, found: Found::Nothing };
    reader.value(true)?;
    while let Some(end) = reader.open.last() {
        reader.step(*end)?;
    }
    reader.skip_space();
    reader.rest.is_empty().then_some(reader.found)
}

/// One reference token of the pointer.
struct Token {
    name: Vec<u8>,
    /// The token as an index: digits without a leading zero.
    index: Option<usize>,
    /// Elements seen of the array that it is to be found in, or members of its name.
    seen: usize,
}

impl Token {
    fn new(mut escaped: &[u8]) -> Self {
        let mut name = Vec::with_capacity(escaped.len());
        let mut index = if escaped.is_empty() || escaped.len() > 1 && escaped.starts_with(b"0") { None } else { Some(0_usize) };
        while let Some((first, rest)) = escaped.split_first() {
            let (byte, rest) = match (first, rest.split_first()) {
                (b'~', Some((b'0', rest))) => (b'~', rest),
                (b'~', Some((b'1', rest))) => (b'/', rest),
                _ => (*first, rest),
            };
            index = index.filter(|_| byte.is_ascii_digit());
            index = index.and_then(|index| index.checked_mul(10)?.checked_add(usize::from(byte & 15)));
            name.push(byte);
            escaped = rest;
        }
        Self { name, index, seen: 0 }
    }
}

/// Its methods give `None` as soon as the document is no JSON.
struct Reader<'d> {
    rest: &'d [u8],
    path: Vec<Token>,
    /// The ends of the containers around `rest`, the innermost last.
    open: Vec<u8>,
    /// How many of them, from the outermost, the pointer leads into.
    followed: usize,
    /// Whether the innermost was only just opened.
    opened: bool,
    deepest: usize,
    found: Found<'d>,
}

impl<'d> Reader<'d> {
    /// Reads a scalar, or opens a container; `here` if the pointer leads to it or into it.
    fn value(&mut self, here: bool) -> Option<()> {
        let depth = self.open.len();
        if here {
            // An earlier member of this name may have been found; it no longer counts.
            self.found = Found::Nothing;
        }
        self.skip_space();
        let (first, rest) = self.rest.split_first()?;
        let found = match first {
            b'{' | b'[' => {
                if here {
                    if let Some(token) = self.path.get_mut(depth) {
                        token.seen = 0;
                    }
                    self.followed = depth.saturating_add(1);
                }
                self.rest = rest;
                // In ASCII two after the bracket that it ends.
                self.open.push(first.saturating_add(2));
                self.opened = true;
                (depth < self.deepest).then_some(Found::Container)?
            }
            b'"' => {
                self.rest = rest;
                Found::Text(self.string()?)
            }
            b'n' => self.name(b"null", Found::Nothing)?,
            b't' => self.name(b"true", Found::Name(b"true"))?,
            b'f' => self.name(b"false", Found::Name(b"false"))?,
            _ => Found::Number(self.number()?),
        };
        if here && depth == self.path.len() {
            self.found = found;
        }
        Some(())
    }

    /// Reads the end of the innermost container, or its next element or member.
    fn step(&mut self, end: u8) -> Option<()> {
        let first = core::mem::take(&mut self.opened);
        self.skip_space();
        if self.skip(end) {
            self.open.pop();
            self.followed = self.followed.min(self.open.len());
            return Some(());
        }
        if !first {
            self.skip(b',').then_some(())?;
        }
        let mut name: &[u8] = b"";
        if end == b'}' {
            self.skip_space();
            self.skip(b'"').then_some(())?;
            name = self.string()?;
            self.skip_space();
            self.skip(b':').then_some(())?;
        }
        let depth = self.open.len();
        let once = self.deepest < usize::MAX;
        let mut here = false;
        // What the pointer looks for in this container, if it leads here and further.
        if let Some(token) = self.path.get_mut(depth.saturating_sub(1)).filter(|_| self.followed == depth) {
            let counts = end == b']' || unescape(name).is_some_and(|name| name == token.name);
            // What stands beside the element that is signed is not signed.
            if counts && once && token.seen > 0 {
                return None;
            }
            here = counts && (end == b'}' || token.index == Some(token.seen));
            token.seen = token.seen.saturating_add(usize::from(counts));
        }
        self.value(here)
    }

    /// What stands before the closing quote, its escapes checked but not replaced.
    fn string(&mut self) -> Option<&'d [u8]> {
        let start = self.rest;
        loop {
            let tail = self.rest;
            match self.next()? {
                b'"' => return before(start, tail),
                b'\\' => match self.next()? {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {}
                    b'u' => self.rest = unit(self.rest)?.1,
                    _ => return None,
                },
                0..=0x1f => return None,
                _ => {}
            }
        }
    }

    fn name(&mut self, name: &[u8], found: Found<'d>) -> Option<Found<'d>> {
        self.rest = self.rest.strip_prefix(name)?;
        Some(found)
    }

    fn number(&mut self) -> Option<&'d [u8]> {
        let start = self.rest;
        self.skip(b'-');
        if !self.skip(b'0') {
            self.digits()?;
        }
        if self.skip(b'.') {
            self.digits()?;
        }
        if self.skip(b'e') || self.skip(b'E') {
            let _sign = self.skip(b'+') || self.skip(b'-');
            self.digits()?;
        }
        before(start, self.rest)
    }

    fn digits(&mut self) -> Option<()> {
        let before = self.rest.len();
        while let Some((b'0'..=b'9', rest)) = self.rest.split_first() {
            self.rest = rest;
        }
        (self.rest.len() < before).then_some(())
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    #[inline(never)]
    fn skip(&mut self, byte: u8) -> bool {
        let skipped = self.rest.first() == Some(&byte);
        if skipped {
            self.next();
        }
        skipped
    }

    #[inline(never)]
    fn skip_space(&mut self) {
        while let Some((b' ' | b'\t' | b'\n' | b'\r', rest)) = self.rest.split_first() {
            self.rest = rest;
        }
    }
}

/// What of `whole` stands before its end `tail`.
fn before<'d>(whole: &'d [u8], tail: &[u8]) -> Option<&'d [u8]> {
    whole.get(..whole.len().checked_sub(tail.len())?)
}
