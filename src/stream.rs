//! Verifying a body that comes in pieces, in constant memory and with the same answer.

use alloc::{string::String, vec::Vec};
use core::borrow::Borrow;

use zeroize::Zeroizing;

use crate::{Error, Head, Header, UnixTime, Verified, Webhook, body::Body, verify::Checked};

/// The fields that a webhook reads of a head that passed its checks, kept until the body has gone by. One may be a token.
pub(crate) struct KeptHead {
    /// None for one that stood more than once.
    headers: Vec<(String, Option<Zeroizing<Vec<u8>>>)>,
    method: Option<Vec<u8>>,
    url: Option<Zeroizing<Vec<u8>>>,
}

impl KeptHead {
    /// Of a request that is not looked at again.
    #[cfg(any(feature = "jws", feature = "http-signatures"))]
    pub(crate) const NOTHING: Self = Self { headers: Vec::new(), method: None, url: None };

    pub(crate) fn new(webhook: &Webhook, head: &dyn Head) -> Self {
        let mut headers = Vec::new();
        for name in webhook.header_names() {
            let value = match head.header(name) {
                Header::Once(value) => Some(Zeroizing::new(value.into())),
                Header::Repeated => None,
                Header::Missing => continue,
            };
            headers.push((name.into(), value));
        }
        Self { headers, method: head.method().map(Into::into), url: head.url().map(|url| Zeroizing::new(url.into())) }
    }
}

impl Head for KeptHead {
    fn header(&self, name: &str) -> Header<'_> {
        let own = self.headers.iter().find(|(own, _)| own == name);
        own.map_or(Header::Missing, |(_, value)| value.as_ref().map_or(Header::Repeated, |value| Header::Once(value)))
    }

    fn method(&self) -> Option<&[u8]> {
        self.method.as_deref()
    }

    fn url(&self) -> Option<&[u8]> {
        self.url.as_ref().map(|url| url.as_slice())
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
    /// What the head alone can tell is decided here, unless the scheme reads fields of the body: that is then collected, up to
    /// [`limits::READ_BODY_BYTES`](crate::limits::READ_BODY_BYTES), and all is decided at the end.
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
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if let Some(family) = &own.scheme.family {
            let body = Body::Pending(own.begin_by(family, head, now)?);
            return Ok(Self { webhook, head: KeptHead::NOTHING, now, body });
        }
        let body = if own.scheme.reads_body() {
            Body::Whole(Vec::new())
        } else {
            let mut checked = Checked::nothing(own);
            own.check(head, b"", now, &mut checked)?;
            Body::verifying(own, &checked)
        };
        let head = KeptHead::new(own, head);
        Ok(Self { webhook, head, now, body })
    }

    /// Takes the next piece of the raw body.
    pub fn update(&mut self, chunk: &[u8]) {
        self.body.update(chunk);
    }

    /// Decides, once the whole body has come in. The state is spent: a second call refuses, whatever the first one said.
    ///
    /// # Errors
    /// [`Code::SignatureMismatch`](crate::Code::SignatureMismatch); where the scheme reads fields of the body, as
    /// [`Webhook::verify`].
    pub fn finish(&mut self) -> Result<Verified<'_>, Error> {
        let webhook = self.webhook.borrow();
        let body = core::mem::replace(&mut self.body, Body::Spent);
        if let Body::Whole(body) = body {
            return webhook.decide(&self.head, &body, self.now);
        }
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if let Body::Pending(pending) = body {
            return pending.finish().map(|facts| webhook.told(facts));
        }
        let mut checked = Checked::nothing(webhook);
        webhook.check(&self.head, b"", self.now, &mut checked)?;
        webhook.accept(&checked, body.key(webhook, &checked))
    }
}
