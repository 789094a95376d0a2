//! HubSpot: three versions of its signature.

use crate::scheme::{Algorithm, Encoding, Part, Scheme, Signature, Timestamp, Unit};

const OLDER: &str = "https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests";

/// The first version of HubSpot's signature: SHA-256 of the client secret followed by the raw body, which is no HMAC.
///
/// Whoever has seen one delivery can add bytes to its end and sign the result: use [`HUBSPOT_V3`] where there is a choice, and
/// read the body strictly. The body is a list of events, so no id or type is reported, and no time is signed: tell a replay by
/// the ids of the events. The second version stands in the same header: which one a request has is for you to configure.
pub const HUBSPOT_V1: Scheme = Scheme::new("hubspot-v1", Algorithm::Sha256SecretFirst)
    .described("HubSpot (v1)", OLDER)
    .message(const { &[Part::Body] })
    .signature(Signature::header("X-HubSpot-Signature", Encoding::Hex));

/// The second version of HubSpot's signature: SHA-256 of the client secret, method, URL and raw body, which is no HMAC.
///
/// Workflows and CRM cards send it. Whoever has seen one request can add bytes to the body's end and sign the result: use
/// [`HUBSPOT_V3`] where there is a choice, and read the body strictly. Nothing stands between URL and body, so hand in the URL
/// that you know to be yours. No time is signed: a replay cannot be told from a first delivery.
pub const HUBSPOT_V2: Scheme = Scheme::new("hubspot-v2", Algorithm::Sha256SecretFirst)
    .described("HubSpot (v2)", OLDER)
    .message(const { &[Part::Method, Part::Url, Part::Body] })
    .unseparated()
    .signature(Signature::header("X-HubSpot-Signature", Encoding::Hex));

/// The third version of HubSpot's signature: HMAC-SHA-256 over method, URL, raw body and time, side by side, in base64.
///
/// Of the URL, twelve percent-encoded characters are decoded before it is signed, as the vendor's page lists them; hand it in
/// as it was sent. The body is a list of events, so no id or type is reported. The window of 300 seconds is the vendor's,
/// whose SDK sets it towards the past only.
pub const HUBSPOT_V3: Scheme = Scheme::hmac_sha256("hubspot-v3")
    .described("HubSpot (v3)", "https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation")
    .message(const { &[Part::Method, Part::UrlHubspot, Part::Body, Part::Timestamp] })
    .unseparated()
    .signature(Signature::header("X-HubSpot-Signature-v3", Encoding::Base64))
    .timestamp(Timestamp::header("X-HubSpot-Request-Timestamp", Unit::Milliseconds, 300));
