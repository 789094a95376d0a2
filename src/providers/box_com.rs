//! Box.

use crate::scheme::{Encoding, Field, Part, Scheme, Signature, Text, Timestamp, Unit};

/// Webhooks of Box: HMAC-SHA-256 over the raw body and then the date, side by side, in base64; id and type in the body.
///
/// There is a signature under the primary key and one under the secondary, each in its own header; here either may match either
/// secret, where the vendor's SDK pairs them. Give the primary key first, so that signing puts it in its place. The window of
/// 600 seconds is the vendor's, whose SDK sets it towards the past only. The id is the same on every attempt; the headers with
/// version, algorithm and delivery id are not signed and not read.
pub const BOX: Scheme = Scheme::hmac_sha256("box")
    .described("Box", "https://developer.box.com/guides/webhooks/v2/signatures-v2/")
    .message(const { &[Part::Body, Part::Timestamp] })
    .unseparated()
    .signature(
        Signature::header("", Encoding::Base64)
            .in_headers(const { &[Text::new("Box-Signature-Primary"), Text::new("Box-Signature-Secondary")] }),
    )
    .timestamp(Timestamp::header("Box-Delivery-Timestamp", Unit::Rfc3339, 600))
    .id(Field::json("/id"))
    .event_type(Field::json("/trigger"));
