//! Verifying a body that comes in pieces, in constant memory and with the same answer.

use alloc::{string::String, vec::Vec};
use core::borrow::Borrow;

use crate::{Error, Head, Header, UnixTime, Verified, Webhook, body::Body};

/// The fields of a head that a webhook reads, kept until the body has gone by.
struct KeptHead {
    headers: Vec<(String, Kept)>,
    method: Option<Vec<u8>>,
    url: Option<Vec<u8>>,
}

enum Kept {
    Missing,
    Once(Vec<u8>),
    Repeated,
}

impl KeptHead {
    fn new(webhook: &Webhook, head: &dyn Head) -> Self {
        let kept = |name: &str| match head.header(name) {
            Header::Missing => Kept::Missing,
            Header::Once(value) => Kept::Once(value.into()),
            Header::Repeated => Kept::Repeated,
        };
        Self {
            headers: webhook.header_names().map(|name| (name.into(), kept(name))).collect(),
            method: head.method().map(Into::into),
            url: head.url().map(Into::into),
        }
    }
}

impl Head for KeptHead {
    fn header(&self, name: &str) -> Header<'_> {
        match self.headers.iter().find(|(own, _)| own == name) {
            None | Some((_, Kept::Missing)) => Header::Missing,
            Some((_, Kept::Once(value))) => Header::Once(value),
            Some((_, Kept::Repeated)) => Header::Repeated,
        }
    }

    fn method(&self) -> Option<&[u8]> {
        self.method.as_deref()
    }

    fn url(&self) -> Option<&[u8]> {
        self.url.as_deref()
    }
}

/// A request being verified while its body comes in.
///
/// `W` is how it holds its webhook: `&Webhook`, or an `Rc` or `Arc` of one where it must outlive its maker.
pub struct Verifier<W> {
    webhook: W,
    head: KeptHead,
    now: UnixTime,
    body: Body,
}

impl Webhook {
    /// Begins to verify a request whose body comes in pieces.
    ///
    /// # Errors
    /// As [`verify`](Self::verify), for all that can be decided without the body.
    pub fn begin<H: Head>(&self, head: &H, now: impl Into<UnixTime>) -> Result<Verifier<&Self>, Error> {
        Verifier::new(self, head, now)
    }
}

impl<W: Borrow<Webhook>> Verifier<W> {
    /// As [`Webhook::begin`], for any way of holding the webhook.
    ///
    /// # Errors
    /// As [`Webhook::begin`].
    pub fn new<H: Head>(webhook: W, head: &H, now: impl Into<UnixTime>) -> Result<Self, Error> {
        let now = now.into();
        let own = webhook.borrow();
        let checked = own.check(head, now)?;
        let body = Body::new(own, &own.message(&checked));
        let head = KeptHead::new(own, head);
        Ok(Self { webhook, head, now, body })
    }

    /// Takes the next piece of the raw body.
    pub fn update(&mut self, chunk: &[u8]) {
        self.body.update(chunk);
    }

    /// Decides, once the whole body has come in. The state is spent: a second call would decide nothing about the body.
    ///
    /// # Errors
    /// [`Code::SignatureMismatch`](crate::Code::SignatureMismatch).
    pub fn finish(&mut self) -> Result<Verified<'_>, Error> {
        let webhook = self.webhook.borrow();
        let checked = webhook.check(&self.head, self.now)?;
        let message = webhook.message(&checked);
        let body = core::mem::replace(&mut self.body, Body::Unsigned(Vec::new()));
        let mut tags = body.finish(webhook, &message).into_iter();
        webhook.accept(&checked, |_| tags.next())
    }
}
