//! HubEx.

use crate::scheme::{Algorithm, Field, KeyEncoding, KeyFormat, Scheme, Signature};

/// Webhooks of HubEx, which signs nothing: a secret token in the URL that was registered is all there is.
///
/// The token is the query parameter `token`, or else the last path segment; that convention is ours. It covers nothing of
/// the request: whoever has seen the URL can send anything.
pub const HUBEX: Scheme = Scheme::new("hubex", Algorithm::Token)
    .described("HubEx", "https://wiki.hubex.ru/")
    .key(KeyFormat::new(KeyEncoding::UrlToken, &[]))
    .signature(Signature::url_token("token"))
    .event_type(Field::json("/EventID"));
