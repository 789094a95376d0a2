//! Mercado Pago.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Timestamp, Unit, Value};

/// Webhooks of Mercado Pago: HMAC-SHA-256 over `data.id` of the query, the request id and the time. The body is not covered.
///
/// Believe nothing in the body, its type included: fetch the object that `data.id` names. A field that is absent is left out
/// of what is signed, and `data.id` is signed in lower case. The window of 300 seconds is ours; whether the attempts every
/// 15 minutes are signed anew is not documented. Sources disagree on the time's unit: seconds and milliseconds are both taken.
/// Notifications of QR codes are not signed.
pub const MERCADO_PAGO: Scheme = Scheme::hmac_sha256("mercado-pago")
    .described("Mercado Pago", "https://www.mercadopago.com.br/developers/en/docs/your-integrations/notifications/webhooks")
    .message(
        const {
            &[
                Part::Value(Value::query("data.id").optional().lower_case().between("id:", ";")),
                Part::Value(Value::header("x-request-id").optional().between("request-id:", ";")),
                Part::text("ts:"),
                Part::Timestamp,
                Part::text(";"),
            ]
        },
    )
    .signature(Signature::key_value("x-signature", b',', "v1", Some("ts"), Encoding::Hex))
    .timestamp(Timestamp::in_signature(Unit::SecondsOrMilliseconds, 300))
    .event_type(Field::json("/action"));
