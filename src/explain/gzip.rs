//! What a compressed body holds, if it is not too much.

use alloc::vec::Vec;

use miniz_oxide::inflate::{decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit};

/// The content of a gzip (RFC 1952) or zlib (RFC 1950) body of at most `limit` bytes. Its checksum is not looked at: a
/// signature that matches says more.
pub(super) fn inflate(body: &[u8], limit: usize) -> Option<Vec<u8>> {
    match body {
        [0x1f, 0x8b, 8, flags, rest @ ..] => decompress_to_vec_with_limit(after_head(*flags, rest)?, limit).ok(),
        [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => decompress_to_vec_zlib_with_limit(body, limit).ok(),
        _ => None,
    }
}

/// What follows the optional fields of a gzip head.
fn after_head(flags: u8, rest: &[u8]) -> Option<&[u8]> {
    let mut rest = rest.get(6..)?;
    if flags & 4 != 0 {
        let (length, tail) = rest.split_first_chunk::<2>()?;
        rest = tail.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for text in [8, 16] {
        if flags & text != 0 {
            rest = rest.get(rest.iter().position(|byte| *byte == 0)?..)?.get(1..)?;
        }
    }
    if flags & 2 == 0 { Some(rest) } else { rest.get(2..) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_and_named_members_are_read() {
        // A stored block, after a head with a name; made by hand from RFC 1951, section 3.2.4.
        let member = b"\x1f\x8b\x08\x08\0\0\0\0\0\x03name\0\x01\x02\0\xfd\xffhi";
        assert_eq!(inflate(member, 10).as_deref(), Some(&b"hi"[..]));
        assert_eq!(inflate(member, 1), None);
        assert_eq!(inflate(b"\x78\x01\x01\x02\0\xfd\xffhi\x01\x3b\0\xd2", 10).as_deref(), Some(&b"hi"[..]));
        for broken in [&b""[..], b"{}", b"\x1f\x8b\x08", b"\x1f\x8b\x08\x04\0\0\0\0\0\x03\xff\xff", b"\x1f\x8b\x08\x08\0\0\0\0\0\x03name"] {
            assert_eq!(inflate(broken, 10), None);
        }
    }
}
