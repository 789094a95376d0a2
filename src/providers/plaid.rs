//! Plaid: verified webhooks.

use crate::{
    Scheme, asymmetric,
    jws::{BodyClaim, Profile, Start},
    scheme::{Algorithm, Encoding},
};

/// Webhooks of Plaid: a token signed by ES256 with the digest of the body, at most 5 minutes old as the vendor has it.
///
/// Method and URL are not covered. The public key is fetched by its `kid` from the vendor's authenticated API, by the caller; every
/// configured key is tried. The digest is over the raw body, whose indentation of two spaces is part of it.
///
/// Docs: <https://plaid.com/docs/api/webhooks/webhook-verification/>.
pub const PLAID: Scheme = Scheme::jws(
    "plaid",
    Profile::new(Algorithm::Public(asymmetric::Algorithm::EcdsaP256Sha256Raw), "Plaid-Verification")
        .made(Start::IssuedAt, 300)
        .body(BodyClaim::new("request_body_sha256", Encoding::Hex)),
)
.described("Plaid", "https://plaid.com/docs/api/webhooks/webhook-verification/");
