//! Netlify: deploy and form notifications.

use crate::{
    Scheme,
    jws::{BodyClaim, Profile},
    scheme::{Algorithm, Encoding},
};

/// Outgoing webhooks of Netlify: a token with the digest of the body.
///
/// It says neither when it was made nor which delivery it is, so a captured request can be sent again for ever; deduplicate by
/// the body's `id`. Method and URL are not covered.
///
/// Docs: <https://docs.netlify.com/site-deploys/notifications/#payload-signature>.
pub const NETLIFY: Scheme = Scheme::jws(
    "netlify",
    Profile::new(Algorithm::HmacSha256, "X-Webhook-Signature").issuer("netlify").body(BodyClaim::new("sha256", Encoding::Hex)),
)
.described("Netlify", "https://docs.netlify.com/site-deploys/notifications/#payload-signature");
