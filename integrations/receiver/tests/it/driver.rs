//! What a receiver does with handlers that hang, panic and outlive their lease, with senders that hang up, and what it tells.

use std::{
    convert::Infallible,
    future::{pending, ready},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use countersign_receiver::{
    Claim, Claimed, Endpoint, Event, HandlerError, Key, Pending, Receiver, Secrets, State, Store, StoreError, Subject, Token,
    countersign::{Webhook, providers},
    memory::MemoryStore,
};

use crate::deliveries::{endpoint, genuine, request, signed, webhook};

const SECOND: Duration = Duration::from_secs(1);

async fn statuses(receiver: &Receiver, id: &str, times: usize) -> Vec<&'static str> {
    let mut causes = Vec::new();
    for _ in 0..times {
        causes.push(receiver.receive(genuine(id)).await.cause().as_str());
    }
    causes
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_hangs_is_dropped_and_the_event_released() {
    let dropped = Arc::new(AtomicUsize::new(0));
    struct Guard(Arc<AtomicUsize>);
    impl Drop for Guard {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    let guards = dropped.clone();
    let receiver = Receiver::inline(endpoint(), MemoryStore::new(), move |_: Event| {
        let guard = Guard(guards.clone());
        async move {
            pending::<()>().await;
            drop(guard);
            Ok::<_, Infallible>(())
        }
    });
    assert_eq!(statuses(&receiver, "e", 2).await, ["handler_timed_out", "handler_timed_out"], "released, so it can be tried again");
    assert_eq!(dropped.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_handler_that_panics_has_failed() {
    let failures = Arc::new(Mutex::new(Vec::new()));
    for (panics_at, attempt) in [("call", 1), ("await", 2)] {
        let told = failures.clone();
        let receiver = Receiver::inline(endpoint(), MemoryStore::new(), move |event: Event| {
            assert!(panics_at != "call" || event.attempt > 1, "at the call");
            async move {
                tokio::task::yield_now().await;
                assert!(event.attempt > 2, "while it runs");
                Ok::<_, Infallible>(())
            }
        });
        let receiver = receiver.on_failure(move |failure| told.lock().unwrap().push(failure.error.to_string()));
        assert_eq!(statuses(&receiver, "e", attempt + 1).await[attempt - 1], "handler_failed");
    }
    let failures = failures.lock().unwrap();
    assert!(failures[0].starts_with("the handler panicked: at the call"), "{failures:?}");
    assert!(failures[1].starts_with("the handler panicked: while it runs"), "{failures:?}");
}

#[tokio::test(start_paused = true)]
async fn a_lease_is_extended_while_the_handler_runs() {
    let clock = tokio::time::Instant::now();
    let store = MemoryStore::with_clock(move || i64::try_from(clock.elapsed().as_millis()).unwrap());
    let receiver = Receiver::inline(endpoint(), store, |_: Event| async {
        tokio::time::sleep(20 * SECOND).await;
        Ok::<_, Infallible>(())
    });
    let receiver = receiver.lease(3 * SECOND);
    let other = receiver.clone();
    let first = tokio::spawn(async move { other.receive(genuine("e")).await });
    for _ in 0..6 {
        tokio::time::sleep(3 * SECOND).await;
        let answer = receiver.receive(genuine("e")).await;
        assert_eq!(answer.cause().as_str(), "busy");
        assert!((1..=3).contains(&answer.retry_after().unwrap()));
    }
    assert_eq!(first.await.unwrap().cause().as_str(), "processed");
    assert_eq!(statuses(&receiver, "e", 1).await, ["duplicate"]);
}

/// A store in memory where another takes every event over before its lease is extended.
#[derive(Clone)]
struct Robbed(MemoryStore, Arc<AtomicUsize>);

impl Store for Robbed {
    fn claim<'a>(&'a self, subject: &'a Subject, claim: &'a Claim) -> Pending<'a, Claimed> {
        self.0.claim(subject, claim)
    }

    fn complete<'a>(&'a self, _: &'a Key, _: Token, _: Duration) -> Pending<'a, bool> {
        Box::pin(ready(Ok(false)))
    }

    fn release<'a>(&'a self, _: &'a Key, _: Token, _: Duration, _: Option<&'a str>) -> Pending<'a, bool> {
        Box::pin(ready(Ok(false)))
    }

    fn extend<'a>(&'a self, _: &'a Key, _: Token, _: Duration) -> Pending<'a, bool> {
        Box::pin(ready(Ok(false)))
    }

    fn look<'a>(&'a self, _: &'a Key) -> Pending<'a, Option<State>> {
        self.1.fetch_add(1, Ordering::Relaxed);
        Box::pin(ready(Ok(Some(State::Done))))
    }
}

#[tokio::test(start_paused = true)]
async fn a_handler_whose_event_was_taken_over_is_dropped() {
    let looks = Arc::new(AtomicUsize::new(0));
    let receiver = Receiver::inline(endpoint(), Robbed(MemoryStore::new(), looks.clone()), |_: Event| pending::<Result<(), Infallible>>());
    let began = tokio::time::Instant::now();
    assert_eq!(statuses(&receiver, "e", 1).await, ["duplicate"], "the other is done");
    assert!(began.elapsed() < 25 * SECOND);
    assert_eq!(looks.load(Ordering::Relaxed), 1);
}

/// A store in memory that cannot be reached any more once an event is claimed, but to look.
#[derive(Clone)]
struct Cut(MemoryStore);

impl Store for Cut {
    fn claim<'a>(&'a self, subject: &'a Subject, claim: &'a Claim) -> Pending<'a, Claimed> {
        self.0.claim(subject, claim)
    }

    fn complete<'a>(&'a self, _: &'a Key, _: Token, _: Duration) -> Pending<'a, bool> {
        Box::pin(pending())
    }

    fn release<'a>(&'a self, _: &'a Key, _: Token, _: Duration, _: Option<&'a str>) -> Pending<'a, bool> {
        panic!("what may be another's is not given back")
    }

    fn extend<'a>(&'a self, _: &'a Key, _: Token, _: Duration) -> Pending<'a, bool> {
        Box::pin(pending())
    }

    fn look<'a>(&'a self, key: &'a Key) -> Pending<'a, Option<State>> {
        self.0.look(key)
    }
}

#[tokio::test(start_paused = true)]
async fn a_handler_is_dropped_once_its_lease_is_over_and_the_store_cannot_be_reached() {
    for lease in [3, 30, 60] {
        let errors = Arc::new(Mutex::new(Vec::new()));
        let told = errors.clone();
        let receiver = Receiver::inline(endpoint(), Cut(MemoryStore::new()), |_: Event| pending::<Result<(), Infallible>>());
        let receiver = receiver.lease(lease * SECOND).handler_time(600 * SECOND);
        let receiver = receiver.on_failure(move |failure| told.lock().unwrap().push(failure.error.to_string()));
        let began = tokio::time::Instant::now();
        assert_eq!(statuses(&receiver, "e", 1).await, ["superseded"], "whoever comes next decides");
        let waited = began.elapsed();
        assert!((lease * SECOND..lease * SECOND + SECOND / 10).contains(&waited), "{waited:?}");
        assert!(errors.lock().unwrap()[0].starts_with("the lease was over"), "{errors:?}");
    }
}

#[tokio::test]
async fn a_sender_that_hangs_up_stops_nothing() {
    let receiver = Receiver::inline(endpoint(), MemoryStore::new(), |_: Event| async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        Ok::<_, Infallible>(())
    });
    let receiving = receiver.receive(genuine("e"));
    assert!(tokio::time::timeout(Duration::from_millis(50), receiving).await.is_err());
    receiver.idle().await;
    assert_eq!(statuses(&receiver, "e", 1).await, ["duplicate"]);
}

/// A store that hangs.
struct Hung;

impl Store for Hung {
    fn claim<'a>(&'a self, _: &'a Subject, _: &'a Claim) -> Pending<'a, Claimed> {
        Box::pin(pending())
    }

    fn complete<'a>(&'a self, _: &'a Key, _: Token, _: Duration) -> Pending<'a, bool> {
        Box::pin(pending())
    }

    fn release<'a>(&'a self, _: &'a Key, _: Token, _: Duration, _: Option<&'a str>) -> Pending<'a, bool> {
        Box::pin(pending())
    }

    fn extend<'a>(&'a self, _: &'a Key, _: Token, _: Duration) -> Pending<'a, bool> {
        Box::pin(pending())
    }

    fn look<'a>(&'a self, _: &'a Key) -> Pending<'a, Option<State>> {
        Box::pin(pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_is_not_waited_for() {
    let receiver = Receiver::inline(endpoint(), Hung, |_: Event| ready(Ok::<_, Infallible>(())));
    let began = tokio::time::Instant::now();
    assert_eq!(statuses(&receiver, "e", 1).await, ["store_failed"]);
    assert_eq!(began.elapsed(), 10 * SECOND, "five seconds, twice");
}

#[tokio::test]
async fn a_handler_is_given_what_was_verified() {
    let events = Arc::new(Mutex::new(Vec::new()));
    let given = events.clone();
    let receiver = Receiver::inline(endpoint().keep_headers(["X-Shop"]), MemoryStore::new(), move |event: Event| {
        given.lock().unwrap().push(event);
        ready(Ok::<_, Infallible>(()))
    });
    let body = b"{\"id\":\"inside\"}\xff";
    let mut headers = signed("evt_1", body);
    headers.extend([("content-type", "application/json"), ("x-shop", "a"), ("authorization", "fake")].map(|(n, v)| (n.into(), v.into())));
    assert_eq!(receiver.receive(request(&headers, body)).await.status(), 200);
    let events = events.lock().unwrap();
    let event = &events[0];
    assert_eq!((event.id.as_deref(), event.event_type.as_deref()), (Some("evt_1"), Some("order.created")));
    assert_eq!((event.attempt, event.key_index, &event.body[..], event.endpoint.as_str()), (1, 0, &body[..], "iex"));
    assert_eq!(event.covers, ["id", "type", "timestamp", "nonce", "body"]);
    assert!(event.timestamp.is_some() && event.nonce.is_some());
    assert_eq!((event.header("content-type"), event.header("X-Shop")), (Some("application/json"), Some("a")));
    assert_eq!(event.headers.len(), 2);
    assert!(event.json::<serde_json::Value>().is_err());
    let shown = format!("{event:?}");
    assert!(shown.contains("16 bytes") && !shown.contains("inside") && !shown.contains("application/json"), "{shown}");
}

#[tokio::test]
async fn what_is_told_is_a_closed_set_and_holds_no_secret() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let hook = told.clone();
    let receiver = Receiver::inline(endpoint(), MemoryStore::new(), |_: Event| ready(Err::<(), HandlerError>("it failed".into())));
    let receiver = receiver.on_outcome(move |outcome| {
        hook.lock().unwrap().push(format!(
            "{} {:?} {:?} {:?}",
            outcome.cause.as_str(),
            outcome.event_id,
            outcome.event_type,
            outcome.attempt
        ));
        panic!("a hook that panics changes nothing");
    });
    assert_eq!(receiver.receive(genuine("e")).await.status(), 500);
    let mut forged = genuine("e");
    forged.headers_mut().insert("x-webhook-event-id", "f".parse().unwrap());
    assert_eq!(receiver.receive(forged).await.status(), 401);
    let told = told.lock().unwrap();
    assert_eq!(*told, ["handler_failed Some(\"e\") Some(\"order.created\") Some(1)", "signature_mismatch None None None"]);
}

#[tokio::test(start_paused = true)]
async fn secrets_can_be_rotated_while_the_server_runs() {
    let of = |secret: &str| Webhook::new(&providers::IEXEXCHANGER, [secret]).unwrap();
    let handler = |_: Event| ready(Ok::<_, Infallible>(()));
    let (secrets, swap) = Secrets::swapped(of("fake-secret-of-yesterday"));
    let receiver = Receiver::inline(Endpoint::new("iex", secrets), MemoryStore::new(), handler);
    assert_eq!(statuses(&receiver, "a", 1).await, ["signature_mismatch"]);
    swap.set(webhook());
    assert_eq!(statuses(&receiver, "a", 1).await, ["processed"]);

    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let secrets = Secrets::provided(60 * SECOND, move || {
        let nth = count.fetch_add(1, Ordering::Relaxed);
        async move { if nth == 1 { Err("the vault is sealed") } else { Ok(webhook()) } }
    });
    let receiver = Receiver::inline(Endpoint::new("iex", secrets), MemoryStore::new(), handler);
    assert_eq!(statuses(&receiver, "a", 3).await, ["processed", "duplicate", "duplicate"]);
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

/// Secrets that a function gives: at its nth call what `give` says, of the secret or of an older one.
fn provided(give: fn(usize) -> Result<bool, &'static str>) -> (Secrets, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let secrets = Secrets::provided(60 * SECOND, move || {
        let given = give(count.fetch_add(1, Ordering::Relaxed));
        async move {
            tokio::time::sleep(SECOND / 10).await;
            given.map(
                |is_new| if is_new { webhook() } else { Webhook::new(&providers::IEXEXCHANGER, ["fake-secret-of-yesterday"]).unwrap() },
            )
        }
    });
    (secrets, asked)
}

#[tokio::test(start_paused = true)]
async fn secrets_are_asked_for_again_when_a_signature_does_not_match() {
    let handler = |_: Event| ready(Ok::<_, Infallible>(()));
    let (secrets, asked) = provided(|nth| Ok(nth >= 2));
    let receiver = Receiver::inline(Endpoint::new("iex", secrets), MemoryStore::new(), handler);
    assert_eq!(statuses(&receiver, "a", 3).await, ["signature_mismatch"; 3]);
    assert_eq!(asked.load(Ordering::Relaxed), 1, "they are new enough");
    tokio::time::sleep(5 * SECOND).await;
    assert_eq!(statuses(&receiver, "a", 3).await, ["signature_mismatch"; 3]);
    assert_eq!(asked.load(Ordering::Relaxed), 2, "anybody can send a wrong signature");
    tokio::time::sleep(5 * SECOND).await;
    let (first, second) = tokio::join!(statuses(&receiver, "a", 1), statuses(&receiver, "b", 1));
    assert_eq!((first, second), (vec!["processed"], vec!["processed"]), "one asks for both");
    tokio::time::sleep(50 * SECOND).await;
    assert_eq!(statuses(&receiver, "c", 1).await, ["processed"]);
    assert_eq!(asked.load(Ordering::Relaxed), 3, "what came last is fresh since then");
}

#[tokio::test(start_paused = true)]
async fn secrets_that_do_not_come_again_leave_those_that_are_there() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let hook = told.clone();
    let (secrets, asked) = provided(|nth| match nth {
        0 => Ok(true),
        1 => Err("the vault is sealed"),
        _ => panic!("the vault is broken"),
    });
    let receiver = Receiver::inline(Endpoint::new("iex", secrets), MemoryStore::new(), |_: Event| ready(Ok::<_, Infallible>(())));
    let receiver = receiver.on_failure(move |failure| hook.lock().unwrap().push((failure.cause.as_str(), failure.error.to_string())));
    let forged = || {
        let mut forged = genuine("f");
        forged.headers_mut().insert("x-webhook-event-id", "g".parse().unwrap());
        forged
    };
    assert_eq!(statuses(&receiver, "a", 1).await, ["processed"]);
    for (asks, why) in [(2, "no newer secrets: the vault is sealed"), (3, "no newer secrets: what gives the secrets panicked")] {
        tokio::time::sleep(5 * SECOND).await;
        for _ in 0..3 {
            assert_eq!(receiver.receive(forged()).await.cause().as_str(), "signature_mismatch");
        }
        assert_eq!(asked.load(Ordering::Relaxed), asks);
        let told = std::mem::take(&mut *told.lock().unwrap());
        assert_eq!(told.len(), 4, "{told:?}");
        assert_eq!(told[0], ("signature_mismatch", why.to_owned()));
        assert_eq!(statuses(&receiver, "a", 1).await, ["duplicate"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_forger_who_hangs_up_keeps_nobody_from_new_secrets() {
    let (secrets, _) = provided(|nth| Ok(nth >= 1));
    let receiver = Receiver::inline(Endpoint::new("iex", secrets), MemoryStore::new(), |_: Event| ready(Ok::<_, Infallible>(())));
    assert_eq!(statuses(&receiver, "a", 1).await, ["signature_mismatch"]);
    tokio::time::sleep(5 * SECOND).await;
    assert!(tokio::time::timeout(SECOND / 20, receiver.receive(genuine("a"))).await.is_err());
    assert_eq!(statuses(&receiver, "a", 1).await, ["processed"]);
}

#[tokio::test]
async fn a_memory_that_is_too_short_is_warned_of_once() {
    for (days, warnings) in [(6, [true, false]), (7, [false, false])] {
        let told = Arc::new(Mutex::new(Vec::new()));
        let hook = told.clone();
        let receiver = Receiver::inline(endpoint(), MemoryStore::new(), |_: Event| ready(Ok::<_, Infallible>(())));
        let receiver = receiver.keep_for(days * 24 * 3600 * SECOND);
        let receiver = receiver.on_outcome(move |outcome| hook.lock().unwrap().push(outcome.warning.map(str::to_owned)));
        statuses(&receiver, "a", 1).await;
        statuses(&receiver.clone(), "b", 1).await;
        let told = told.lock().unwrap();
        assert_eq!([told[0].is_some(), told[1].is_some()], warnings, "{told:?}");
    }
}

#[tokio::test]
async fn a_url_that_is_signed_must_be_given() {
    let secret = "fake-secret-of-the-receiver-tests";
    let twilio = || Webhook::new(&providers::TWILIO, [secret]).unwrap();
    let handler = |_: Event| ready(Ok::<_, Infallible>(()));
    let body = b"Body=Hi";
    let url = "https://hooks.example.com/in/sms?from=twilio";
    let delivery = countersign_receiver::countersign::Delivery::new(body).method("POST").url(url);
    let mut headers = twilio().sign(&delivery, countersign_receiver::countersign::UnixTime::now()).unwrap();
    headers.push(("host".into(), "hooks.example.com".into()));
    headers.push(("x-forwarded-proto".into(), "https".into()));
    let request = || {
        let mut request = request(&headers, body);
        *request.uri_mut() = "/sms?from=twilio".parse().unwrap();
        request
    };
    let without = Receiver::inline(Endpoint::new("sms", twilio()), MemoryStore::new(), handler);
    assert_ne!(without.receive(request()).await.status(), 200, "it is not guessed");
    for base in ["https://hooks.example.com/in", "https://hooks.example.com/in/"] {
        let with = Endpoint::new("sms", twilio()).public_url(base).unwrap();
        let with = Receiver::inline(with, MemoryStore::new(), handler);
        assert_eq!(with.receive(request()).await.cause().as_str(), "processed");
    }
    for base in ["", "/in", "hooks.example.com", "ftp://a", "https://a?b", "https://a/#b", "https://", "https://a b"] {
        assert!(endpoint().public_url(base).is_err(), "{base}");
    }
}

#[tokio::test(start_paused = true)]
async fn secrets_that_do_not_come_are_answered_503_and_asked_for_again() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let secrets = Secrets::provided(60 * SECOND, move || {
        count.fetch_add(1, Ordering::Relaxed);
        pending::<Result<Webhook, StoreError>>()
    });
    let receiver = Receiver::inline(Endpoint::new("iex", secrets), MemoryStore::new(), |_: Event| ready(Ok::<_, Infallible>(())));
    assert_eq!(statuses(&receiver, "a", 2).await, ["no_secret", "no_secret"]);
    assert_eq!(asked.load(Ordering::Relaxed), 1, "not as often as a sender likes");
}
