//! Base64 of RFC 4648: which bits a character stands for. Padding, and bits left over, are for the caller to judge.
//!
//! No branch and no place in memory depends on which character of the alphabet it is: it may be part of a secret.

/// The alphabet of section 4, or the URL-safe one of section 5.
#[derive(Clone, Copy)]
pub(crate) enum Alphabet {
    Standard,
    UrlSafe,
}

/// Decodes text without padding into the front of `out`; gives that and the bits that are left over.
///
/// `None` for a character that the alphabet lacks, a last character that is alone in its group, and more than fits.
pub(crate) fn decode<'o>(alphabet: Alphabet, text: &[u8], out: &'o mut [u8]) -> Option<(&'o [u8], u32)> {
    let mut places = out.iter_mut();
    let (mut held, mut count) = (0_u32, 0_u32);
    for character in text {
        held = held << 6 | u32::try_from(alphabet.bits(*character)).ok()?;
        count = count.wrapping_add(6);
        if count >= 8 {
            count = count.wrapping_sub(8);
            *places.next()? = held.wrapping_shr(count).to_le_bytes()[0];
            held &= 1_u32.wrapping_shl(count).wrapping_sub(1);
        }
    }
    if count == 6 {
        return None;
    }
    let free = places.len();
    let length = out.len().checked_sub(free)?;
    Some((out.get(..length)?, held))
}

/// Encodes `bytes` without padding into the front of `out`, as far as it fits, and gives the length.
pub(crate) fn encode(alphabet: Alphabet, bytes: &[u8], out: &mut [u8]) -> usize {
    let mut places = out.iter_mut();
    for group in bytes.chunks(3) {
        let held = group.iter().fold(0_u32, |held, byte| held << 8 | u32::from(*byte));
        let missing = 3_u32.saturating_sub(u32::try_from(group.len()).unwrap_or(3));
        let held = held.wrapping_shl(missing.wrapping_mul(8));
        for (shift, place) in [18, 12, 6, 0].into_iter().zip(places.by_ref().take(group.len().saturating_add(1))) {
            *place = alphabet.character(held.wrapping_shr(shift).to_le_bytes()[0] & 63);
        }
    }
    let free = places.len();
    out.len().saturating_sub(free)
}

impl Alphabet {
    /// The characters for 62 and 63.
    const fn last(self) -> (i16, i16) {
        match self {
            Self::Standard => (b'+' as i16, b'/' as i16),
            Self::UrlSafe => (b'-' as i16, b'_' as i16),
        }
    }

    /// The six bits that a character stands for; -1 if it stands for none.
    fn bits(self, character: u8) -> i16 {
        let own = i16::from(character);
        // `value` for a character from `first` to `last`, else nothing.
        let pick = |first: i16, last: i16, value: i16| less(first.wrapping_sub(1), own) & less(own, last.wrapping_add(1)) & value;
        let (plus, slash) = self.last();
        // One more than the bits, so that nothing comes to -1.
        let picked = pick(65, 90, own.wrapping_sub(64))
            | pick(97, 122, own.wrapping_sub(70))
            | pick(48, 57, own.wrapping_add(5))
            | pick(plus, plus, 63)
            | pick(slash, slash, 64);
        picked.wrapping_sub(1)
    }

    /// The character for six bits.
    fn character(self, bits: u8) -> u8 {
        let own = i16::from(bits);
        let (plus, slash) = self.last();
        // From `first` on, the characters lie so much further than those before would go on.
        [(26, 6), (52, -75), (62, plus.wrapping_sub(58)), (63, slash.wrapping_sub(plus).wrapping_sub(1))]
            .into_iter()
            .fold(own.wrapping_add(65), |character, (first, step): (i16, i16)| {
                character.wrapping_add(less(first.wrapping_sub(1), own) & step)
            })
            .to_le_bytes()[0]
    }
}

/// All bits set if `a` is less than `b`, else none.
const fn less(a: i16, b: i16) -> i16 {
    a.wrapping_sub(b) >> 15
}

#[cfg(test)]
mod tests {
    use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};

    use super::*;

    #[test]
    fn every_length_and_byte_is_what_another_library_makes_of_it() {
        let bytes: [u8; 256] = core::array::from_fn(|index| u8::try_from(index).unwrap_or_default());
        for end in 0..=256 {
            for start in [0, end / 2, end] {
                let bytes = &bytes[start..end];
                let (mut text, mut back) = ([0; 400], [0; 256]);
                let standard = encode(Alphabet::Standard, bytes, &mut text);
                assert_eq!(&text[..standard], Base64Unpadded::encode_string(bytes).as_bytes());
                assert_eq!(decode(Alphabet::Standard, &text[..standard], &mut back), Some((bytes, 0)));
                let url_safe = encode(Alphabet::UrlSafe, bytes, &mut text);
                assert_eq!(&text[..url_safe], Base64UrlUnpadded::encode_string(bytes).as_bytes());
                assert_eq!(decode(Alphabet::UrlSafe, &text[..url_safe], &mut back), Some((bytes, 0)));
            }
        }
    }

    #[test]
    fn only_the_characters_of_the_alphabet_stand_for_bits() {
        for byte in 0..=255_u8 {
            let text = [b'A', byte];
            let (mut ours, mut theirs) = ([0; 1], [0; 1]);
            let left = |text: &[u8], out: &mut [u8; 1], alphabet| decode(alphabet, text, out).map(|(_, left)| left);
            // Of a last group of two, the other library takes those without bits left over.
            let strict = left(&text, &mut ours, Alphabet::Standard).filter(|left| *left == 0);
            assert_eq!(strict.is_some(), Base64Unpadded::decode(text, &mut theirs).is_ok(), "{byte}");
            let strict = left(&text, &mut ours, Alphabet::UrlSafe).filter(|left| *left == 0);
            assert_eq!(strict.is_some(), Base64UrlUnpadded::decode(text, &mut theirs).is_ok(), "{byte}");
            let known = byte.is_ascii_alphanumeric();
            assert_eq!(left(&text, &mut ours, Alphabet::Standard).is_some(), known || matches!(byte, b'+' | b'/'), "{byte}");
            assert_eq!(left(&text, &mut ours, Alphabet::UrlSafe).is_some(), known || matches!(byte, b'-' | b'_'), "{byte}");
        }
    }

    #[test]
    fn what_does_not_fit_or_stands_alone_is_refused() {
        let mut two = [0; 2];
        assert_eq!(decode(Alphabet::Standard, b"AAAA", &mut two), None);
        assert_eq!(decode(Alphabet::Standard, b"AAAAA", &mut [0; 8]), None);
        assert_eq!(decode(Alphabet::Standard, b"AAB", &mut two), Some((&[0, 0][..], 1)));
        assert_eq!(encode(Alphabet::Standard, &[0; 6], &mut [0; 5]), 5);
    }
}
