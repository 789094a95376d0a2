//! Strict decoding and encoding: one alphabet, exact length, exact padding, no bits left over.

#[cfg(feature = "alloc")]
use alloc::string::String;

#[cfg(feature = "alloc")]
use crate::mac::LONGEST;
use crate::{
    base64::{self, Alphabet},
    scheme::Encoding,
};

/// Decodes `text` into all of `out`; `None` unless it is the one spelling of exactly that many bytes.
pub(crate) fn decode(encoding: Encoding, text: &[u8], out: &mut [u8]) -> Option<()> {
    match encoding {
        Encoding::Hex | Encoding::HexAnyCase => base64::decode_hex(encoding == Encoding::HexAnyCase, text, out),
        Encoding::Base64 => decode_base64(Alphabet::Standard, text.strip_suffix(padding(out.len()))?, out),
        Encoding::Base64Url => decode_base64(Alphabet::UrlSafe, text, out),
        Encoding::Raw => None,
    }
}

/// Characters of the longest signature in its longest encoding.
#[cfg(feature = "alloc")]
const LONGEST_TEXT: usize = 2 * LONGEST;

/// The padding after the base64 of so many bytes.
const fn padding(bytes: usize) -> &'static [u8] {
    match bytes % 3 {
        0 => b"",
        1 => b"==",
        _ => b"=",
    }
}

/// Bytes that `text` stands for, if it is well formed.
#[cfg(feature = "asymmetric")]
pub(crate) const fn decoded_bytes(encoding: Encoding, text: &[u8]) -> usize {
    let digits = match (encoding, text) {
        (Encoding::Hex | Encoding::HexAnyCase, _) => return text.len() / 2,
        (Encoding::Base64, [rest @ .., b'=', b'='] | [rest @ .., b'=']) => rest.len(),
        _ => text.len(),
    };
    digits.saturating_mul(3) / 4
}

#[cfg(any(not(target_family = "wasm"), feature = "host-hash"))]
use base64::table::decode as decode_base64;

/// As the faster function does that takes the place of this where size does not count.
#[cfg(not(any(not(target_family = "wasm"), feature = "host-hash")))]
fn decode_base64(alphabet: Alphabet, text: &[u8], out: &mut [u8]) -> Option<()> {
    let length = out.len();
    let (bytes, left_over) = base64::decode(alphabet, text, out)?;
    (bytes.len() == length && left_over == 0).then_some(())
}

/// Decodes the base64 of a secret into the front of `out`.
///
/// The padding may be left out, and bits left over at the end are dropped: vendors' own libraries take such secrets, and
/// a secret is chosen by its owner, not by a sender.
pub(crate) fn decode_secret<'o>(text: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
    decode_lenient(Alphabet::Standard, text, out)
}

/// As [`decode_secret`], for the alphabet of RFC 4648 section 5.
pub(crate) fn decode_secret_url<'o>(text: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
    decode_lenient(Alphabet::UrlSafe, text, out)
}

fn decode_lenient<'o>(alphabet: Alphabet, text: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let text = match padding {
        0 => text,
        1 | 2 if text.len().is_multiple_of(4) => text.get(..text.len().checked_sub(padding)?)?,
        _ => return None,
    };
    base64::decode(alphabet, text, out).map(|(bytes, _)| bytes)
}

/// Padded base64 of a secret, into the front of `out`; `None` if it does not fit.
pub(crate) fn encode_secret<'o>(bytes: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
    let length = base64::encode(Alphabet::Standard, bytes, out);
    let padding = padding(bytes.len());
    let end = length.checked_add(padding.len())?;
    out.get_mut(length..end)?.iter_mut().zip(padding).for_each(|(to, from)| *to = *from);
    // What was cut short is no whole group.
    out.get(..end).filter(|text| text.len() == bytes.len().div_ceil(3).saturating_mul(4))
}

/// Appends the one spelling of `bytes`.
#[cfg(feature = "alloc")]
pub(crate) fn encode(encoding: Encoding, bytes: &[u8], text: &mut String) {
    let mut buffer = [0; LONGEST_TEXT];
    let written = match encoding {
        Encoding::Hex | Encoding::HexAnyCase => {
            let digits = buffer.get_mut(..bytes.len().saturating_mul(2)).unwrap_or_default();
            hex::encode_to_slice(bytes, digits).map_or(0, |()| bytes.len().saturating_mul(2))
        }
        Encoding::Base64 => encode_secret(bytes, &mut buffer).map_or(0, <[u8]>::len),
        Encoding::Base64Url => base64::encode(Alphabet::UrlSafe, bytes, &mut buffer),
        Encoding::Raw => 0,
    };
    text.extend(buffer.iter().take(written).copied().map(char::from));
}

/// The text of a SHA-256 digest.
pub(crate) struct DigestText {
    bytes: [u8; 64],
    length: usize,
}

impl DigestText {
    /// `digest` in hex or padded base64.
    pub(crate) fn new(encoding: Encoding, digest: &[u8]) -> Self {
        let mut bytes = [0; 64];
        let length = match encoding {
            Encoding::Base64 => encode_secret(digest, &mut bytes).map_or(0, <[u8]>::len),
            // 32 bytes of digest fill 64 digits; any other length is not handed in.
            _ => hex::encode_to_slice(digest, &mut bytes).map_or(0, |()| 64),
        };
        Self { bytes, length }
    }

    /// A number in decimal.
    #[cfg(feature = "asymmetric")]
    pub(crate) fn decimal(number: u32) -> Self {
        use alloc::string::ToString as _;
        let text = number.to_string();
        let mut bytes = [0; 64];
        bytes.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
        Self { bytes, length: text.len() }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_may_lack_padding_and_nothing_else() {
        let mut out = [0; 8];
        for text in ["AP8=", "AP8", "AP9", "AP9="] {
            assert_eq!(decode_secret(text.as_bytes(), &mut out), Some(&[0, 0xff][..]), "{text}");
        }
        assert_eq!(decode_secret(b"", &mut out), Some(&[][..]));
        for text in ["A", "AP8==", "=", "====", "A=P8", "AP8 ", "A_8", "AP\n8", "AAAAAAAAAAAAA"] {
            assert_eq!(decode_secret(text.as_bytes(), &mut out), None, "{text}");
        }
    }

    #[test]
    fn each_value_has_one_spelling() {
        let mut two = [0; 2];
        assert!(decode(Encoding::Hex, b"00ff", &mut two).is_some());
        assert!(decode(Encoding::HexAnyCase, b"00FF", &mut two).is_some());
        assert!(decode(Encoding::Base64, b"AP8=", &mut two).is_some());
        assert!(decode(Encoding::Base64Url, b"AP8", &mut two).is_some());
        for (encoding, text) in [
            (Encoding::Hex, "00FF"),
            (Encoding::Hex, "00f"),
            (Encoding::Hex, "00ff00"),
            (Encoding::Hex, "00fg"),
            (Encoding::Base64, "AP9="), // bits left over
            (Encoding::Base64, "AP8"),
            (Encoding::Base64, "AP8=="),
            (Encoding::Base64, "AP8=\n"),
            (Encoding::Base64, "A_8="),
            (Encoding::Base64Url, "AP9"),
            (Encoding::Base64Url, "AP8="),
            (Encoding::Base64Url, "A/8"),
        ] {
            assert!(decode(encoding, text.as_bytes(), &mut two).is_none(), "{encoding:?} {text}");
        }
    }
}
