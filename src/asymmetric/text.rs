//! How keys and certificates stand in text: base64 of either alphabet, hex, PEM.

use alloc::{vec, vec::Vec};

use zeroize::Zeroizing;

use crate::{base64::decode_hex, encoding::decode_secret};

/// The bytes of base64, whose padding may be left out. One may be a private key, so they are wiped.
pub(super) fn base64(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; text.len()]);
    let length = decode_secret(text, &mut bytes)?.len();
    bytes.truncate(length);
    Some(bytes)
}

/// The bytes of unpadded base64url, as JWK has it (RFC 7515, section 2).
pub(super) fn base64url(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let standard = text.bytes().map(|byte| match byte {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        b'+' | b'/' | b'=' => None,
        other => Some(other),
    });
    base64(&Zeroizing::new(standard.collect::<Option<Vec<u8>>>()?))
}

/// The bytes of 64 digits of hex.
pub(super) fn hex32(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; 32]);
    decode_hex(true, text, bytes.as_mut_slice())?;
    Some(bytes)
}

/// One block of PEM.
pub(super) struct Pem<'t> {
    pub(super) label: &'t str,
    pub(super) bytes: Zeroizing<Vec<u8>>,
}

/// Takes the first block of PEM off `text`, with what stands before it; `None` if none is whole.
///
/// Line breaks may be anywhere or nowhere: some vendors hand out a key as a single line.
pub(super) fn pem<'t>(text: &mut &'t str) -> Option<Pem<'t>> {
    let (_, from_label) = text.split_once(BEGIN)?;
    let (label, from_body) = from_label.split_once(DASHES)?;
    let (body, from_end) = from_body.split_once(END)?;
    let rest = from_end.strip_prefix(label)?.strip_prefix(DASHES)?;
    *text = rest;
    let body: Zeroizing<Vec<u8>> = Zeroizing::new(body.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect());
    Some(Pem { label, bytes: base64(&body)? })
}

pub(super) const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";
