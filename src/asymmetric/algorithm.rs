//! The signature algorithms there are, and which of them a caller must allow by name.

use super::{RSA_BITS, ecdsa, prehash::Hash};

/// How a signature is made: the kind of key, the hash, the padding, and how the signature is written down.
///
/// It is always the scheme's, never the message's: a token's `alg` or a header cannot choose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// `ed25519`: RFC 8032, pure, 64 bytes `R ‖ s`. Keys of small order, keys and `R` that are not in their one spelling, and
    /// `s` that is not reduced are refused.
    Ed25519,
    /// `ecdsa-p256-sha256`: ASN.1 DER (RFC 3279, section 2.2.3), as most vendors write it. Both values of `s` are taken, as FIPS 186-5 does.
    EcdsaP256Sha256,
    /// `ecdsa-p256-sha256-raw`: 64 bytes `r ‖ s`, as JWS (`ES256`) and RFC 9421 write it.
    EcdsaP256Sha256Raw,
    /// `ecdsa-p256-sha1`: in DER. Has to be allowed.
    EcdsaP256Sha1,
    /// `rsa-pkcs1-sha256`: RFC 8017, section 8.2 (`RS256`).
    RsaPkcs1Sha256,
    /// `rsa-pkcs1-sha384` (`RS384`).
    RsaPkcs1Sha384,
    /// `rsa-pkcs1-sha512` (`RS512`).
    RsaPkcs1Sha512,
    /// `rsa-pkcs1-sha1`. Has to be allowed.
    RsaPkcs1Sha1,
    /// `rsa-pss-sha256`: RFC 8017, section 8.1, MGF1 with the same hash, a salt as long as the hash (`PS256`).
    RsaPssSha256,
    /// `rsa-pss-sha512`, likewise (`PS512`, and RFC 9421's `rsa-pss-sha512`).
    RsaPssSha512,
}

/// What is off unless a caller turns it on by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allow {
    /// Algorithms over SHA-1, of which collisions can be bought. For vendors that still sign so.
    pub sha1: bool,
    /// RSA keys of 1024 to 2047 bits.
    pub weak_keys: bool,
}

/// What a key must be for an algorithm.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Ed25519,
    P256,
    Rsa,
}

impl Kind {
    pub(super) const fn refusal(self) -> &'static str {
        match self {
            Self::Ed25519 => "is not an Ed25519 key, which this algorithm needs",
            Self::P256 => "is not a P-256 key, which this algorithm needs",
            Self::Rsa => "is not an RSA key, which this algorithm needs",
        }
    }
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 10] = [
        Self::Ed25519,
        Self::EcdsaP256Sha256,
        Self::EcdsaP256Sha256Raw,
        Self::EcdsaP256Sha1,
        Self::RsaPkcs1Sha256,
        Self::RsaPkcs1Sha384,
        Self::RsaPkcs1Sha512,
        Self::RsaPkcs1Sha1,
        Self::RsaPssSha256,
        Self::RsaPssSha512,
    ];

    /// The stable name, such as `ecdsa-p256-sha256`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ed25519 => "ed25519",
            Self::EcdsaP256Sha256 => "ecdsa-p256-sha256",
            Self::EcdsaP256Sha256Raw => "ecdsa-p256-sha256-raw",
            Self::EcdsaP256Sha1 => "ecdsa-p256-sha1",
            Self::RsaPkcs1Sha256 => "rsa-pkcs1-sha256",
            Self::RsaPkcs1Sha384 => "rsa-pkcs1-sha384",
            Self::RsaPkcs1Sha512 => "rsa-pkcs1-sha512",
            Self::RsaPkcs1Sha1 => "rsa-pkcs1-sha1",
            Self::RsaPssSha256 => "rsa-pss-sha256",
            Self::RsaPssSha512 => "rsa-pss-sha512",
        }
    }

    /// Whether these bytes have the form of a signature; what they sign is another question.
    pub(crate) fn takes(self, signature: &[u8]) -> bool {
        match self.kind() {
            Kind::Ed25519 => signature.len() == 64,
            Kind::P256 => ecdsa::signature(self == Self::EcdsaP256Sha256Raw, signature).is_some(),
            Kind::Rsa => (1..=RSA_BITS / 8).contains(&signature.len()),
        }
    }

    /// Whether [`Allow::sha1`] is needed.
    #[must_use]
    pub const fn is_sha1(self) -> bool {
        matches!(self, Self::EcdsaP256Sha1 | Self::RsaPkcs1Sha1)
    }

    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Ed25519 => Kind::Ed25519,
            Self::EcdsaP256Sha256 | Self::EcdsaP256Sha256Raw | Self::EcdsaP256Sha1 => Kind::P256,
            _ => Kind::Rsa,
        }
    }

    /// The hash of the message that is signed; `None` for Ed25519, which takes the message itself.
    pub(super) const fn hash(self) -> Option<Hash> {
        match self {
            Self::Ed25519 => None,
            Self::EcdsaP256Sha1 | Self::RsaPkcs1Sha1 => Some(Hash::Sha1),
            Self::EcdsaP256Sha256 | Self::EcdsaP256Sha256Raw | Self::RsaPkcs1Sha256 | Self::RsaPssSha256 => Some(Hash::Sha256),
            Self::RsaPkcs1Sha384 => Some(Hash::Sha384),
            Self::RsaPkcs1Sha512 | Self::RsaPssSha512 => Some(Hash::Sha512),
        }
    }

    pub(super) const fn is_pss(self) -> bool {
        matches!(self, Self::RsaPssSha256 | Self::RsaPssSha512)
    }
}
