//! A store in memory, for tests: it forgets everything when its process ends, and no other process sees it.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use countersign::receiver::{Claim, Claimed, Kept, Key, Record, State, Token};

use crate::{Dead, Delivery, Inbox, Pending, Store, Subject, Taken, times::milliseconds};

/// A store in memory, for tests. Clones share what they hold.
#[derive(Clone, Default)]
pub struct MemoryStore {
    rows: Arc<Mutex<HashMap<Key, Row>>>,
    /// Milliseconds since 1970; the system's clock if there is none.
    clock: Option<Arc<dyn Fn() -> i64 + Send + Sync>>,
}

struct Row {
    record: Record,
    subject: Subject,
    received_at: i64,
    error: Option<String>,
    delivery: Option<Delivery>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty store that goes by this clock: milliseconds since 1970.
    #[must_use]
    pub fn with_clock(clock: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self { rows: Arc::default(), clock: Some(Arc::new(clock)) }
    }

    fn now(&self) -> i64 {
        self.clock.as_ref().map_or_else(|| milliseconds(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()), |clock| clock())
    }

    fn rows(&self) -> MutexGuard<'_, HashMap<Key, Row>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, key: &Key, change: impl FnOnce(&mut Row, i64) -> bool) -> bool {
        let now = self.now();
        self.rows().get_mut(key).is_some_and(|row| change(row, now))
    }
}

fn ready<'a, T: Send + 'a>(value: T) -> Pending<'a, T> {
    Box::pin(std::future::ready(Ok(value)))
}

impl Store for MemoryStore {
    fn claim<'a>(&'a self, subject: &'a Subject, claim: &'a Claim) -> Pending<'a, Claimed> {
        let now = self.now();
        let mut rows = self.rows();
        let old = rows.remove(&subject.key);
        let (record, claimed) = Record::claim(old.as_ref().map(|row| row.record.clone()), claim, now);
        rows.insert(subject.key, Row::after(old, record, subject, now));
        ready(claimed)
    }

    fn complete<'a>(&'a self, key: &'a Key, token: Token, keep: Duration) -> Pending<'a, bool> {
        ready(self.change(key, |row, now| {
            let is_holder = row.record.complete(token, milliseconds(keep), now);
            if is_holder {
                (row.error, row.delivery) = (None, None);
            }
            is_holder
        }))
    }

    fn release<'a>(&'a self, key: &'a Key, token: Token, delay: Duration, error: Option<&'a str>) -> Pending<'a, bool> {
        ready(self.change(key, |row, now| {
            let is_holder = row.record.release(token, milliseconds(delay), now);
            if is_holder {
                row.error = error.map(str::to_owned);
            }
            is_holder
        }))
    }

    fn extend<'a>(&'a self, key: &'a Key, token: Token, lease: Duration) -> Pending<'a, bool> {
        ready(self.change(key, |row, now| row.record.extend(token, milliseconds(lease), now)))
    }

    fn look<'a>(&'a self, key: &'a Key) -> Pending<'a, Option<State>> {
        let now = self.now();
        ready(self.rows().get(key).filter(|row| row.record.keep_until.is_none_or(|until| until > now)).map(|row| row.record.state))
    }
}

impl Inbox for MemoryStore {
    fn keep<'a>(&'a self, subject: &'a Subject, digest: &'a [u8; 32], delivery: &'a Delivery) -> Pending<'a, Kept> {
        let now = self.now();
        let mut rows = self.rows();
        let old = rows.remove(&subject.key);
        let (record, kept) = Record::keep(old.as_ref().map(|row| row.record.clone()), *digest, now);
        let mut row = Row::after(old, record, subject, now);
        if kept == Kept::New {
            row.delivery = Some(delivery.clone());
        }
        rows.insert(subject.key, row);
        ready(kept)
    }

    fn take<'a>(&'a self, endpoint: &'a str, token: Token, lease: Duration) -> Pending<'a, Option<Taken>> {
        let now = self.now();
        let mut rows = self.rows();
        let due = rows.values_mut().filter(|row| row.subject.endpoint == endpoint && row.record.clone().take(token, 0, now).is_some());
        let oldest = due.min_by_key(|row| row.record.lease_until);
        ready(oldest.and_then(|row| {
            let delivery = row.delivery.clone()?;
            let attempt = row.record.take(token, milliseconds(lease), now)?;
            Some(Taken { key: row.subject.key, attempt, received_at: time(row.received_at), delivery })
        }))
    }

    fn bury<'a>(&'a self, key: &'a Key, token: Token, error: Option<&'a str>, delivery: Option<&'a Delivery>) -> Pending<'a, bool> {
        ready(self.change(key, |row, _| {
            let is_holder = row.record.bury(token);
            if is_holder {
                row.error = error.map(str::to_owned);
                row.delivery = delivery.cloned().or_else(|| row.delivery.take());
            }
            is_holder
        }))
    }

    fn dead<'a>(&'a self, endpoint: &'a str, limit: u32) -> Pending<'a, Vec<Dead>> {
        let rows = self.rows();
        let mut dead: Vec<&Row> = rows.values().filter(|row| row.subject.endpoint == endpoint && row.record.state == State::Dead).collect();
        dead.sort_by_key(|row| row.received_at);
        dead.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        ready(dead.into_iter().map(Row::dead).collect())
    }

    fn revive<'a>(&'a self, key: &'a Key) -> Pending<'a, bool> {
        ready(self.change(key, |row, now| {
            if row.record.state != State::Dead || row.delivery.is_none() {
                return false;
            }
            let record = Record { state: State::Pending, token: None, attempt: 0, lease_until: now, ..row.record.clone() };
            (row.record, row.error) = (record, None);
            true
        }))
    }

    fn clean(&self, limit: u32) -> Pending<'_, u32> {
        let now = self.now();
        let mut rows = self.rows();
        let over = rows.iter().filter(|(_, row)| row.record.keep_until.is_some_and(|until| until <= now)).map(|(key, _)| *key);
        let over: Vec<Key> = over.take(usize::try_from(limit).unwrap_or(usize::MAX)).collect();
        for key in &over {
            rows.remove(key);
        }
        ready(u32::try_from(over.len()).unwrap_or(u32::MAX))
    }
}

impl Row {
    /// What stands of an event once its record has become this.
    fn after(old: Option<Self>, record: Record, subject: &Subject, now: i64) -> Self {
        let is_forgotten = |old: &Self| old.record.keep_until.is_some_and(|until| until <= now);
        match old.filter(|old| !is_forgotten(old)) {
            Some(old) => Self { record, ..old },
            None => Self { record, subject: subject.clone(), received_at: now, error: None, delivery: None },
        }
    }

    fn dead(&self) -> Dead {
        Dead {
            key: self.subject.key,
            id: self.subject.id.clone(),
            event_type: self.subject.event_type.clone(),
            attempt: self.record.attempt,
            received_at: time(self.received_at),
            error: self.error.clone(),
        }
    }
}

fn time(milliseconds: i64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(u64::try_from(milliseconds).unwrap_or(0))
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").field("events", &self.rows().len()).finish()
    }
}
