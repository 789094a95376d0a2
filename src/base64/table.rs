//! Base64 of what is no secret, decoded by a table: signatures, which whoever sends them chose.

use super::Alphabet;

/// Decodes text without padding into all of `out`. `None` unless it is the one spelling of so many bytes.
pub(crate) fn decode(alphabet: Alphabet, text: &[u8], out: &mut [u8]) -> Option<()> {
    let table = alphabet.table();
    let mut seen = 0;
    let mut value = |character: &u8| {
        let value = table.get(usize::from(*character)).copied().unwrap_or(UNKNOWN);
        seen |= value;
        u32::from(value)
    };
    let mut joined = |[first, second, third, fourth]: &[u8; 4]| {
        (value(first) << 18 | value(second) << 12 | value(third) << 6 | value(fourth)).to_be_bytes()
    };
    let (groups, rest) = text.as_chunks();
    let (places, last) = out.as_chunks_mut();
    if groups.len() != places.len() {
        return None;
    }
    for (group, place) in groups.iter().zip(places) {
        let [_, bytes @ ..] = joined(group);
        *place = bytes;
    }
    // What is missing of the last group stands for zeros, and no other bit may be left over.
    let left_over = match (rest, last) {
        ([], []) => 0,
        ([first, second], [place]) => {
            let [_, own, left_over, _] = joined(&[*first, *second, b'A', b'A']);
            *place = own;
            left_over
        }
        ([first, second, third], [one, two]) => {
            let [_, own, next, left_over] = joined(&[*first, *second, *third, b'A']);
            (*one, *two) = (own, next);
            left_over
        }
        _ => return None,
    };
    (seen < UNKNOWN && left_over == 0).then_some(())
}

/// In the table, of a character that stands for no bits; together with any others it is no less.
const UNKNOWN: u8 = 64;

impl Alphabet {
    /// What each byte stands for.
    const fn table(self) -> &'static [u8; 256] {
        const STANDARD: [u8; 256] = table(Alphabet::Standard.last());
        const URL_SAFE: [u8; 256] = table(Alphabet::UrlSafe.last());
        match self {
            Self::Standard => &STANDARD,
            Self::UrlSafe => &URL_SAFE,
        }
    }
}

/// The table of the alphabet that ends with these two.
const fn table((plus, slash): (u8, u8)) -> [u8; 256] {
    let mut table = [UNKNOWN; 256];
    let mut places: &mut [u8] = &mut table;
    let mut byte = 0_u8;
    while let Some((place, others)) = places.split_first_mut() {
        *place = match byte {
            b'A'..=b'Z' => byte.wrapping_sub(b'A'),
            b'a'..=b'z' => byte.wrapping_sub(b'a').wrapping_add(26),
            b'0'..=b'9' => byte.wrapping_sub(b'0').wrapping_add(52),
            _ if byte == plus => 62,
            _ if byte == slash => 63,
            _ => UNKNOWN,
        };
        places = others;
        byte = byte.wrapping_add(1);
    }
    table
}

#[cfg(test)]
mod tests {
    use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding};

    use super::*;

    #[test]
    fn every_length_and_last_byte_is_what_another_library_makes_of_it() {
        let bytes: [u8; 64] = core::array::from_fn(|index| u8::try_from(index * 37 % 256).unwrap_or_default());
        for end in 0..=bytes.len() {
            let bytes = &bytes[..end];
            let (mut back, mut other) = ([0; 64], [0; 65]);
            let (standard, url_safe) = (Base64Unpadded::encode_string(bytes), Base64UrlUnpadded::encode_string(bytes));
            assert_eq!(decode(Alphabet::Standard, standard.as_bytes(), &mut back[..end]).map(|()| &back[..end]), Some(bytes));
            assert_eq!(decode(Alphabet::UrlSafe, url_safe.as_bytes(), &mut back[..end]).map(|()| &back[..end]), Some(bytes));
            for other_end in (0..=65).filter(|other_end| *other_end != end) {
                assert_eq!(decode(Alphabet::Standard, standard.as_bytes(), &mut other[..other_end]), None);
            }
            // Each of the last characters is any byte.
            for (place, byte) in
                (standard.len().saturating_sub(5)..standard.len()).flat_map(|place| (0..=255).map(move |byte| (place, byte)))
            {
                let mut text = standard.clone().into_bytes();
                text[place] = byte;
                let expected = Base64Unpadded::decode(&text, &mut other).ok();
                assert_eq!(decode(Alphabet::Standard, &text, &mut back[..end]).map(|()| &back[..end]), expected);
            }
        }
    }
}
