//! MailChannels: delivery events of its Email API.

use crate::{
    Scheme, asymmetric,
    http_signatures::Profile,
    scheme::{Algorithm, Text},
};

/// Webhooks of MailChannels: an HTTP message signature by Ed25519 over `content-digest`.
///
/// Method and URL are not covered. The public key is fetched from the vendor's API by `keyid`, by the caller; every configured key
/// is tried. The window of 300 seconds is ours; the vendor says to refuse a stale `created` and names no age.
///
/// Docs: <https://docs.mailchannels.com/email-api/webhooks>.
pub const MAILCHANNELS: Scheme = Scheme::http_signature(
    "mailchannels",
    Profile::new(Algorithm::Public(asymmetric::Algorithm::Ed25519), 300).cover(const { &[Text::new("content-digest")] }).needs_key_id(),
)
.described("MailChannels", "https://docs.mailchannels.com/email-api/webhooks");
