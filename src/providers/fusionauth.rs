//! FusionAuth: signed webhooks, with whichever key the customer chose.

#[cfg(feature = "asymmetric")]
use crate::asymmetric;
use crate::{
    Scheme,
    jws::{BodyClaim, Profile},
    scheme::{Algorithm, Encoding},
};

/// Webhooks of FusionAuth under an HMAC key: a token with the digest of the body.
///
/// It says neither when it was made nor which delivery it is, so a captured request can be sent again for ever; deduplicate by
/// `event.id` in the body. Method and URL are not covered. A key has one algorithm, so there is one profile each; of RSA and EC
/// keys those with SHA-256 are here. The vendor's example takes the digest in padded base64, not base64url.
///
/// Docs: <https://fusionauth.io/docs/extend/events-and-webhooks/signing>.
pub const FUSIONAUTH: Scheme = signed("fusionauth", Algorithm::HmacSha256);

/// As [`FUSIONAUTH`], under an HMAC key for SHA-384.
pub const FUSIONAUTH_HS384: Scheme = signed("fusionauth-hs384", Algorithm::HmacSha384);

/// As [`FUSIONAUTH`], under an HMAC key for SHA-512.
pub const FUSIONAUTH_HS512: Scheme = signed("fusionauth-hs512", Algorithm::HmacSha512);

/// As [`FUSIONAUTH`], under an EC key on P-256.
#[cfg(feature = "asymmetric")]
pub const FUSIONAUTH_ES256: Scheme = signed("fusionauth-es256", Algorithm::Public(asymmetric::Algorithm::EcdsaP256Sha256Raw));

/// As [`FUSIONAUTH`], under an RSA key for SHA-256.
#[cfg(feature = "asymmetric")]
pub const FUSIONAUTH_RS256: Scheme = signed("fusionauth-rs256", Algorithm::Public(asymmetric::Algorithm::RsaPkcs1Sha256));

const fn signed(name: &'static str, algorithm: Algorithm) -> Scheme {
    Scheme::jws(name, Profile::new(algorithm, "X-FusionAuth-Signature-JWT").body(BodyClaim::new("request_body_sha256", Encoding::Base64)))
        .described("FusionAuth", "https://fusionauth.io/docs/extend/events-and-webhooks/signing")
}
