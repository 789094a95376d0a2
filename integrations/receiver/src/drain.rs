//! Working on what an inbox stores: taken under leases, tried again with growing pauses, and given up in the end.

use std::{
    fmt,
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};

use countersign::receiver::{self, Happened, Mode};
use tokio::{sync::watch, task::JoinSet};

use crate::{
    Cause, Event, Failure, HandlerError, Inbox, Outcome, StoreError, Taken,
    handler::{self, Handler},
    held::Held,
    outcome::{Hooks, Said},
    times::{Times, jittered, new_token},
    work::drive,
};

/// A worker on the inbox of one endpoint. Any number may run, on any number of machines: each event is taken by one.
///
/// The steps are those of [`Mode::Inline`] from a claim that was won, but what fails is left alone for a while, which grows
/// ([`backoff_seconds`](receiver::backoff_seconds), more or less by a fifth).
#[derive(Clone)]
pub struct Drain {
    endpoint: String,
    inbox: Arc<dyn Inbox>,
    handler: Handler,
    times: Times,
    attempts: u32,
    concurrency: usize,
    poll: Duration,
    hooks: Hooks,
}

impl Drain {
    /// A worker on the events of the endpoint of this name.
    pub fn new<F, Fut, E>(endpoint: impl Into<String>, inbox: impl Inbox, handler: F) -> Self
    where
        F: Fn(Event) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<HandlerError>,
    {
        Self {
            endpoint: endpoint.into(),
            inbox: Arc::new(inbox),
            handler: handler::boxed(handler),
            times: Times::DEFAULT,
            attempts: receiver::ATTEMPTS,
            concurrency: receiver::CONCURRENCY,
            poll: Duration::from_secs(receiver::POLL_SECONDS.into()),
            hooks: Hooks::default(),
        }
    }

    /// How often an event is tried before it is given up; [`ATTEMPTS`](receiver::ATTEMPTS) unless this is said.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// How many events are worked on at once; 4 unless this is said. Events do not come in order even with 1: one that failed waits.
    #[must_use]
    pub const fn concurrency(mut self, concurrency: usize) -> Self {
        self.concurrency = concurrency;
        self
    }

    /// How long to wait when nothing is due; a second unless this is said.
    #[must_use]
    pub const fn poll_every(mut self, pause: Duration) -> Self {
        self.poll = pause;
        self
    }

    /// As [`Receiver::lease`](crate::Receiver::lease).
    #[must_use]
    pub const fn lease(mut self, lease: Duration) -> Self {
        self.times.lease = lease;
        self
    }

    /// As [`Receiver::handler_time`](crate::Receiver::handler_time). No sender waits here, so it may be long.
    #[must_use]
    pub const fn handler_time(mut self, time: Duration) -> Self {
        self.times.handler = time;
        self
    }

    /// As [`Receiver::keep_for`](crate::Receiver::keep_for).
    #[must_use]
    pub const fn keep_for(mut self, time: Duration) -> Self {
        self.times.keep = time;
        self
    }

    /// As [`Receiver::store_time`](crate::Receiver::store_time).
    #[must_use]
    pub const fn store_time(mut self, time: Duration) -> Self {
        self.times.store = time;
        self
    }

    /// Tells of each attempt, for metrics and the log.
    #[must_use]
    pub fn on_outcome(mut self, hook: impl Fn(&Outcome<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.outcome = Some(Arc::new(hook));
        self
    }

    /// Tells of each error, for the log, and of a store that cannot be reached.
    #[must_use]
    pub fn on_failure(mut self, hook: impl Fn(&Failure<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.failure = Some(Arc::new(hook));
        self
    }

    /// Works until `stop` comes, and then until what was taken is at its end. To drop it leaves events to their leases.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let (stopping, stopped) = watch::channel(false);
        let mut workers = JoinSet::new();
        for _ in 0..self.concurrency.max(1) {
            workers.spawn(self.clone().work(stopped.clone()));
        }
        let mut stop = pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                // A worker ends before that only if something of the handler's panics while it is dropped. Another goes on.
                Some(_) = workers.join_next() => workers.spawn(self.clone().work(stopped.clone())),
            };
        }
        let _ = stopping.send(true);
        while workers.join_next().await.is_some() {}
    }

    async fn work(self, mut stopped: watch::Receiver<bool>) {
        while !*stopped.borrow() {
            match self.step().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => self.tell(Happened::StoreFailed, &error),
            }
            let _ = tokio::time::timeout(self.poll, stopped.wait_for(|stopped| *stopped)).await;
        }
    }

    /// Works on what is due for longest, and gives whether there was anything.
    ///
    /// # Errors
    /// If the store cannot be reached, so that nothing was taken.
    pub async fn step(&self) -> Result<bool, StoreError> {
        let began = Instant::now();
        let token = new_token()?;
        let asked = tokio::time::Instant::now();
        let taken = self.times.bounded(self.inbox.take(&self.endpoint, token, self.times.lease)).await?;
        let Some(taken) = taken else { return Ok(false) };
        let (event, unreadable) = match taken.event(&self.endpoint) {
            Ok(event) => (event, None),
            Err(error) => (Event::unreadable(&self.endpoint, &taken), Some(error)),
        };
        let delay = jittered(Duration::from_secs(receiver::backoff_seconds(taken.attempt).into()));
        let grave = Some((self.inbox.clone(), self.attempts));
        let held = Held::new(self.inbox.clone(), grave, self.handler.clone(), event.clone(), token, self.times);
        let mut held = held.taken(asked, taken.attempt, delay);
        // What never came to an end took its process with it, perhaps.
        let first = match unreadable {
            Some(error) => held.fails_with(error),
            None if taken.attempt > self.attempts => held.fails_with(Said("no attempt came to its end".to_owned())),
            None => Happened::Won,
        };
        let reason = drive(Mode::Inline, first, &mut held).await;
        let report = held.into_report();
        let error = report.error.as_deref().map(|error| error as &(dyn std::error::Error + 'static));
        self.hooks.tell(&Outcome::new(&self.endpoint, Cause::Reason(reason), Some(&event), report.attempt, began.elapsed()), error);
        Ok(true)
    }

    fn tell(&self, happened: Happened, error: &StoreError) {
        if let receiver::Next::Answer(reason) = Mode::Inline.next(happened) {
            self.hooks.tell_failure(&Failure { cause: Cause::Reason(reason), endpoint: &self.endpoint, event_id: None, error });
        }
    }
}

impl Event {
    /// What is left of an event whose head cannot be read.
    fn unreadable(endpoint: &str, taken: &Taken) -> Self {
        Self {
            endpoint: endpoint.to_owned(),
            id: None,
            event_type: None,
            timestamp: None,
            nonce: None,
            key_index: 0,
            covers: Vec::new(),
            body: taken.delivery.body.clone(),
            headers: Vec::new(),
            attempt: taken.attempt,
            key: taken.key,
            digest: [0; 32],
        }
    }
}

impl fmt::Debug for Drain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drain")
            .field("endpoint", &self.endpoint)
            .field("times", &self.times)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
