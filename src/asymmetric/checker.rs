//! One message as it comes in, held against any number of keys and signatures.

use alloc::{boxed::Box, vec::Vec};

use ed25519_dalek::StreamVerifier;
use p256::ecdsa::{Signature, VerifyingKey};

use super::{
    Algorithm, Key, RSA_BITS, ecdsa, ed25519,
    prehash::{Hash, Prehash},
    public_key::Inner,
    rsa_key::RsaKey,
};
use crate::{Code, Error};

/// A verification in progress. It owns all it needs, in constant memory.
///
/// The message is hashed once for all pairs, but in Ed25519 once for each, because there the hash takes in key and signature:
/// whoever lets a sender list signatures should bound the pairs.
pub struct Checker {
    algorithm: Algorithm,
    hash: Option<(Hash, Prehash)>,
    pairs: Vec<Pair>,
}

/// A key and a signature that may be its own.
enum Pair {
    Ed25519(Box<StreamVerifier>),
    P256(Box<(VerifyingKey, Signature)>),
    Rsa(Box<(RsaKey, Vec<u8>)>),
    /// What no message can make true.
    Never,
}

impl Checker {
    /// Begins with no pair.
    #[must_use]
    pub fn new(algorithm: Algorithm) -> Self {
        Self { algorithm, hash: algorithm.hash().map(|hash| (hash, hash.start())), pairs: Vec::new() }
    }

    /// Adds a pair. All have to be added before the first [`update`](Self::update); a key of another algorithm never matches.
    ///
    /// A signature is 64 bytes for Ed25519 and raw ECDSA, strict DER for the others of ECDSA, and 1 to 512 bytes for RSA; an RSA
    /// signature of another length than the key's is only a mismatch, since the next key may be longer.
    ///
    /// # Errors
    /// [`Code::MalformedSignature`].
    pub fn add(&mut self, key: &Key, signature: &[u8]) -> Result<(), Error> {
        let pair = match &key.public_key().0 {
            _ if key.algorithm() != self.algorithm => Some(Pair::Never),
            Inner::Ed25519(key) => {
                ed25519::begin(key, signature).map(|begun| begun.map_or(Pair::Never, |begun| Pair::Ed25519(begun.into())))
            }
            Inner::P256(key) => ecdsa::signature(self.algorithm == Algorithm::EcdsaP256Sha256Raw, signature)
                .map(|signature| Pair::P256(Box::new((*key, signature)))),
            Inner::Rsa(key) => {
                let whole = (1..=RSA_BITS / 8).contains(&signature.len());
                whole.then(|| Pair::Rsa(Box::new((key.clone(), signature.to_vec()))))
            }
        };
        self.pairs.push(pair.ok_or(Error::named(Code::MalformedSignature, "the signature"))?);
        Ok(())
    }

    /// Takes the next piece of the message.
    pub fn update(&mut self, piece: &[u8]) {
        match &mut self.hash {
            Some((_, hash)) => hash.update(piece),
            None => self.pairs.iter_mut().for_each(|pair| {
                if let Pair::Ed25519(verifier) = pair {
                    verifier.update(piece);
                }
            }),
        }
    }

    /// Decides: the place, from 0 and in the order in which they were added, of the first pair that fits.
    ///
    /// # Errors
    /// [`Code::SignatureMismatch`].
    pub fn finish(self) -> Result<usize, Error> {
        let pss = self.algorithm.is_pss();
        let hash = self.hash.map(|(hash, prehash)| (hash, prehash.finish()));
        let mut pairs = self.pairs.into_iter();
        let first = match hash {
            None => pairs.position(|pair| match pair {
                Pair::Ed25519(verifier) => verifier.finalize_and_verify().is_ok(),
                _ => false,
            }),
            Some((hash, digest)) => pairs.position(|pair| match pair {
                Pair::P256(pair) => ecdsa::verify(&pair.0, digest.as_bytes(), &pair.1),
                Pair::Rsa(pair) if pss => pair.0.verify_pss(hash, digest.as_bytes(), &pair.1),
                Pair::Rsa(pair) => pair.0.verify_pkcs1(hash, digest.as_bytes(), &pair.1),
                Pair::Ed25519(_) | Pair::Never => false,
            }),
        };
        first.ok_or(Error::named(Code::SignatureMismatch, "the signature"))
    }
}
