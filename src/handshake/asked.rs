//! What a request asks: the challenge in its query, its headers or its body, found once or refused.

use alloc::{string::String, vec::Vec};

use super::Handshake;
use crate::{
    Code, Error, Header, Request, json, limits, query,
    scheme::{Text, is_visible},
    url::Url,
};

/// Bytes of a body that is looked at. Handshakes are short, and a longer body is none.
const BODY_BYTES: usize = 8 * 1024;

pub(super) struct Asked<'r> {
    pub(super) handshake: Handshake,
    pub(super) request: &'r dyn Request,
}

impl Asked<'_> {
    /// The decoded value of the query parameter `name`.
    pub(super) fn parameter(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let malformed = |why| Error::named(Code::MalformedUrl, "`url`").because(why);
        let url = Url::parse(self.request.url().ok_or_else(|| Error::named(Code::MissingUrl, "`url`"))?)?;
        query::check(url.query)?;
        let mut found = None;
        let mut rest = url.query;
        while let Some((key, value)) = query::next_pair(&mut rest) {
            if decoded(key) == name.as_bytes() && found.replace(decoded(value)).is_some() {
                return Err(malformed("has a parameter of the handshake twice"));
            }
        }
        Ok(found)
    }

    /// The parameter `name`, which has to be there because another one was.
    pub(super) fn required(&self, name: &str) -> Result<Vec<u8>, Error> {
        self.parameter(name)?.ok_or_else(|| Error::named(Code::MalformedUrl, "`url`").because("lacks a parameter of the handshake"))
    }

    /// The challenge in the query parameter `name`.
    pub(super) fn challenge_in_query(&self, name: &str) -> Result<Option<String>, Error> {
        let malformed = || Error::named(Code::MalformedUrl, "`url`").because("has a challenge that is not in the vendor's form");
        self.parameter(name)?.map(|value| self.take(value).ok_or_else(malformed)).transpose()
    }

    /// The value of a header: visible ASCII, at most 4096 bytes.
    pub(super) fn header(&self, name: &'static str) -> Result<Option<&[u8]>, Error> {
        let value = match self.request.header(name) {
            Header::Missing => return Ok(None),
            Header::Once(value) if !value.windows(2).any(|pair| pair == b", ") => value,
            Header::Once(_) | Header::Repeated => return Err(Error::header(Code::DuplicateHeader, &Text::new(name))),
        };
        let legible = (1..=limits::HEADER_BYTES).contains(&value.len()) && value.iter().copied().all(is_visible);
        if legible { Ok(Some(value)) } else { Err(malformed_header(name)) }
    }

    /// The challenge in a header.
    pub(super) fn challenge_in_header(&self, name: &'static str) -> Result<Option<String>, Error> {
        self.header(name)?.map(|value| self.take(value.to_vec()).ok_or_else(|| malformed_header(name))).transpose()
    }

    /// The scalar at a JSON pointer in the body, if that is short, JSON, not too deep and has nothing twice on the way.
    pub(super) fn field(&self, pointer: &str) -> Option<Vec<u8>> {
        let body = self.request.body();
        if body.len() <= BODY_BYTES { json::scalar_at(pointer, body)? } else { None }
    }

    /// The challenge at a JSON pointer in the body, which has to be there.
    pub(super) fn challenge_in_body(&self, pointer: &str) -> Result<String, Error> {
        let malformed = || Error::named(Code::MalformedBody, "the body").because("has no challenge in the vendor's form");
        self.field(pointer).and_then(|value| self.take(value)).ok_or_else(malformed)
    }

    fn take(&self, challenge: Vec<u8>) -> Option<String> {
        self.handshake.takes(&challenge).then(|| String::from_utf8(challenge).ok())?
    }
}

pub(super) fn malformed_header(name: &'static str) -> Error {
    Error::header(Code::MalformedHeader, &Text::new(name))
}

/// What a key or value of a checked query stands for.
fn decoded(mut raw: &[u8]) -> Vec<u8> {
    core::iter::from_fn(|| query::decode(&mut raw)).flatten().collect()
}
