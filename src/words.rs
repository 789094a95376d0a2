//! What stands anywhere among many bytes, looked at eight at a time.
//!
//! The highest bit of each byte of a word tells. Nothing is looked at one by one, nor is there an end before the last.

/// The highest bit of each byte.
const HIGHEST: u64 = repeated(0x80);

/// The same byte eight times.
const fn repeated(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Sets the bit of each byte that is no less than `least`, as long as all of them are ASCII.
const fn at_least(word: u64, least: u8) -> u64 {
    word.wrapping_add(repeated(0x80_u8.wrapping_sub(least)))
}

/// Whether the byte is among these.
#[inline(never)]
pub(crate) fn holds(bytes: &[u8], wanted: u8) -> bool {
    // The lowest byte that is zero, and none below it, borrows and has its bit set so.
    any(bytes, !wanted, |word| {
        let differences = word ^ repeated(wanted);
        differences.wrapping_sub(repeated(1)) & !differences
    })
}

/// Whether all of these are visible ASCII and none a space.
pub(crate) fn is_graphic(bytes: &[u8]) -> bool {
    !any(bytes, b'~', |word| word | !at_least(word, 0x21) | at_least(word, 0x7f))
}

/// Whether two names are the same without regard to ASCII case.
pub(crate) fn is_name(own: &[u8], name: &[u8]) -> bool {
    // Nearly all headers of a request are told apart from the one that is meant by their length or their end.
    if own.len() != name.len() {
        return false;
    }
    match (own, name) {
        ([.., own_end], [.., name_end]) => is_letter_apart(u64::from(own_end ^ name_end)) && is_alike(own, name),
        _ => true,
    }
}

/// For names of one length.
#[inline(never)]
fn is_alike(own: &[u8], name: &[u8]) -> bool {
    let differences = |own: &[u8; 8], name: &[u8; 8]| u64::from_ne_bytes(*own) ^ u64::from_ne_bytes(*name);
    let Some((own_last, name_last)) = own.last_chunk().zip(name.last_chunk()) else { return own.eq_ignore_ascii_case(name) };
    let all = own.as_chunks().0.iter().zip(name.as_chunks().0);
    let seen = all.fold(differences(own_last, name_last), |seen, (own, name)| seen | differences(own, name));
    // Most that are meant are written in one way.
    seen == 0 || is_letter_apart(seen) && own.eq_ignore_ascii_case(name)
}

/// Whether bytes differ in no bit but that in which a small letter differs from a capital.
const fn is_letter_apart(differences: u64) -> bool {
    differences & !repeated(0x20) == 0
}

/// Whether a bit is set for any of the bytes, or for the filler in place of those that make no word.
fn any(bytes: &[u8], filler: u8, bits: impl Fn(u64) -> u64) -> bool {
    let last = match bytes.last_chunk() {
        Some(last) => u64::from_le_bytes(*last),
        None => bytes.iter().fold(repeated(filler), |word, byte| word << 8 | u64::from(*byte)),
    };
    bytes.as_chunks().0.iter().fold(bits(last), |seen, word| seen | bits(u64::from_le_bytes(*word))) & HIGHEST != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_any_length_is_seen_and_no_other() {
        let all: [u8; 256] = core::array::from_fn(|place| u8::try_from(place).unwrap_or_default());
        for (length, wanted) in (0..=40).flat_map(|length| all.map(|wanted| (length, wanted))) {
            assert_eq!(holds(&all[..length], wanted), usize::from(wanted) < length, "{wanted} of {length}");
        }
        for (length, byte) in (0..=20).flat_map(|length| all.map(|byte| (length, byte))) {
            for place in 0..length {
                let mut bytes = [b'!'; 20];
                bytes[place] = byte;
                assert_eq!(is_graphic(&bytes[..length]), byte.is_ascii_graphic(), "{byte} at {place} of {length}");
            }
            assert!(!is_graphic(&[byte.wrapping_mul(2) | 0x80, 0x20, b'a']));
        }
    }

    #[test]
    fn names_are_alike_where_the_standard_library_says_so() {
        let name = b"X-Signature-256@[`{";
        for (end, place) in (0..=name.len()).flat_map(|end| (0..end).map(move |place| (end, place))) {
            for byte in 0..=255 {
                let mut own = name.to_ascii_uppercase();
                own[place] = byte;
                assert_eq!(is_name(&own[..end], &name[..end]), own[..end].eq_ignore_ascii_case(&name[..end]), "{byte} at {place} of {end}");
            }
            assert!(!is_name(&name[..place], &name[..end]));
        }
        assert!(is_name(b"", b""));
    }
}
