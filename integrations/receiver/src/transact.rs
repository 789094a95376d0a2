//! What is done with a delivery in a transaction of the caller's database.

use std::sync::Arc;

use countersign::receiver::{Claimed, Happened, Mode, Step, Token};

use crate::{
    Begun, Event, Handling, StoreError, Subject, Transactional,
    handler::{self, Ran},
    outcome::Said,
    times::Times,
    work::{Doing, Report, Steps, Work, never},
};

/// A handler that writes in the transaction of its claim.
pub(crate) type TransactionHandler<T> = Arc<dyn for<'t> Fn(Event, &'t mut T) -> Handling<'t> + Send + Sync>;

/// [`Mode::Transactional`].
pub(crate) struct Transacting<S: Transactional> {
    pub(crate) store: Arc<S>,
    pub(crate) handler: TransactionHandler<S::Transaction>,
}

impl<S: Transactional> Work for Transacting<S> {
    fn mode(&self) -> Mode {
        Mode::Transactional
    }

    fn steps(&self, event: Event, token: Token, times: Times) -> Box<dyn Steps> {
        let (store, handler, subject) = (self.store.clone(), self.handler.clone(), event.subject());
        Box::new(Transact { store, handler, subject, event, token, times, transaction: None, report: Report::default() })
    }
}

struct Transact<S: Transactional> {
    store: Arc<S>,
    handler: TransactionHandler<S::Transaction>,
    subject: Subject,
    event: Event,
    token: Token,
    times: Times,
    transaction: Option<S::Transaction>,
    report: Report,
}

impl<S: Transactional> Transact<S> {
    async fn begin(&mut self) -> Happened {
        let claim = self.times.claim(self.token, self.event.digest);
        match self.times.bounded_twice(|| self.store.begin(&self.subject, &claim)).await {
            Ok(Begun::Won { transaction, attempt }) => {
                self.transaction = Some(transaction);
                self.report.claimed(Claimed::Won { attempt })
            }
            Ok(Begun::Lost(claimed)) => self.report.claimed(claimed),
            Err(error) => self.report.failed(error),
        }
    }

    async fn run(&mut self) -> Happened {
        let Some(transaction) = &mut self.transaction else { return Happened::StoreFailed };
        let event = Event { attempt: self.report.attempt.unwrap_or(1), ..self.event.clone() };
        match handler::run(self.times.handler, || (self.handler)(event, transaction)).await {
            Ran::Returned => Happened::Returned,
            Ran::Threw(error) => {
                self.report.error = Some(error);
                Happened::Threw
            }
            Ran::TimedOut => {
                self.report.error = Some(Said(handler::TOO_LONG.to_owned()).into());
                Happened::TimedOut
            }
        }
    }

    async fn commit(&mut self) -> Happened {
        let Some(transaction) = self.transaction.take() else { return Happened::StoreFailed };
        // Not twice: the transaction is gone. If it was committed, the sender's next attempt is told so.
        match self.times.bounded(self.store.commit(transaction, &self.subject.key, self.token, self.times.keep)).await {
            Ok(true) => Happened::Completed,
            Ok(false) => Happened::Superseded,
            Err(error) => self.report.failed(error),
        }
    }
}

impl<S: Transactional> Steps for Transact<S> {
    fn perform(&mut self, step: Step) -> Doing<'_, Happened> {
        match step {
            Step::Begin => Box::pin(self.begin()),
            Step::Run => Box::pin(self.run()),
            Step::Commit => Box::pin(self.commit()),
            _ => never(),
        }
    }

    fn release(&mut self) -> Doing<'_, ()> {
        Box::pin(async {
            if let Some(transaction) = self.transaction.take() {
                let _: Result<(), StoreError> = self.times.bounded(self.store.roll_back(transaction)).await;
            }
        })
    }

    fn report(&mut self) -> &mut Report {
        &mut self.report
    }
}
