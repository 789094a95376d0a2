//! Whether a request is a genuine delivery: its method, its size, its signature; and which event it is.

use std::time::Duration;

use bytes::Bytes;
use countersign::{
    Code, Error, UnixTime, Verified, Webhook, WithUrl,
    receiver::{self, Dedupe, Happened, Mode, Next, Reason},
};
use http::{Method, Request, Uri, request::Parts};
use http_body::Body;

use crate::{Answer, Cause, Event, PublicUrlError, Secrets, body, head, outcome::Said};

/// A place where one sender's webhooks come in: its name, its secrets and its limits.
#[derive(Clone, Debug)]
pub struct Endpoint {
    name: String,
    secrets: Secrets,
    public_url: Option<String>,
    max_body_bytes: usize,
    read_time: Duration,
    dedupe: By,
    headers: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
enum By {
    WhatIsCovered,
    Id,
    Body,
}

/// Why a request is no delivery.
#[derive(Debug)]
pub(crate) enum Refusal {
    Happened(Happened, Option<Said>),
    /// By its signature; and why there were no newer secrets, if they were asked for and did not come.
    Refused(Error, Option<Said>),
}

impl Endpoint {
    /// An endpoint of this name, which tells its events from those of others and must stay the same: a [`Webhook`] will do for secrets.
    pub fn new(name: impl Into<String>, secrets: impl Into<Secrets>) -> Self {
        Self {
            name: name.into(),
            secrets: secrets.into(),
            public_url: None,
            max_body_bytes: receiver::MAX_BODY_BYTES,
            read_time: Duration::from_secs(receiver::READ_SECONDS.into()),
            dedupe: By::WhatIsCovered,
            headers: Vec::new(),
        }
    }

    /// The scheme and host by which senders know this server, such as `https://hooks.example.com`, and the path before the one it
    /// sees if a proxy takes one off. Schemes that sign the URL need it; it is never guessed from the request.
    ///
    /// # Errors
    /// If it is no absolute `http` or `https` URL, or has a query.
    pub fn public_url(mut self, base: &str) -> Result<Self, PublicUrlError> {
        let uri: Uri = base.parse().map_err(|_| PublicUrlError)?;
        let is_base = matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty());
        if !is_base || uri.query().is_some() || base.contains(['#', '\\']) {
            return Err(PublicUrlError);
        }
        self.public_url = Some(base.trim_end_matches('/').to_owned());
        Ok(self)
    }

    /// Bytes that a body may have; [`MAX_BODY_BYTES`](receiver::MAX_BODY_BYTES) unless this is said.
    #[must_use]
    pub const fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.max_body_bytes = bytes;
        self
    }

    /// In which time a body has to come; [`READ_SECONDS`](receiver::READ_SECONDS) unless this is said.
    #[must_use]
    pub const fn read_time(mut self, time: Duration) -> Self {
        self.read_time = time;
        self
    }

    /// Tells events apart by their id also where the signature does not cover it: see [`Dedupe::by_id`].
    #[must_use]
    pub const fn dedupe_by_id(mut self) -> Self {
        self.dedupe = By::Id;
        self
    }

    /// Tells events apart by their body alone: see [`Dedupe::by_body`].
    #[must_use]
    pub const fn dedupe_by_body(mut self) -> Self {
        self.dedupe = By::Body;
        self
    }

    /// Gives these headers to handlers too, and stores them in an inbox. Without it that is done with `content-type`,
    /// `content-encoding`, `user-agent`, `x-request-id` and `traceparent` alone: others may hold secrets.
    #[must_use]
    pub fn keep_headers<N: AsRef<str>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        let names = names.into_iter().map(|name| name.as_ref().to_ascii_lowercase());
        self.headers.extend(names.filter(|name| !receiver::KEPT_HEADERS.contains(&name.as_str())));
        self.headers.sort();
        self.headers.dedup();
        self
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Verifies a request, and nothing more: whether the event was done before is a receiver's business.
    ///
    /// The body must be the bytes as they came over the wire, not decompressed and not parsed.
    ///
    /// # Errors
    /// What to answer to a request that is no genuine delivery.
    pub async fn verify<B: Body>(&self, request: Request<B>) -> Result<Event, Answer> {
        let (parts, body) = request.into_parts();
        self.admit(parts, body).await.map_err(|refusal| Answer::new(refusal.cause()))
    }

    pub(crate) async fn admit<B: Body>(&self, parts: Parts, body: B) -> Result<Event, Refusal> {
        if parts.method != Method::POST {
            return Err(Refusal::Happened(Happened::NotPost, None));
        }
        let secrets = self.secrets.current().await;
        let webhook = secrets.map_err(|why| Refusal::Happened(Happened::NoSecret, Some(Said(why.to_string()))))?;
        let body = body::read(&parts.headers, body, self.max_body_bytes, self.read_time).await;
        let body = body.map_err(|happened| Refusal::Happened(happened, None))?;
        let request = Request::from_parts(parts, body);
        let refused = match self.decide(&webhook, &request) {
            Err(error) if error.code() == Code::SignatureMismatch => error,
            decided => return decided.map_err(|error| Refusal::Refused(error, None)),
        };
        match self.secrets.again(&webhook).await {
            Some(Ok(newer)) => self.decide(&newer, &request).map_err(|error| Refusal::Refused(error, None)),
            Some(Err(why)) => Err(Refusal::Refused(refused, Some(Said(format!("no newer secrets: {why}"))))),
            None => Err(Refusal::Refused(refused, None)),
        }
    }

    fn decide(&self, webhook: &Webhook, request: &Request<Bytes>) -> Result<Event, Error> {
        let now = UnixTime::now();
        let event = |verified: &Verified<'_>| {
            let body = request.body().clone();
            let dedupe = match self.dedupe {
                By::WhatIsCovered => Dedupe::new(&self.name, verified, &body),
                By::Id => Dedupe::by_id(&self.name, verified, &body),
                By::Body => Dedupe::by_body(&self.name, verified, &body),
            };
            Event::new(&self.name, verified, dedupe, body, head::kept_headers(request.headers(), &self.headers))
        };
        let path = path_and_query(request);
        let Some(base) = &self.public_url else {
            return webhook.verify(&WithUrl::new(request, path), now).map(|verified| event(&verified));
        };
        let url = [base.as_str(), path].concat();
        webhook.verify(&WithUrl::new(request, &url), now).map(|verified| event(&verified))
    }
}

/// The path and the query as they came, also within a router that takes off what it has matched.
fn path_and_query<B>(request: &Request<B>) -> &str {
    #[cfg(feature = "axum")]
    if let Some(::axum::extract::OriginalUri(uri)) = request.extensions().get() {
        return uri.path_and_query().map_or("/", |path| path.as_str());
    }
    request.uri().path_and_query().map_or("/", |path| path.as_str())
}

impl Refusal {
    pub(crate) fn cause(&self) -> Cause {
        match self {
            // The same in every mode.
            Self::Happened(happened, _) => match Mode::Inline.next(*happened) {
                Next::Answer(reason) => Cause::Reason(reason),
                _ => Cause::Reason(Reason::StoreFailed),
            },
            Self::Refused(error, _) => Cause::Code(error.code()),
        }
    }

    pub(crate) fn error(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Happened(_, said) => said.as_ref().map(|said| said as _),
            Self::Refused(error, _) => Some(error),
        }
    }

    /// What failed besides, and did not decide.
    pub(crate) fn besides(&self) -> Option<&Said> {
        match self {
            Self::Refused(_, said) => said.as_ref(),
            Self::Happened(..) => None,
        }
    }
}
