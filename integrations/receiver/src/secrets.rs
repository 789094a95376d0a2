//! By which secrets deliveries are verified, and how those change while a server runs.

use std::{
    fmt,
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use countersign::Webhook;
use tokio::sync::Mutex;

use crate::HandlerError;

/// The secrets of an endpoint, as a [`Webhook`] that holds them: one that stays, one that can be swapped, or one that is asked for.
#[derive(Clone)]
pub struct Secrets(Source);

#[derive(Clone)]
enum Source {
    Fixed(Arc<Webhook>),
    Swapped(Arc<RwLock<Arc<Webhook>>>),
    Provided(Arc<Provided>),
}

type Ask = dyn Fn() -> Pin<Box<dyn Future<Output = Result<Webhook, HandlerError>> + Send>> + Send + Sync;

struct Provided {
    ask: Box<Ask>,
    fresh: Duration,
    /// What the last answer was, and when it came. Held while another is asked for, so that one asks and the others wait.
    last: Mutex<Option<(Instant, Current)>>,
}

/// The webhook to verify by, or why there is none.
type Current = Result<Arc<Webhook>, Arc<str>>;

/// For how long it is remembered that there are no secrets: whoever sends is not to decide how often they are asked for.
const FAILED: Duration = Duration::from_secs(1);

/// For how long to wait for secrets.
const PATIENCE: Duration = Duration::from_secs(5);

/// Puts other secrets in the place of those that [`Secrets::swapped`] began with.
#[derive(Clone)]
pub struct Swap(Arc<RwLock<Arc<Webhook>>>);

impl Secrets {
    /// Secrets that can be swapped while the server runs.
    ///
    /// For a rotation, give a webhook of the current and the previous secret.
    #[must_use]
    pub fn swapped(webhook: Webhook) -> (Self, Swap) {
        let shared = Arc::new(RwLock::new(Arc::new(webhook)));
        (Self(Source::Swapped(shared.clone())), Swap(shared))
    }

    /// Secrets that `ask` fetches, when a delivery comes and the last ones are older than `fresh`.
    ///
    /// One asks and the others wait, for 5 seconds at most. If it fails, or gives no usable secret, deliveries are answered 503 until
    /// it succeeds; what was fetched before is not used for longer than `fresh`, as it may have been revoked.
    pub fn provided<F, Fut, E>(fresh: Duration, ask: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Webhook, E>> + Send + 'static,
        E: Into<HandlerError>,
    {
        let ask = move || -> Pin<Box<dyn Future<Output = _> + Send>> {
            let asked = ask();
            Box::pin(async move { asked.await.map_err(Into::into) })
        };
        Self(Source::Provided(Arc::new(Provided { ask: Box::new(ask), fresh, last: Mutex::new(None) })))
    }

    pub(crate) async fn current(&self) -> Current {
        match &self.0 {
            Source::Fixed(webhook) => Ok(webhook.clone()),
            Source::Swapped(shared) => Ok(shared.read().unwrap_or_else(PoisonError::into_inner).clone()),
            Source::Provided(provided) => provided.current().await,
        }
    }
}

impl Provided {
    async fn current(&self) -> Current {
        let mut last = self.last.lock().await;
        if let Some((at, answer)) = &*last
            && at.elapsed() < if answer.is_ok() { self.fresh } else { FAILED }
        {
            return answer.clone();
        }
        let answer = match tokio::time::timeout(PATIENCE, (self.ask)()).await {
            Ok(Ok(webhook)) => Ok(Arc::new(webhook)),
            Ok(Err(error)) => Err(error.to_string().into()),
            Err(_) => Err("the secrets did not come in time".into()),
        };
        *last = Some((Instant::now(), answer.clone()));
        answer
    }
}

impl Swap {
    /// Verifies by this webhook from now on. Deliveries that are being verified are decided by the one before.
    pub fn set(&self, webhook: Webhook) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(webhook);
    }
}

impl From<Webhook> for Secrets {
    fn from(webhook: Webhook) -> Self {
        Arc::new(webhook).into()
    }
}

impl From<Arc<Webhook>> for Secrets {
    fn from(webhook: Arc<Webhook>) -> Self {
        Self(Source::Fixed(webhook))
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(..)")
    }
}

impl fmt::Debug for Swap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Swap(..)")
    }
}
