//! How the strings of a JSON document are written: which characters are escaped, and how.

use alloc::{string::String, vec::Vec};

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
    pub(super) fn that_matter(plain: &str) -> Vec<Self> {
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
        .collect()
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

    #[test]
    fn half_a_surrogate_pair_stays_an_escape() {
        let mut out = String::new();
        assert_eq!(write_string(r"\ud800,\udc00x", Escapes::Plain, &mut out), Some(()));
        assert_eq!(out, r"\ud800,\udc00x");
        assert_eq!(unescape(r"\ud83d\ude00\n"), Some("😀\n".into()));
        assert_eq!(unescape(r"\ud800"), None);
    }
}
