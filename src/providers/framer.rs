//! Framer.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature};

/// Webhooks of Framer's forms: HMAC-SHA-256 over the raw body and then the submission's id, side by side.
///
/// The id is the same on all of up to six attempts. No time is signed: tell a replay by the id. The vendor's page names both
/// headers, but not in which order body and id are signed.
pub const FRAMER: Scheme = Scheme::hmac_sha256("framer")
    .described("Framer", "https://www.framer.com/help/articles/framer-form-webhook-setup")
    .message(const { &[Part::Body, Part::Id] })
    .unseparated()
    .signature(Signature::prefixed("Framer-Signature", "sha256=", Encoding::Hex))
    .id(Field::header("Framer-Webhook-Submission-Id"));
