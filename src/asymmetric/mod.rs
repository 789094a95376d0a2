//! Signatures of which the receiver holds only the public half: which key may have made one, and whether it did.
//!
//! A [`Key`] is a secret read for one [`Algorithm`], which nothing in a message can change. It verifies a message at once
//! ([`Key::verify`]) or as it comes in ([`Checker`]), and with the private half of Ed25519 it signs. Keys come as text, as
//! bytes, as a JWK, or in a certificate that [`certificate::public_key`] has traced to a root the caller gave. Nothing is
//! fetched here: [`host_allowed`] only says from where a caller may.
//!
//! ```
//! use countersign::asymmetric::{Algorithm, Allow, Key};
//!
//! // The test vector 2 of RFC 8032, section 7.1.
//! let key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
//! let signature = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
//! let key = Key::new(Algorithm::Ed25519, key, Allow::default())?;
//! # let signature: Vec<u8> = (0..64).filter_map(|i| u8::from_str_radix(&signature[2 * i..2 * i + 2], 16).ok()).collect();
//! assert!(key.verify(&[0x72], &signature).is_ok());
//! assert!(key.verify(&[0x73], &signature).is_err());
//! # Ok::<(), countersign::Error>(())
//! ```

mod algorithm;
pub mod certificate;
mod checker;
mod der;
mod ecdsa;
mod ed25519;
mod host;
mod jwk;
mod key;
mod prehash;
mod public_key;
mod rsa_key;
mod spki;
mod text;
mod x509;

pub use algorithm::{Algorithm, Allow};
pub use checker::Checker;
pub use host::host_allowed;
pub use jwk::Jwk;
pub use key::Key;
pub use public_key::PublicKey;

use crate::{Code, Error};

/// Bits below which an RSA key is weak. NIST SP 800-131A has disallowed them since 2014.
pub const STRONG_RSA_BITS: usize = 2048;
/// Bits of an RSA key, so that one verification stays a matter of a millisecond or two.
pub const RSA_BITS: usize = 4096;
/// Bits of an RSA key that is taken when weak ones are allowed.
const WEAK_RSA_BITS: usize = 1024;
/// Certificates in one chain, the leaf included.
pub const CERTIFICATES: usize = 8;
/// Keys of one set (JWKS).
pub const JWKS_KEYS: u32 = 64;

/// A key that cannot be used: `why` is the end of a sentence about it, and names the field.
fn malformed(why: &'static str) -> Error {
    Error::named(Code::MalformedSecret, "the key").because(why)
}
