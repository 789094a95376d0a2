//! Convoy, with its advanced signatures.

use crate::scheme::{Algorithm, Encoding, Part, Scheme, Signature, Timestamp, Unit};

const fn convoy(name: &'static str, algorithm: Algorithm, title: &'static str) -> Scheme {
    Scheme::new(name, algorithm)
        .described(title, "https://www.getconvoy.io/docs/product-manual/signatures")
        .message(const { &[Part::Timestamp, Part::text(","), Part::Body] })
        .signature(Signature::key_value("X-Convoy-Signature", b',', "*", Some("t"), Encoding::Hex))
        .timestamp(Timestamp::in_signature(Unit::Seconds, 300))
}

/// Webhooks sent by Convoy with advanced signatures: HMAC-SHA-256 over `{seconds},{body}`.
///
/// Every version of a signature is tried, and one of another length passed over. The window of 300 seconds is that of the
/// vendor's SDK, which sets it towards the past only. Header, hash and encoding are settings of each Convoy project; these are
/// the ones it starts with. There is no id or type, which are the sender's own matter. For simple signatures see
/// [`CONVOY_SIMPLE`](super::CONVOY_SIMPLE).
pub const CONVOY: Scheme = convoy("convoy", Algorithm::HmacSha256, "Convoy (advanced signatures)");

/// Webhooks sent by Convoy with advanced signatures and SHA-512: HMAC-SHA-512, and in all else [`CONVOY`].
pub const CONVOY_SHA512: Scheme = convoy("convoy-sha512", Algorithm::HmacSha512, "Convoy (advanced, SHA-512)");
