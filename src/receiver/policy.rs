//! The limits and times of a receiver that names none of its own.

/// Bytes of a body.
pub const MAX_BODY_BYTES: usize = 1 << 20;

/// Seconds in which a body has to come.
pub const READ_SECONDS: u32 = 10;

/// Seconds that a handler may run. Most senders wait 5 to 30.
pub const HANDLER_SECONDS: u32 = 25;

/// Seconds for which a claim holds unless it is extended: longer than a handler may run.
pub const LEASE_SECONDS: u32 = 60;

/// Seconds for which a finished event is remembered: 30 days.
pub const KEEP_SECONDS: u32 = 30 * 24 * 60 * 60;

/// Under so many seconds a warning is due: 7 days. Senders are known to try again for 75 hours and longer.
pub const KEEP_SECONDS_LEAST: u32 = 7 * 24 * 60 * 60;

/// Seconds within which a store has to answer each call, and whoever gives secrets.
pub const STORE_SECONDS: u32 = 5;

/// Seconds for which secrets that a function gave are used before it is called again.
pub const SECRETS_SECONDS: u32 = 60;

/// Seconds between two calls for newer secrets because a signature did not match: anybody can send a wrong one.
pub const SECRETS_AGAIN_SECONDS: u32 = 5;

/// Headers that are stored with a delivery. Others may hold secrets: for some schemes a header is the secret.
pub const KEPT_HEADERS: &[&str] = &["content-type", "content-encoding", "user-agent", "x-request-id", "traceparent"];

/// Events of an inbox that one worker works on at once.
pub const CONCURRENCY: usize = 4;

/// Seconds to wait before an inbox that had nothing due is asked again.
pub const POLL_SECONDS: u32 = 1;

/// Times that an event of an inbox is tried before it is given up: about a day, by [`backoff_seconds`].
pub const ATTEMPTS: u32 = 10;

/// Seconds to wait after an attempt failed, from 1: ten, and three times longer each time, up to six hours. A caller spreads it
/// by some chance, so that what failed together is not tried together.
#[must_use]
pub const fn backoff_seconds(attempt: u32) -> u32 {
    const FIRST: u32 = 10;
    const MOST: u32 = 6 * 60 * 60;
    let seconds = FIRST.saturating_mul(3_u32.saturating_pow(attempt.saturating_sub(1)));
    if seconds < MOST { seconds } else { MOST }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_spread_over_a_day() {
        let waits: [u32; 9] = core::array::from_fn(|index| backoff_seconds(u32::try_from(index).unwrap() + 1));
        assert_eq!(waits, [10, 30, 90, 270, 810, 2430, 7290, 21_600, 21_600]);
        assert_eq!(backoff_seconds(0), 10);
        assert_eq!(backoff_seconds(u32::MAX), 21_600);
    }
}
