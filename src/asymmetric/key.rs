//! A secret read for one algorithm: what verifies, and for Ed25519 what signs.

use alloc::boxed::Box;

use ed25519_dalek::SigningKey;

use super::{
    Algorithm, Allow, Checker, PublicKey, STRONG_RSA_BITS, WEAK_RSA_BITS, algorithm::Kind, ed25519, malformed, public_key::Inner, text,
};
use crate::{Code, Error, Secret, key::scrub_stack, limits};

/// What one secret is to one algorithm.
///
/// It is never printed. A private half is wiped when this is dropped.
pub struct Key {
    algorithm: Algorithm,
    public: PublicKey,
    /// On the heap, so that moving a key leaves no copy behind.
    private: Option<Box<SigningKey>>,
}

impl Key {
    /// Reads a secret for an algorithm.
    ///
    /// Text is PEM (`PUBLIC KEY`, `RSA PUBLIC KEY`), a JWK, or base64 or base64url of a `SubjectPublicKeyInfo` or of the point itself. For
    /// Ed25519 also `whpk_` and base64 of the 32 bytes, the same without `whpk_`, or in 64 digits of hex; and, to sign as well,
    /// `whsk_` and base64 of the seed, or of the seed and the public key.
    ///
    /// Bytes are a `SubjectPublicKeyInfo` in DER; for Ed25519 also the 32 bytes of the public key or the 64 of seed and public
    /// key, for P-256 also the point in SEC 1.
    ///
    /// # Errors
    /// [`Code::MissingSecret`] if nothing is left of it once its prefix is gone, [`Code::MalformedSecret`] with what is wrong,
    /// and as [`from_public`](Self::from_public).
    pub fn new<'s>(algorithm: Algorithm, secret: impl Into<Secret<'s>>, allow: Allow) -> Result<Self, Error> {
        Self::read(algorithm, secret.into(), allow)
    }

    fn read(algorithm: Algorithm, secret: Secret<'_>, allow: Allow) -> Result<Self, Error> {
        let kind = algorithm.kind();
        let length = match secret {
            Secret::Text(text) => text.trim().len(),
            Secret::Bytes(bytes) => bytes.len(),
        };
        if length > limits::SECRET_BYTES {
            return Err(malformed("is longer than any key"));
        }
        let read = match secret {
            _ if length == 0 => return Err(missing()),
            Secret::Bytes(seed) if kind == Kind::Ed25519 && length == 64 => Self::signing(seed),
            Secret::Bytes(bytes) => PublicKey::from_bytes(kind, bytes).map(|public| (public, None)),
            Secret::Text(PUBLIC_PREFIX | PRIVATE_PREFIX) if kind == Kind::Ed25519 => return Err(missing()),
            Secret::Text(text) => match (text.strip_prefix(PRIVATE_PREFIX), text.strip_prefix(PUBLIC_PREFIX)) {
                (Some(seed), _) if kind == Kind::Ed25519 => {
                    text::base64(seed.as_bytes()).ok_or("has no base64 after `whsk_`").and_then(|seed| Self::signing(&seed))
                }
                (_, Some(key)) if kind == Kind::Ed25519 => text::base64(key.as_bytes())
                    .ok_or("has no base64 after `whpk_`")
                    .and_then(|key| ed25519::public(&key))
                    .map(|key| (PublicKey::ed25519(key), None)),
                _ => PublicKey::from_text(kind, text).map(|public| (public, None)),
            },
        };
        scrub_stack();
        let (public, private) = read.map_err(malformed)?;
        Ok(Self { private, ..Self::from_public(algorithm, public, allow)? })
    }

    fn signing(seed: &[u8]) -> Result<(PublicKey, Option<Box<SigningKey>>), &'static str> {
        let private = ed25519::private(seed)?;
        Ok((PublicKey::ed25519(private.verifying_key()), Some(Box::new(private))))
    }

    /// Ties a public key to an algorithm.
    ///
    /// # Errors
    /// [`Code::MalformedSecret`] if the algorithm needs another kind of key, [`Code::WeakSecret`] for RSA below
    /// [`STRONG_RSA_BITS`], [`Code::InvalidScheme`] for SHA-1; the latter two unless allowed.
    pub fn from_public(algorithm: Algorithm, public: PublicKey, allow: Allow) -> Result<Self, Error> {
        if algorithm.is_sha1() && !allow.sha1 {
            return Err(Error::scheme("algorithm", "is one over SHA-1, which has to be allowed by name"));
        }
        if public.kind() != algorithm.kind() {
            return Err(malformed(algorithm.kind().refusal()));
        }
        if let Inner::Rsa(key) = &public.0 {
            let least = if allow.weak_keys { WEAK_RSA_BITS } else { STRONG_RSA_BITS };
            if key.bits() < least {
                return Err(Error::named(Code::WeakSecret, "the key")
                    .because("is an RSA key of fewer than 2048 bits; ask the sender for a longer one"));
            }
        }
        Ok(Self { algorithm, public, private: None })
    }

    /// What this key is for.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// What of it may be shown to anyone.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// Whether [`sign`](Self::sign) would.
    #[must_use]
    pub const fn can_sign(&self) -> bool {
        self.private.is_some()
    }

    /// Signs a message with Ed25519; the same message always gives the same signature.
    ///
    /// # Errors
    /// [`Code::MissingSecret`] if there is only a public key. RSA and ECDSA never sign here.
    pub fn sign(&self, message: &[u8]) -> Result<[u8; 64], Error> {
        let private = self.private.as_deref().ok_or_else(|| {
            Error::named(Code::MissingSecret, "the key")
                .because("is a public key, which signs nothing; only an Ed25519 key with `whsk_` does")
        })?;
        let signature = ed25519::sign(private, message);
        scrub_stack();
        Ok(signature)
    }

    /// Whether a signature is this key's over a message.
    ///
    /// # Errors
    /// [`Code::MalformedSignature`] if it is none of this algorithm, [`Code::SignatureMismatch`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Error> {
        let mut checker = Checker::new(self.algorithm);
        checker.add(self, signature)?;
        checker.update(message);
        checker.finish().map(|_| ())
    }
}

const PUBLIC_PREFIX: &str = "whpk_";
const PRIVATE_PREFIX: &str = "whsk_";

fn missing() -> Error {
    Error::named(Code::MissingSecret, "the key")
}
