//! The hash of a message that comes in pieces, chosen at run time so that what uses one is compiled once.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::mac::Tag;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(super) fn start(self) -> Prehash {
        match self {
            Self::Sha1 => Prehash::Sha1(Sha1::new()),
            Self::Sha256 => Prehash::Sha256(Sha256::new()),
            Self::Sha384 => Prehash::Sha384(Sha384::new()),
            Self::Sha512 => Prehash::Sha512(Sha512::new()),
        }
    }

    /// The digest of pieces put together.
    pub(super) fn of(self, pieces: &[&[u8]]) -> Tag {
        let mut hash = self.start();
        pieces.iter().for_each(|piece| hash.update(piece));
        hash.finish()
    }

    /// What stands before the digest in an EMSA-PKCS1-v1_5 encoding (RFC 8017, section 9.2, note 1).
    pub(super) const fn pkcs1_prefix(self) -> &'static [u8] {
        match self {
            Self::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
            Self::Sha256 => b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
            Self::Sha384 => b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
            Self::Sha512 => b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
        }
    }
}

/// A hash in progress.
pub(super) enum Prehash {
    Sha1(Sha1),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

impl Prehash {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hash) => hash.update(bytes),
            Self::Sha256(hash) => hash.update(bytes),
            Self::Sha384(hash) => hash.update(bytes),
            Self::Sha512(hash) => hash.update(bytes),
        }
    }

    pub(super) fn finish(self) -> Tag {
        match self {
            Self::Sha1(hash) => Tag::new(&hash.finalize()),
            Self::Sha256(hash) => Tag::new(&hash.finalize()),
            Self::Sha384(hash) => Tag::new(&hash.finalize()),
            Self::Sha512(hash) => Tag::new(&hash.finalize()),
        }
    }
}
