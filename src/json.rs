//! What stands at a pointer in a JSON document, read exactly as `JSON.parse` reads it.
//!
//! The documents are those of RFC 8259 in UTF-8 without a byte order mark, each read to its end. No nesting is too deep and no
//! number too large, as in every JavaScript engine: an open array or object costs one byte here and no stack, so what a body
//! can make this use is a small multiple of its own length, and the time is linear in it.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use crate::limits;

/// The largest integer that every JSON reader takes for itself and nothing else, 2^53 - 1.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// The text at an RFC 6901 `pointer` in `document`: a string, or an integer of at most 2^53 - 1 either way as its decimal text.
///
/// Of several members with one name the last counts. `None` if the document is no JSON, or if what stands there is something
/// else, nothing at all, or a string with half a surrogate pair.
pub(crate) fn text_at(pointer: &str, document: &[u8]) -> Option<String> {
    match read(pointer, document, usize::MAX)? {
        Some(Found::Text(escaped)) => unescape(escaped),
        Some(Found::Number(number)) => integer(number),
        Some(Found::Name(_) | Found::Container) | None => None,
    }
}

/// The scalar at an RFC 6901 `pointer` in `document`, for a signature: a string's text, a number as written, `true` or
/// `false`; `Some(None)` for nothing or null.
///
/// `None` if the document is no JSON, lies deeper than [`limits::JSON_DEPTH`], has a member twice or an array of more than one
/// element on the way, or has an array, an object, or half a surrogate pair there.
pub(crate) fn scalar_at(pointer: &str, document: &[u8]) -> Option<Option<String>> {
    Some(Some(match read(pointer, document, limits::JSON_DEPTH)? {
        Some(Found::Text(escaped)) => unescape(escaped)?,
        Some(Found::Number(text) | Found::Name(text)) => text.into(),
        Some(Found::Container) => return None,
        None => return Some(None),
    }))
}

/// What a pointer led to.
#[derive(Clone, Copy)]
enum Found<'d> {
    /// A string, its escapes checked but not replaced.
    Text(&'d str),
    Number(&'d str),
    /// `true` or `false`; null is nothing.
    Name(&'static str),
    Container,
}

/// Reads the whole document. Where there is a limit to its depth, members that stand twice on the way are refused too.
fn read<'d>(pointer: &str, document: &'d [u8], deepest: usize) -> Option<Option<Found<'d>>> {
    let path = pointer.split('/').skip(1).map(Token::new).collect();
    let rest = core::str::from_utf8(document).ok()?;
    let mut reader = Reader { rest, path, deepest, open: Vec::new(), followed: 0, opened: false, found: None };
    reader.value(true)?;
    while let Some(container) = reader.open.last() {
        reader.step(*container)?;
    }
    reader.skip_space();
    reader.rest.is_empty().then_some(reader.found)
}

/// One reference token of the pointer.
struct Token {
    name: String,
    /// The token as an index: digits without a leading zero.
    index: Option<usize>,
    /// Elements seen of the array that it is to be found in, or members of its name.
    seen: usize,
}

impl Token {
    fn new(escaped: &str) -> Self {
        let name = escaped.replace("~1", "/").replace("~0", "~");
        let plain = name == "0" || !name.starts_with('0') && name.bytes().all(|byte| byte.is_ascii_digit());
        let index = if plain { name.parse().ok() } else { None };
        Self { name, index, seen: 0 }
    }
}

#[derive(Clone, Copy)]
enum Container {
    Array,
    Object,
}

/// Its methods give `None` as soon as the document is no JSON.
struct Reader<'d> {
    rest: &'d str,
    path: Vec<Token>,
    /// The containers around `rest`, the innermost last.
    open: Vec<Container>,
    /// How many of them, from the outermost, the pointer leads into.
    followed: usize,
    /// Whether the innermost was only just opened.
    opened: bool,
    deepest: usize,
    found: Option<Found<'d>>,
}

impl<'d> Reader<'d> {
    /// Reads a scalar, or opens a container; `here` if the pointer leads to it or into it.
    fn value(&mut self, here: bool) -> Option<()> {
        let wanted = here && self.open.len() == self.path.len();
        if here {
            // An earlier member of this name may have been found; it no longer counts.
            self.found = None;
        }
        self.skip_space();
        if self.skip('{') {
            self.enter(Container::Object, here);
        } else if self.skip('[') {
            self.enter(Container::Array, here);
        } else if self.skip('"') {
            let escaped = self.string()?;
            self.found = if wanted { Some(Found::Text(escaped)) } else { self.found };
        } else if let Some((name, rest)) =
            ["null", "true", "false"].into_iter().find_map(|name| Some((name, self.rest.strip_prefix(name)?)))
        {
            self.rest = rest;
            self.found = if wanted && name != "null" { Some(Found::Name(name)) } else { self.found };
        } else {
            let number = self.number()?;
            self.found = if wanted { Some(Found::Number(number)) } else { self.found };
        }
        (self.open.len() <= self.deepest).then_some(())
    }

    fn enter(&mut self, container: Container, here: bool) {
        if here {
            match self.path.get_mut(self.open.len()) {
                Some(token) => token.seen = 0,
                None => self.found = Some(Found::Container),
            }
            self.followed = self.open.len().saturating_add(1);
        }
        self.open.push(container);
        self.opened = true;
    }

    /// Reads the end of the innermost container, or its next element or member.
    fn step(&mut self, container: Container) -> Option<()> {
        let first = core::mem::take(&mut self.opened);
        self.skip_space();
        let end = match container {
            Container::Array => ']',
            Container::Object => '}',
        };
        if self.skip(end) {
            self.open.pop();
            self.followed = self.followed.min(self.open.len());
            return Some(());
        }
        if !first {
            self.skip(',').then_some(())?;
        }
        let here = match container {
            Container::Array => {
                let alone = self.deepest < usize::MAX;
                match self.token() {
                    // What stands beside the element that is signed is not signed.
                    Some(token) if alone && token.seen > 0 => return None,
                    Some(token) => {
                        let index = token.seen;
                        token.seen = index.saturating_add(1);
                        token.index == Some(index)
                    }
                    None => false,
                }
            }
            Container::Object => {
                self.skip_space();
                self.skip('"').then_some(())?;
                let escaped = self.string()?;
                self.skip_space();
                self.skip(':').then_some(())?;
                let once = self.deepest < usize::MAX;
                let token = self.token().filter(|token| unescape(escaped).is_some_and(|name| name == token.name));
                match token {
                    Some(token) if once && token.seen > 0 => return None,
                    Some(token) => {
                        token.seen = 1;
                        true
                    }
                    None => false,
                }
            }
        };
        self.value(here)
    }

    /// What the pointer looks for in the innermost container, if it leads there and further.
    fn token(&mut self) -> Option<&mut Token> {
        let depth = self.open.len();
        if self.followed == depth { self.path.get_mut(depth.checked_sub(1)?) } else { None }
    }

    /// What stands before the closing quote, its escapes checked but not replaced.
    fn string(&mut self) -> Option<&'d str> {
        let start = self.rest;
        loop {
            let special = self.rest.find(|char| matches!(char, '"' | '\\' | '\0'..='\x1f'))?;
            let (_, tail) = self.rest.split_at_checked(special)?;
            let mut chars = tail.chars();
            match chars.next()? {
                '"' => {
                    self.rest = chars.as_str();
                    return before(start, tail);
                }
                '\\' => match chars.next()? {
                    '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {}
                    'u' => (0..4).try_for_each(|_| chars.next().filter(char::is_ascii_hexdigit).map(|_| ()))?,
                    _ => return None,
                },
                _ => return None,
            }
            self.rest = chars.as_str();
        }
    }

    fn number(&mut self) -> Option<&'d str> {
        let start = self.rest;
        self.skip('-');
        if !self.skip('0') {
            self.digits()?;
        }
        if self.skip('.') {
            self.digits()?;
        }
        if self.skip('e') || self.skip('E') {
            let _sign = self.skip('+') || self.skip('-');
            self.digits()?;
        }
        before(start, self.rest)
    }

    fn digits(&mut self) -> Option<()> {
        let rest = self.rest.trim_start_matches(|char: char| char.is_ascii_digit());
        (rest.len() < self.rest.len()).then(|| self.rest = rest)
    }

    fn skip(&mut self, char: char) -> bool {
        self.rest.strip_prefix(char).map(|rest| self.rest = rest).is_some()
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }
}

/// What of `whole` stands before its end `tail`.
fn before<'d>(whole: &'d str, tail: &str) -> Option<&'d str> {
    whole.get(..whole.len().checked_sub(tail.len())?)
}

/// The text of a checked string, unless that holds half a surrogate pair.
fn unescape(escaped: &str) -> Option<String> {
    let mut units = Vec::with_capacity(escaped.len());
    let mut chars = escaped.chars();
    while let Some(char) = chars.next() {
        let char = match char {
            '\\' => match chars.next()? {
                'u' => {
                    let (digits, rest) = chars.as_str().split_at_checked(4)?;
                    units.push(u16::from_str_radix(digits, 16).ok()?);
                    chars = rest.chars();
                    continue;
                }
                'b' => '\x08',
                'f' => '\x0c',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                other => other,
            },
            other => other,
        };
        units.extend_from_slice(char.encode_utf16(&mut [0; 2]));
    }
    String::from_utf16(&units).ok()
}

/// The decimal text of a checked number whose nearest double is an integer that doubles hold exactly.
fn integer(number: &str) -> Option<String> {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let digits = [whole, fraction].concat();
    let significant = digits.trim_start_matches('0');
    let zeros = digits.len().checked_sub(significant.len())?;
    // As 0.d… with d not zero, because `f64::from_str` is wrong about exponents from 655360 on, which zeros may outweigh.
    let exponent: i64 = exponent.parse().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
    let exponent = exponent.saturating_add(i64::try_from(whole.len()).ok()?).saturating_sub(i64::try_from(zeros).ok()?);
    let value: f64 = format!("{sign}0.{significant}e{exponent}").parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "an integer below 2^53")]
    (value.abs() <= EXACT && value % 1.0 == 0.0).then(|| (value as i64).to_string())
}
