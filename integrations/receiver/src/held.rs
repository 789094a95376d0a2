//! What is done with an event that is held under a lease: run, then recorded as done, given back or given up.

use std::{sync::Arc, time::Duration};

use countersign::receiver::{Happened, State, Step, Token};
use tokio::time::Instant;

use crate::{
    Delivery, Event, HandlerError, Inbox, Store, Subject,
    handler::{self, Handler, Ran},
    outcome::Said,
    times::Times,
    work::{Doing, Report, Steps, never},
};

/// An event that is held, or is going to be.
pub(crate) struct Held {
    store: Arc<dyn Store>,
    /// Where it is put when so many attempts have failed, if anything is.
    grave: Option<(Arc<dyn Inbox>, u32)>,
    handler: Handler,
    event: Event,
    subject: Subject,
    token: Token,
    times: Times,
    /// When the lease is over that was granted by the claim, unless it is extended.
    until: Instant,
    /// How long it is left alone after it failed.
    delay: Duration,
    /// Whether the grave has its delivery already.
    is_stored: bool,
    report: Report,
}

impl Held {
    pub(crate) fn new(
        store: Arc<dyn Store>,
        grave: Option<(Arc<dyn Inbox>, u32)>,
        handler: Handler,
        event: Event,
        token: Token,
        times: Times,
    ) -> Self {
        let subject = event.subject();
        let (until, delay, is_stored, report) = (Instant::now(), Duration::ZERO, false, Report::default());
        Self { store, grave, handler, event, subject, token, times, until, delay, is_stored, report }
    }

    /// One that was taken from where it is stored, for which the store was `asked` then, at this attempt, and is to be left alone for so
    /// long if it fails.
    pub(crate) fn taken(mut self, asked: Instant, attempt: u32, delay: Duration) -> Self {
        self.until = ending(asked, self.times.lease);
        self.report.attempt = Some(attempt);
        self.is_stored = true;
        self.delay = delay;
        self
    }

    /// What happens to one that cannot be run: it is given up.
    pub(crate) fn fails_with(&mut self, error: impl Into<HandlerError>) -> Happened {
        self.report.error = Some(error.into());
        Happened::Exhausted
    }

    pub(crate) fn into_report(self) -> Report {
        self.report
    }

    async fn claim(&mut self) -> Happened {
        self.until = ending(Instant::now(), self.times.lease);
        let claim = self.times.claim(self.token, self.event.digest);
        match self.times.bounded_twice(|| self.store.claim(&self.subject, &claim)).await {
            Ok(claimed) => self.report.claimed(claimed),
            Err(error) => self.report.failed(error),
        }
    }

    async fn run(&mut self) -> Happened {
        let attempt = self.report.attempt.unwrap_or(1);
        let event = Event { attempt, ..self.event.clone() };
        let running = handler::run(self.times.handler, || (self.handler)(event));
        let ran = tokio::select! {
            biased;
            ran = running => ran,
            why = self.hold() => {
                // Two must not run at once. Who took over decides what becomes of it.
                self.report.error = Some(Said(why.to_owned()).into());
                return Happened::Superseded;
            }
        };
        let happened = match ran {
            Ran::Returned => return Happened::Returned,
            Ran::Threw(error) => {
                self.report.error = Some(error);
                Happened::Threw
            }
            Ran::TimedOut => {
                self.report.error = Some(Said(handler::TOO_LONG.to_owned()).into());
                Happened::TimedOut
            }
        };
        let is_last = self.grave.as_ref().is_some_and(|(_, attempts)| attempt >= *attempts);
        if is_last { Happened::Exhausted } else { happened }
    }

    /// Extends the lease again and again, until it is another's or, while the store cannot be reached, over. Gives which.
    async fn hold(&self) -> &'static str {
        let (lease, third) = (self.times.lease, self.times.lease / 3);
        let mut until = self.until;
        loop {
            tokio::time::sleep(third).await;
            let asked = Instant::now();
            let left = until.saturating_duration_since(asked);
            // What was stopped for longer than its lease may hold the event still.
            let patience = if left.is_zero() { self.times.store } else { left.min(self.times.store) };
            match tokio::time::timeout(patience, self.store.extend(&self.subject.key, self.token, lease)).await {
                Ok(Ok(true)) => until = ending(asked, lease),
                Ok(Ok(false)) => return "another took over while the handler ran",
                Ok(Err(_)) | Err(_) => {
                    let left = until.saturating_duration_since(Instant::now());
                    // Else there is another time before the lease is over.
                    if left <= third {
                        tokio::time::sleep(left).await;
                        return "the lease was over while the handler ran, as the store could not be reached";
                    }
                }
            }
        }
    }

    async fn complete(&mut self) -> Happened {
        match self.times.bounded_twice(|| self.store.complete(&self.subject.key, self.token, self.times.keep)).await {
            Ok(true) => Happened::Completed,
            Ok(false) => Happened::Superseded,
            Err(error) => self.report.failed(error),
        }
    }

    async fn bury(&mut self) -> Happened {
        let Some((grave, _)) = &self.grave else { return Happened::StoreFailed };
        let error = self.report.error.as_ref().map(handler::cut);
        let delivery = (!self.is_stored).then(|| Delivery::of(&self.event));
        match self.times.bounded(grave.bury(&self.subject.key, self.token, error.as_deref(), delivery.as_ref())).await {
            Ok(true) => Happened::Buried,
            Ok(false) => Happened::Superseded,
            Err(error) => self.report.failed(error),
        }
    }

    async fn look(&mut self) -> Happened {
        match self.times.bounded_twice(|| self.store.look(&self.subject.key)).await {
            Ok(Some(State::Done)) => Happened::FoundDone,
            Ok(_) => Happened::FoundOther,
            Err(error) => self.report.failed(error),
        }
    }
}

/// When a lease is over that is granted no sooner than it is asked for.
fn ending(asked: Instant, lease: Duration) -> Instant {
    // One without end is over when nobody waits for it any more.
    asked.checked_add(lease).unwrap_or_else(|| asked + Duration::from_secs(1 << 30))
}

impl Steps for Held {
    fn perform(&mut self, step: Step) -> Doing<'_, Happened> {
        match step {
            Step::Claim => Box::pin(self.claim()),
            Step::Run => Box::pin(self.run()),
            Step::Complete => Box::pin(self.complete()),
            Step::Bury => Box::pin(self.bury()),
            Step::Look => Box::pin(self.look()),
            _ => never(),
        }
    }

    fn release(&mut self) -> Doing<'_, ()> {
        Box::pin(async {
            let error = self.report.error.as_ref().map(handler::cut);
            let _ = self.times.bounded(self.store.release(&self.subject.key, self.token, self.delay, error.as_deref())).await;
        })
    }

    fn report(&mut self) -> &mut Report {
        &mut self.report
    }
}
