//! Lenient decoding and the encodings of other programs: what a strict verifier must refuse, an explanation has to try.

use alloc::{string::String, vec, vec::Vec};

use crate::base64::decode_hex;

/// The bytes of hex in either case.
pub(super) fn from_hex(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0; text.len() / 2];
    decode_hex(true, text, &mut out)?;
    Some(out)
}

/// Lower-case hex.
pub(super) fn to_hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// The bytes of base64 of either alphabet, padded or not, white space passed over.
pub(super) fn from_base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let (mut bits, mut held, mut padding) = (0_u32, 0_u32, 0_usize);
    for byte in text.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte.wrapping_sub(b'A'),
            b'a'..=b'z' => byte.wrapping_sub(b'a').wrapping_add(26),
            b'0'..=b'9' => byte.wrapping_sub(b'0').wrapping_add(52),
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                padding = padding.saturating_add(1);
                continue;
            }
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        bits = bits.wrapping_shl(6) | u32::from(value);
        held = held.wrapping_add(6);
        if held >= 8 {
            held = held.wrapping_sub(8);
            let [low, ..] = bits.wrapping_shr(held).to_le_bytes();
            out.push(low);
        }
    }
    // Six bits left over are one character that stands for no whole byte.
    (held < 6 && padding <= 2).then_some(out)
}

/// Padded base64 of RFC 4648 section 4.
pub(super) fn to_base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for group in bytes.chunks(3) {
        let bits = group.iter().chain(&[0, 0]).take(3).fold(0_u32, |bits, byte| bits.wrapping_shl(8) | u32::from(*byte));
        for (place, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let value = usize::try_from(bits.wrapping_shr(shift) & 63).ok().and_then(|value| ALPHABET.get(value)).copied();
            out.push(if place <= group.len() { value.map_or('=', char::from) } else { '=' });
        }
    }
    out
}

/// How a program percent-encodes.
#[derive(Clone, Copy)]
pub(super) struct Percent {
    /// What it leaves as it is, beside letters and digits.
    pub(super) keeps: &'static str,
    /// Whether a space becomes `+`.
    pub(super) plus: bool,
    pub(super) upper: bool,
}

impl Percent {
    /// `encodeURIComponent`, `URLSearchParams`, PHP, Python's `quote_plus` and Ruby, RFC 3986, .NET.
    pub(super) const ALL: [Self; 6] = [
        Self { keeps: "-_.!~*'()", plus: false, upper: true },
        Self { keeps: "*-._", plus: true, upper: true },
        Self { keeps: "-_.", plus: true, upper: true },
        Self { keeps: "-_.~", plus: true, upper: true },
        Self { keeps: "-_.~", plus: false, upper: true },
        Self { keeps: "-_.!*()", plus: true, upper: false },
    ];

    pub(super) fn encode(self, bytes: &[u8], out: &mut Vec<u8>) {
        let digits: &[u8; 16] = if self.upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
        for byte in bytes {
            if byte.is_ascii_alphanumeric() || self.keeps.as_bytes().contains(byte) {
                out.push(*byte);
            } else if *byte == b' ' && self.plus {
                out.push(b'+');
            } else {
                out.push(b'%');
                out.extend([byte >> 4, byte & 15].into_iter().filter_map(|digit| digits.get(usize::from(digit))));
            }
        }
    }
}

/// What percent-encoded text stands for; a broken escape stands for itself.
pub(super) fn from_percent(text: &[u8], plus_is_space: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, tail)) = rest.split_first() {
        let mut byte = [0];
        rest = tail;
        out.push(match first {
            b'+' if plus_is_space => b' ',
            b'%' => match tail.split_at_checked(2).filter(|(digits, _)| decode_hex(true, digits, &mut byte).is_some()) {
                Some((_, tail)) => {
                    rest = tail;
                    byte[0]
                }
                None => b'%',
            },
            other => *other,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_any_length_and_alphabet() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(to_base64(bytes.as_bytes()), text);
            assert_eq!(from_base64(text.as_bytes()).as_deref(), Some(bytes.as_bytes()));
            assert_eq!(from_base64(text.trim_end_matches('=').as_bytes()).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(from_base64(b"-_8\n"), from_base64(b"+/8="));
        for text in ["A", "A=A=", "A.AA", "AAAA==="] {
            assert_eq!(from_base64(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn percent_encoding_goes_there_and_back() {
        let text = "a b+c/\u{e9}~*'";
        for percent in Percent::ALL {
            let mut out = Vec::new();
            percent.encode(text.as_bytes(), &mut out);
            assert_eq!(from_percent(&out, percent.plus), text.as_bytes());
        }
        assert_eq!(from_percent(b"%zz%4", true), b"%zz%4");
    }
}
