//! By which secrets deliveries are verified, and how those change while a server runs.

use std::{
    fmt,
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use countersign::{
    Webhook,
    receiver::{SECRETS_AGAIN_SECONDS, STORE_SECONDS},
};
use tokio::{sync::Mutex, time::Instant};

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
    /// Held while they are asked for, so that one asks and the others wait.
    turn: Mutex<()>,
    last: RwLock<Last>,
}

#[derive(Clone, Default)]
struct Last {
    /// What the last answer was, and when it came.
    answer: Option<(Instant, Current)>,
    /// When they were asked for last, whatever became of it.
    asked: Option<Instant>,
}

/// The webhook to verify by, or why there is none.
type Current = Result<Arc<Webhook>, Arc<str>>;

/// For how long it is remembered that there are no secrets: whoever sends is not to decide how often they are asked for.
const FAILED: Duration = Duration::from_secs(1);

/// Asked for again after a mismatch, but not more often than this: anybody can send a wrong signature.
const AGAIN: Duration = Duration::from_secs(SECRETS_AGAIN_SECONDS as u64);

/// For how long to wait for secrets.
const PATIENCE: Duration = Duration::from_secs(STORE_SECONDS as u64);

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
    ///
    /// When a signature does not match they are asked for once more, as it may be by a secret that is new, but at most every 5 seconds.
    /// If that fails, what was fetched before decides.
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
        Self(Source::Provided(Arc::new(Provided { ask: Box::new(ask), fresh, turn: Mutex::default(), last: RwLock::default() })))
    }

    pub(crate) async fn current(&self) -> Current {
        match &self.0 {
            Source::Fixed(webhook) => Ok(webhook.clone()),
            Source::Swapped(shared) => Ok(shared.read().unwrap_or_else(PoisonError::into_inner).clone()),
            Source::Provided(provided) => provided.current().await,
        }
    }

    /// What to verify by after a signature did not match by this webhook, if there is anything else.
    pub(crate) async fn again(&self, refused: &Arc<Webhook>) -> Option<Current> {
        let Source::Provided(provided) = &self.0 else { return None };
        let (provided, refused) = (provided.clone(), refused.clone());
        // Brought to its end even if the sender hangs up: a forger must not keep others from secrets that are new.
        let asking = tokio::spawn(async move { provided.again(&refused).await });
        asking.await.unwrap_or_else(|_| Some(Err("what gives the secrets panicked".into())))
    }
}

impl Provided {
    async fn current(&self) -> Current {
        if let Some(answer) = self.remembered() {
            return answer;
        }
        let _turn = self.turn.lock().await;
        if let Some(answer) = self.remembered() {
            return answer;
        }
        let answer = self.ask().await;
        self.remember(|last| last.answer = Some((Instant::now(), answer.clone())));
        answer
    }

    async fn again(&self, refused: &Arc<Webhook>) -> Option<Current> {
        let _turn = self.turn.lock().await;
        let Last { answer, asked } = self.last();
        match answer {
            // Another delivery has asked meanwhile.
            Some((_, Ok(current))) if !Arc::ptr_eq(&current, refused) => return Some(Ok(current)),
            _ if asked.is_some_and(|asked| asked.elapsed() < AGAIN) => return None,
            _ => {}
        }
        let answer = self.ask().await;
        if answer.is_ok() {
            self.remember(|last| last.answer = Some((Instant::now(), answer.clone())));
        }
        Some(answer)
    }

    fn remembered(&self) -> Option<Current> {
        let (at, answer) = self.last().answer?;
        (at.elapsed() < if answer.is_ok() { self.fresh } else { FAILED }).then_some(answer)
    }

    async fn ask(&self) -> Current {
        // Before, as it may panic; and after, so that of those who wait for one that hangs none asks as well.
        self.remember(|last| last.asked = Some(Instant::now()));
        let answer = tokio::time::timeout(PATIENCE, (self.ask)()).await;
        self.remember(|last| last.asked = Some(Instant::now()));
        match answer {
            Ok(Ok(webhook)) => Ok(Arc::new(webhook)),
            Ok(Err(error)) => Err(error.to_string().into()),
            Err(_) => Err("the secrets did not come in time".into()),
        }
    }

    fn last(&self) -> Last {
        self.last.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn remember(&self, change: impl FnOnce(&mut Last)) {
        change(&mut self.last.write().unwrap_or_else(PoisonError::into_inner));
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
