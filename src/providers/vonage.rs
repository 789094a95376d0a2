//! Vonage (Nexmo): Messages, Dispatch, Verify and Voice.

use crate::{
    Scheme,
    jws::{BodyClaim, Profile, Start},
    scheme::{Algorithm, Encoding},
};

/// Signed webhooks of Vonage: a bearer token with the digest of the body.
///
/// The vendor calls that digest an optional check; here it must stand and match, so Voice webhooks by GET, whose digest is of the
/// query made into JSON, are refused: let them be sent by POST. Method and URL are not covered. The claim
/// `api_key` is not compared: it says which account's signature secret to use, and the configured ones are tried. The window of
/// 300 seconds is ours; the vendor suggests comparing
/// `iat` and names none.
///
/// Docs: <https://developer.vonage.com/en/getting-started/concepts/webhooks#decoding-signed-webhooks>.
pub const VONAGE: Scheme = Scheme::jws("vonage", PROFILE)
    .described("Vonage", "https://developer.vonage.com/en/getting-started/concepts/webhooks#decoding-signed-webhooks");

const PROFILE: Profile = Profile::new(Algorithm::HmacSha256, "Authorization")
    .prefix("Bearer ")
    .issuer("Vonage")
    .made(Start::IssuedAt, 300)
    .body(BodyClaim::new("payload_hash", Encoding::Hex));
