//! What stands in a message in place of the body: a digest of it, taken as it goes by and written as the scheme says.

use sha2::{Digest, Sha256};

use crate::{
    encoding::DigestText,
    scheme::{Encoding, Part, Scheme},
};

/// A digest of a body in progress.
pub(crate) enum BodyDigest {
    Sha256(Sha256, Encoding),
    /// CRC-32 of ISO/IEC 13239, as zip has it, in decimal: a checksum, which whoever alters the body can repair.
    #[cfg(feature = "asymmetric")]
    Crc32(u32),
}

impl BodyDigest {
    /// The digest that the scheme's message holds, if it holds one.
    pub(crate) fn of(scheme: &Scheme) -> Option<Self> {
        scheme.message.iter().find_map(|part| match part {
            Part::BodySha256Hex => Some(Self::Sha256(Sha256::new(), Encoding::Hex)),
            Part::BodySha256Base64 => Some(Self::Sha256(Sha256::new(), Encoding::Base64)),
            #[cfg(feature = "asymmetric")]
            Part::BodyCrc32 => Some(Self::Crc32(!0)),
            _ => None,
        })
    }

    pub(crate) fn update(&mut self, chunk: &[u8]) {
        match self {
            Self::Sha256(digest, _) => digest.update(chunk),
            #[cfg(feature = "asymmetric")]
            Self::Crc32(state) => {
                for byte in chunk {
                    *state ^= u32::from(*byte);
                    for _ in 0..8 {
                        *state = if *state & 1 == 1 { (*state >> 1) ^ 0xedb8_8320 } else { *state >> 1 };
                    }
                }
            }
        }
    }

    pub(crate) fn finish(self) -> DigestText {
        match self {
            Self::Sha256(digest, encoding) => DigestText::new(encoding, &digest.finalize()),
            #[cfg(feature = "asymmetric")]
            Self::Crc32(state) => DigestText::decimal(!state),
        }
    }
}

/// The SHA-256 of a body as the scheme's message holds it.
#[cfg(feature = "host-hash")]
pub(crate) fn written(scheme: &Scheme, digest: &[u8]) -> DigestText {
    let encoding = if scheme.has(|part| matches!(part, Part::BodySha256Base64)) { Encoding::Base64 } else { Encoding::Hex };
    DigestText::new(encoding, digest)
}

/// The digest of a whole body, where the scheme's message holds one.
pub(crate) fn of_whole(scheme: &Scheme, body: &[u8]) -> Option<DigestText> {
    let mut digest = BodyDigest::of(scheme)?;
    digest.update(body);
    Some(digest.finish())
}

#[cfg(all(test, feature = "asymmetric"))]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_zip() {
        // The check value of the catalogue of parametrised CRC algorithms (CRC-32/ISO-HDLC).
        let mut digest = BodyDigest::Crc32(!0);
        digest.update(b"1234");
        digest.update(b"56789");
        assert_eq!(digest.finish().as_bytes(), b"3421780262");
        assert_eq!(BodyDigest::Crc32(!0).finish().as_bytes(), b"0");
    }
}
