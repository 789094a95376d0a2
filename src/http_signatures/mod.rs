//! HTTP message signatures (RFC 9421) with digests of the body (RFC 9530), in one fixed profile a vendor.
//!
//! A [`Profile`] says which components must be covered, by which algorithm, and within which window. What is taken is narrower than
//! the RFCs allow, so that a request has one reading on every host:
//!
//! - `Signature-Input`, `Signature` and `Content-Digest` hold one member each, in the canonical form in which RFC 8941 (and 9651)
//!   writes it, and stand once. More than one, however they came, is `duplicate_header`: which of them counts would depend on
//!   whether a host joins header lines.
//! - The covered components are header fields in lower case and `@method`, `@authority`, `@scheme`, `@target-uri`,
//!   `@request-target`, `@path` and `@query`, none with parameters and none twice, at most 16.
//! - `created` must stand; `expires` holds where it stands. `alg` may stand and must then be the profile's: it chooses nothing,
//!   and nor does `keyid`. `tag` must be the profile's, or absent if that has none. Unknown parameters are signed, so they are
//!   passed over if they are integers, strings, tokens or flags.
//! - A covered `content-digest` is the body's, by `sha-256` or `sha-512`.
//! - `@authority` is that of the URL, in lower case and without the default port; of a URL from the path on, it is the `Host`.
#![doc = include_str!("shape.md")]

mod base;
mod digest;
mod input;
mod profile;
mod read;
mod sign;
#[cfg(test)]
#[cfg(feature = "asymmetric")]
mod tests;
mod verify;

pub use profile::Profile;
pub(crate) use read::read;
#[cfg(feature = "serde")]
pub(crate) use read::write;
pub(crate) use sign::sign;
pub(crate) use verify::begin;
