//! Stores that are shared, and so may be chosen at run time: `Arc<dyn Store>` is a store, `Arc<dyn Inbox>` an inbox.

use std::{sync::Arc, time::Duration};

use crate::{Claim, Claimed, Dead, Delivery, Inbox, Kept, Key, Pending, State, Store, Subject, Taken, Token};

impl<S: Store + ?Sized> Store for Arc<S> {
    fn claim<'a>(&'a self, subject: &'a Subject, claim: &'a Claim) -> Pending<'a, Claimed> {
        (**self).claim(subject, claim)
    }

    fn complete<'a>(&'a self, key: &'a Key, token: Token, keep: Duration) -> Pending<'a, bool> {
        (**self).complete(key, token, keep)
    }

    fn release<'a>(&'a self, key: &'a Key, token: Token, delay: Duration, error: Option<&'a str>) -> Pending<'a, bool> {
        (**self).release(key, token, delay, error)
    }

    fn extend<'a>(&'a self, key: &'a Key, token: Token, lease: Duration) -> Pending<'a, bool> {
        (**self).extend(key, token, lease)
    }

    fn look<'a>(&'a self, key: &'a Key) -> Pending<'a, Option<State>> {
        (**self).look(key)
    }
}

impl<S: Inbox + ?Sized> Inbox for Arc<S> {
    fn keep<'a>(&'a self, subject: &'a Subject, digest: &'a [u8; 32], delivery: &'a Delivery) -> Pending<'a, Kept> {
        (**self).keep(subject, digest, delivery)
    }

    fn take<'a>(&'a self, endpoint: &'a str, token: Token, lease: Duration) -> Pending<'a, Option<Taken>> {
        (**self).take(endpoint, token, lease)
    }

    fn bury<'a>(&'a self, key: &'a Key, token: Token, error: Option<&'a str>, delivery: Option<&'a Delivery>) -> Pending<'a, bool> {
        (**self).bury(key, token, error, delivery)
    }

    fn dead<'a>(&'a self, endpoint: &'a str, limit: u32) -> Pending<'a, Vec<Dead>> {
        (**self).dead(endpoint, limit)
    }

    fn revive<'a>(&'a self, key: &'a Key) -> Pending<'a, bool> {
        (**self).revive(key)
    }

    fn clean(&self, limit: u32) -> Pending<'_, u32> {
        (**self).clean(limit)
    }
}
