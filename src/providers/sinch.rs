//! Sinch.

use crate::scheme::{Encoding, Nonce, Part, Scheme, Signature, Timestamp, Unit};

/// Callbacks of Sinch's Conversation and SMS APIs: HMAC-SHA-256 over `{body}.{nonce}.{seconds}`, in base64.
///
/// The window of 300 seconds is ours. No id or type is reported: tell a replay within the window by the nonce, which is covered.
/// The header that names the algorithm is not signed and not read. Other products of Sinch sign by other schemes.
pub const SINCH: Scheme = Scheme::hmac_sha256("sinch")
    .described("Sinch (Conversation, SMS)", "https://developers.sinch.com/docs/conversation/callbacks/")
    .message(const { &[Part::Body, Part::text("."), Part::Nonce, Part::text("."), Part::Timestamp] })
    .signature(Signature::header("x-sinch-webhook-signature", Encoding::Base64))
    .timestamp(Timestamp::header("x-sinch-webhook-signature-timestamp", Unit::Seconds, 300))
    .nonce(Nonce::header("x-sinch-webhook-signature-nonce"));
