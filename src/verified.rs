//! What is known of a request once its signature matched.

use core::fmt;

use crate::{
    UnixTime,
    scheme::{Covered, Scheme},
};

/// A request whose signature matched.
///
/// Its facts are as trustworthy as [`covers`](Self::covers) says: an id that is not covered is only reported.
#[derive(Clone, Debug)]
pub struct Verified<'r> {
    pub(crate) scheme: &'r Scheme,
    pub(crate) key_index: usize,
    pub(crate) timestamp: Option<UnixTime>,
    pub(crate) id: Stood<'r>,
    pub(crate) event_type: Stood<'r>,
    pub(crate) nonce: Stood<'r>,
    /// Those of id and nonce that stand in a token.
    #[cfg(any(feature = "jws", feature = "http-signatures"))]
    pub(crate) told: crate::family::Told,
}

/// What stood in a header, if anything did. It is visible ASCII, and looked at as text only for who asks.
#[derive(Clone, Copy)]
pub(crate) struct Stood<'r>(pub(crate) Option<&'r [u8]>);

impl<'r> Stood<'r> {
    #[cfg(any(feature = "jws", feature = "http-signatures"))]
    pub(crate) const NOTHING: Self = Self(None);

    const fn text(self) -> Option<&'r str> {
        match self.0 {
            Some(bytes) => match core::str::from_utf8(bytes) {
                Ok(text) => Some(text),
                Err(_) => None,
            },
            None => None,
        }
    }
}

impl fmt::Debug for Stood<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl<'r> Verified<'r> {
    /// The scheme by which it was verified.
    #[must_use]
    pub const fn scheme(&self) -> &'r Scheme {
        self.scheme
    }

    /// Which of the secrets matched, from 0.
    #[must_use]
    pub const fn key_index(&self) -> usize {
        self.key_index
    }

    /// The event id from its header or token; where a scheme has it in the body, see [`Scheme::id_pointer`].
    #[must_use]
    pub const fn id(&self) -> Option<&str> {
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if let Some(id) = &self.told.id {
            return Some(id.as_str());
        }
        self.id.text()
    }

    /// The event type from its header; where a scheme has it in the body, see [`Scheme::type_pointer`].
    #[must_use]
    pub const fn event_type(&self) -> Option<&'r str> {
        self.event_type.text()
    }

    /// When the request was signed.
    #[must_use]
    pub const fn timestamp(&self) -> Option<UnixTime> {
        self.timestamp
    }

    /// The nonce.
    #[must_use]
    pub const fn nonce(&self) -> Option<&str> {
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if let Some(nonce) = &self.told.nonce {
            return Some(nonce.as_str());
        }
        self.nonce.text()
    }

    /// What the signature covers, in the order of the message.
    pub fn covers(&self) -> impl Iterator<Item = Covered<'r>> {
        self.scheme.covers()
    }
}
