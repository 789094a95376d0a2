//! A JSON object of a token, read strictly and within bounds: each member once, every byte of RFC 8259 and no other.

use alloc::{string::String, vec::Vec};

/// How deep values may lie in a header or in claims, the object itself being the first level.
const DEPTH: usize = 16;

/// The members of an object, by their unescaped names.
pub(crate) struct Object<'d>(Vec<(String, Value<'d>)>);

/// The value of a member, as far as a token's are read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Value<'d> {
    Text(String),
    /// A number as it is written.
    Number(&'d str),
    /// Anything else.
    Other,
}

impl<'d> Object<'d> {
    /// Reads an object; `None` if the document is anything else, names a member twice, or nests too deep.
    pub(crate) fn read(document: &'d [u8]) -> Option<Self> {
        let mut reader = Reader { rest: core::str::from_utf8(document).ok()? };
        reader.skip_space();
        reader.expect('{')?;
        let mut members = Vec::new();
        reader.members(DEPTH, &mut members)?;
        reader.skip_space();
        let repeated = |(place, (name, _)): (usize, &(String, Value<'_>))| members.iter().take(place).any(|(other, _)| other == name);
        let whole = reader.rest.is_empty() && !members.iter().enumerate().any(repeated);
        whole.then_some(Self(members))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value<'d>> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// The member of this name, if it is a string.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Its methods give `None` as soon as the document is no JSON.
struct Reader<'d> {
    rest: &'d str,
}

impl<'d> Reader<'d> {
    /// What follows the `{` of an object, up to and with its `}`. `depth` is how many levels there may be, this one counted.
    fn members(&mut self, depth: usize, members: &mut Vec<(String, Value<'d>)>) -> Option<()> {
        let inner = depth.checked_sub(1)?;
        self.skip_space();
        if self.skip('}') {
            return Some(());
        }
        loop {
            self.skip_space();
            self.expect('"')?;
            let name = self.string()?;
            self.skip_space();
            self.expect(':')?;
            let value = self.value(inner)?;
            members.push((name, value));
            if !self.continues('}')? {
                return Some(());
            }
        }
    }

    fn elements(&mut self, depth: usize) -> Option<()> {
        let inner = depth.checked_sub(1)?;
        self.skip_space();
        if self.skip(']') {
            return Some(());
        }
        loop {
            self.value(inner)?;
            if !self.continues(']')? {
                return Some(());
            }
        }
    }

    /// Whether a `,` follows, and not the end.
    fn continues(&mut self, end: char) -> Option<bool> {
        self.skip_space();
        if self.skip(end) { Some(false) } else { self.expect(',').map(|()| true) }
    }

    fn value(&mut self, depth: usize) -> Option<Value<'d>> {
        self.skip_space();
        if self.skip('"') {
            return self.string().map(Value::Text);
        }
        if self.skip('{') {
            // What lies in it is not asked for.
            self.members(depth, &mut Vec::new())?;
        } else if self.skip('[') {
            self.elements(depth)?;
        } else if let Some(rest) = ["null", "true", "false"].into_iter().find_map(|name| self.rest.strip_prefix(name)) {
            self.rest = rest;
        } else {
            return self.number().map(Value::Number);
        }
        Some(Value::Other)
    }

    /// What stands before the closing quote, unescaped; half a surrogate pair is no text.
    fn string(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let mut chars = self.rest.chars();
            let char = chars.next()?;
            self.rest = chars.as_str();
            text.push(match char {
                '"' => return Some(text),
                '\\' => self.escaped()?,
                '\0'..='\x1f' => return None,
                other => other,
            });
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let char = chars.next()?;
        self.rest = chars.as_str();
        Some(match char {
            '"' | '\\' | '/' => char,
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = self.unit()?;
                let is_high = matches!(unit, 0xd800..=0xdbff);
                if is_high {
                    self.expect('\\')?;
                    self.expect('u')?;
                }
                let low = if is_high { Some(self.unit()?) } else { None };
                let mut decoded = char::decode_utf16([Some(unit), low].into_iter().flatten());
                let char = decoded.next()?.ok()?;
                decoded.next().is_none().then_some(char)?
            }
            _ => return None,
        })
    }

    fn unit(&mut self) -> Option<u16> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        // `from_str_radix` would take a sign.
        digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
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
        start.get(..start.len().checked_sub(self.rest.len())?)
    }

    fn digits(&mut self) -> Option<()> {
        let rest = self.rest.trim_start_matches(|char: char| char.is_ascii_digit());
        (rest.len() < self.rest.len()).then(|| self.rest = rest)
    }

    fn skip(&mut self, char: char) -> bool {
        self.rest.strip_prefix(char).map(|rest| self.rest = rest).is_some()
    }

    fn expect(&mut self, char: char) -> Option<()> {
        self.skip(char).then_some(())
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_by_their_unescaped_names() {
        let object =
            Object::read(br#" { "a\u0062" : "\u00e4\ud83d\ude00\/\n" , "n":1625479200,"o":{"n":[1,{}]},"t":true,"f":-1.5e+3 } "#).unwrap();
        assert_eq!(object.text("ab"), Some("ä😀/\n"));
        assert_eq!(object.get("n"), Some(&Value::Number("1625479200")));
        assert_eq!(object.get("f"), Some(&Value::Number("-1.5e+3")));
        assert_eq!(object.get("o"), Some(&Value::Other));
        assert_eq!(object.text("t"), None);
        assert_eq!(object.get("x"), None);
    }

    #[test]
    fn what_is_no_json_object_is_refused() {
        let cases = [
            "",
            "{",
            "}",
            "[]",
            "1",
            "\"a\"",
            "null",
            "{} {}",
            "{}x",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{,}",
            "{\"a\" 1}",
            "{a:1}",
            "{'a':1}",
            "{\"a\":01}",
            "{\"a\":+1}",
            "{\"a\":1.}",
            "{\"a\":.1}",
            "{\"a\":1e}",
            "{\"a\":NaN}",
            "{\"a\":True}",
            "{\"a\":\"\n\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}",
            "{\"a\":\"\\u+123\"}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":\"\\ud800\\u0041\"}",
            "{\"a\":\"\\udc00\"}",
            "{\"a\":[1 2]}",
            "{\"a\":[1,]}",
            "{\"a\":[}",
            "{\"a\":{\"b\"}}",
            "\u{feff}{}",
            "{\"a\":1}\0",
            "{\"a\":nul}",
            "{/**/}",
        ];
        for case in cases {
            assert!(Object::read(case.as_bytes()).is_none(), "{case}");
        }
        assert!(Object::read(b"{\"a\":\"\xff\"}").is_none());
    }

    #[test]
    fn a_member_stands_once_however_it_is_spelt() {
        assert!(Object::read(br#"{"alg":"HS256","alg":"none"}"#).is_none());
        assert!(Object::read(br#"{"alg":"HS256","\u0061lg":"HS256"}"#).is_none());
        assert!(Object::read(br#"{"a":{"b":1,"b":2}}"#).is_some(), "what is not read may be as it likes");
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |levels: usize| ["{\"a\":".repeat(levels).as_str(), "1", &"}".repeat(levels)].concat();
        assert!(Object::read(nested(DEPTH).as_bytes()).is_some());
        assert!(Object::read(nested(DEPTH + 1).as_bytes()).is_none());
        let listed = |levels: usize| ["{\"a\":", &"[".repeat(levels), &"]".repeat(levels), "}"].concat();
        assert!(Object::read(listed(DEPTH - 1).as_bytes()).is_some());
        assert!(Object::read(listed(DEPTH).as_bytes()).is_none());
        assert!(Object::read(listed(100_000).as_bytes()).is_none());
    }
}
