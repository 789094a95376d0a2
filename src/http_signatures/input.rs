//! The `Signature-Input` field: one member of a structured dictionary, in canonical form and no other.
//!
//! RFC 8941 reads some spellings that it never writes (spaces, leading zeros, repeated parameters). The signature is over what it
//! would write (RFC 9421, section 2.3), so a text that is not that is refused, and the text as it stands can be signed.

use alloc::{string::String, vec::Vec};

use super::base::{Component, MOST};
use crate::Code;

/// What a signature says of itself.
pub(crate) struct Input<'r> {
    pub(crate) label: &'r [u8],
    pub(crate) components: Vec<Component<'r>>,
    pub(crate) parameters: Parameters<'r>,
    /// The covered components and parameters as they stand: the value of `@signature-params`.
    pub(crate) text: &'r [u8],
}

/// The parameters that have a meaning here.
#[derive(Default)]
pub(crate) struct Parameters<'r> {
    /// Digits.
    pub(crate) created: Option<&'r [u8]>,
    /// Digits.
    pub(crate) expires: Option<&'r [u8]>,
    pub(crate) nonce: Option<String>,
    pub(crate) algorithm: Option<String>,
    pub(crate) key_id: Option<String>,
    pub(crate) tag: Option<String>,
}

/// A bare item, as far as parameters are ones.
enum Bare<'r> {
    Integer(&'r [u8]),
    Text(String),
    Other,
}

impl<'r> Input<'r> {
    /// Reads the whole value of `Signature-Input`.
    ///
    /// # Errors
    /// [`Code::DuplicateHeader`] for a second member, component or parameter of one name; [`Code::MalformedTimestamp`] for a
    /// `created` or `expires` that is no whole number; [`Code::MalformedSignature`] for anything else that is not as it should be.
    pub(crate) fn read(value: &'r [u8]) -> Result<Self, Code> {
        let mut reader = Reader { rest: value };
        let label = reader.key().ok_or(Code::MalformedSignature)?;
        reader.expect(b'=')?;
        let text = reader.rest;
        let components = reader.components()?;
        let parameters = reader.parameters()?;
        match reader.rest.first() {
            None => Ok(Self { label, components, parameters, text }),
            Some(b',') => Err(Code::DuplicateHeader),
            Some(_) => Err(Code::MalformedSignature),
        }
    }
}

/// Reads `label=:base64:`, the whole value of `Signature` and, with an algorithm for a label, of `Content-Digest`.
pub(crate) fn byte_sequence(value: &[u8]) -> Result<(&[u8], Vec<u8>), Code> {
    let mut reader = Reader { rest: value };
    let label = reader.key().ok_or(Code::MalformedSignature)?;
    reader.expect(b'=')?;
    reader.expect(b':')?;
    let end = reader.rest.iter().position(|byte| *byte == b':').ok_or(Code::MalformedSignature)?;
    let (text, rest) = reader.rest.split_at(end);
    match rest.get(1) {
        None => crate::family::decode_padded(text).map(|bytes| (label, bytes)).ok_or(Code::MalformedSignature),
        Some(b',') => Err(Code::DuplicateHeader),
        Some(_) => Err(Code::MalformedSignature),
    }
}

/// Whether a text is the key of a member or parameter.
pub(crate) fn is_key(text: &[u8]) -> bool {
    let mut reader = Reader { rest: text };
    reader.key().is_some() && reader.rest.is_empty()
}

struct Reader<'r> {
    rest: &'r [u8],
}

impl<'r> Reader<'r> {
    fn components(&mut self) -> Result<Vec<Component<'r>>, Code> {
        let mut components = Vec::new();
        self.expect(b'(')?;
        if self.skip(b')') {
            return Ok(components);
        }
        loop {
            self.expect(b'"')?;
            let end = self.rest.iter().position(|byte| *byte == b'"').ok_or(Code::MalformedSignature)?;
            let component = Component::read(self.take(end)).ok_or(Code::MalformedSignature)?;
            self.expect(b'"')?;
            if components.contains(&component) {
                return Err(Code::DuplicateHeader);
            }
            components.push(component);
            if components.len() > MOST {
                return Err(Code::MalformedSignature);
            }
            if self.skip(b')') {
                return Ok(components);
            }
            // Also refuses parameters of a component, which this profile has no use for.
            self.expect(b' ')?;
        }
    }

    fn parameters(&mut self) -> Result<Parameters<'r>, Code> {
        let mut parameters = Parameters::default();
        let mut names: Vec<&[u8]> = Vec::new();
        while self.skip(b';') {
            let name = self.key().ok_or(Code::MalformedSignature)?;
            if names.contains(&name) {
                return Err(Code::DuplicateHeader);
            }
            names.push(name);
            let value = if self.skip(b'=') { self.bare_item().ok_or(Code::MalformedSignature)? } else { Bare::Other };
            let slot = match name {
                b"created" => {
                    parameters.created = Some(value.integer()?);
                    continue;
                }
                b"expires" => {
                    parameters.expires = Some(value.integer()?);
                    continue;
                }
                b"nonce" => &mut parameters.nonce,
                b"alg" => &mut parameters.algorithm,
                b"keyid" => &mut parameters.key_id,
                b"tag" => &mut parameters.tag,
                _ => continue,
            };
            let Bare::Text(text) = value else { return Err(Code::MalformedSignature) };
            *slot = Some(text);
        }
        Ok(parameters)
    }

    /// An integer, string, token or false; true is written as a name alone.
    fn bare_item(&mut self) -> Option<Bare<'r>> {
        if self.skip(b'"') {
            return self.string().map(Bare::Text);
        }
        if self.skip(b'?') {
            return self.skip(b'0').then_some(Bare::Other);
        }
        let is_token = self.rest.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'*');
        if is_token {
            self.take_while(|byte| crate::scheme::is_token_char(byte) || matches!(byte, b':' | b'/'));
            return Some(Bare::Other);
        }
        let start = self.rest;
        self.skip(b'-');
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        // At most 15 digits (RFC 8941, section 3.3.1), no leading zero, and no negative zero.
        let negative = start.len() > digits.len().saturating_add(self.rest.len());
        let canonical = matches!(digits.len(), 1..=15) && (digits.first() != Some(&b'0') || digits.len() == 1 && !negative);
        let text = start.get(..start.len().checked_sub(self.rest.len())?)?;
        canonical.then_some(Bare::Integer(text))
    }

    fn string(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let byte = self.next()?;
            text.push(char::from(match byte {
                b'"' => return Some(text),
                b'\\' => self.next().filter(|escaped| matches!(escaped, b'"' | b'\\'))?,
                0x20..=0x7e => byte,
                _ => return None,
            }));
        }
    }

    fn key(&mut self) -> Option<&'r [u8]> {
        let first = self.rest.first()?;
        let fits = first.is_ascii_lowercase() || *first == b'*';
        let key = self.take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'.' | b'*'));
        fits.then_some(key)
    }

    fn take_while(&mut self, fits: fn(u8) -> bool) -> &'r [u8] {
        let end = self.rest.iter().position(|byte| !fits(*byte)).unwrap_or(self.rest.len());
        self.take(end)
    }

    fn take(&mut self, end: usize) -> &'r [u8] {
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, b""));
        self.rest = rest;
        taken
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn skip(&mut self, byte: u8) -> bool {
        self.rest.strip_prefix(&[byte]).map(|rest| self.rest = rest).is_some()
    }

    fn expect(&mut self, byte: u8) -> Result<(), Code> {
        if self.skip(byte) { Ok(()) } else { Err(Code::MalformedSignature) }
    }
}

impl<'r> Bare<'r> {
    fn integer(self) -> Result<&'r [u8], Code> {
        match self {
            Self::Integer(digits) => Ok(digits),
            _ => Err(Code::MalformedTimestamp),
        }
    }
}
