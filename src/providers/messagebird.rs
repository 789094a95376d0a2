//! MessageBird (now Bird): webhooks of its SMS and voice APIs.

use crate::{
    Scheme,
    jws::{BodyClaim, Profile, Start},
    scheme::{Algorithm, Encoding},
};

/// Webhooks of MessageBird: a token with the digests of the whole URL and of the body, good for a minute.
///
/// The URL is the one that was registered, with scheme, host, port and query; the method is not covered. Without a body
/// `payload_hash` is left out. `jti` must stand; remembering it against replays is the receiver's work. The vendor publishes
/// no window: `exp` is 60 seconds after `nbf` in every vector, and the 5 seconds by which clocks may differ are those of the
/// vendor's library for Node (1 second in others). The vendor's libraries also take `HS384` and `HS512` under the same key, as
/// the token says; here that is for the receiver to say, by [`MESSAGEBIRD_HS384`] or [`MESSAGEBIRD_HS512`].
///
/// Docs: <https://developers.messagebird.com/docs/verify-http-requests>.
pub const MESSAGEBIRD: Scheme = signed("messagebird", Algorithm::HmacSha256);

/// As [`MESSAGEBIRD`], by HMAC with SHA-384.
pub const MESSAGEBIRD_HS384: Scheme = signed("messagebird-hs384", Algorithm::HmacSha384);

/// As [`MESSAGEBIRD`], by HMAC with SHA-512.
pub const MESSAGEBIRD_HS512: Scheme = signed("messagebird-hs512", Algorithm::HmacSha512);

const fn signed(name: &'static str, algorithm: Algorithm) -> Scheme {
    Scheme::jws(name, PROFILE.algorithm(algorithm)).described("MessageBird", "https://developers.messagebird.com/docs/verify-http-requests")
}

const PROFILE: Profile = Profile::new(Algorithm::HmacSha256, "MessageBird-Signature-JWT")
    .issuer("MessageBird")
    .made(Start::NotBefore, 5)
    .lifetime(60)
    .needs_id()
    .url("url_hash")
    .body(BodyClaim::new("payload_hash", Encoding::Hex).absent_if_empty());
