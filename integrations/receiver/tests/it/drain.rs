//! Whether what an inbox stores is worked on: once each, again when it fails, and given up in the end.

use std::{
    convert::Infallible,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use countersign_receiver::{Drain, Event, HandlerError, Inbox as _, Receiver, State, Store as _, memory::MemoryStore};
use tokio::sync::oneshot;

use crate::deliveries::{endpoint, genuine, request, signed};

#[tokio::test]
async fn what_is_stored_is_answered_at_once_and_worked_on_later() {
    let store = MemoryStore::new();
    let receiver = Receiver::inbox(endpoint(), store.clone());
    for event in 0..20 {
        assert_eq!(receiver.receive(genuine(&format!("e{event}"))).await.cause().as_str(), "stored");
        assert_eq!(receiver.receive(genuine(&format!("e{event}"))).await.cause().as_str(), "duplicate");
    }
    let body = b"\xff\0";
    assert_eq!(receiver.receive(request(&signed("raw", body), body)).await.cause().as_str(), "stored");
    let events: Arc<Mutex<Vec<Event>>> = Arc::default();
    let (given, at_once, most) = (events.clone(), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let peak = most.clone();
    let drain = Drain::new("iex", store, move |event: Event| {
        let (given, at_once, peak) = (given.clone(), at_once.clone(), peak.clone());
        async move {
            peak.fetch_max(at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(5)).await;
            at_once.fetch_sub(1, Ordering::SeqCst);
            given.lock().unwrap().push(event);
            Ok::<_, Infallible>(())
        }
    });
    let (stop, stopped) = oneshot::channel::<()>();
    let working = tokio::spawn(drain.poll_every(Duration::from_millis(5)).run(async move { drop(stopped.await) }));
    while events.lock().unwrap().len() < 21 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(stop);
    working.await.unwrap();
    assert_eq!(most.load(Ordering::SeqCst), 4, "unless another number is said");
    let events = events.lock().unwrap().clone();
    let raw = events.iter().find(|event| event.id.as_deref() == Some("raw")).unwrap();
    assert_eq!((&raw.body[..], raw.attempt, raw.key_index), (&body[..], 1, 0));
    assert_eq!(raw.covers, ["id", "type", "timestamp", "nonce", "body"]);
    assert_eq!(receiver.receive(genuine("e0")).await.cause().as_str(), "duplicate");
}

#[tokio::test]
async fn what_fails_is_tried_again_later_and_later_and_given_up() {
    let now = Arc::new(AtomicI64::new(0));
    let clock = now.clone();
    let store = MemoryStore::with_clock(move || clock.load(Ordering::Relaxed));
    let receiver = Receiver::inbox(endpoint(), store.clone());
    receiver.receive(genuine("e")).await;
    let outcomes: Arc<Mutex<Vec<_>>> = Arc::default();
    let told = outcomes.clone();
    let drain = Drain::new("iex", store.clone(), |event: Event| async move {
        Err::<(), HandlerError>(format!("attempt {} {}", event.attempt, "x".repeat(600)).into())
    });
    let drain = drain.attempts(3).on_outcome(move |outcome| told.lock().unwrap().push((outcome.cause.as_str(), outcome.attempt)));
    let mut waits = Vec::new();
    while store.dead("iex", 1).await.unwrap().is_empty() {
        let before = now.load(Ordering::Relaxed);
        while !drain.step().await.unwrap() {
            now.fetch_add(500, Ordering::Relaxed);
        }
        waits.push(now.load(Ordering::Relaxed) - before);
    }
    assert_eq!(waits.len(), 3);
    assert!(waits[0] == 0 && (8_000..=12_500).contains(&waits[1]) && (24_000..=36_500).contains(&waits[2]), "{waits:?}");
    assert_eq!(*outcomes.lock().unwrap(), [("handler_failed", Some(1)), ("handler_failed", Some(2)), ("dead", Some(3))]);
    let dead = store.dead("iex", 10).await.unwrap();
    let error = dead[0].error.as_deref().unwrap();
    assert!(error.starts_with("attempt 3 xxx") && error.chars().count() == 500, "{error}");
    assert_eq!(receiver.receive(genuine("e")).await.cause().as_str(), "dead");
    assert!(store.revive(&dead[0].key).await.unwrap());
    assert!(drain.step().await.unwrap());
    assert_eq!(outcomes.lock().unwrap()[3], ("handler_failed", Some(1)));
}

#[tokio::test]
async fn what_takes_its_process_with_it_is_given_up_without_another_run() {
    let now = Arc::new(AtomicI64::new(0));
    let clock = now.clone();
    let store = MemoryStore::with_clock(move || clock.load(Ordering::Relaxed));
    Receiver::inbox(endpoint(), store.clone()).receive(genuine("e")).await;
    let drain = Drain::new("iex", store.clone(), |_: Event| async { panic!("it must not run again") as Result<(), Infallible> });
    for attempt in 0..2 {
        // Taken, and never heard of again.
        let token = crate::deliveries::token(&attempt.to_string());
        assert!(store.take("iex", token, Duration::from_secs(60)).await.unwrap().is_some());
        now.fetch_add(61_000, Ordering::Relaxed);
    }
    assert!(drain.attempts(2).step().await.unwrap());
    assert_eq!(store.dead("iex", 1).await.unwrap()[0].error.as_deref(), Some("no attempt came to its end"));
}

#[tokio::test]
async fn a_worker_that_stops_brings_to_an_end_what_it_took() {
    let store = MemoryStore::new();
    let request = genuine("e");
    Receiver::inbox(endpoint(), store.clone()).receive(request).await;
    let (begun, running) = oneshot::channel();
    let begun = Mutex::new(Some(begun));
    let keys: Arc<Mutex<Vec<_>>> = Arc::default();
    let seen = keys.clone();
    let drain = Drain::new("iex", store.clone(), move |event: Event| {
        begun.lock().unwrap().take().unwrap().send(()).unwrap();
        seen.lock().unwrap().push(event.key);
        async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            Ok::<_, Infallible>(())
        }
    });
    drain.run(async { running.await.unwrap() }).await;
    let key = keys.lock().unwrap()[0];
    assert_eq!(store.look(&key).await.unwrap(), Some(State::Done));
}
