//! What a scheme reads that is no header and no body as it stands: fields of the body and of the query, forms, rewritten URLs.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::{
    Code, Error,
    found::Found,
    json, limits,
    plan::Role,
    query,
    scheme::{NO_OBJECT, NamedHeaders, Part, Place, Repeats, Scheme, Source, Text, TimestampPlace, Value},
    url::{Url, split_once},
    words::holds,
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

/// What is wrong, and with what: smaller than an error, as it is passed on in many places.
enum Wrong<'s> {
    Body(&'static str),
    Url(&'static str),
    /// With the header of this name.
    Header(&'s Text, &'static str),
}

impl Derived {
    pub(crate) const NONE: Self = Self(Vec::new());

    #[inline(never)]
    pub(crate) fn get(&self, wanted: For) -> Option<&[u8]> {
        self.0.iter().find(|(own, _)| *own == wanted).map(|(_, value)| value.as_slice())
    }

    /// Works out all that the scheme needs. A signature that is yet to be made, in `signs`, is not looked for.
    pub(crate) fn new(scheme: &Scheme, found: &Found<'_>, body: &[u8], signs: bool) -> Result<Self, Error> {
        let mut derived = Self::NONE;
        match derived.fill(scheme, found, body, signs) {
            Ok(()) => Ok(derived),
            Err(Wrong::Body(why)) => Err(Error::named(Code::MalformedBody, "the body").because(why)),
            Err(Wrong::Url(why)) => Err(Error::named(Code::MalformedUrl, "`url`").because(why)),
            Err(Wrong::Header(name, why)) => Err(Error::header(Code::MalformedHeader, name).because(why)),
        }
    }

    fn fill<'s>(&mut self, scheme: &'s Scheme, found: &Found<'_>, body: &[u8], signs: bool) -> Result<(), Wrong<'s>> {
        if scheme.reads_body() && body.len() > limits::READ_BODY_BYTES {
            return Err(Wrong::Body("has more than 1048576 bytes"));
        }
        match &scheme.signature.place {
            _ if signs => {}
            Place::Form(name) => self.add(For::Signature, needed(form_field(name, body)?)?),
            Place::Json(pointer) => self.add(For::Signature, needed(json_field(pointer, body)?)?),
            Place::Header(_) | Place::Headers(_) | Place::Url(_) => {}
        }
        if let Some(TimestampPlace::Json(pointer)) = scheme.timestamp.as_ref().map(|timestamp| &timestamp.place) {
            self.add(For::Timestamp, needed(json_field(pointer, body)?)?);
        }
        // Of the first field, all that follows says where it ends, unless what follows next can be left out and be part of it.
        let mut first = true;
        for (index, part) in scheme.message.iter().enumerate() {
            first &= !matches!(scheme.message.get(index.saturating_add(1)), Some(Part::Value(next)) if next.optional);
            let value = match part {
                Part::UrlHubspot => Some(decode_reserved(found.url.whole)),
                Part::PathAndQueryContentful => Some(encode_again(found)),
                Part::SortedForm(repeats) => Some(sorted_form(body, *repeats)?),
                Part::Value(value) => Some(single(value, index, first, found, body)?),
                Part::NamedHeaders(headers) => Some(named_headers(headers, scheme, index, found)?),
                Part::BodyObject if body.first() != Some(&b'{') => return Err(Wrong::Body(NO_OBJECT)),
                _ => None,
            };
            if let Some(value) = value {
                self.add(For::Part(index), value);
            }
            first &= !part.is_unbounded();
        }
        if let Some(name) = &scheme.body_digest {
            let digest = found.url.parameter(name).ok_or(Wrong::Url("has the digest of the body twice"))?;
            self.add(For::BodyDigest, digest.ok_or(Wrong::Url("lacks the digest of the body"))?.into());
        }
        Ok(())
    }

    #[inline(never)]
    fn add(&mut self, what: For, value: Vec<u8>) {
        self.0.push((what, Zeroizing::new(value)));
    }
}

fn needed(value: Option<Vec<u8>>) -> Result<Vec<u8>, Wrong<'static>> {
    value.ok_or(Wrong::Body("lacks a field that this scheme reads"))
}

fn json_field(pointer: &str, body: &[u8]) -> Result<Option<Vec<u8>>, Wrong<'static>> {
    json::scalar_at(pointer, body).ok_or(Wrong::Body("is not JSON with one value where this scheme reads"))
}

type Pair<'t> = (&'t [u8], &'t [u8]);

/// The pairs of the form that the body is (WHATWG URL, `application/x-www-form-urlencoded`), decoded into `text`.
fn form<'t>(mut body: &[u8], text: &'t mut Vec<u8>) -> Result<Vec<Pair<'t>>, Wrong<'static>> {
    let mut lengths = Vec::new();
    while let Some((name, value)) = query::next_pair(&mut body) {
        if lengths.len() == limits::FORM_PAIRS {
            return Err(Wrong::Body("has more than 256 form fields"));
        }
        let both = decode(name, text).zip(decode(value, text));
        lengths.push(both.ok_or(Wrong::Body("has a `%` without two hex digits"))?);
    }
    let mut rest = text.as_slice();
    let mut pairs = Vec::with_capacity(lengths.len());
    for (name, value) in lengths {
        // Never absent: these are the lengths of what was written.
        let Some((name, tail)) = rest.split_at_checked(name) else { break };
        let Some((value, tail)) = tail.split_at_checked(value) else { break };
        pairs.push((name, value));
        rest = tail;
    }
    Ok(pairs)
}

/// Appends what the raw text stands for, and gives its length.
fn decode(mut raw: &[u8], text: &mut Vec<u8>) -> Option<usize> {
    let before = text.len();
    while let Some(byte) = query::decode(&mut raw) {
        text.push(byte?);
    }
    text.len().checked_sub(before)
}

fn form_field(name: &str, body: &[u8]) -> Result<Option<Vec<u8>>, Wrong<'static>> {
    let mut text = Vec::new();
    let mut field = None;
    for (own, value) in form(body, &mut text)? {
        if own == name.as_bytes() && field.replace(value).is_some() {
            return Err(Wrong::Body("has a field twice that this scheme reads"));
        }
    }
    Ok(field.map(Into::into))
}

fn sorted_form(body: &[u8], repeats: Repeats) -> Result<Vec<u8>, Wrong<'static>> {
    let mut text = Vec::new();
    // By name, and of one name by value. A binary search for each place: a sender chooses how hard this is.
    let mut sorted: Vec<Pair<'_>> = Vec::new();
    for mut pair in form(body, &mut text)? {
        let at = sorted.partition_point(|own| *own < pair);
        for place in sorted.iter_mut().skip(at) {
            core::mem::swap(place, &mut pair);
        }
        sorted.push(pair);
    }
    let mut message = Vec::new();
    let mut previous = None;
    for pair in sorted {
        let (name, value) = pair;
        if matches!(repeats, Repeats::Refused) && previous.is_some_and(|(own, _)| own == name) {
            return Err(Wrong::Body("has a field twice"));
        }
        if !(matches!(repeats, Repeats::Distinct) && previous == Some(pair)) {
            message.extend_from_slice(name);
            message.extend_from_slice(value);
        }
        previous = Some(pair);
    }
    Ok(message)
}

/// A value with the texts around it, where it is there.
fn single<'s>(value: &'s Value, index: usize, first: bool, found: &Found<'_>, body: &[u8]) -> Result<Vec<u8>, Wrong<'s>> {
    let wrong = |why| match &value.source {
        Source::Header(name) => Wrong::Header(name, why),
        Source::Query(_) => Wrong::Url(why),
        Source::Form(_) | Source::Json(_) => Wrong::Body(why),
    };
    let read = match &value.source {
        Source::Header(_) => found.value(Role::Signed(index)).map(Into::into),
        Source::Form(name) => form_field(name, body)?,
        Source::Json(pointer) => json_field(pointer, body)?,
        Source::Query(name) => {
            let mut text = Vec::new();
            match found.url.parameter(name).ok_or(wrong("has a field twice that this scheme reads"))? {
                None => None,
                Some(raw) if decode(raw, &mut text).is_some() => Some(text),
                Some(_) => return Err(wrong("has a `%` without two hex digits")),
            }
        }
    };
    let mut own = match read {
        Some(own) => own,
        None if value.optional => return Ok(Vec::new()),
        None => return Err(wrong("lacks a field that this scheme reads")),
    };
    if value.lower_case {
        own.make_ascii_lowercase();
    }
    // A message must have one reading.
    let unclear = !first && value.after.as_bytes().first().is_some_and(|end| holds(&own, *end));
    if unclear || value.not_hex && is_challenge(&own) {
        return Err(wrong("has a field with what may not stand there"));
    }
    Ok([value.before.as_bytes(), &own, value.after.as_bytes()].concat())
}

/// Whether it is nothing but 20 to 40 hex digits, but for a line break, which a vendor's pattern may let pass at the end.
fn is_challenge(value: &[u8]) -> bool {
    let value = value.strip_suffix(b"\n").unwrap_or(value);
    matches!(value.len(), 20..=40) && value.iter().all(u8::is_ascii_hexdigit)
}

fn named_headers<'s>(headers: &'s NamedHeaders, scheme: &Scheme, index: usize, found: &Found<'_>) -> Result<Vec<u8>, Wrong<'s>> {
    let timestamp = Role::Timestamp.header(scheme);
    let (mut itself, mut timed) = (false, timestamp.is_none());
    let mut message = Vec::new();
    let mut previous: &[u8] = b"";
    let mut rest = Some(found.value(Role::Signed(index)).unwrap_or_default());
    while let Some(names) = rest {
        let (name, more) = split_once(names, b',').map_or((names, None), |(name, more)| (name, Some(more)));
        rest = more;
        let is = |own: &Text| own.as_bytes().eq_ignore_ascii_case(name);
        let known = headers.of.iter().find(|own| is(own));
        let (Some(known), true) = (known, previous < name && !name.iter().any(u8::is_ascii_uppercase)) else {
            let why = "lists an unknown header, or not in lower case and in order";
            return Err(Wrong::Header(&headers.list, why));
        };
        previous = name;
        itself |= is(&headers.list);
        timed |= timestamp.is_some_and(is);
        // The sender leaves out one that it lists and does not send.
        if let Some(value) = found.named(scheme, known) {
            let mut rest = value;
            while let Some((_, tail)) = split_once(rest, b';') {
                rest = tail;
                if split_once(tail, b':').is_some_and(|(name, _)| headers.of.iter().any(|own| own.as_bytes().eq_ignore_ascii_case(name))) {
                    return Err(Wrong::Header(known, "holds what would pass for another header"));
                }
            }
            if !message.is_empty() {
                message.push(b';');
            }
            message.extend_from_slice(name);
            message.push(b':');
            message.extend_from_slice(value);
        }
    }
    if itself && timed { Ok(message) } else { Err(Wrong::Header(&headers.list, "does not list itself and the timestamp")) }
}

/// What `HubSpot` decodes in the URL before it signs it, and nothing else.
const RESERVED: &[u8] = b":/?@!$'()*,;";

fn decode_reserved(mut url: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(url.len());
    while let Some((byte, rest)) = url.split_first() {
        let mut byte = *byte;
        let mut decoded = url;
        url = rest;
        if byte == b'%'
            && let Some(Some(reserved)) = query::decode(&mut decoded)
            && holds(RESERVED, reserved)
        {
            byte = reserved;
            url = decoded;
        }
        text.push(byte);
    }
    text
}

/// What neither `encodeURI` nor Node's `querystring.escape` encodes, and what only the former leaves alone.
const KEPT: &[u8] = b"-_.!~*'()";
const KEPT_IN_PATHS: &[u8] = b";,/?:@&=+$#";

fn encode_again(found: &Found<'_>) -> Vec<u8> {
    let Url { path, query, .. } = found.url;
    // Contentful's own code takes what stands between the first question mark and the next.
    let query = split_once(query, b'?').map_or(query, |(query, _)| query);
    let mut text = Vec::new();
    escape(path, KEPT_IN_PATHS, b"%", &mut text);
    if !query.is_empty() {
        text.push(b'?');
    }
    // Escaped once by itself, and the `%` of that once more with the whole.
    escape(query, b"", b"%25", &mut text);
    text
}

#[inline(never)]
fn escape(raw: &[u8], also_kept: &[u8], percent: &[u8], text: &mut Vec<u8>) {
    for byte in raw {
        if byte.is_ascii_alphanumeric() || holds(KEPT, *byte) || holds(also_kept, *byte) {
            text.push(*byte);
        } else {
            text.extend_from_slice(percent);
            text.extend(query::upper_hex(byte >> 4));
            text.extend(query::upper_hex(byte & 15));
        }
    }
}
