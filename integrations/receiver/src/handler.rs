//! Running a handler: within its time, and so that a panic of its is a failure like any other.

use std::{
    error::Error,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};

use crate::{Event, outcome::Said};

/// Why a handler failed: any error.
pub type HandlerError = Box<dyn Error + Send + Sync>;

/// A handler at work.
pub type Handling<'a> = Pin<Box<dyn Future<Output = Result<(), HandlerError>> + Send + 'a>>;

/// A handler of events.
pub(crate) type Handler = Arc<dyn Fn(Event) -> Handling<'static> + Send + Sync>;

pub(crate) fn boxed<F, Fut, E>(handler: F) -> Handler
where
    F: Fn(Event) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<(), E>> + Send + 'static,
    E: Into<HandlerError>,
{
    Arc::new(move |event| {
        let handling = handler(event);
        Box::pin(async move { handling.await.map_err(Into::into) })
    })
}

/// What is said of a handler that ran out of its time.
pub(crate) const TOO_LONG: &str = "the handler did not end within its time";

/// How a handler ended.
#[derive(Debug)]
pub(crate) enum Ran {
    Returned,
    Threw(HandlerError),
    TimedOut,
}

/// Runs a handler for so long at most. At the end of its time it is dropped where it awaits; one that never awaits cannot be stopped.
pub(crate) async fn run<'a>(limit: Duration, handler: impl FnOnce() -> Handling<'a>) -> Ran {
    let mut handling = match catch_unwind(AssertUnwindSafe(handler)) {
        Ok(handling) => handling,
        Err(panic) => return Ran::Threw(panicked(&*panic)),
    };
    // Nothing of a handler that panicked is looked at again.
    let caught = std::future::poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| handling.as_mut().poll(context))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(result)) => Poll::Ready(result),
        Err(panic) => Poll::Ready(Err(panicked(&*panic))),
    });
    match tokio::time::timeout(limit, caught).await {
        Ok(Ok(())) => Ran::Returned,
        Ok(Err(error)) => Ran::Threw(error),
        Err(_) => Ran::TimedOut,
    }
}

fn panicked(panic: &(dyn std::any::Any + Send)) -> HandlerError {
    let message = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Said(format!("the handler panicked: {}", message.unwrap_or("it did not say why"))).into()
}

/// Of an error what fits into a store: 500 characters.
pub(crate) fn cut(error: &HandlerError) -> String {
    error.to_string().chars().take(500).collect()
}
