//! Base64 of any length in its one spelling, and texts that need no escape.

use alloc::vec::Vec;

use crate::{
    base64::{self, Alphabet},
    scheme::is_visible,
};

/// Decodes unpadded base64url of any length, in its one spelling.
#[cfg(any(test, feature = "jws"))]
pub(crate) fn decode_url(text: &[u8]) -> Option<Vec<u8>> {
    decode(Alphabet::UrlSafe, text)
}

/// Decodes padded base64 of any length, in its one spelling.
#[cfg(any(test, feature = "http-signatures"))]
pub(crate) fn decode_padded(text: &[u8]) -> Option<Vec<u8>> {
    let unpadded = text.strip_suffix(b"==").or_else(|| text.strip_suffix(b"=")).unwrap_or(text);
    if text.len().is_multiple_of(4) { decode(Alphabet::Standard, unpadded) } else { None }
}

fn decode(alphabet: Alphabet, text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = alloc::vec![0; text.len()];
    let (decoded, left_over) = base64::decode(alphabet, text, &mut bytes)?;
    let length = (left_over == 0).then_some(decoded.len())?;
    bytes.truncate(length);
    Some(bytes)
}

/// What stands as it is between the quotes of a JSON or a structured-field string.
pub(crate) const fn is_plain(byte: u8) -> bool {
    is_visible(byte) && !matches!(byte, b'"' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_one_spelling() {
        assert_eq!(decode_padded(b"AP8="), Some(vec![0, 0xff]));
        assert_eq!(decode_padded(b"AP8AAA=="), Some(vec![0, 0xff, 0, 0]));
        assert_eq!(decode_padded(b""), Some(vec![]));
        assert_eq!(decode_url(b"AP8"), Some(vec![0, 0xff]));
        assert_eq!(decode_url(b"-_-_"), Some(vec![0xfb, 0xff, 0xbf]));
        for text in ["AP9=", "AP8", "AP8==", "A===", "====", "AP=8", "AP8=\n", "A_8=", "AP8A="] {
            assert_eq!(decode_padded(text.as_bytes()), None, "{text}");
        }
        for text in ["AP9", "AP8=", "A", "A+8", "A/8", "AP8 ", "AP8\n"] {
            assert_eq!(decode_url(text.as_bytes()), None, "{text}");
        }
    }
}
