//! What a scheme reads that is no header and no body as it stands: fields of the body and of the query, forms, rewritten URLs.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::{
    Code, Error,
    found::Found,
    json, limits, query,
    scheme::{NamedHeaders, Part, Place, Repeats, Scheme, Source, Text, TimestampPlace, Value},
    slots::Role,
    url::split_once,
};

/// What a value was worked out for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// The part of the message at this index.
    Part(usize),
    Signature,
    Timestamp,
    /// The digest of the body that the URL claims.
    BodyDigest,
}

/// The values that were worked out for one request.
pub(crate) struct Derived(Vec<(For, Zeroizing<Vec<u8>>)>);

impl Derived {
    pub(crate) const NONE: Self = Self(Vec::new());

    pub(crate) fn get(&self, wanted: For) -> Option<&[u8]> {
        self.0.iter().find(|(own, _)| *own == wanted).map(|(_, value)| value.as_slice())
    }

    /// Works out all that the scheme needs. A signature that is yet to be made, in `signs`, is not looked for.
    pub(crate) fn new(scheme: &Scheme, found: &Found<'_>, body: &[u8], signs: bool) -> Result<Self, Error> {
        let mut derived = Self::NONE;
        if scheme.reads_body() && body.len() > limits::READ_BODY_BYTES {
            return Err(malformed_body("has more than 1048576 bytes, and fields of it are signed"));
        }
        match &scheme.signature.place {
            _ if signs => {}
            Place::Form(name) => derived.add(For::Signature, needed(form_field(name, body)?)?),
            Place::Json(pointer) => derived.add(For::Signature, needed(json_field(pointer, body)?)?),
            Place::Header(_) | Place::Headers(_) | Place::Url(_) => {}
        }
        if let Some(TimestampPlace::Json(pointer)) = scheme.timestamp.as_ref().map(|timestamp| &timestamp.place) {
            derived.add(For::Timestamp, needed(json_field(pointer, body)?)?);
        }
        for (index, part) in scheme.message.iter().enumerate().filter(|(_, part)| part.is_derived()) {
            let value = match part {
                Part::UrlHubspot => decode_reserved(found.url.whole),
                Part::PathAndQueryContentful => encode_again(found),
                Part::SortedForm(repeats) => sorted_form(body, *repeats)?,
                Part::Value(value) => {
                    let own = single(value, index, found, body)?;
                    // A message must have one reading; of the first field, all that follows says where it ends.
                    let first = scheme.message.iter().position(Part::is_unbounded) == Some(index);
                    let unclear = !first && value.after.bytes().next().is_some_and(|end| own.contains(&end));
                    if unclear || value.not_hex && is_challenge(&own) {
                        return Err(malformed_body("or the URL has a field with characters that may not stand in it"));
                    }
                    if own.is_empty() && value.optional { own } else { [value.before.as_bytes(), &own, value.after.as_bytes()].concat() }
                }
                Part::NamedHeaders(headers) => named_headers(headers, scheme, index, found)?,
                _ => continue,
            };
            derived.add(For::Part(index), value);
        }
        if let Some(name) = &scheme.body_digest {
            let digest = found.url.parameter(name, "has the digest of the body twice")?;
            derived.add(For::BodyDigest, digest.ok_or_else(|| malformed_url("lacks the digest of the body"))?.into());
        }
        Ok(derived)
    }

    fn add(&mut self, what: For, value: Vec<u8>) {
        self.0.push((what, Zeroizing::new(value)));
    }
}

fn malformed_body(why: &'static str) -> Error {
    Error::named(Code::MalformedBody, "the body").because(why)
}

fn malformed_url(why: &'static str) -> Error {
    Error::named(Code::MalformedUrl, "`url`").because(why)
}

fn needed(value: Option<Vec<u8>>) -> Result<Vec<u8>, Error> {
    value.ok_or_else(|| malformed_body("lacks a field that this scheme reads"))
}

fn json_field(pointer: &str, body: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    let scalar = json::scalar_at(pointer, body);
    let scalar = scalar.ok_or_else(|| malformed_body("is not JSON with at most one plain value where this scheme reads one"))?;
    Ok(scalar.map(Into::into))
}

type Pair = (Vec<u8>, Vec<u8>);

/// The decoded pairs of the form that the body is (WHATWG URL, `application/x-www-form-urlencoded`).
fn form(body: &[u8]) -> Result<Vec<Pair>, Error> {
    if query::pairs(body).nth(limits::FORM_PAIRS).is_some() {
        return Err(malformed_body("has more than 256 form fields"));
    }
    let decoded = |(name, value)| Some((decode(name)?, decode(value)?));
    let pairs = query::pairs(body).map(decoded).collect::<Option<Vec<_>>>();
    pairs.ok_or_else(|| malformed_body("has a `%` without two hex digits, which no form has"))
}

fn decode(mut raw: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(raw.len());
    while let Some(byte) = query::decode(&mut raw) {
        bytes.push(byte?);
    }
    Some(bytes)
}

fn form_field(name: &str, body: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    let mut values = form(body)?.into_iter().filter(|(own, _)| own == name.as_bytes()).map(|(_, value)| value);
    match (values.next(), values.next()) {
        (Some(_), Some(_)) => Err(malformed_body("has a form field twice that this scheme reads")),
        (value, _) => Ok(value),
    }
}

fn sorted_form(body: &[u8], repeats: Repeats) -> Result<Vec<u8>, Error> {
    let mut pairs = form(body)?;
    // By name, and of one name by value.
    pairs.sort_unstable();
    let length = pairs.len();
    match repeats {
        Repeats::Distinct => pairs.dedup(),
        Repeats::Refused => pairs.dedup_by(|one, other| one.0 == other.0),
        Repeats::Kept => {}
    }
    if repeats == Repeats::Refused && pairs.len() < length {
        return Err(malformed_body("has a form field twice"));
    }
    Ok(pairs.into_iter().flat_map(|(name, value)| [name, value]).flatten().collect())
}

fn single(value: &Value, index: usize, found: &Found<'_>, body: &[u8]) -> Result<Vec<u8>, Error> {
    let (read, missing) = match &value.source {
        Source::Header(_) => (found.value(Role::Signed(index)).map(Into::into), None),
        Source::Form(name) => (form_field(name, body)?, None),
        Source::Json(pointer) => (json_field(pointer, body)?, None),
        Source::Query(name) => {
            let raw = found.url.parameter(name, "has a parameter twice that this scheme reads")?;
            let decoded = raw.map(|raw| decode(raw).ok_or_else(|| malformed_url("has a `%` without two hex digits in its query")));
            (decoded.transpose()?, Some(malformed_url("lacks a parameter that this scheme reads")))
        }
    };
    let mut own = match (read, missing) {
        (Some(own), _) => own,
        (None, _) if value.optional => return Ok(Vec::new()),
        (None, Some(missing)) => return Err(missing),
        (None, None) => needed(None)?,
    };
    if value.lower_case {
        own.make_ascii_lowercase();
    }
    Ok(own)
}

/// Whether it is nothing but 20 to 40 hex digits.
fn is_challenge(value: &[u8]) -> bool {
    (20..=40).contains(&value.len()) && value.iter().all(u8::is_ascii_hexdigit)
}

fn named_headers(headers: &NamedHeaders, scheme: &Scheme, index: usize, found: &Found<'_>) -> Result<Vec<u8>, Error> {
    let malformed = |why| Error::header(Code::MalformedHeader, &headers.list).because(why);
    let list = found.value(Role::Signed(index)).unwrap_or_default();
    let timestamp = Role::Timestamp.header(scheme);
    let names = || list.split(|byte| *byte == b',');
    let lists = |name: &Text| names().any(|own| own.eq_ignore_ascii_case(name.as_bytes()));
    if !lists(&headers.list) || timestamp.is_some_and(|name| !lists(name)) {
        return Err(malformed("does not list itself and the timestamp as signed"));
    }
    let mut message = Vec::new();
    let mut previous: &[u8] = b"";
    for name in names() {
        let known = headers.of.iter().find(|own| own.eq_ignore_ascii_case(core::str::from_utf8(name).unwrap_or_default()));
        let known = known.filter(|_| previous < name && !name.iter().any(u8::is_ascii_uppercase));
        let known = known.ok_or_else(|| malformed("lists a header that this scheme does not know, or not in lower case and in order"))?;
        previous = name;
        // The sender leaves out one that it lists and does not send.
        let Some(value) = found.named(scheme, known) else { continue };
        if !message.is_empty() {
            message.push(b';');
        }
        message.extend([name, b":", value].concat());
    }
    Ok(message)
}

/// What `HubSpot` decodes in the URL before it signs it, and nothing else.
const RESERVED: &[u8] = b":/?@!$'()*,;";

fn decode_reserved(mut url: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(url.len());
    while let Some((byte, rest)) = url.split_first() {
        let mut decoded = url.get(..3).unwrap_or_default();
        let reserved = if *byte == b'%' { query::decode(&mut decoded).flatten() } else { None };
        match reserved.filter(|byte| RESERVED.contains(byte)) {
            Some(reserved) => {
                text.push(reserved);
                url = url.get(3..).unwrap_or_default();
            }
            None => {
                text.push(*byte);
                url = rest;
            }
        }
    }
    text
}

/// What neither `encodeURI` nor Node's `querystring.escape` encodes, and what only the former leaves alone.
const KEPT: &[u8] = b"-_.!~*'()";
const KEPT_IN_PATHS: &[u8] = b";,/?:@&=+$#";

fn encode_again(found: &Found<'_>) -> Vec<u8> {
    let (path, query) = split_once(found.url.from_path, b'?').unwrap_or((found.url.from_path, b""));
    // Contentful's own code takes what stands between the first question mark and the next.
    let query = split_once(query, b'?').map_or(query, |(query, _)| query);
    let mut text = Vec::new();
    let escape = |byte: u8, percent: &[u8], text: &mut Vec<u8>| {
        let digit = |nibble: u8| b"0123456789ABCDEF".get(usize::from(nibble)).copied().unwrap_or_default();
        text.extend(percent);
        text.extend([digit(byte >> 4), digit(byte & 15)]);
    };
    for byte in path {
        if byte.is_ascii_alphanumeric() || KEPT.contains(byte) || KEPT_IN_PATHS.contains(byte) {
            text.push(*byte);
        } else {
            escape(*byte, b"%", &mut text);
        }
    }
    if !query.is_empty() {
        text.push(b'?');
    }
    for byte in query {
        if byte.is_ascii_alphanumeric() || KEPT.contains(byte) {
            text.push(*byte);
        } else {
            // Escaped once by itself, and the `%` of that once more with the whole.
            escape(*byte, b"%25", &mut text);
        }
    }
    text
}
