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

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use crate::{Code, Delivery, RawRequest, UnixTime, Webhook};

    #[test]
    fn one_field_is_not_taken_for_two() -> Result<(), crate::Error> {
        let now = UnixTime::from_secs(1_700_000_000);
        let webhook = Webhook::new(&super::MERCADO_PAGO, ["a-current-test-secret"])?;
        let sent = [("x-request-id", "request")];
        let headers = webhook.sign(&Delivery::new(b"{}").headers(&sent).url("https://hooks.example/?data.id=A"), now)?;
        let decide = |headers: &[(alloc::string::String, alloc::string::String)], url: &str| {
            webhook.verify(&RawRequest::new(headers, b"{}").url(url), now).map(|_| ()).map_err(|error| error.code())
        };
        assert_eq!(decide(&headers, "https://hooks.example/?data.id=A"), Ok(()));
        assert_eq!(decide(&headers, "https://hooks.example/?data.id=a"), Ok(()), "it is signed in lower case");
        let signature: alloc::vec::Vec<_> = headers.into_iter().filter(|(name, _)| name == "x-signature").collect();
        assert_eq!(decide(&signature, "https://hooks.example/?data.id=a;request-id:request"), Err(Code::MalformedUrl));
        Ok(())
    }
}
