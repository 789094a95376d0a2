//! What a receiver tells its owner of each delivery: for metrics a closed set of names, for the log the error too.

use std::{
    error::Error,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};

use countersign::{Code, receiver::Reason};

use crate::{Event, endpoint::Refusal};

/// Why a delivery is answered as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// Its signature was refused.
    Code(Code),
    /// Anything else, success too.
    Reason(Reason),
}

impl Cause {
    /// The stable name, such as `processed` or `signature_mismatch`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Code(code) => code.as_str(),
            Self::Reason(reason) => reason.as_str(),
        }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Code(code) => code.status(),
            Self::Reason(reason) => reason.status(),
        }
    }
}

/// What became of a delivery. It holds no secret and nothing of the body but the id and type that may stand there.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// Why it is answered as it is.
    pub cause: Cause,
    /// The name of the endpoint it came to.
    pub endpoint: &'a str,
    /// The event's id, once it was verified. A sender's word: escape it.
    pub event_id: Option<&'a str>,
    /// The event's type, likewise.
    pub event_type: Option<&'a str>,
    /// How often it was claimed, once it is.
    pub attempt: Option<u32>,
    /// How long all of it took.
    pub duration: Duration,
    /// What is wrong with how the receiver is set up: told once, with its first outcome.
    pub warning: Option<&'a str>,
}

impl<'a> Outcome<'a> {
    pub(crate) fn new(endpoint: &'a str, cause: Cause, event: Option<&'a Event>, attempt: Option<u32>, duration: Duration) -> Self {
        let event_id = event.and_then(|event| event.id.as_deref());
        let event_type = event.and_then(|event| event.event_type.as_deref());
        Self { cause, endpoint, event_id, event_type, attempt, duration, warning: None }
    }
}

/// What failed on the way to an outcome, for the log.
///
/// Of this crate's errors none says a secret or anything of the body; what a handler's error says is the handler's choice.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Failure<'a> {
    /// What the sender is answered for it.
    pub cause: Cause,
    /// The name of the endpoint.
    pub endpoint: &'a str,
    /// The event's id, once it was verified.
    pub event_id: Option<&'a str>,
    /// What failed.
    pub error: &'a (dyn Error + 'static),
}

/// An error that is only a text.
#[derive(Debug)]
pub(crate) struct Said(pub(crate) String);

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Said {}

type OutcomeHook = Arc<dyn Fn(&Outcome<'_>) + Send + Sync>;
type FailureHook = Arc<dyn Fn(&Failure<'_>) + Send + Sync>;

#[derive(Clone, Default)]
pub(crate) struct Hooks {
    pub(crate) outcome: Option<OutcomeHook>,
    pub(crate) failure: Option<FailureHook>,
}

impl Hooks {
    pub(crate) fn tell(&self, outcome: &Outcome<'_>, error: Option<&(dyn Error + 'static)>) {
        if let Some(error) = error {
            self.tell_failure(&Failure { cause: outcome.cause, endpoint: outcome.endpoint, event_id: outcome.event_id, error });
        }
        if let Some(hook) = &self.outcome {
            quietly(|| hook(outcome));
        }
    }

    pub(crate) fn tell_refusal(&self, outcome: &Outcome<'_>, refusal: &Refusal) {
        if let Some(error) = refusal.besides() {
            self.tell_failure(&Failure { cause: outcome.cause, endpoint: outcome.endpoint, event_id: None, error });
        }
        self.tell(outcome, refusal.error());
    }

    pub(crate) fn tell_failure(&self, failure: &Failure<'_>) {
        if let Some(hook) = &self.failure {
            quietly(|| hook(failure));
        }
    }
}

/// A hook that panics must not change what is answered.
fn quietly(hook: impl FnOnce()) {
    let _ = catch_unwind(AssertUnwindSafe(hook));
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooks").field("outcome", &self.outcome.is_some()).field("failure", &self.failure.is_some()).finish()
    }
}
