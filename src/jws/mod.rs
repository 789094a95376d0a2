//! Requests signed by a JSON Web Signature whose claims name them: RFC 7515 and RFC 7519 in one fixed profile a vendor.
//!
//! The token signs itself; what it says of the request is in its claims: a digest of the body, of the URL, of method, path and
//! query. A [`Profile`] says which of them there must be. What is taken is narrower than the RFCs allow:
//!
//! - compact serialisation in one header; base64url without padding, each value in its one spelling;
//! - the algorithm is the profile's. A token that names another is refused before its signature is looked at, and no header
//!   parameter (`kid`, `jwk`, `jku`, `x5u`, `x5c`) ever chooses or brings a key;
//! - `typ`, if it stands, is `JWT`; `crit` and `b64` are refused; other parameters are passed over;
//! - header and claims are JSON objects without a repeated member, at most 16 deep, and never longer than the HTTP header;
//! - claims are looked at once the signature matched. `exp` and `nbf` hold wherever they stand, whole seconds only.
#![doc = include_str!("shape.md")]

mod object;
mod profile;
mod qsh;
mod read;
mod sign;
#[cfg(test)]
#[cfg(feature = "asymmetric")]
mod tests;
mod verify;

pub use profile::{BodyClaim, Profile, Start};
pub(crate) use read::read;
#[cfg(feature = "serde")]
pub(crate) use read::write;
pub(crate) use sign::sign;
pub(crate) use verify::begin;
