//! How a header that a family reads must stand: once, and legible.

use crate::{
    Code, Error, Head, Header, limits,
    scheme::{Text, is_visible},
};

/// The value of a header that must stand once, in visible ASCII and without spaces around it.
///
/// A value that holds `, ` counts as two: so does a host join what stood twice (RFC 9110, section 5.3).
pub(crate) fn header<'r>(head: &'r dyn Head, name: &Text, malformed: Code) -> Result<&'r [u8], Error> {
    let code = match head.header(name) {
        Header::Missing => Code::MissingHeader,
        Header::Repeated => Code::DuplicateHeader,
        Header::Once(value) => match refuse(value, malformed) {
            None => return Ok(value),
            Some(code) => code,
        },
    };
    Err(Error::header(code, name))
}

fn refuse(value: &[u8], malformed: Code) -> Option<Code> {
    let looked_at = value.get(..limits::HEADER_BYTES).unwrap_or(value);
    let single = after_day_name(looked_at);
    if single.iter().zip(single.iter().skip(1)).any(|pair| pair == (&b',', &b' ')) {
        return Some(Code::DuplicateHeader);
    }
    if value.len() > limits::HEADER_BYTES {
        return Some(Code::MalformedHeader);
    }
    let padded = value.first() == Some(&b' ') || value.last() == Some(&b' ');
    (value.is_empty() || padded || !value.iter().copied().all(is_visible)).then_some(malformed)
}

/// An HTTP date has a `, ` of its own (RFC 9110, section 5.6.7).
fn after_day_name(value: &[u8]) -> &[u8] {
    let day = |name: &[u8]| [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"].iter().any(|own| *own == name);
    match value.split_at_checked(3) {
        Some((name, rest)) if value.len() == 29 && value.ends_with(b" GMT") && day(name) => rest.strip_prefix(b", ").unwrap_or(value),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_stands_once_or_is_a_date() {
        assert_eq!(refuse(b"a,b", Code::MalformedHeader), None);
        assert_eq!(refuse(b"Tue, 20 Apr 2021 02:07:55 GMT", Code::MalformedHeader), None);
        assert_eq!(refuse(b"Tue, 20 Apr 2021 02:07:5, GMT", Code::MalformedHeader), Some(Code::DuplicateHeader));
        for (value, code) in [
            (&b"a, b"[..], Code::DuplicateHeader),
            (b"Tue, 20 Apr 2021 02:07:55 GMT, Tue, 20 Apr 2021 02:07:55 GMT", Code::DuplicateHeader),
            (b"", Code::MalformedSignature),
            (b" a", Code::MalformedSignature),
            (b"a\t", Code::MalformedSignature),
            (b"\xc3\xa4", Code::MalformedSignature),
            (&[b'a'; 4097], Code::MalformedHeader),
        ] {
            assert_eq!(refuse(value, Code::MalformedSignature), Some(code));
        }
    }
}
