//! For how long things may last, and tokens by which claims are told apart.

use std::time::Duration;

use countersign::receiver::{self, Claim, Token};

use crate::{Pending, StoreError};

/// The times of a receiver.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    /// For which a claim holds unless it is extended.
    pub(crate) lease: Duration,
    /// For which a handler may run.
    pub(crate) handler: Duration,
    /// For which a finished event is remembered.
    pub(crate) keep: Duration,
    /// For which a store may take to answer.
    pub(crate) store: Duration,
}

impl Times {
    pub(crate) const DEFAULT: Self = Self {
        lease: Duration::from_secs(receiver::LEASE_SECONDS as u64),
        handler: Duration::from_secs(receiver::HANDLER_SECONDS as u64),
        keep: Duration::from_secs(receiver::KEEP_SECONDS as u64),
        store: Duration::from_secs(receiver::STORE_SECONDS as u64),
    };

    pub(crate) fn claim(&self, token: Token, digest: [u8; 32]) -> Claim {
        Claim { token, digest, lease: milliseconds(self.lease), keep: milliseconds(self.keep) }
    }

    /// What a store gives within its time.
    pub(crate) async fn bounded<T>(&self, pending: Pending<'_, T>) -> Result<T, StoreError> {
        tokio::time::timeout(self.store, pending).await.unwrap_or(Err(StoreError::TimedOut))
    }

    /// As [`bounded`](Self::bounded), asked once more if the answer was lost: for what comes to the same when it is done twice.
    pub(crate) async fn bounded_twice<'a, T>(&self, ask: impl Fn() -> Pending<'a, T>) -> Result<T, StoreError> {
        match self.bounded(ask()).await {
            Ok(answer) => Ok(answer),
            Err(_) => self.bounded(ask()).await,
        }
    }
}

/// Whole milliseconds, as many as there can be.
pub(crate) fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX >> 1).min(i64::MAX >> 1)
}

/// A token that was never given before.
pub(crate) fn new_token() -> Result<Token, StoreError> {
    let mut bytes = [0; 16];
    getrandom::getrandom(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
    Ok(Token(bytes))
}

/// The duration, more or less by up to a fifth: what failed together is not to be tried together.
pub(crate) fn jittered(duration: Duration) -> Duration {
    let mut byte = [0];
    // Without randomness there is no jitter, and nothing worse.
    let chance = if getrandom::getrandom(&mut byte).is_ok() { f64::from(byte[0]) / 255.0 } else { 0.5 };
    duration.mul_f64(0.8 + 0.4 * chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_is_a_fifth_at_most() {
        for _ in 0..1000 {
            let jittered = jittered(Duration::from_secs(10)).as_secs_f64();
            assert!((8.0..=12.0).contains(&jittered), "{jittered}");
        }
    }

    #[test]
    fn endless_durations_do_not_overflow() {
        assert!(milliseconds(Duration::MAX).checked_add(milliseconds(Duration::MAX)).is_some());
    }
}
