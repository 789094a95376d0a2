//! How an endpoint answers a vendor that asks, before or between deliveries, whether it may send here: a pure function of the request.
//!
//! [`respond`] gives the response to send, or nothing: then the request is no handshake, so go on and verify it. Nothing is
//! fetched and nothing is kept.
//!
//! - What is echoed has one form for each vendor, bounded in length and characters, and is never sent as HTML.
//! - A signature is given only over what cannot be the signed content of a delivery; see [`Handshake::would_sign`].
//! - What the vendor signs is answered only once it verifies; see [`Handshake::scheme`].
//!
//! ```
//! use countersign::{RawRequest, handshake::{Handshake, Options, respond}};
//!
//! let request = RawRequest::new(&[("Host", "hooks.example.com")], b"").method("GET").url("/hooks?challenge=abc123");
//! let response = respond(Handshake::Dropbox, &request, &Options::new())?.expect("this is a handshake");
//! assert_eq!((response.status, &response.body[..]), (200, &b"abc123"[..]));
//! # Ok::<(), countersign::Error>(())
//! ```

mod answer;
mod asked;
mod challenge;
mod kind;
mod options;
mod pending;
mod response;

pub use kind::Handshake;
pub use options::Options;
pub use pending::{Begun, Pending};
pub use response::Response;

use crate::{Code, Error, Request};
use asked::Asked;

/// The response to `request` if it is a handshake of this vendor; `None` if it is something else, such as a delivery to verify.
///
/// A response may be a refusal: 401 for what Xero signed wrongly on purpose, 403 for an origin that was not allowed.
///
/// # Errors
/// What cannot be answered, to be answered 400 or 401 with no detail: those of [`begin`], of [`Pending::verified`] and of
/// [`Webhook::verify`](crate::Webhook::verify); and [`Code::MissingSecret`], whatever the request, where a webhook is needed and missing.
pub fn respond<R: Request>(handshake: Handshake, request: &R, options: &Options<'_>) -> Result<Option<Response>, Error> {
    let webhook = options.webhook_for(handshake)?;
    match (begin(handshake, request, options)?, webhook) {
        (Begun::Pending(pending), Some((webhook, now))) => match webhook.verify(request, now) {
            Ok(verified) => pending.verified(verified.covers()),
            Err(error) => pending.refused(error),
        }
        .map(Some),
        (Begun::Ready(response), _) => Ok(Some(response)),
        (Begun::Other | Begun::Pending(_), _) => Ok(None),
    }
}

/// As [`respond`], for a caller who verifies the request: what is signed comes back [`Pending`].
///
/// # Errors
/// For `options` that lack what the vendor needs, whatever the request: [`Code::MissingSecret`], [`Code::WeakSecret`],
/// [`Code::MalformedSecret`], [`Code::TooManyKeys`], [`Code::MissingUrl`], [`Code::MalformedUrl`] for what the caller gave.
/// For the request: [`Code::MissingMethod`], [`Code::MissingUrl`]; [`Code::MalformedUrl`], [`Code::MalformedHeader`],
/// [`Code::DuplicateHeader`] or [`Code::MalformedBody`] for a challenge that is there but has another form than the vendor's;
/// [`Code::SignatureMismatch`] for a verify token that is not the caller's.
pub fn begin<R: Request>(handshake: Handshake, request: &R, options: &Options<'_>) -> Result<Begun, Error> {
    options.ready_for(handshake)?;
    let method = request.method().ok_or_else(|| Error::named(Code::MissingMethod, "`method`"))?;
    if method != handshake.method().as_bytes() {
        return Ok(Begun::Other);
    }
    answer::to(&Asked { handshake, request }, options)
}
