//! HMAC with SHA-256 (RFC 2104): a key is two states of the hash, and blocks of a message are hashed where they lie.
//!
//! The hash itself is the compression function of `sha2`. What is here is what surrounds it, for the one MAC by which most vendors sign:
//! a hasher with a buffer takes as long for a short message as two of its six blocks do.

use core::slice::from_ref;

use hmac::digest::Update;
use sha2::{Digest, Sha256, block_api::compress256};
use zeroize::{Zeroizing, optimization_barrier};

use crate::message::Sink;

/// Bytes of a block of SHA-256.
pub(crate) const BLOCK: usize = 64;

/// Bytes of a digest of SHA-256.
pub(crate) const DIGEST: usize = 32;

/// Bytes at the end of a message's last block that say how many bits there were.
const LENGTH: usize = size_of::<u64>();

type State = [u32; 8];

/// What SHA-256 begins with (FIPS 180-4, section 5.3.3).
const START: State = [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// An HMAC in progress. A fresh one holds the states of its key and nothing else; all of it is wiped when it is dropped.
#[derive(Clone)]
pub(crate) struct HmacSha256 {
    inner: State,
    outer: State,
    /// The block that is not full yet, and zeros up to its end.
    block: [u8; BLOCK],
    filled: usize,
    /// Bytes of the message.
    length: u64,
}

impl HmacSha256 {
    pub(crate) fn new(key: &[u8]) -> Self {
        let state = |pad| {
            let mut state = START;
            let mut block = Zeroizing::new([0; BLOCK]);
            write_padded(key, pad, &mut block);
            compress256(&mut state, from_ref(&block));
            state
        };
        Self { inner: state(INNER), outer: state(OUTER), block: [0; BLOCK], filled: 0, length: 0 }
    }

    /// The tag. Then it is spent; it is large, and not moved for that.
    pub(crate) fn finish(&mut self) -> [u8; DIGEST] {
        if let Some(end) = self.block.get_mut(self.filled) {
            *end = 0x80;
        }
        if self.filled >= BLOCK - LENGTH {
            self.hash_block();
        }
        write_length(self.length, &mut self.block);
        self.hash_block();
        self.close(&bytes(&self.inner))
    }

    fn hash_block(&mut self) {
        compress256(&mut self.inner, from_ref(&self.block));
        self.block = [0; BLOCK];
    }

    /// The tag of a message whose inner hash is `inner`.
    pub(crate) fn close(&self, inner: &[u8; DIGEST]) -> [u8; DIGEST] {
        let mut block = [0; BLOCK];
        copy(inner, &mut block);
        if let Some(end) = block.get_mut(DIGEST) {
            *end = 0x80;
        }
        write_length(DIGEST as u64, &mut block);
        let mut state = self.outer;
        compress256(&mut state, from_ref(&block));
        block = [0; BLOCK];
        optimization_barrier(&block);
        bytes(&state)
    }
}

impl Sink for HmacSha256 {
    fn take(&mut self, bytes: &[u8]) {
        self.length = self.length.wrapping_add(bytes.len() as u64);
        // A dot between two fields, for which there is room: a block is never kept full.
        if let ([byte], Some(place)) = (bytes, self.block.get_mut(self.filled).filter(|_| self.filled < BLOCK - 1)) {
            *place = *byte;
            self.filled = self.filled.wrapping_add(1);
            return;
        }
        let room = self.block.get_mut(self.filled..).unwrap_or_default();
        let Some((first, mut rest)) = bytes.split_at_checked(room.len()) else {
            copy(bytes, room);
            self.filled = self.filled.wrapping_add(bytes.len());
            return;
        };
        if self.filled == 0 {
            rest = bytes;
        } else {
            copy(first, room);
            self.hash_block();
        }
        let (blocks, rest) = rest.as_chunks();
        compress256(&mut self.inner, blocks);
        copy(rest, &mut self.block);
        self.filled = rest.len();
    }
}

impl Update for HmacSha256 {
    fn update(&mut self, bytes: &[u8]) {
        self.take(bytes);
    }
}

impl Drop for HmacSha256 {
    fn drop(&mut self) {
        (self.inner, self.outer, self.block) = ([0; 8], [0; 8], [0; BLOCK]);
        optimization_barrier(self);
    }
}

const INNER: u8 = 0x36;
const OUTER: u8 = 0x5c;

/// Writes what the inner hash begins with: the key, or the digest of one that is too long for a block.
#[cfg(feature = "host-hash")]
pub(crate) fn write_inner_block(key: &[u8], block: &mut [u8; BLOCK]) {
    write_padded(key, INNER, block);
}

fn write_padded(key: &[u8], pad: u8, block: &mut [u8; BLOCK]) {
    let digest;
    let key = if key.len() > BLOCK {
        digest = Zeroizing::new(<[u8; DIGEST]>::from(Sha256::digest(key)));
        digest.as_slice()
    } else {
        key
    };
    block.fill(pad);
    block.iter_mut().zip(key).for_each(|(to, from)| *to ^= from);
}

/// Ends the last block of a message of so many bytes, which follows the block of the key.
fn write_length(length: u64, block: &mut [u8; BLOCK]) {
    if let Some(last) = block.last_chunk_mut() {
        *last = length.wrapping_add(BLOCK as u64).wrapping_mul(8).to_be_bytes();
    }
}

fn bytes(state: &State) -> [u8; DIGEST] {
    let mut bytes = [0; DIGEST];
    bytes.as_chunks_mut().0.iter_mut().zip(state).for_each(|(to, from)| *to = from.to_be_bytes());
    bytes
}

fn copy(from: &[u8], to: &mut [u8]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit as _, Mac as _};

    use super::*;

    #[test]
    fn a_message_of_any_length_in_any_two_pieces_has_the_tag_that_another_library_gives_it() {
        let bytes: [u8; 200] = core::array::from_fn(|place| u8::try_from(place).unwrap_or_default());
        let key = &bytes[..24];
        for end in 0..=bytes.len() {
            let expected = Hmac::<Sha256>::new_from_slice(key).unwrap().chain_update(&bytes[..end]).finalize().into_bytes();
            for middle in 0..=end {
                let mut ours = HmacSha256::new(key);
                ours.update(&bytes[..middle]);
                ours.update(&bytes[middle..end]);
                assert_eq!(ours.finish(), *expected, "{middle} and {end}");
            }
        }
    }

    #[test]
    fn in_pieces_of_one_length_it_has_that_tag_too() {
        let bytes: [u8; 200] = core::array::from_fn(|place| u8::try_from(place).unwrap_or_default());
        let expected = Hmac::<Sha256>::new_from_slice(b"key").unwrap().chain_update(bytes).finalize().into_bytes();
        for length in 1..=bytes.len() {
            let mut ours = HmacSha256::new(b"key");
            for piece in bytes.chunks(length) {
                ours.update(piece);
                ours.update(b"");
            }
            assert_eq!(ours.finish(), *expected, "{length}");
        }
    }

    /// FIPS 180-4, section 5.1.1: the bits in 64 bits, the key's block among them.
    #[test]
    fn the_longest_message_has_a_length() {
        let written = |length| {
            let mut block = [0; BLOCK];
            write_length(length, &mut block);
            block[56..].to_vec()
        };
        assert_eq!(written(0), [0, 0, 0, 0, 0, 0, 2, 0]);
        assert_eq!(written(0x2000_0000), [0, 0, 0, 1, 0, 0, 2, 0]);
        assert_eq!(written(0x1fff_ffff_ffff_ffbf), [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xf8]);
    }

    #[test]
    fn so_has_one_under_a_key_of_any_length() {
        let bytes: [u8; 200] = core::array::from_fn(|place| u8::try_from(place).unwrap_or_default());
        for end in 0..=bytes.len() {
            let expected = Hmac::<Sha256>::new_from_slice(&bytes[..end]).unwrap().chain_update(b"Hi There").finalize().into_bytes();
            let mut ours = HmacSha256::new(&bytes[..end]);
            ours.update(b"Hi There");
            assert_eq!(ours.finish(), *expected, "{end}");
        }
    }
}
