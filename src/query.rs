//! The canonical form of a query: decoded, percent-encoded again by RFC 3986, its pairs sorted bytewise, joined with `&`.

use crate::{
    Code, Error,
    base64::decode_hex,
    limits,
    url::{is_unreserved, split_once},
};

type Pair<'r> = (&'r [u8], &'r [u8]);

/// Takes the next `key=value` pair off a raw query, not decoded. A pair without `=` has an empty value; an empty pair is none.
#[inline(never)]
pub(crate) fn next_pair<'r>(query: &mut &'r [u8]) -> Option<Pair<'r>> {
    while !query.is_empty() {
        let (pair, rest) = split_once(query, b'&').unwrap_or((query, b""));
        *query = rest;
        if !pair.is_empty() {
            return Some(split_once(pair, b'=').unwrap_or((pair, b"")));
        }
    }
    None
}

/// Whether a raw key or value stands for this text.
pub(crate) fn stands_for(mut raw: &[u8], text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let Some((byte, others)) = rest.split_first() {
        if decode(&mut raw) != Some(Some(*byte)) {
            return false;
        }
        rest = others;
    }
    raw.is_empty()
}

/// Whether the query has a canonical form.
///
/// # Errors
/// [`Code::MalformedUrl`] for a `%` without two hex digits, or more than [`limits::QUERY_PAIRS`] pairs.
pub(crate) fn check(query: &[u8]) -> Result<(), Error> {
    let malformed = |why| Err(Error::named(Code::MalformedUrl, "`url`").because(why));
    let mut rest = query;
    let mut count: usize = 0;
    while next_pair(&mut rest).is_some() {
        count = count.saturating_add(1);
    }
    if count > limits::QUERY_PAIRS {
        return malformed("has more than 64 query parameters");
    }
    rest = query;
    while let Some(decoded) = decode(&mut rest) {
        if decoded.is_none() {
            return malformed("has a `%` without two hex digits");
        }
    }
    Ok(())
}

/// The order of a query's pairs in its canonical form, found once a request: a sender chooses how hard that is.
#[derive(Clone, Copy)]
pub(crate) struct Order {
    places: [u8; limits::QUERY_PAIRS],
    count: usize,
}

impl Order {
    pub(crate) const NONE: Self = Self { places: [0; limits::QUERY_PAIRS], count: 0 };

    /// The order of a checked query: a binary search finds each pair's place. Apart from its caller, which seldom needs it.
    #[cfg_attr(not(target_family = "wasm"), inline(never))]
    pub(crate) fn of(query: &[u8]) -> Self {
        let (pairs, count) = collect(query);
        let mut places = [0; limits::QUERY_PAIRS];
        for (index, pair) in pairs.iter().take(count).enumerate() {
            let sorted = places.get(..index).unwrap_or_default();
            let at = sorted.partition_point(|place| !precedes(*pair, at_place(&pairs, *place)));
            let mut carried = u8::try_from(index).unwrap_or_default();
            for place in places.iter_mut().take(index.saturating_add(1)).skip(at) {
                core::mem::swap(place, &mut carried);
            }
        }
        Self { places, count }
    }
}

/// Gives the canonical form of a checked query to `sink`, byte by byte.
pub(crate) fn canonical(query: &[u8], order: &Order, sink: &mut dyn FnMut(u8)) {
    let (pairs, _) = collect(query);
    for (index, place) in order.places.iter().take(order.count).enumerate() {
        if index > 0 {
            sink(b'&');
        }
        let mut encoded = Encoded::new(at_place(&pairs, *place));
        while let Some(byte) = encoded.next() {
            sink(byte);
        }
    }
}

fn collect(mut query: &[u8]) -> ([Pair<'_>; limits::QUERY_PAIRS], usize) {
    let mut all: [Pair<'_>; limits::QUERY_PAIRS] = [(b"", b""); limits::QUERY_PAIRS];
    let mut count: usize = 0;
    for place in &mut all {
        let Some(pair) = next_pair(&mut query) else { break };
        *place = pair;
        count = count.saturating_add(1);
    }
    (all, count)
}

fn at_place<'r>(pairs: &[Pair<'r>], place: u8) -> Pair<'r> {
    pairs.get(usize::from(place)).copied().unwrap_or_default()
}

/// Whether the encoded text of `a` comes before that of `b`.
fn precedes(a: Pair<'_>, b: Pair<'_>) -> bool {
    let (mut a, mut b) = (Encoded::new(a), Encoded::new(b));
    loop {
        match (a.next(), b.next()) {
            (Some(a), Some(b)) if a == b => {}
            // `None`, the end, is less than any byte; two ends are equal.
            (a, b) => return a < b,
        }
    }
}

/// The encoded `key=value` text of a pair, byte by byte.
struct Encoded<'r> {
    rest: &'r [u8],
    value: Option<&'r [u8]>,
    /// The digits of an escape that are still to come, the next one last.
    digits: [Option<u8>; 2],
}

impl<'r> Encoded<'r> {
    const fn new((key, value): Pair<'r>) -> Self {
        Self { rest: key, value: Some(value), digits: [None, None] }
    }

    #[inline(never)]
    fn next(&mut self) -> Option<u8> {
        if let Some(digit) = self.digits.iter_mut().rev().find_map(Option::take) {
            return Some(digit);
        }
        let Some(byte) = decode(&mut self.rest) else {
            self.rest = self.value.take()?;
            return Some(b'=');
        };
        let byte = byte?;
        if is_unreserved(byte) {
            return Some(byte);
        }
        self.digits = [upper_hex(byte & 15), upper_hex(byte >> 4)];
        Some(b'%')
    }
}

pub(crate) fn upper_hex(nibble: u8) -> Option<u8> {
    b"0123456789ABCDEF".get(usize::from(nibble)).copied()
}

/// Takes one byte that a raw key or value stands for, `+` being a space, off its front; `Some(None)` for a broken escape.
#[inline(never)]
pub(crate) fn decode(raw: &mut &[u8]) -> Option<Option<u8>> {
    let (first, rest) = raw.split_first()?;
    *raw = rest;
    Some(match first {
        b'+' => Some(b' '),
        b'%' => {
            let mut byte = [0];
            let digits = rest.get(..2);
            *raw = rest.get(2..).unwrap_or_default();
            let decoded = digits.is_some_and(|digits| decode_hex(true, digits, &mut byte).is_some());
            decoded.then(|| byte[0])
        }
        other => Some(*other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(query: &str) -> String {
        let mut out = Vec::new();
        canonical(query.as_bytes(), &Order::of(query.as_bytes()), &mut |byte| out.push(byte));
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
