//! Strict decoding and encoding: one alphabet, exact length, exact padding, no bits left over.

#[cfg(feature = "alloc")]
use alloc::string::String;

use base64ct::{Base64, Base64Unpadded, Encoding as _};

use zeroize::Zeroizing;

use crate::{limits, mac::LONGEST, scheme::Encoding};

/// Decodes `text` into all of `out`; `None` unless it is the one spelling of exactly that many bytes.
pub(crate) fn decode(encoding: Encoding, text: &[u8], out: &mut [u8]) -> Option<()> {
    match encoding {
        Encoding::Hex if text.iter().any(u8::is_ascii_uppercase) => None,
        Encoding::Hex | Encoding::HexAnyCase => hex::decode_to_slice(text, out).ok(),
        Encoding::Base64 => decode_base64(text.strip_suffix(padding(out.len()).as_bytes())?, out),
        Encoding::Base64Url => {
            let mut buffer = [0; LONGEST_TEXT];
            let standard = buffer.get_mut(..text.len())?;
            standard.copy_from_slice(text);
            to_standard(standard)?;
            decode_base64(standard, out)
        }
        Encoding::Raw => None,
    }
}

/// Characters of the longest signature in its longest encoding.
const LONGEST_TEXT: usize = 2 * LONGEST;

/// The padding after the base64 of so many bytes.
const fn padding(bytes: usize) -> &'static str {
    match bytes % 3 {
        0 => "",
        1 => "==",
        _ => "=",
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

/// Decodes base64 without padding. The one instance of a decoder that is not small.
fn decode_base64(text: &[u8], out: &mut [u8]) -> Option<()> {
    let length = out.len();
    (Base64Unpadded::decode(text, out).ok()?.len() == length).then_some(())
}

/// Decodes the base64 of a secret into the front of `out`.
///
/// The padding may be left out, and bits left over at the end are dropped: vendors' own libraries take such secrets, and
/// a secret is chosen by its owner, not by a sender.
pub(crate) fn decode_secret<'o>(text: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let text = match padding {
        0 => text,
        1 | 2 if text.len().is_multiple_of(4) => text.get(..text.len().checked_sub(padding)?)?,
        _ => return None,
    };
    let (whole, rest) = text.split_at(text.len().checked_sub(text.len() % 4)?);
    let mut length = Base64Unpadded::decode(whole, out).ok()?.len();
    if !rest.is_empty() {
        // A last group that is not whole stands for one byte less than it has characters; `A` is six zero bits.
        let mut group = [b'A'; 4];
        group.get_mut(..rest.len())?.copy_from_slice(rest);
        let mut bytes = [0; 3];
        Base64Unpadded::decode(group, &mut bytes).ok()?;
        let bytes = bytes.get(..rest.len().checked_sub(1).filter(|bytes| *bytes > 0)?)?;
        let end = length.checked_add(bytes.len())?;
        out.get_mut(length..end)?.copy_from_slice(bytes);
        length = end;
    }
    out.get(..length)
}

/// As [`decode_secret`], for the alphabet of RFC 4648 section 5.
pub(crate) fn decode_secret_url<'o>(text: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
    let mut standard = Zeroizing::new([0; limits::DECODED_SECRET_BYTES]);
    let standard = standard.get_mut(..text.len())?;
    standard.copy_from_slice(text);
    to_standard(standard)?;
    decode_secret(standard, out)
}

/// Turns the URL-safe alphabet into the standard one; `None` for a character that only the latter has.
fn to_standard(text: &mut [u8]) -> Option<()> {
    text.iter_mut().try_for_each(|byte| {
        *byte = match *byte {
            b'-' => b'+',
            b'_' => b'/',
            b'+' | b'/' => return None,
            other => other,
        };
        Some(())
    })
}

/// Padded base64 of a secret, into the front of `out`.
pub(crate) fn encode_secret<'o>(text: &[u8], out: &'o mut [u8]) -> Option<&'o [u8]> {
    Base64::encode(text, out).ok().map(str::as_bytes)
}

/// Appends the one spelling of `bytes`.
#[cfg(feature = "alloc")]
pub(crate) fn encode(encoding: Encoding, bytes: &[u8], text: &mut String) {
    let mut buffer = [0; LONGEST_TEXT];
    match encoding {
        Encoding::Hex | Encoding::HexAnyCase => {
            let digits = buffer.get_mut(..bytes.len().saturating_mul(2)).unwrap_or_default();
            if hex::encode_to_slice(bytes, digits).is_ok() {
                text.extend(digits.iter().copied().map(char::from));
            }
        }
        Encoding::Base64 => {
            text.push_str(Base64Unpadded::encode(bytes, &mut buffer).unwrap_or_default());
            text.push_str(padding(bytes.len()));
        }
        Encoding::Base64Url => {
            let standard = Base64Unpadded::encode(bytes, &mut buffer).unwrap_or_default();
            text.extend(standard.chars().map(|own| match own {
                '+' => '-',
                '/' => '_',
                other => other,
            }));
        }
        Encoding::Raw => {}
    }
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
            Encoding::Base64 => Base64::encode(digest, &mut bytes).map_or(0, str::len),
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
