//! What a JSON string says once its escapes are replaced.

use alloc::vec::Vec;

/// The number in four hex digits, and what follows them.
#[inline(never)]
pub(super) fn unit(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_at_checked(4)?;
    let mut unit = 0;
    for digit in digits {
        unit = unit << 4 | char::from(*digit).to_digit(16)?;
    }
    Some((unit, rest))
}

/// The UTF-8 of a checked string, unless that holds half a surrogate pair.
pub(super) fn unescape(mut escaped: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(escaped.len());
    while let Some((first, rest)) = escaped.split_first() {
        escaped = rest;
        let mut byte = *first;
        if byte == b'\\' {
            let (kind, rest) = escaped.split_first()?;
            escaped = rest;
            byte = match kind {
                b'b' => 8,
                b'f' => 12,
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'u' => {
                    let (mut char, rest) = unit(escaped)?;
                    escaped = rest;
                    if char & 0xfc00 == 0xd800 {
                        let (low, rest) = unit(escaped.strip_prefix(b"\\u")?)?;
                        (low & 0xfc00 == 0xdc00).then_some(())?;
                        escaped = rest;
                        char = ((char & 0x3ff) << 10 | low & 0x3ff).saturating_add(0x1_0000);
                    }
                    text.extend_from_slice(char::from_u32(char)?.encode_utf8(&mut [0; 4]).as_bytes());
                    continue;
                }
                other => *other,
            };
        }
        text.push(byte);
    }
    Some(text)
}
