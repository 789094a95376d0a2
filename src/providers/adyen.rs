//! Adyen: payments, which sign eight fields, and its platform, which signs the body.

use crate::scheme::{Encoding, Field, KeyEncoding, KeyFormat, Part, Scheme, Signature, Value};

const fn adyen(name: &'static str, title: &'static str) -> Scheme {
    Scheme::hmac_sha256(name)
        .described(title, "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures")
        .key(KeyFormat::new(KeyEncoding::Hex, &[]))
}

/// The fields of a notification item, of which an absent one is signed as an empty text.
const ITEM: &[Part] = &[
    Part::Value(Value::json("/notificationItems/0/NotificationRequestItem/pspReference").optional()),
    Part::text(":"),
    Part::Value(Value::json("/notificationItems/0/NotificationRequestItem/originalReference").optional()),
    Part::text(":"),
    Part::Value(Value::json("/notificationItems/0/NotificationRequestItem/merchantAccountCode").optional()),
    Part::text(":"),
    Part::Value(Value::json("/notificationItems/0/NotificationRequestItem/merchantReference").optional()),
    Part::text(":"),
    Part::Value(Value::json("/notificationItems/0/NotificationRequestItem/amount/value").optional()),
    Part::text(":"),
    Part::Value(Value::json("/notificationItems/0/NotificationRequestItem/amount/currency").optional()),
    Part::text(":"),
    Part::Value(Value::json("/notificationItems/0/NotificationRequestItem/eventCode").optional()),
    Part::text(":"),
    Part::Value(Value::json("/notificationItems/0/NotificationRequestItem/success").optional()),
];

/// Standard webhooks of Adyen in JSON: HMAC-SHA-256 over eight fields of the one item in the body, joined by `:`.
///
/// All else in the body is not covered, its date among it, and there is no window. The fields are not escaped: one that holds
/// `:`, as your own reference may, can be read in two ways. Tell a replay by id and type together: several events of a payment
/// share the id. The secret is decoded from hex. A body with more than one item is refused, and forms and SOAP are not read.
pub const ADYEN: Scheme = adyen("adyen", "Adyen (standard webhooks)")
    .message(ITEM)
    .signature(Signature::header("", Encoding::Base64).in_json("/notificationItems/0/NotificationRequestItem/additionalData/hmacSignature"))
    .id(Field::json("/notificationItems/0/NotificationRequestItem/pspReference"))
    .event_type(Field::json("/notificationItems/0/NotificationRequestItem/eventCode"));

/// Webhooks of Adyen's platform, transfers and management: HMAC-SHA-256 over the raw body, in base64; the type in it.
///
/// The secret is decoded from hex. Newer bodies have a `/timestamp`, which is covered, but no window is documented and none is
/// set, and no id is reported: a replay cannot be told from a first delivery.
pub const ADYEN_BANKING: Scheme = adyen("adyen-banking", "Adyen (platform and management webhooks)")
    .message(const { &[Part::Body] })
    .signature(Signature::header("HmacSignature", Encoding::Base64))
    .event_type(Field::json("/type"));
