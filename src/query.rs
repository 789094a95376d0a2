//! The canonical form of a query: decoded, percent-encoded again by RFC 3986, its pairs sorted bytewise, joined with `&`.

use crate::{
    Code, Error, limits,
    url::{is_unreserved, split_once},
};

type Pair<'r> = (&'r [u8], &'r [u8]);

/// The `key=value` pairs of a raw query, not decoded. A pair without `=` has an empty value; an empty pair is none.
pub(crate) fn pairs(query: &[u8]) -> impl Iterator<Item = Pair<'_>> {
    query.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| split_once(pair, b'=').unwrap_or((pair, b"")))
}

/// Whether the query has a canonical form.
///
/// # Errors
/// [`Code::MalformedUrl`] for a `%` without two hex digits, or more than [`limits::QUERY_PAIRS`] pairs.
pub(crate) fn check(query: &[u8]) -> Result<(), Error> {
    let malformed = |why| Err(Error::named(Code::MalformedUrl, "`url`").because(why));
    if pairs(query).count() > limits::QUERY_PAIRS {
        return malformed("has more than 64 query parameters");
    }
    if Decoded(query).any(|byte| byte.is_none()) {
        return malformed("has a `%` without two hex digits in its query");
    }
    Ok(())
}

/// Gives the canonical form of a checked query to `sink`, piece by piece.
pub(crate) fn canonical(query: &[u8], mut sink: impl FnMut(&[u8])) {
    let mut sorted: [Pair<'_>; limits::QUERY_PAIRS] = [(b"", b""); limits::QUERY_PAIRS];
    let mut count: usize = 0;
    for (place, pair) in sorted.iter_mut().zip(pairs(query)) {
        *place = pair;
        count = count.saturating_add(1);
    }
    let sorted = sorted.get_mut(..count).unwrap_or_default();
    sort(sorted);
    for (index, (key, value)) in sorted.iter().enumerate() {
        if index > 0 {
            sink(b"&");
        }
        encode(key, &mut sink);
        sink(b"=");
        encode(value, &mut sink);
    }
}

/// Sorts by the encoded `key=value` texts. There are few, so the simplest sort is the right one: it is a fifth of the code.
fn sort(mut pairs: &mut [Pair<'_>]) {
    while let Some((first, others)) = pairs.split_first_mut() {
        for other in others.iter_mut() {
            if encoded_pair(*other).lt(encoded_pair(*first)) {
                core::mem::swap(first, other);
            }
        }
        pairs = others;
    }
}

fn encoded_pair<'r>((key, value): Pair<'r>) -> impl Iterator<Item = u8> + 'r {
    encoded(key).chain([b'=']).chain(encoded(value))
}

fn encoded(raw: &[u8]) -> impl Iterator<Item = u8> + '_ {
    Decoded(raw).flatten().flat_map(|byte| {
        let (bytes, length) = percent(byte);
        bytes.into_iter().take(length)
    })
}

fn encode(raw: &[u8], sink: &mut impl FnMut(&[u8])) {
    for byte in Decoded(raw).flatten() {
        let (bytes, length) = percent(byte);
        sink(bytes.get(..length).unwrap_or_default());
    }
}

/// A byte as RFC 3986 writes it, and how many bytes that takes.
fn percent(byte: u8) -> ([u8; 3], usize) {
    if is_unreserved(byte) {
        return ([byte, 0, 0], 1);
    }
    let mut text = *b"%00";
    if let Some(digits) = text.get_mut(1..) {
        // Two digits for one byte always fit.
        let _ = hex::encode_to_slice([byte], digits);
    }
    text.make_ascii_uppercase();
    (text, 3)
}

/// The bytes that a raw key or value stands for, `+` being a space; `None` for a broken escape.
struct Decoded<'r>(&'r [u8]);

impl Iterator for Decoded<'_> {
    type Item = Option<u8>;

    fn next(&mut self) -> Option<Self::Item> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(match first {
            b'+' => Some(b' '),
            b'%' => {
                let mut byte = [0];
                let digits = rest.split_at_checked(2);
                self.0 = digits.map_or(&[][..], |(_, rest)| rest);
                digits.and_then(|(digits, _)| hex::decode_to_slice(digits, &mut byte).ok()).map(|()| {
                    let [byte] = byte;
                    byte
                })
            }
            other => Some(*other),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(query: &str) -> String {
        let mut out = Vec::new();
        canonical(query.as_bytes(), |piece| out.extend_from_slice(piece));
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn pairs_are_decoded_encoded_and_sorted() {
        assert_eq!(text(""), "");
        assert_eq!(text("b=2&a=1"), "a=1&b=2");
        assert_eq!(text("filter[x]=1+2&filter%5By%5D=%2b"), "filter%5Bx%5D=1%202&filter%5By%5D=%2B");
        assert_eq!(text("a=!'()*~&&k"), "a=%21%27%28%29%2A~&k=");
        assert_eq!(text("a=b=c&a=1"), "a=1&a=b%3Dc");
    }

    #[test]
    fn broken_escapes_and_too_many_pairs_are_refused() {
        for query in ["%", "a=%4", "a=%zz", "%4"] {
            assert!(check(query.as_bytes()).is_err(), "{query}");
        }
        assert!(check("a&".repeat(64).as_bytes()).is_ok());
        assert!(check("a&".repeat(65).as_bytes()).is_err());
    }
}
