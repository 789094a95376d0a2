//! A store that says what it is told to, and writes down what it is asked.

use std::{
    collections::VecDeque,
    future::ready,
    sync::{Arc, Mutex},
    time::Duration,
};

use countersign_receiver::{
    Begun, Claim, Claimed, Dead, Delivery, Inbox, Kept, Key, Pending, State, Store, StoreError, Subject, Taken, Token, Transactional,
};

#[derive(Clone, Default)]
pub struct Scripted {
    /// What happens, in the words of the table, to whoever asks next.
    pub happens: Arc<Mutex<VecDeque<String>>>,
    /// What was done.
    pub done: Arc<Mutex<Vec<&'static str>>>,
    /// The tokens that were told.
    pub tokens: Arc<Mutex<Vec<Token>>>,
}

impl Scripted {
    pub fn of(happens: impl IntoIterator<Item = String>) -> Self {
        Self { happens: Arc::new(Mutex::new(happens.into_iter().collect())), ..Self::default() }
    }

    pub fn does(&self, what: &'static str) {
        self.done.lock().unwrap().push(what);
    }

    /// What happens now. A store that has failed goes on failing.
    pub fn next(&self) -> String {
        let mut happens = self.happens.lock().unwrap();
        let next = happens.pop_front().expect("the script has ended");
        if next == "store_failed" {
            happens.push_front(next.clone());
        }
        next
    }

    fn says<'a, T: Send + 'a>(&self, what: &'static str, says: impl FnOnce(&str) -> Option<T>) -> Pending<'a, T> {
        self.does(what);
        let next = self.next();
        Box::pin(ready(says(&next).ok_or(StoreError::TimedOut)))
    }
}

fn claimed(happened: &str) -> Option<Claimed> {
    match happened {
        "won" => Some(Claimed::Won { attempt: 3 }),
        "done" => Some(Claimed::Done),
        "busy" => Some(Claimed::Busy { retry_after: 4001 }),
        "conflict" => Some(Claimed::Conflict),
        "dead" => Some(Claimed::Dead),
        "store_failed" => None,
        other => panic!("{other} happens to no claim"),
    }
}

fn changed(happened: &str) -> Option<bool> {
    match happened {
        "completed" | "buried" => Some(true),
        "superseded" => Some(false),
        "store_failed" => None,
        other => panic!("{other} happens to no change"),
    }
}

impl Store for Scripted {
    fn claim<'a>(&'a self, _: &'a Subject, claim: &'a Claim) -> Pending<'a, Claimed> {
        self.tokens.lock().unwrap().push(claim.token);
        self.says("claim", claimed)
    }

    fn complete<'a>(&'a self, _: &'a Key, token: Token, _: Duration) -> Pending<'a, bool> {
        self.tokens.lock().unwrap().push(token);
        self.says("complete", changed)
    }

    fn release<'a>(&'a self, _: &'a Key, _: Token, delay: Duration, _: Option<&'a str>) -> Pending<'a, bool> {
        assert_eq!(delay, Duration::ZERO, "a sender may come again at once");
        self.does("release");
        Box::pin(ready(Err(StoreError::TimedOut)))
    }

    fn extend<'a>(&'a self, _: &'a Key, _: Token, _: Duration) -> Pending<'a, bool> {
        Box::pin(ready(Ok(true)))
    }

    fn look<'a>(&'a self, _: &'a Key) -> Pending<'a, Option<State>> {
        self.says("look", |happened| match happened {
            "found_done" => Some(Some(State::Done)),
            "found_other" => Some(Some(State::Pending)),
            "store_failed" => None,
            other => panic!("{other} happens to nobody who looks"),
        })
    }
}

impl Inbox for Scripted {
    fn keep<'a>(&'a self, _: &'a Subject, _: &'a [u8; 32], _: &'a Delivery) -> Pending<'a, Kept> {
        self.says("keep", |happened| match happened {
            "kept" => Some(Kept::New),
            "done" => Some(Kept::Known(State::Pending)),
            "dead" => Some(Kept::Known(State::Dead)),
            "conflict" => Some(Kept::Conflict),
            "store_failed" => None,
            other => panic!("{other} happens to nothing that is kept"),
        })
    }

    fn take<'a>(&'a self, _: &'a str, _: Token, _: Duration) -> Pending<'a, Option<Taken>> {
        panic!("no receiver takes")
    }

    fn bury<'a>(&'a self, _: &'a Key, _: Token, _: Option<&'a str>, _: Option<&'a Delivery>) -> Pending<'a, bool> {
        self.says("bury", changed)
    }

    fn dead<'a>(&'a self, _: &'a str, _: u32) -> Pending<'a, Vec<Dead>> {
        panic!("no receiver asks for the dead")
    }

    fn revive<'a>(&'a self, _: &'a Key) -> Pending<'a, bool> {
        panic!("no receiver revives")
    }

    fn clean(&self, _: u32) -> Pending<'_, u32> {
        panic!("no receiver cleans")
    }
}

impl Transactional for Scripted {
    type Transaction = ();

    fn begin<'a>(&'a self, _: &'a Subject, claim: &'a Claim) -> Pending<'a, Begun<()>> {
        self.tokens.lock().unwrap().push(claim.token);
        self.says("begin", |happened| {
            claimed(happened).map(|claimed| match claimed {
                Claimed::Won { attempt } => Begun::Won { transaction: (), attempt },
                other => Begun::Lost(other),
            })
        })
    }

    fn commit<'a>(&'a self, (): (), _: &'a Key, _: Token, _: Duration) -> Pending<'a, bool> {
        self.says("commit", changed)
    }

    fn roll_back(&self, (): ()) -> Pending<'_, ()> {
        self.does("release");
        Box::pin(ready(Err(StoreError::TimedOut)))
    }
}
