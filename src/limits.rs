//! How much of what a sender controls is looked at.

/// Bytes of one header value.
pub const HEADER_BYTES: usize = 4096;
/// Bytes of a URL.
pub const URL_BYTES: usize = 8192;
/// Bytes of a method.
pub const METHOD_BYTES: usize = 32;
/// Pairs of a query that is made canonical.
pub const QUERY_PAIRS: usize = 64;
/// Pairs of a form that is read.
pub const FORM_PAIRS: usize = 256;
/// Bytes of a body whose fields are read for the signature.
pub const READ_BODY_BYTES: usize = 1_048_576;
/// How deep arrays and objects may lie within each other in a JSON body that is read for the signature.
pub const JSON_DEPTH: usize = 64;
/// Signatures in one request.
pub const SIGNATURES: usize = 16;
/// Secrets of one webhook.
pub const KEYS: usize = 8;
/// Headers that one scheme reads.
pub const HEADERS: usize = 16;
/// Parts of one message.
pub const PARTS: usize = 32;
/// Bytes of a prefix, a tag or a list key, so that the longest list that is signed is one that is verified.
pub const MARK_BYTES: usize = 64;
/// Bytes of a secret.
pub const SECRET_BYTES: usize = 16_384;
/// Bytes of a secret that has to be decoded from text.
pub const DECODED_SECRET_BYTES: usize = 1024;
/// Bytes below which a key is weak.
pub const STRONG_KEY_BYTES: usize = 16;
/// Seconds that a tolerance may span in either direction: one day.
pub const TOLERANCE_SECONDS: u32 = 86_400;
