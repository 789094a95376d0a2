//! Base64 and hex of RFC 4648: which bits a character stands for. Padding, and bits left over, are for the caller to judge.
//!
//! No branch and no place in memory depends on which character of the alphabet it is: it may be part of a secret. Signatures are none,
//! and have a table.

// Twice as fast, and not worth its size where only that counts.
#[cfg(any(not(target_family = "wasm"), feature = "host-hash"))]
pub(crate) mod table;

/// The alphabet of section 4, or the URL-safe one of section 5.
#[derive(Clone, Copy)]
pub(crate) enum Alphabet {
    Standard,
    UrlSafe,
}

/// Decodes text without padding into the front of `out`; gives that and the bits that are left over.
///
/// `None` for a character that the alphabet lacks, a last character that is alone in its group, and more than fits.
#[inline]
pub(crate) fn decode<'o>(alphabet: Alphabet, text: &[u8], out: &'o mut [u8]) -> Option<(&'o [u8], u32)> {
    let capacity = out.len();
    let mut room = &mut *out;
    let (groups, rest) = text.as_chunks::<8>();
    for group in groups {
        let [_, _, own @ ..] = joined(alphabet.bits(u64::from_be_bytes(*group))?).to_be_bytes();
        let (bytes, left) = room.split_first_chunk_mut()?;
        *bytes = own;
        room = left;
    }
    // What is missing of the last group stands for zeros.
    let last = rest.iter().chain(&[b'A'; 8]).take(8).fold(0, |last, character| last << 8 | u64::from(*character));
    let bytes = joined(alphabet.bits(last)?).to_be_bytes();
    let count = rest.len().wrapping_mul(6);
    let mut bytes = bytes.iter().skip(2);
    let (own, free) = room.split_at_mut_checked(count / 8)?;
    own.iter_mut().zip(bytes.by_ref()).for_each(|(to, from)| *to = *from);
    let length = capacity.checked_sub(free.len())?;
    let left_over = match count % 8 {
        6 => return None,
        rest => u32::from(*bytes.next()?).checked_shr(8_u32.wrapping_sub(u32::try_from(rest).ok()?)).unwrap_or_default(),
    };
    Some((out.get(..length)?, left_over))
}

/// The six bits of each of eight bytes, as 48.
const fn joined(bits: u64) -> u64 {
    let twelves = ((bits & 0x3f00_3f00_3f00_3f00) >> 2) | (bits & 0x003f_003f_003f_003f);
    let halves = ((twelves & 0x0fff_0000_0fff_0000) >> 4) | (twelves & 0x0000_0fff_0000_0fff);
    ((halves >> 32) << 24) | (halves & 0x00ff_ffff)
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
    const fn last(self) -> (u8, u8) {
        match self {
            Self::Standard => (b'+', b'/'),
            Self::UrlSafe => (b'-', b'_'),
        }
    }

    /// The six bits that each of eight characters stands for, in its byte; `None` if one stands for none.
    fn bits(self, characters: u64) -> Option<u64> {
        const ONES: u64 = u64::MAX / 255;
        let ascii = characters & (ONES << 7) == 0;
        let (plus, slash) = self.last();
        let mut known = 0;
        let mut bits = characters;
        // For each of the characters from `first` to `last` one in its byte, by the bit to which adding carries; no byte reaches the next.
        for (first, last, value) in [(b'A', b'Z', 0_u64), (b'a', b'z', 26), (b'0', b'9', 52), (plus, plus, 62), (slash, slash, 63)] {
            let (first, last) = (u64::from(first), u64::from(last));
            let at_least = |least: u64| characters.wrapping_add(ONES.wrapping_mul(128_u64.wrapping_sub(least)));
            let found = ((at_least(first) & !at_least(last.wrapping_add(1))) >> 7) & ONES;
            known |= found;
            bits = bits.wrapping_sub(found.wrapping_mul(first)).wrapping_add(found.wrapping_mul(value));
        }
        (ascii && known == ONES).then_some(bits)
    }

    /// The character for six bits.
    fn character(self, bits: u8) -> u8 {
        let own = i16::from(bits);
        let (plus, slash) = self.last();
        let (plus, slash) = (i16::from(plus), i16::from(slash));
        // From `first` on, the characters lie so much further than those before would go on.
        [(26, 6), (52, -75), (62, plus.wrapping_sub(58)), (63, slash.wrapping_sub(plus).wrapping_sub(1))]
            .into_iter()
            .fold(own.wrapping_add(65), |character, (first, step): (i16, i16)| {
                character.wrapping_add(less(first.wrapping_sub(1), own) & step)
            })
            .to_le_bytes()[0]
    }
}

/// Decodes hex digits (base 16 of the same RFC), of lower case or any, into all of `out`; `None` unless they are exactly so many.
pub(crate) fn decode_hex(any_case: bool, text: &[u8], out: &mut [u8]) -> Option<()> {
    // The bit in which a small letter differs from a capital.
    let ignored = if any_case { 0x20 } else { 0 };
    let value = |digit: u8| {
        let (number, letter) = (digit.wrapping_sub(b'0'), (digit | ignored).wrapping_sub(b'a'));
        let letter = if letter < 6 { letter.wrapping_add(10) } else { u8::MAX };
        if number < 10 { number } else { letter }
    };
    if out.len().checked_mul(2)? != text.len() {
        return None;
    }
    // Looked at once all are done, so that many are done at a time.
    let mut wrong = 0;
    for ([first, second], place) in text.as_chunks().0.iter().zip(out) {
        let (first, second) = (value(*first), value(*second));
        wrong |= first | second;
        *place = first << 4 | second;
    }
    (wrong < 16).then_some(())
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
    fn hex_is_what_another_library_makes_of_it() {
        let bytes: [u8; 256] = core::array::from_fn(|index| u8::try_from(index).unwrap_or_default());
        for end in 0..=256 {
            let (mut digits, mut back) = ([0; 512], [0; 256]);
            let (digits, back) = (&mut digits[..2 * end], &mut back[..end]);
            hex::encode_to_slice(&bytes[..end], digits).unwrap();
            assert_eq!(decode_hex(false, digits, back).map(|()| &*back), Some(&bytes[..end]));
            assert!(decode_hex(false, &digits[..(2 * end).saturating_sub(1)], back).is_none() || end == 0);
            assert!(decode_hex(false, digits, &mut back[..end / 2]).is_none() || end == 0);
            digits.make_ascii_uppercase();
            assert_eq!(decode_hex(true, digits, back).map(|()| &*back), Some(&bytes[..end]));
            assert_eq!(decode_hex(false, digits, back).is_some(), !digits.iter().any(u8::is_ascii_uppercase));
        }
        for (place, byte) in (0..10).flat_map(|place| (0..=255).map(move |byte| (place, byte))) {
            let (mut digits, mut back, mut expected) = ([b'7'; 10], [0; 5], [0; 5]);
            digits[place] = byte;
            let is_hex = hex::decode_to_slice(digits, &mut expected).is_ok();
            assert_eq!(decode_hex(true, &digits, &mut back).is_some(), is_hex, "{byte} at {place}");
            assert_eq!(decode_hex(false, &digits, &mut back).is_some(), is_hex && !byte.is_ascii_uppercase(), "{byte} at {place}");
            assert!(!is_hex || back == expected || byte.is_ascii_uppercase());
        }
    }

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
