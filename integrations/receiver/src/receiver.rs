//! A receiver: each delivery verified, its event claimed, run or stored, and the sender answered.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use countersign::receiver::{Happened, KEEP_SECONDS_LEAST, Mode, Reason};
use http::Request;
use http_body::Body;
use tokio::sync::watch;

use crate::{
    Answer, Cause, Endpoint, Event, Failure, HandlerError, Handling, Inbox, Outcome, Store, Transactional, handler,
    outcome::{Hooks, Said},
    times::{Times, new_token},
    transact::Transacting,
    work::{Inline, Keeping, Report, Work, drive},
};

/// A receiver of webhooks. To clone it is cheap.
///
/// ```
/// use countersign_receiver::{Endpoint, Event, Receiver, countersign::{Webhook, providers}, memory::MemoryStore};
///
/// let webhook = Webhook::new(&providers::IEXEXCHANGER, ["example-webhook-secret"])?;
/// let receiver = Receiver::inline(Endpoint::new("iex", webhook), MemoryStore::new(), |event: Event| async move {
///     println!("{:?} {:?}", event.id, event.event_type);
///     Ok::<(), std::io::Error>(())
/// });
/// # Ok::<(), countersign_receiver::countersign::Error>(())
/// ```
#[derive(Clone)]
pub struct Receiver {
    endpoint: Arc<Endpoint>,
    work: Arc<dyn Work>,
    times: Times,
    hooks: Hooks,
    /// Whether a warning that is due was told.
    warned: Arc<AtomicBool>,
    running: watch::Sender<usize>,
}

impl Receiver {
    /// Runs the handler, then answers: [`Mode::Inline`].
    ///
    /// A crash between the handler's effect and its completion in the store runs it again.
    pub fn inline<F, Fut, E>(endpoint: Endpoint, store: impl Store, handler: F) -> Self
    where
        F: Fn(Event) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<HandlerError>,
    {
        Self::new(endpoint, Inline { store: Arc::new(store), grave: None, handler: handler::boxed(handler) })
    }

    /// As [`inline`](Self::inline), but an event that failed `attempts` times is given up: it is answered with success and stored
    /// with its delivery, for a person to [`revive`](Inbox::revive) and a [`Drain`](crate::Drain) to run.
    pub fn inline_at_most<F, Fut, E>(endpoint: Endpoint, attempts: u32, store: impl Inbox, handler: F) -> Self
    where
        F: Fn(Event) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<HandlerError>,
    {
        let inbox: Arc<dyn Inbox> = Arc::new(store);
        Self::new(endpoint, Inline { store: inbox.clone(), grave: Some((inbox, attempts)), handler: handler::boxed(handler) })
    }

    /// Stores deliveries and answers, [`Mode::Inbox`]; a [`Drain`](crate::Drain) works on them.
    pub fn inbox(endpoint: Endpoint, store: impl Inbox) -> Self {
        Self::new(endpoint, Keeping { inbox: Arc::new(store) })
    }

    /// Claims, runs the handler and commits in one transaction of the database that the store is in: [`Mode::Transactional`].
    ///
    /// What the handler writes by its transaction takes effect exactly once. It does not commit by itself.
    ///
    /// A handler that runs out of its time is rolled back once the server is done with the statement it was at: give the server a time
    /// limit for statements too, such as `statement_timeout` of PostgreSQL.
    pub fn transactional<S, F>(endpoint: Endpoint, store: S, handler: F) -> Self
    where
        S: Transactional,
        F: for<'t> Fn(Event, &'t mut S::Transaction) -> Handling<'t> + Send + Sync + 'static,
    {
        Self::new(endpoint, Transacting { store: Arc::new(store), handler: Arc::new(handler) })
    }

    fn new(endpoint: Endpoint, work: impl Work + 'static) -> Self {
        let (work, times, hooks) = (Arc::new(work), Times::DEFAULT, Hooks::default());
        Self { endpoint: Arc::new(endpoint), work, times, hooks, warned: Arc::default(), running: watch::Sender::new(0) }
    }

    /// For how long a claim holds unless it is extended, which is done every third of it; 60 seconds unless this is said.
    ///
    /// After a crash the event can be claimed again once it is over. If it cannot be extended until then, as the store cannot be
    /// reached, the handler is dropped where it awaits.
    #[must_use]
    pub const fn lease(mut self, lease: Duration) -> Self {
        self.times.lease = lease;
        self
    }

    /// For how long a handler may run; 25 seconds unless this is said. Most senders wait 5 to 30.
    #[must_use]
    pub const fn handler_time(mut self, time: Duration) -> Self {
        self.times.handler = time;
        self
    }

    /// For how long a finished event is remembered; 30 days unless this is said. Senders are known to try again for 75 hours and
    /// longer, so for less than 7 days the first outcome comes with a [`warning`](Outcome::warning).
    #[must_use]
    pub const fn keep_for(mut self, time: Duration) -> Self {
        self.times.keep = time;
        self
    }

    /// For how long the store may take to answer, each time; 5 seconds unless this is said.
    #[must_use]
    pub const fn store_time(mut self, time: Duration) -> Self {
        self.times.store = time;
        self
    }

    /// Tells of each outcome, for metrics and the log.
    #[must_use]
    pub fn on_outcome(mut self, hook: impl Fn(&Outcome<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.outcome = Some(Arc::new(hook));
        self
    }

    /// Tells of each error, for the log: what was refused and why, what the store or the handler said.
    #[must_use]
    pub fn on_failure(mut self, hook: impl Fn(&Failure<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.failure = Some(Arc::new(hook));
        self
    }

    /// Whether events are forgotten before their sender may have given up.
    #[must_use]
    pub const fn remembers_too_short(&self) -> bool {
        self.times.keep.as_secs() < KEEP_SECONDS_LEAST as u64
    }

    /// The endpoint.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Receives a request: reads its body, verifies it, does what has to be done, and gives what to answer.
    ///
    /// The body must be the bytes as they came over the wire, not decompressed and not parsed. What was begun after the signature
    /// matched is brought to its end even if this future is dropped, as servers do when a sender hangs up; it needs a tokio runtime.
    pub async fn receive<B: Body>(&self, request: Request<B>) -> Answer {
        let began = Instant::now();
        let (parts, body) = request.into_parts();
        match self.endpoint.admit(parts, body).await {
            Ok(event) => self.work_on(event, began).await,
            Err(refusal) => {
                let cause = refusal.cause();
                self.hooks.tell_refusal(&self.outcome(cause, None, None, began), &refusal);
                Answer::new(cause)
            }
        }
    }

    /// Waits until nothing is being worked on: before a server ends, once it takes no more requests.
    pub async fn idle(&self) {
        let _ = self.running.subscribe().wait_for(|running| *running == 0).await;
    }

    async fn work_on(&self, event: Event, began: Instant) -> Answer {
        let receiver = self.clone();
        let running = Running::new(&self.running);
        let working = tokio::spawn(async move {
            let _running = running;
            receiver.finish(event, began).await
        });
        // It panics only if something of the handler's does while it is dropped. The event can be claimed once its lease is over.
        working.await.unwrap_or_else(|_| Answer::new(Cause::Reason(Reason::HandlerFailed)))
    }

    async fn finish(&self, event: Event, began: Instant) -> Answer {
        let mode = self.work.mode();
        let (reason, report) = match new_token() {
            Ok(token) => {
                let mut steps = self.work.steps(event.clone(), token, self.times);
                let reason = drive(mode, Happened::Verified, &mut *steps).await;
                (reason, std::mem::take(steps.report()))
            }
            Err(error) => (Reason::StoreFailed, Report { error: Some(Said(error.to_string()).into()), ..Report::default() }),
        };
        let cause = Cause::Reason(reason);
        let error = report.error.as_deref().map(|error| error as &(dyn std::error::Error + 'static));
        self.hooks.tell(&self.outcome(cause, Some(&event), report.attempt, began), error);
        Answer::new(cause).busy_for(report.busy_for)
    }

    fn outcome<'a>(&'a self, cause: Cause, event: Option<&'a Event>, attempt: Option<u32>, began: Instant) -> Outcome<'a> {
        let mut outcome = Outcome::new(self.endpoint.name(), cause, event, attempt, began.elapsed());
        if self.remembers_too_short() && !self.warned.swap(true, Ordering::Relaxed) {
            outcome.warning = Some("events are remembered for less than 7 days (keep_for); senders try again for days");
        }
        outcome
    }

    /// Where the work is done.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.work.mode()
    }
}

/// Counted as long as it lives.
struct Running(watch::Sender<usize>);

impl Running {
    fn new(count: &watch::Sender<usize>) -> Self {
        count.send_modify(|running| *running += 1);
        Self(count.clone())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.send_modify(|running| *running -= 1);
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("endpoint", &self.endpoint)
            .field("mode", &self.mode())
            .field("times", &self.times)
            .finish_non_exhaustive()
    }
}
