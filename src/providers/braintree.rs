//! Braintree.

use crate::scheme::{Algorithm, Encoding, KeyEncoding, KeyFormat, Part, Scheme, Signature, Value};

/// Webhooks of Braintree: HMAC-SHA-1 over the form field `bt_payload`, which is base64 of XML.
///
/// The secret is the private key. `bt_signature` lists pairs of a public key and a signature; any pair that fits is taken.
/// What the field ends with is signed too, a line break among it: hand in the raw form. A payload that is nothing but hex digits
/// is refused, for the answer to the vendor's challenge signs such texts with the same key. No window is set on the XML's
/// `timestamp`, and no id or type is reported: a replay cannot be told from a first delivery.
pub const BRAINTREE: Scheme = Scheme::new("braintree", Algorithm::HmacSha1)
    .described("Braintree", "https://developer.paypal.com/braintree/docs/guides/webhooks/parse/node")
    .key(KeyFormat::new(KeyEncoding::Sha1, &[]))
    .message(const { &[Part::Value(Value::form("bt_payload").not_hex())] })
    .signature(Signature::pairs("", b'&', b'|', "*", Encoding::Hex).in_form("bt_signature"));
