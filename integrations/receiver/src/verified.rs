//! An event with its body read as what a handler asks for.

use countersign::Code;
use serde::de::DeserializeOwned;

use crate::{Answer, Cause, Event};

/// An event whose signature matched, and its body read as JSON. For the body as it is extract an [`Event`].
///
/// Whether the event was done before is not looked at: that is a [`Receiver`](crate::Receiver)'s business.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Verified<E> {
    /// The event, with the raw body.
    pub event: Event,
    /// What stands in the body.
    pub data: E,
}

impl<E: DeserializeOwned> Verified<E> {
    /// # Errors
    /// What to answer if the body is none: 400.
    pub(crate) fn read(event: Event) -> Result<Self, Answer> {
        match event.json() {
            Ok(data) => Ok(Self { event, data }),
            Err(_) => Err(Answer::new(Cause::Code(Code::MalformedBody))),
        }
    }
}
