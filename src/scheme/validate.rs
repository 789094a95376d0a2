//! Whether a scheme makes sense; a refusal names the field and says what to change.

use super::{Algorithm, Encoding, Field, Grammar, KeyEncoding, Part, Place, Scheme, Text};
use crate::{Error, limits, slots::Slots};

type Checked = Result<(), Error>;

fn refuse(field: &'static str, why: &'static str) -> Checked {
    Err(Error::scheme(field, why))
}

fn demand(met: bool, field: &'static str, why: &'static str) -> Checked {
    if met { Ok(()) } else { refuse(field, why) }
}

/// Space and the visible characters of ASCII: all that may stand in a header value that a scheme reads.
pub(crate) const fn is_visible(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7e)
}

/// A `tchar` of RFC 9110, section 5.6.2.
const fn is_token_char(byte: u8) -> bool {
    matches!(byte,
        b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~'
        | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z')
}

fn is_header_name(name: &str) -> bool {
    (1..=128).contains(&name.len()) && name.bytes().all(is_token_char)
}

impl Scheme {
    /// Checks every field against the others.
    ///
    /// # Errors
    /// [`Code::InvalidScheme`](crate::Code::InvalidScheme), naming the first field that makes no sense.
    pub fn validate(&self) -> Checked {
        self.validate_name()?;
        self.validate_message()?;
        self.validate_signature()?;
        self.validate_timestamp()?;
        self.validate_places()?;
        self.validate_key()
    }

    fn validate_name(&self) -> Checked {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        demand((1..=64).contains(&self.name.len()) && self.name.bytes().all(plain), "name", "must be 1 to 64 of a-z, 0-9 and `-`")
    }

    fn validate_message(&self) -> Checked {
        let has = |part: &Part| self.message.contains(part);
        if matches!(self.algorithm, Algorithm::Sha256OfKey | Algorithm::Token) {
            return demand(self.message.is_empty(), "message", "must be left out: this algorithm covers nothing of the request");
        }
        demand(self.message.len() <= limits::PARTS, "message", "has more than 32 parts")?;
        demand(self.covers().next().is_some(), "message", "has nothing but fixed text; a signature of it would cover nothing")?;
        demand(self.message.iter().filter(|part| part.is_body()).count() <= 1, "message", "has the body more than once")?;
        for part in self.message.iter() {
            match part {
                Part::Text(text) => demand(!text.is_empty(), "message", "has an empty text")?,
                Part::Header(name) => demand(is_header_name(name), "message", "has a header whose name is not one")?,
                _ => {}
            }
        }
        let in_header = |field: &Option<Field>| matches!(field, Some(Field::Header(_)));
        demand(!has(&Part::Timestamp) || self.timestamp.is_some(), "timestamp", "is part of the message, so say where it stands")?;
        demand(!has(&Part::Id) || in_header(&self.id), "id", "is part of the message, so say in which header it stands")?;
        demand(!has(&Part::Type) || in_header(&self.event_type), "type", "is part of the message, so say in which header it stands")?;
        demand(!has(&Part::Nonce) || self.nonce.is_some(), "nonce", "is part of the message, so say in which header it stands")
    }

    fn validate_signature(&self) -> Checked {
        let token = self.algorithm == Algorithm::Token;
        let encoding = self.signature.encoding;
        match &self.signature.place {
            Place::Header(name) => demand(is_header_name(name), "signature.header", "is not a header name")?,
            Place::Url(parameter) => {
                demand(token, "signature.urlToken", "goes with the algorithm `token` only")?;
                demand(
                    !parameter.is_empty() && parameter.bytes().all(crate::url::is_unreserved),
                    "signature.urlToken",
                    "must be the name of a query parameter: A-Z a-z 0-9 - . _ ~",
                )?;
            }
        }
        demand(!token || encoding == Encoding::Raw, "signature.encoding", "must be left out for a token, which is compared as it stands")?;
        demand(token || encoding != Encoding::Raw, "signature.encoding", "must be hex, hex-any-case, base64 or base64url")?;
        let visible = |text: &Text| text.bytes().all(|byte| is_visible(byte) && byte != b' ');
        let separates = |byte: u8| is_visible(byte) && !byte.is_ascii_alphanumeric();
        match &self.signature.grammar {
            Grammar::Plain { prefix, optional } => {
                demand(visible(prefix), "signature.prefix", "must be visible ASCII without spaces")?;
                demand(!optional || !prefix.is_empty(), "signature.prefixOptional", "needs a prefix")
            }
            Grammar::Tagged { separator, tag } => {
                demand(!token, "signature.list", "does not go with tokens")?;
                demand(separates(*separator), "signature.list.separator", "must be one ASCII character, neither letter nor digit")?;
                demand(!tag.is_empty() && visible(tag), "signature.list.tag", "must be visible ASCII without spaces")?;
                demand(!tag.bytes().any(|byte| byte == *separator), "signature.list.tag", "must not hold the separator")
            }
            Grammar::KeyValue { separator, key, timestamp_key } => {
                let name =
                    |text: &Text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
                demand(!token, "signature.list", "does not go with tokens")?;
                demand(
                    separates(*separator) && !matches!(*separator, b'=' | b'-' | b'_'),
                    "signature.list.separator",
                    "must be one ASCII character that is no letter, digit, `=`, `-` or `_`",
                )?;
                demand(name(key), "signature.list.key", "must be letters, digits, `-` and `_`")?;
                match timestamp_key {
                    Some(own) => demand(
                        name(own) && own != key,
                        "signature.list.timestampKey",
                        "must be letters, digits, `-` and `_`, and not the signature's key",
                    ),
                    None => Ok(()),
                }
            }
        }
    }

    fn validate_timestamp(&self) -> Checked {
        let listed = matches!(&self.signature.grammar, Grammar::KeyValue { timestamp_key: Some(_), .. });
        let Some(timestamp) = &self.timestamp else {
            return demand(!listed, "timestamp", "stands in the signature's list, so give its unit and tolerance");
        };
        demand(
            self.message.contains(&Part::Timestamp),
            "timestamp",
            "is not part of the message, so a window on it would protect nothing; add it to the message or leave it out",
        )?;
        demand(
            (1..=limits::TOLERANCE_SECONDS).contains(&timestamp.tolerance_seconds),
            "timestamp.toleranceSeconds",
            "must be 1 to 86400 seconds; a window cannot be switched off",
        )?;
        match &timestamp.header {
            Some(name) => {
                demand(is_header_name(name), "timestamp.header", "is not a header name")?;
                demand(!listed, "timestamp.header", "is given, and so is signature.list.timestampKey; keep one")
            }
            None => demand(listed, "timestamp.header", "is missing, and the signature's list has no timestampKey"),
        }
    }

    fn validate_places(&self) -> Checked {
        for (field, name) in [(&self.id, "id"), (&self.event_type, "type")] {
            match field {
                Some(Field::Header(header)) => demand(is_header_name(header), name, "is not a header name")?,
                Some(Field::Json(pointer)) => {
                    demand(pointer.starts_with('/'), name, "must be a JSON pointer that starts with `/` (RFC 6901)")?;
                }
                None => {}
            }
        }
        if let Some(nonce) = &self.nonce {
            demand(is_header_name(&nonce.header), "nonce.header", "is not a header name")?;
            if let Some((least, most)) = nonce.restricted {
                demand(least >= 1 && least <= most && most <= limits::HEADER_BYTES, "nonce", "must allow 1 to 4096 bytes")?;
            }
        }
        let slots = Slots::new(self).ok_or_else(|| Error::scheme("message", "reads more than 8 headers in all"))?;
        let mut seen = slots.names(self);
        while let Some(name) = seen.next() {
            let again = seen.clone().any(|other| other.eq_ignore_ascii_case(name));
            demand(!again, "message", "reads one header in two roles; give each field a header of its own")?;
        }
        Ok(())
    }

    fn validate_key(&self) -> Checked {
        let url = matches!(self.signature.place, Place::Url(_));
        demand(
            url == (self.key.encoding == KeyEncoding::UrlToken),
            "key.encoding",
            "`url-token` goes with a token in the URL, and a token in the URL with `url-token`",
        )?;
        demand(self.key.prefixes.iter().all(|prefix| !prefix.is_empty()), "key.prefixes", "has an empty prefix")
    }
}
