//! What is done with a delivery: steps, of which the core's table says which comes next.

use std::{error::Error, pin::Pin, sync::Arc, time::Duration};

use countersign::receiver::{Claimed, Happened, Kept, Mode, Next, Reason, State, Step, Token};

use crate::{Delivery, Event, HandlerError, Inbox, Store, Subject, handler::Handler, held::Held, times::Times};

/// What comes of a step.
pub(crate) type Doing<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a receiver does with a delivery that was verified.
pub(crate) trait Work: Send + Sync {
    fn mode(&self) -> Mode;

    /// The steps of this delivery, to be told apart from others by `token`.
    fn steps(&self, event: Event, token: Token, times: Times) -> Box<dyn Steps>;
}

/// The steps of one delivery. None decides what comes next.
pub(crate) trait Steps: Send {
    fn perform(&mut self, step: Step) -> Doing<'_, Happened>;

    /// Gives the event back. Nothing is to be done if that fails: the lease will be over.
    fn release(&mut self) -> Doing<'_, ()>;

    fn report(&mut self) -> &mut Report;
}

/// What is learned on the way.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) attempt: Option<u32>,
    /// For how long the event is held by another.
    pub(crate) busy_for: Option<Duration>,
    /// What failed last.
    pub(crate) error: Option<HandlerError>,
}

/// Does what the table says, from what happened first to an answer.
pub(crate) async fn drive(mode: Mode, first: Happened, steps: &mut dyn Steps) -> Reason {
    let mut happened = first;
    loop {
        match mode.next(happened) {
            Next::Do(step) => happened = steps.perform(step).await,
            Next::Release(reason) => {
                steps.release().await;
                return reason;
            }
            Next::Answer(reason) => return reason,
        }
    }
}

impl Report {
    pub(crate) fn failed(&mut self, error: impl Into<Box<dyn Error + Send + Sync>>) -> Happened {
        self.error = Some(error.into());
        Happened::StoreFailed
    }

    /// What a claim that was not won means.
    pub(crate) fn claimed(&mut self, claimed: Claimed) -> Happened {
        match claimed {
            Claimed::Won { attempt } => {
                self.attempt = Some(attempt);
                Happened::Won
            }
            Claimed::Done => Happened::Done,
            Claimed::Busy { retry_after } => {
                self.busy_for = Some(Duration::from_millis(u64::try_from(retry_after).unwrap_or(0)));
                Happened::Busy
            }
            Claimed::Conflict => Happened::Conflict,
            Claimed::Dead => Happened::Dead,
        }
    }
}

/// What no step of a mode is. The table answers it as a failure of the receiver.
pub(crate) fn never<'a>() -> Doing<'a, Happened> {
    Box::pin(std::future::ready(Happened::StoreFailed))
}

/// [`Mode::Inline`].
pub(crate) struct Inline {
    pub(crate) store: Arc<dyn Store>,
    /// Where what failed so often is put, if anything is.
    pub(crate) grave: Option<(Arc<dyn Inbox>, u32)>,
    pub(crate) handler: Handler,
}

impl Work for Inline {
    fn mode(&self) -> Mode {
        Mode::Inline
    }

    fn steps(&self, event: Event, token: Token, times: Times) -> Box<dyn Steps> {
        Box::new(Held::new(self.store.clone(), self.grave.clone(), self.handler.clone(), event, token, times))
    }
}

/// [`Mode::Inbox`].
pub(crate) struct Keeping {
    pub(crate) inbox: Arc<dyn Inbox>,
}

impl Work for Keeping {
    fn mode(&self) -> Mode {
        Mode::Inbox
    }

    fn steps(&self, event: Event, _: Token, times: Times) -> Box<dyn Steps> {
        let (subject, delivery) = (event.subject(), Delivery::of(&event));
        Box::new(Keep { inbox: self.inbox.clone(), subject, digest: event.digest, delivery, times, report: Report::default() })
    }
}

struct Keep {
    inbox: Arc<dyn Inbox>,
    subject: Subject,
    digest: [u8; 32],
    delivery: Delivery,
    times: Times,
    report: Report,
}

impl Steps for Keep {
    fn perform(&mut self, step: Step) -> Doing<'_, Happened> {
        if step != Step::Keep {
            return never();
        }
        Box::pin(async {
            match self.times.bounded_twice(|| self.inbox.keep(&self.subject, &self.digest, &self.delivery)).await {
                Ok(Kept::New) => Happened::Kept,
                Ok(Kept::Known(State::Pending | State::Done)) => Happened::Done,
                Ok(Kept::Known(State::Dead)) => Happened::Dead,
                Ok(Kept::Conflict) => Happened::Conflict,
                Err(error) => self.report.failed(error),
            }
        })
    }

    fn release(&mut self) -> Doing<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    fn report(&mut self) -> &mut Report {
        &mut self.report
    }
}
