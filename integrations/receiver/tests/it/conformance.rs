//! What every store has to do beyond the vectors: under many hands at once, with hostile texts, with many keys.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use countersign_receiver::{Claimed, Delivery, Inbox, Kept, Key, State, Store, Subject, clean};
use tokio::{sync::Barrier, task::JoinSet};

use crate::deliveries::{claim, digest, subject, token};

const LEASE: i64 = 60_000;

/// Of fifty who claim an event at once one wins, in each of so many rounds, and the others are told when to come again.
pub async fn one_of_fifty_wins(store: Arc<dyn Store>, rounds: usize) {
    for round in 0..rounds {
        let barrier = Arc::new(Barrier::new(50));
        let mut claims = JoinSet::new();
        for who in 0..50 {
            let (store, barrier) = (store.clone(), barrier.clone());
            claims.spawn(async move {
                let (subject, claim) = (subject("fifty", &format!("{round}")), claim(&format!("{round}/{who}"), LEASE));
                barrier.wait().await;
                store.claim(&subject, &claim).await.unwrap()
            });
        }
        let claimed = claims.join_all().await;
        let won = claimed.iter().filter(|claimed| **claimed == Claimed::Won { attempt: 1 }).count();
        let busy =
            claimed.iter().filter(|claimed| matches!(claimed, Claimed::Busy { retry_after } if (1..=LEASE).contains(retry_after))).count();
        assert_eq!((won, busy), (1, 49), "round {round}: {claimed:?}");
    }
}

/// The same once a lease is over, when there is a row to fight for.
pub async fn one_of_fifty_takes_over(store: Arc<dyn Store>) {
    let event = subject("fifty", "takeover");
    store.claim(&event, &claim("first", 1)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(30)).await;
    let mut claims = JoinSet::new();
    for who in 0..50 {
        let (store, event) = (store.clone(), event.clone());
        claims.spawn(async move { store.claim(&event, &claim(&format!("takeover/{who}"), LEASE)).await.unwrap() });
    }
    let won = claims.join_all().await.into_iter().filter(|claimed| *claimed == Claimed::Won { attempt: 2 }).count();
    assert_eq!(won, 1);
    assert!(!store.complete(&event.key, token("first"), Duration::from_secs(60)).await.unwrap());
}

/// An id of one endpoint is nothing to another.
pub async fn endpoints_do_not_meet(store: Arc<dyn Store>) {
    for endpoint in ["a", "b"] {
        let claimed = store.claim(&subject(endpoint, "same"), &claim(endpoint, LEASE)).await.unwrap();
        assert_eq!(claimed, Claimed::Won { attempt: 1 });
    }
}

/// An id may hold anything, and be of any length.
pub async fn ids_may_hold_anything(store: Arc<dyn Store>, inbox: Option<Arc<dyn Inbox>>) {
    let long = "ü🦀".repeat(50_000);
    for text in ["", "\0", "a\0b", "'; DROP TABLE countersign_events; --", "$1", "{table}", "\u{85}\u{2028}\u{FFFF}\r\n", &long] {
        let subject = Subject { key: Key(digest(text)), endpoint: "any".to_owned(), id: Some(text.into()), event_type: Some(text.into()) };
        let who = token(text);
        let claimed = store.claim(&subject, &claim(text, LEASE)).await.unwrap();
        assert_eq!(claimed, Claimed::Won { attempt: 1 }, "{:.20}", text);
        assert!(store.release(&subject.key, who, Duration::ZERO, Some(text)).await.unwrap());
        if let Some(inbox) = &inbox {
            let delivery =
                Delivery { head: format!("{{\"id\":{}}}", serde_json::to_string(text).unwrap()), body: vec![0, 0xff, 0xfe].into() };
            assert_eq!(inbox.keep(&subject, &digest("x"), &delivery).await.unwrap(), Kept::New);
            let taken = inbox.take("any", who, Duration::from_secs(60)).await.unwrap().unwrap();
            assert_eq!((taken.key, taken.attempt, taken.delivery), (subject.key, 2, delivery));
            assert!(inbox.bury(&subject.key, who, Some(text), None).await.unwrap());
            assert_eq!(inbox.look(&subject.key).await.unwrap(), Some(State::Dead));
        }
    }
    if let Some(inbox) = &inbox {
        let dead = inbox.dead("any", 100).await.unwrap();
        assert_eq!(dead.len(), 8);
        assert!(dead.iter().all(|dead| dead.attempt == 2 && dead.error.is_some()));
        assert_eq!(inbox.dead("any", 3).await.unwrap().len(), 3);
    }
}

/// What is stored is taken by one, however many take.
pub async fn each_is_taken_once(inbox: Arc<dyn Inbox>, events: usize) {
    let delivery = Delivery { head: "{}".to_owned(), body: "x".into() };
    for event in 0..events {
        inbox.keep(&subject("taken", &event.to_string()), &digest("x"), &delivery).await.unwrap();
    }
    let mut takers = JoinSet::new();
    for who in 0..8 {
        let inbox = inbox.clone();
        takers.spawn(async move {
            let mut keys = Vec::new();
            // To find nothing may mean that others hold the rows at this moment.
            let mut misses = 0;
            while misses < 5 {
                match inbox.take("taken", token(&format!("taker {who} {}", keys.len())), Duration::from_secs(60)).await.unwrap() {
                    Some(taken) => {
                        assert_eq!(taken.attempt, 1);
                        keys.push(taken.key);
                    }
                    None => {
                        misses += 1;
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    }
                }
            }
            keys
        });
    }
    let mut keys: Vec<Key> = takers.join_all().await.into_iter().flatten().collect();
    assert_eq!(keys.len(), events);
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), events);
}

/// What was given up and is revived is tried from the start; what a person sees of it says why.
pub async fn the_dead_can_be_revived(inbox: Arc<dyn Inbox>) {
    let event = subject("dead", "e");
    let delivery = Delivery { head: "{}".to_owned(), body: "x".into() };
    let claimed = inbox.claim(&event, &claim("a", LEASE)).await.unwrap();
    assert_eq!(claimed, Claimed::Won { attempt: 1 });
    assert!(inbox.bury(&event.key, token("a"), Some("it failed"), Some(&delivery)).await.unwrap());
    let dead = inbox.dead("dead", 10).await.unwrap();
    let [one] = &dead[..] else { panic!("{dead:?}") };
    assert_eq!((one.key, one.attempt, one.error.as_deref(), one.id.as_deref()), (event.key, 1, Some("it failed"), Some("e")));
    assert!(one.received_at.elapsed().unwrap() < Duration::from_secs(60));
    assert!(inbox.revive(&event.key).await.unwrap());
    assert!(!inbox.revive(&event.key).await.unwrap());
    let taken = inbox.take("dead", token("b"), Duration::from_secs(60)).await.unwrap().unwrap();
    assert_eq!((taken.attempt, taken.delivery), (1, delivery));
    assert!(inbox.complete(&event.key, token("b"), Duration::from_secs(60)).await.unwrap());
    // One that was given up without its delivery has nothing to be revived with.
    let event = subject("dead", "without");
    inbox.claim(&event, &claim("c", LEASE)).await.unwrap();
    assert!(inbox.bury(&event.key, token("c"), None, None).await.unwrap());
    assert!(!inbox.revive(&event.key).await.unwrap());
}

/// 100,000 events that are over go away in bounded time, and nobody who claims waits for that; what is not over stays.
pub async fn cleaning_is_bounded(inbox: Arc<dyn Inbox>) -> (Duration, Duration) {
    let began = Instant::now();
    let cleaning = tokio::spawn({
        let inbox = inbox.clone();
        async move { clean(&*inbox).await.unwrap() }
    });
    let mut slowest = Duration::ZERO;
    let mut claims = 0;
    while !cleaning.is_finished() {
        let began = Instant::now();
        inbox.claim(&subject("cleaning", &claims.to_string()), &claim("a", LEASE)).await.unwrap();
        slowest = slowest.max(began.elapsed());
        claims += 1;
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(cleaning.await.unwrap(), 100_000);
    assert_eq!(clean(&*inbox).await.unwrap(), 0);
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
    assert!(slowest < Duration::from_secs(3), "{slowest:?}");
    assert_eq!(inbox.look(&subject("cleaning", "0").key).await.unwrap(), Some(State::Pending));
    (began.elapsed(), slowest)
}
