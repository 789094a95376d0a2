//! Bitex: its webhooks, and the signed requests to its Whitelabeler API.

use crate::scheme::{Algorithm, Encoding, Field, Nonce, Part, Scheme, Signature, Success};

/// Webhooks of Bitex: the header is SHA-256 of the API key, the same for every delivery.
///
/// It covers nothing of the request: whoever has seen it once can replay and alter at will. Treat it as a secret.
/// The sender takes 200 for success and nothing else.
pub const BITEX: Scheme = Scheme::new("bitex", Algorithm::Sha256OfKey)
    .described("Bitex webhooks", "https://apidocs.bitex.la/")
    .signature(Signature::header("WEBHOOK-AUTH", Encoding::HexAnyCase))
    .id(Field::json("/data/id"))
    .event_type(Field::json("/data/attributes/event_type"))
    .success(Success::Only200);

/// Requests to Bitex's Whitelabeler API: HMAC-SHA-256 over nonce, user id and API key, set side by side.
///
/// Neither method, URL nor body is covered, and the three fields have no separator, so that moving a digit from one to
/// the next keeps the signature.
pub const BITEX_WHITELABELER: Scheme = Scheme::hmac_sha256("bitex-whitelabeler")
    .described("Bitex Whitelabeler API", "https://apidocs.bitex.la/")
    .message(const { &[Part::Nonce, Part::header("X-Exchange-User-Id"), Part::header("X-Exchange-Api-Key")] })
    .signature(Signature::header("X-Exchange-Signature", Encoding::Hex))
    .nonce(Nonce::header("X-Exchange-Nonce"))
    .unseparated();
