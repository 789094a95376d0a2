//! What the caller has to give for a handshake to be answered, and whether that is there.

use alloc::vec::Vec;
use core::num::NonZeroU32;

use super::Handshake;
use crate::{Code, Error, Secret, UnixTime, Webhook, error::Subject, limits, url::Url};

/// What [`respond`](super::respond) needs beside the request. Which of it a vendor needs, the doc of each method says.
#[derive(Default)]
pub struct Options<'o> {
    webhook: Option<(&'o Webhook, UnixTime)>,
    secrets: Vec<Secret<'o>>,
    allow_weak_secrets: bool,
    pub(super) public_key: &'o str,
    pub(super) endpoint: &'o str,
    pub(super) allowed_origins: Vec<&'o str>,
    pub(super) allowed_rate: Option<NonZeroU32>,
    pub(super) expects_secret: bool,
}

impl<'o> Options<'o> {
    /// None at all, which is enough for those who only want an echo.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The webhook by which the request is verified at the moment `now`, for those with a [`scheme`](Handshake::scheme). Its
    /// signature must cover the body.
    #[must_use]
    pub fn webhook(mut self, webhook: &'o Webhook, now: impl Into<UnixTime>) -> Self {
        self.webhook = Some((webhook, now.into()));
        self
    }

    /// Adds a secret: the secret token (Zoom), consumer secret (X), client secret (LinkedIn), private key (Braintree), verify token
    /// (Meta) or verification token (eBay), of at most 1024 bytes. A text is its UTF-8. Of several, Meta may send any and the others are answered by the first.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<Secret<'o>>) -> Self {
        self.secrets.push(secret.into());
        self
    }

    /// Takes secrets of fewer than 16 bytes too, such as a verify token that somebody made up.
    #[must_use]
    pub const fn allow_weak_secrets(mut self, allow: bool) -> Self {
        self.allow_weak_secrets = allow;
        self
    }

    /// The public key beside the private one (Braintree).
    #[must_use]
    pub const fn public_key(mut self, public_key: &'o str) -> Self {
        self.public_key = public_key;
        self
    }

    /// The endpoint's absolute URL exactly as the vendor has it (eBay).
    #[must_use]
    pub const fn endpoint(mut self, endpoint: &'o str) -> Self {
        self.endpoint = endpoint;
        self
    }

    /// Allows a sender by the DNS name that it gives, such as `eventgrid.azure.net`; `*` allows all (CloudEvents).
    #[must_use]
    pub fn allowed_origin(mut self, origin: &'o str) -> Self {
        self.allowed_origins.push(origin);
        self
    }

    /// The deliveries a minute that are allowed; no limit unless given (CloudEvents).
    #[must_use]
    pub const fn allowed_rate(mut self, per_minute: NonZeroU32) -> Self {
        self.allowed_rate = Some(per_minute);
        self
    }

    /// Takes the secret that the request hands over (Asana, Notion).
    ///
    /// Such a request is not signed: anybody can send one. Give this only while a webhook of yours is being set up, at a URL of its own,
    /// and never put the secret that comes in the place of one that is in use. Without it such a request is no handshake and will not verify.
    #[must_use]
    pub const fn expects_secret(mut self, expects: bool) -> Self {
        self.expects_secret = expects;
        self
    }

    /// The webhook, if the handshake is answered only once it verifies.
    pub(super) fn webhook_for(&self, handshake: Handshake) -> Result<Option<(&'o Webhook, UnixTime)>, Error> {
        let missing =
            || Error::named(Code::MissingSecret, "the webhook").because("is missing; this handshake is answered only if it verifies");
        handshake.scheme().map(|_| self.webhook.ok_or_else(missing)).transpose()
    }

    /// Whether all else is there that the handshake needs.
    pub(super) fn ready_for(&self, handshake: Handshake) -> Result<(), Error> {
        if handshake.needs_secret() {
            self.check_secrets()?;
        }
        match handshake {
            // What it is joined to ends at `|`, and a form splits at `&`.
            Handshake::Braintree if self.public_key.is_empty() => Err(Error::named(Code::MissingSecret, "the public key")),
            Handshake::Braintree if !self.public_key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') => {
                Err(Error::named(Code::MalformedSecret, "the public key").because("may hold letters, digits and `_`; was it copied whole?"))
            }
            Handshake::Ebay if self.endpoint.is_empty() => Err(Error::named(Code::MissingUrl, "the endpoint")),
            Handshake::Ebay if self.endpoint.starts_with('/') || Url::parse(self.endpoint.as_bytes()).is_err() => {
                Err(Error::named(Code::MalformedUrl, "the endpoint"))
            }
            _ => Ok(()),
        }
    }

    /// As [`WebhookBuilder::secret`](crate::WebhookBuilder::secret) has it, but that no vendor's secret is longer than a decoded one may be.
    fn check_secrets(&self) -> Result<(), Error> {
        if self.secrets.is_empty() {
            return Err(Error::named(Code::MissingSecret, "the list of secrets"));
        }
        for (index, secret) in self.secrets().enumerate() {
            let code = match secret.len() {
                _ if index >= limits::KEYS => Code::TooManyKeys,
                0 => Code::MissingSecret,
                length if length > limits::DECODED_SECRET_BYTES => Code::MalformedSecret,
                length if length < limits::STRONG_KEY_BYTES && !self.allow_weak_secrets => Code::WeakSecret,
                _ => continue,
            };
            return Err(Error::new(code, Subject::Secret(index)));
        }
        Ok(())
    }

    pub(super) fn secrets(&self) -> impl Iterator<Item = &'o [u8]> {
        self.secrets.iter().map(|secret| match secret {
            Secret::Text(text) => text.as_bytes(),
            Secret::Bytes(bytes) => bytes,
        })
    }

    /// The secret by which an answer is made.
    pub(super) fn first_secret(&self) -> &'o [u8] {
        self.secrets().next().unwrap_or_default()
    }
}
