//! What a receiver asks of a store: that of an event it remembers who holds it, for how long, and whether it is done.

use std::{
    fmt,
    pin::Pin,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
pub use countersign::receiver::{Claim, Claimed, Kept, Key, State, Token};

use crate::StoreError;

/// What a store gives some time later. Boxed, so that stores can be chosen at run time.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Which event is spoken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The key, by which it is told from others.
    pub key: Key,
    /// The endpoint's name, by which an inbox is drained.
    pub endpoint: String,
    /// The event's id, for people; it may hold anything.
    pub id: Option<String>,
    /// The event's type, likewise.
    pub event_type: Option<String>,
}

/// A store in which a claim is one atomic step.
///
/// Every change compares the token, so one who lost an event to another changes nothing; the methods that change give whether the
/// event was that holder's. Each fails with a [`StoreError`] if the store cannot be reached. Futures may be dropped at any time, and
/// what they were about to do has then happened or not.
pub trait Store: Send + Sync + 'static {
    /// Claims an event.
    fn claim<'a>(&'a self, subject: &'a Subject, claim: &'a Claim) -> Pending<'a, Claimed>;

    /// Records that it is done, to be remembered for so long. To say so twice changes nothing.
    fn complete<'a>(&'a self, key: &'a Key, token: Token, keep: Duration) -> Pending<'a, bool>;

    /// Gives it back, to be claimed after `delay`; `error` says what failed, for people.
    fn release<'a>(&'a self, key: &'a Key, token: Token, delay: Duration, error: Option<&'a str>) -> Pending<'a, bool>;

    /// Holds it for so long from now.
    fn extend<'a>(&'a self, key: &'a Key, token: Token, lease: Duration) -> Pending<'a, bool>;

    /// Where it stands, if it is known.
    fn look<'a>(&'a self, key: &'a Key) -> Pending<'a, Option<State>>;
}

/// A delivery as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    /// What was verified of it, as JSON: `id`, `type`, `timestamp` (Unix seconds), `nonce`, `covers`, `keyIndex` and `headers` (pairs, names in
    /// lower case), each where it is known. The JavaScript package writes and reads the same.
    pub head: String,
    /// The raw body.
    pub body: Bytes,
}

/// Without head and body, which are not for logs.
impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery").field("body", &format_args!("{} bytes", self.body.len())).finish_non_exhaustive()
    }
}

/// An event out of an inbox, held by who took it.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The key.
    pub key: Key,
    /// How often it was claimed, from 1.
    pub attempt: u32,
    /// When it came first.
    pub received_at: SystemTime,
    /// What was stored.
    pub delivery: Delivery,
}

/// An event that was given up.
#[derive(Clone, Debug)]
pub struct Dead {
    /// The key, by which to [`revive`](Inbox::revive) it.
    pub key: Key,
    /// Its id, if it has one.
    pub id: Option<String>,
    /// Its type, if it has one.
    pub event_type: Option<String>,
    /// How often it was tried.
    pub attempt: u32,
    /// When it came first.
    pub received_at: SystemTime,
    /// What failed at last.
    pub error: Option<String>,
}

/// A store that keeps deliveries too, to be worked on later, and what was given up.
pub trait Inbox: Store {
    /// Stores a delivery whose body has this digest.
    fn keep<'a>(&'a self, subject: &'a Subject, digest: &'a [u8; 32], delivery: &'a Delivery) -> Pending<'a, Kept>;

    /// Takes what is due for longest of an endpoint, and holds it for `lease`.
    fn take<'a>(&'a self, endpoint: &'a str, token: Token, lease: Duration) -> Pending<'a, Option<Taken>>;

    /// Gives an event up for good, and stores its delivery if that is given.
    fn bury<'a>(&'a self, key: &'a Key, token: Token, error: Option<&'a str>, delivery: Option<&'a Delivery>) -> Pending<'a, bool>;

    /// At most `limit` events that were given up, the oldest first.
    fn dead<'a>(&'a self, endpoint: &'a str, limit: u32) -> Pending<'a, Vec<Dead>>;

    /// Lets what was given up be tried again from the start. It must have been stored with its delivery.
    fn revive<'a>(&'a self, key: &'a Key) -> Pending<'a, bool>;

    /// Removes at most `limit` events that need not be remembered any longer, and gives how many.
    fn clean(&self, limit: u32) -> Pending<'_, u32>;
}

/// What became of a claim within a transaction.
#[derive(Debug)]
pub enum Begun<T> {
    /// It is yours, until the transaction ends.
    Won {
        /// The transaction, to write by and to commit.
        transaction: T,
        /// How often it was claimed, from 1. An attempt that was rolled back does not count.
        attempt: u32,
    },
    /// It is not; the transaction is over.
    Lost(Claimed),
}

/// A store whose claims can be made within a transaction of the caller's database.
pub trait Transactional: Send + Sync + 'static {
    /// What the handler writes by. To drop it rolls back.
    type Transaction: Send + 'static;

    /// Begins a transaction and claims the event in it. A claim that has to wait for another's transaction for long is
    /// [`Claimed::Busy`].
    fn begin<'a>(&'a self, subject: &'a Subject, claim: &'a Claim) -> Pending<'a, Begun<Self::Transaction>>;

    /// Records within the transaction that the event is done, to be remembered for so long, and commits; gives whether it was this
    /// holder's, and rolls back if it was not.
    fn commit<'a>(&'a self, transaction: Self::Transaction, key: &'a Key, token: Token, keep: Duration) -> Pending<'a, bool>;

    /// Rolls back, and gives the connection back once that is done.
    fn roll_back(&self, transaction: Self::Transaction) -> Pending<'_, ()>;
}
