//! An answer that waits for the request to be verified.

use super::Response;
use crate::{Error, scheme::Covered};

/// What [`begin`](super::begin) finds a request to be.
#[derive(Debug)]
pub enum Begun {
    /// No handshake, such as a delivery to verify.
    Other,
    /// A handshake, with the response to send.
    Ready(Response),
    /// A handshake that is answered only once it verifies.
    Pending(Pending),
}

/// The answer to a handshake that has yet to be verified.
#[derive(Debug)]
pub struct Pending {
    pub(super) accepted: Result<Response, Error>,
    pub(super) refused: Option<Response>,
}

impl Pending {
    /// The response once the very request that was asked about verified with this [coverage](crate::Verified::covers).
    ///
    /// # Errors
    /// [`Code::InvalidScheme`](crate::Code::InvalidScheme) if the body, which says what is asked, is not covered;
    /// [`Code::MalformedBody`](crate::Code::MalformedBody), [`Code::MalformedHeader`](crate::Code::MalformedHeader) or
    /// [`Code::DuplicateHeader`](crate::Code::DuplicateHeader) for a challenge of another form than the vendor's.
    pub fn verified<'c>(self, covers: impl IntoIterator<Item = Covered<'c>>) -> Result<Response, Error> {
        if !covers.into_iter().any(|covered| covered == Covered::Body) {
            return Err(Error::scheme("message", "must have the body, which says what is asked"));
        }
        self.accepted
    }

    /// The response to a request that did not verify, where the vendor wants a certain one; else `error`, which says why it did not.
    ///
    /// # Errors
    /// `error`.
    pub fn refused<E>(self, error: E) -> Result<Response, E> {
        self.refused.ok_or(error)
    }
}
