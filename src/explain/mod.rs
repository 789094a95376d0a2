//! Why a request was refused: the hypothesis under which its signature matches, or where to look.
//!
//! A verifier says only that a signature does not match. Most refusals have one of a few dozen causes, such as a body that was
//! parsed and written again, a secret with a line end, or `http` for `https`. [`Explainer`] tries them one by one with the
//! ordinary [`verify`](crate::Webhook::verify) and names the one under which the request would have been taken.
//!
//! ```
//! use countersign::{RawRequest, UnixTime, explain::{Cause, Certainty, Explainer}, providers};
//!
//! let headers = [("X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")];
//! let request = RawRequest::new(&headers, b"Hello, World!\n");
//! let explainer = Explainer::new(&providers::GITHUB).secret("It's a Secret to Everybody");
//! let findings = explainer.explain(&request, UnixTime::from_secs(0));
//! assert_eq!(findings[0].cause(), Cause::BodyNewline);
//! assert_eq!(findings[0].certainty(), Certainty::Matched);
//! ```
//!
//! It is meant for logs and for finding a fault, after a refusal; never answer a sender with it. What it costs is bounded: at
//! most 1500 MACs over at most 64 MiB in all, and a body over 1 MiB is not rewritten. A finding holds no secret, no expected
//! signature and nothing of the body.

mod algorithm;
mod bench;
mod body;
mod case;
mod cause;
mod charset;
mod codec;
mod escapes;
mod finding;
mod form;
mod gzip;
mod inquiry;
mod json;
mod repair;
mod secrets;
mod settings;
mod signature;
mod signs;
mod timestamp;
mod url;

pub use case::WholeRequest;
pub use cause::Cause;
pub use finding::{Certainty, Finding};

use alloc::vec::Vec;

use crate::{Error, Scheme, Secret, UnixTime, Webhook};

/// A scheme and its secrets, as they are configured, to explain refusals by.
///
/// It borrows the secrets, and keeps nothing that it makes of them beyond a call.
#[derive(Clone)]
pub struct Explainer<'s> {
    scheme: Scheme,
    secrets: Vec<Secret<'s>>,
    others: Vec<Secret<'s>>,
    tolerance_seconds: Option<u32>,
    settings: settings::Settings,
}

/// Says how many secrets there are and no more.
impl core::fmt::Debug for Explainer<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Explainer").field("scheme", &self.scheme.name()).field("secrets", &self.secrets.len()).finish_non_exhaustive()
    }
}

/// Secrets of either kind that are looked at.
const SECRETS: usize = 16;

impl<'s> Explainer<'s> {
    /// Refusals under this scheme.
    #[must_use]
    pub fn new(scheme: &Scheme) -> Self {
        let settings = settings::Settings::default();
        Self { scheme: scheme.clone(), secrets: Vec::new(), others: Vec::new(), tolerance_seconds: None, settings }
    }

    /// With this secret, as the webhook was given it; the order is that of the webhook. At most 16 are looked at.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<Secret<'s>>) -> Self {
        if self.secrets.len() < SECRETS {
            self.secrets.push(secret.into());
        }
        self
    }

    /// With this secret of another webhook, which may have been mixed up. At most 16 are looked at.
    #[must_use]
    pub fn other_secret(mut self, secret: impl Into<Secret<'s>>) -> Self {
        if self.others.len() < SECRETS {
            self.others.push(secret.into());
        }
        self
    }

    /// With the tolerance that the webhook was given, in seconds.
    #[must_use]
    pub const fn tolerance_seconds(mut self, seconds: u32) -> Self {
        self.tolerance_seconds = Some(seconds);
        self
    }

    /// As the webhook was told of weak secrets.
    #[must_use]
    pub const fn allow_weak_secrets(mut self, allow: bool) -> Self {
        self.settings.allow_weak_secrets = allow;
        self
    }

    /// As the webhook was told of signatures over SHA-1.
    #[cfg(feature = "asymmetric")]
    #[must_use]
    pub const fn allow_sha1(mut self, allow: bool) -> Self {
        self.settings.allow_sha1 = allow;
        self
    }

    /// With the registration that the webhook was given.
    #[cfg(feature = "asymmetric")]
    #[must_use]
    pub fn registration(mut self, name: &str) -> Self {
        self.settings.registration = name.into();
        self
    }

    /// Why the request is refused at the moment `now`, the likeliest first; at most four findings.
    ///
    /// None at all if it is accepted. Otherwise at least one: those by a match if there are any, else what the request itself
    /// shows and where to look. `now` is the moment of the refusal.
    pub fn explain<R: WholeRequest>(&self, request: &R, now: impl Into<UnixTime>) -> Vec<Finding> {
        let now = now.into();
        let decided = self.webhook().and_then(|webhook| webhook.decide(request, request.body(), now).map(|_| ()));
        let Err(error) = decided else { return Vec::new() };
        let head = case::Case::copy(request);
        // The window is told apart from everything else: what is tried is tried at the moment that the request itself gives.
        let sent = repair::timestamp_text(&self.scheme, &head).zip(self.scheme.timestamp.as_ref());
        let sent = sent.and_then(|(text, timestamp)| UnixTime::parse(text.as_bytes(), timestamp.unit));
        let bench = bench::Bench::new(sent.unwrap_or(now), self.settings.with_leave());
        let mut inquiry = inquiry::Inquiry {
            scheme: &self.scheme,
            secrets: &self.secrets,
            others: &self.others,
            head: &head,
            body: request.body(),
            now,
            window: self.window(),
            bench,
        };
        inquiry.findings(&error)
    }

    /// The window to the past and to the future, in seconds.
    fn window(&self) -> (u32, u32) {
        let Some(timestamp) = &self.scheme.timestamp else { return (0, 0) };
        let past = self.tolerance_seconds.unwrap_or(timestamp.tolerance_seconds);
        let future = timestamp.future_seconds.unwrap_or(past);
        (past, self.tolerance_seconds.map_or(future, |seconds| future.min(seconds)))
    }

    /// The webhook as it is configured.
    fn webhook(&self) -> Result<Webhook, Error> {
        let mut builder = self.settings.apply(Webhook::builder_owned(self.scheme.clone())?);
        if let Some(seconds) = self.tolerance_seconds {
            builder = builder.tolerance_seconds(seconds)?;
        }
        for secret in &self.secrets {
            builder.add_secret(*secret)?;
        }
        builder.build()
    }
}
