//! Which algorithm a signature may be of, by its length, and what each is called.

use crate::scheme::Algorithm;

/// Whether the keys of the algorithm are public.
pub(super) const fn is_public(algorithm: Algorithm) -> bool {
    #[cfg(feature = "asymmetric")]
    if let Algorithm::Public(_) = algorithm {
        return true;
    }
    let _ = algorithm;
    false
}

/// The MAC whose output has this length.
pub(super) const fn of_length(length: usize) -> Option<Algorithm> {
    match length {
        20 => Some(Algorithm::HmacSha1),
        32 => Some(Algorithm::HmacSha256),
        48 => Some(Algorithm::HmacSha384),
        64 => Some(Algorithm::HmacSha512),
        _ => None,
    }
}

/// Another algorithm whose output is as long as that of the scheme's.
pub(super) fn of_same_length(algorithm: Algorithm) -> impl Iterator<Item = Algorithm> {
    let all = [Algorithm::HmacSha256, Algorithm::Sha256SecretFirst];
    let signs = matches!(algorithm, Algorithm::HmacSha256 | Algorithm::Sha256SecretFirst);
    all.into_iter().filter(move |other| signs && *other != algorithm)
}

/// What the algorithm is called in a sentence.
pub(super) const fn name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HmacSha1 => "HMAC-SHA-1",
        Algorithm::HmacSha256 => "HMAC-SHA-256",
        Algorithm::HmacSha384 => "HMAC-SHA-384",
        Algorithm::HmacSha512 => "HMAC-SHA-512",
        Algorithm::Sha256SecretFirst => "SHA-256 of the secret and the message",
        Algorithm::Sha256OfKey => "SHA-256 of the secret",
        Algorithm::Token => "the secret itself",
        #[cfg(feature = "asymmetric")]
        Algorithm::Public(_) => "a public key",
    }
}
