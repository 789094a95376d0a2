//! The `Content-Digest` field (RFC 9530): one digest of the body, by SHA-256 or SHA-512.

use alloc::{string::String, vec::Vec};

use super::input::byte_sequence;
use crate::{
    Code,
    encoding::encode,
    family::{BodyDigest, BodyHash},
    scheme::Encoding,
};

/// The digest that a request gives of its body, and the hash to compare it with.
pub(crate) struct ContentDigest {
    pub(crate) expected: Vec<u8>,
    pub(crate) hash: BodyHash,
}

impl ContentDigest {
    /// Reads the whole value.
    ///
    /// # Errors
    /// [`Code::DuplicateHeader`] for a second digest; [`Code::MalformedHeader`] for another algorithm or anything else.
    pub(crate) fn read(value: &[u8]) -> Result<Self, Code> {
        let malformed = |code| if code == Code::DuplicateHeader { code } else { Code::MalformedHeader };
        let (algorithm, expected) = byte_sequence(value).map_err(malformed)?;
        let (hash, length) = match algorithm {
            b"sha-256" => (BodyHash::sha256(), 32),
            b"sha-512" => (BodyHash::sha512(), 64),
            _ => return Err(Code::MalformedHeader),
        };
        if expected.len() == length { Ok(Self { expected, hash }) } else { Err(Code::MalformedHeader) }
    }
}

/// The value for a body of this SHA-256.
pub(crate) fn write(body: &BodyDigest) -> String {
    let mut text = String::from("sha-256=:");
    encode(Encoding::Base64, body.tag.as_bytes(), &mut text);
    text.push(':');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 9530, section 2.
    #[test]
    fn the_published_digest_is_read_and_written() {
        let body = b"{\"hello\": \"world\"}\n";
        let value = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
        let mut digest = ContentDigest::read(value.as_bytes()).unwrap();
        digest.hash.update(body);
        let computed = digest.hash.finish();
        assert_eq!(computed.tag.as_bytes(), digest.expected);
        assert_eq!(write(&computed), value);
    }

    #[test]
    fn other_digests_are_refused() {
        for value in [
            "md5=:AAAAAAAAAAAAAAAAAAAAAA==:",
            "sha-256=:AP8=:",
            "sha-256=AP8=",
            "SHA-256=:AP8=:",
            "sha-512=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
        ] {
            assert_eq!(ContentDigest::read(value.as_bytes()).err(), Some(Code::MalformedHeader), "{value}");
        }
        assert_eq!(ContentDigest::read(b"sha-256=:AP8=:,sha-512=:AP8=:").err(), Some(Code::DuplicateHeader));
    }
}
