//! Receiving each event at most once at a time, and never losing one: what has to happen next, and what to answer.
//!
//! Nothing here does I/O. [`Happened`] goes in and [`Next`] comes out, by one table that every binding shares; [`Record`] says what
//! becomes of the record of one event in a store; [`sql`] and [`lua`] say the same to the servers that keep such records.
//!
//! ```
//! use countersign::receiver::{Happened, Mode, Next, Reason, Step};
//!
//! let mode = Mode::Inline;
//! assert_eq!(mode.next(Happened::Verified), Next::Do(Step::Claim));
//! assert_eq!(mode.next(Happened::Won), Next::Do(Step::Run));
//! assert_eq!(mode.next(Happened::Returned), Next::Do(Step::Complete));
//! assert_eq!(mode.next(Happened::Completed), Next::Answer(Reason::Processed));
//! assert_eq!(Reason::Processed.status(), 200);
//! ```
//!
//! # What is promised
//!
//! An event is answered with success only once it is done, or stored with its body. Its handler runs at least once, and never twice at
//! a time while leases hold. It takes effect exactly once only in [`Mode::Transactional`], where effect and completion are one
//! transaction: elsewhere a crash between the two runs it again.

mod dedupe;
mod flow;
pub mod lua;
mod policy;
mod reason;
mod record;
pub mod sql;

pub use dedupe::{Dedupe, Key};
pub use flow::{Happened, Mode, Next, Step};
pub use policy::{
    ATTEMPTS, CONCURRENCY, HANDLER_SECONDS, KEEP_SECONDS, KEEP_SECONDS_LEAST, KEPT_HEADERS, LEASE_SECONDS, MAX_BODY_BYTES, POLL_SECONDS,
    READ_SECONDS, SECRETS_AGAIN_SECONDS, SECRETS_SECONDS, STORE_SECONDS, backoff_seconds,
};
pub use reason::{Reason, TITLES};
pub use record::{Claim, Claimed, Kept, Record, State, Token};
