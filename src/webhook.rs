//! A webhook: a scheme, its keys and its tolerance, checked once and then used for every delivery.

use core::{fmt, ops::Deref};

use crate::{
    Code, Error, Secret,
    error::Subject,
    key::{Block, Key, Keys, no_keys},
    limits,
    plan::Plan,
    scheme::Scheme,
};

/// A scheme with the secrets to verify and sign by.
///
/// It holds what was computed from the secrets, not the secrets; what it holds is wiped when it is dropped.
///
/// ```
/// use countersign::{RawRequest, UnixTime, Webhook, providers};
///
/// let webhook = Webhook::new(&providers::GITHUB, ["It's a Secret to Everybody"])?;
/// let headers = [("X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")];
/// let request = RawRequest::new(&headers, b"Hello, World!");
/// let verified = webhook.verify(&request, UnixTime::from_secs(0))?;
/// assert_eq!(verified.key_index(), 0);
/// # Ok::<(), countersign::Error>(())
/// ```
pub struct Webhook {
    pub(crate) scheme: Held,
    pub(crate) plan: Plan,
    /// How far a timestamp may lie in the past, and in the future.
    pub(crate) tolerance_seconds: u32,
    pub(crate) future_seconds: u32,
    #[cfg(feature = "asymmetric")]
    pub(crate) registration: alloc::string::String,
    keys: Keys,
}

impl Webhook {
    /// A webhook of this scheme that takes any of these secrets, and signs by the first.
    ///
    /// # Errors
    /// [`Code::InvalidScheme`] for a scheme that makes no sense; [`Code::MissingSecret`], [`Code::MalformedSecret`],
    /// [`Code::WeakSecret`] or [`Code::TooManyKeys`] for the secrets.
    pub fn new<'s, S: Into<Secret<'s>>>(scheme: &Scheme, secrets: impl IntoIterator<Item = S>) -> Result<Self, Error> {
        let mut builder = Self::builder(scheme)?;
        for secret in secrets {
            builder = builder.secret(secret)?;
        }
        builder.build()
    }

    /// A webhook of this scheme, to be given options and secrets.
    ///
    /// # Errors
    /// [`Code::InvalidScheme`] for a scheme that makes no sense.
    pub fn builder(scheme: &Scheme) -> Result<WebhookBuilder, Error> {
        Self::builder_owned(scheme.clone())
    }

    /// As [`builder`](Self::builder), for a scheme that was made at run time.
    ///
    /// # Errors
    /// As [`builder`](Self::builder).
    pub fn builder_owned(scheme: Scheme) -> Result<WebhookBuilder, Error> {
        WebhookBuilder::new(Held::Owned(scheme))
    }

    /// As [`builder`](Self::builder), for a scheme of the catalogue, which is not copied.
    ///
    /// # Errors
    /// As [`builder`](Self::builder).
    pub fn builder_static(scheme: &'static Scheme) -> Result<WebhookBuilder, Error> {
        WebhookBuilder::new(Held::Static(scheme))
    }

    /// The scheme.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The names of the headers it reads, the signature's first.
    pub fn header_names(&self) -> impl Iterator<Item = &str> {
        let names = self.plan.names(&self.scheme).map(crate::scheme::Text::as_str);
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        let names = names.chain(self.scheme.family.iter().flat_map(crate::family::Family::header_names));
        names
    }

    #[cfg(any(feature = "jws", feature = "http-signatures"))]
    pub(crate) fn ring(&self) -> &dyn crate::family::KeyRing {
        &*self.keys
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.keys.iter().map_while(Option::as_ref)
    }
}

/// How a webhook holds its scheme.
#[expect(clippy::large_enum_variant, reason = "there may be no heap to box the larger one")]
pub(crate) enum Held {
    Static(&'static Scheme),
    Owned(Scheme),
}

impl Deref for Held {
    type Target = Scheme;

    fn deref(&self) -> &Scheme {
        match self {
            Self::Static(scheme) => scheme,
            Self::Owned(scheme) => scheme,
        }
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("scheme", &self.scheme.name)
            .field("tolerance_seconds", &self.tolerance_seconds)
            .field("keys", &self.keys().count())
            .finish()
    }
}

/// A [`Webhook`] that is being given its options and secrets.
///
/// ```
/// use countersign::{Webhook, providers};
///
/// let webhook = Webhook::builder(&providers::IEXEXCHANGER)?
///     .tolerance_seconds(60)?
///     .secret("iex-current-test-secret")?
///     .secret("iex-previous-test-secret")?
///     .build()?;
/// # Ok::<(), countersign::Error>(())
/// ```
#[derive(Debug)]
pub struct WebhookBuilder {
    webhook: Webhook,
    allow: Allow,
}

/// What a caller has to ask for by name.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Allow {
    pub(crate) weak_secrets: bool,
    #[cfg(feature = "asymmetric")]
    pub(crate) sha1: bool,
}

const TOO_LONG: &str = "must be at most 86400 seconds";

impl WebhookBuilder {
    fn new(scheme: Held) -> Result<Self, Error> {
        let plan = scheme.checked_plan()?;
        let (tolerance_seconds, future_seconds) = scheme.timestamp.as_ref().map_or((0, 0), |timestamp| {
            let past = timestamp.tolerance_seconds;
            (past, timestamp.future_seconds.unwrap_or(past))
        });
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        let tolerance_seconds = scheme.family.as_ref().map_or(tolerance_seconds, |family| family.tolerance_seconds().unwrap_or_default());
        let webhook = Webhook {
            scheme,
            plan,
            tolerance_seconds,
            future_seconds,
            #[cfg(feature = "asymmetric")]
            registration: alloc::string::String::new(),
            keys: no_keys(),
        };
        Ok(Self { webhook, allow: Allow::default() })
    }

    /// By how many seconds a timestamp may differ from the present, in either direction: 0, which takes that very second only,
    /// to 86,400. Where the scheme has a window of its own towards the future, that is made no longer.
    ///
    /// # Errors
    /// [`Code::InvalidTolerance`] if the scheme signs no timestamp, or for more than a day.
    pub fn tolerance_seconds(mut self, seconds: u32) -> Result<Self, Error> {
        let refuse = |why| Err(Error::named(Code::InvalidTolerance, "the tolerance").because(why));
        #[cfg(any(feature = "jws", feature = "http-signatures"))]
        if self.webhook.scheme.family.as_ref().is_some_and(|family| family.tolerance_seconds().is_some()) {
            if seconds > limits::TOLERANCE_SECONDS {
                return refuse(TOO_LONG);
            }
            self.webhook.tolerance_seconds = seconds;
            return Ok(self);
        }
        let Some(timestamp) = &self.webhook.scheme.timestamp else {
            return refuse("cannot be honoured: this scheme signs no timestamp");
        };
        if seconds > limits::TOLERANCE_SECONDS {
            return refuse(TOO_LONG);
        }
        self.webhook.future_seconds = timestamp.future_seconds.unwrap_or(seconds).min(seconds);
        self.webhook.tolerance_seconds = seconds;
        Ok(self)
    }

    /// Takes secrets of fewer than 16 bytes too. Meant for a vendor's short secret or a test, not for a choice of one's own.
    #[must_use]
    pub const fn allow_weak_secrets(mut self, allow: bool) -> Self {
        self.allow.weak_secrets = allow;
        self
    }

    /// Takes signatures over SHA-1 made by a private key, which are broken where an attacker can choose what is signed. For the
    /// vendors who still make no others. An HMAC with SHA-1 needs no such leave.
    #[cfg(feature = "asymmetric")]
    #[must_use]
    pub const fn allow_sha1(mut self, allow: bool) -> Self {
        self.allow.sha1 = allow;
        self
    }

    /// What the vendor called this receiver when it registered, where that is part of what is signed: the webhook id of `PayPal`.
    #[cfg(feature = "asymmetric")]
    #[must_use]
    pub fn registration(mut self, name: &str) -> Self {
        self.webhook.registration = name.into();
        self
    }

    /// Adds a secret; during a rotation give the current one first, then the previous.
    ///
    /// # Errors
    /// [`Code::MissingSecret`] if it is empty, also once its prefix is gone; [`Code::MalformedSecret`] if it cannot be
    /// decoded as the scheme says; [`Code::WeakSecret`] under 16 bytes; [`Code::TooManyKeys`] after the eighth.
    pub fn secret<'s>(mut self, secret: impl Into<Secret<'s>>) -> Result<Self, Error> {
        self.add_secret(secret.into())?;
        Ok(self)
    }

    /// As [`secret`](Self::secret), in place.
    ///
    /// # Errors
    /// As [`secret`](Self::secret).
    pub fn add_secret(&mut self, secret: Secret<'_>) -> Result<(), Error> {
        self.add(secret, None).map(|_| ())
    }

    /// As [`add_secret`](Self::add_secret), for a host that hashes; see [`host_hash`](crate::host_hash).
    ///
    /// Whether it may: then `block` is what the inner hash of HMAC begins with, which is as good as the secret and the caller's to wipe.
    ///
    /// # Errors
    /// As [`secret`](Self::secret).
    #[cfg(feature = "host-hash")]
    pub fn add_host_secret(&mut self, secret: Secret<'_>, block: &mut [u8; crate::host_hash::BLOCK_BYTES]) -> Result<bool, Error> {
        self.add(secret, Some(block)).map(|key| key.hosted)
    }

    fn add(&mut self, secret: Secret<'_>, block: Block<'_>) -> Result<&Key, Error> {
        let index = self.webhook.keys().count();
        let place = self.webhook.keys.get_mut(index).ok_or_else(|| Error::new(Code::TooManyKeys, Subject::Secret(index)))?;
        Ok(place.insert(Key::new(&self.webhook.scheme, secret, self.allow, index, block)?))
    }

    /// The webhook.
    ///
    /// # Errors
    /// [`Code::MissingSecret`] if there was no secret, or no registration where the scheme signs that.
    pub fn build(self) -> Result<Webhook, Error> {
        #[cfg(feature = "asymmetric")]
        if self.webhook.scheme.message.contains(&crate::scheme::Part::Registration) && self.webhook.registration.is_empty() {
            return Err(Error::named(Code::MissingSecret, "the registration")
                .because("is part of what this scheme signs; give what the vendor calls your webhook"));
        }
        if self.webhook.keys().next().is_none() {
            return Err(Error::named(Code::MissingSecret, "the list of secrets"));
        }
        Ok(self.webhook)
    }
}
