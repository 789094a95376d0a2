//! Whether a store does with a record what the vectors of every language say.

use std::{
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use countersign_receiver::{Claim, Claimed, Delivery, Inbox, Kept, Store, Subject};
use serde_json::Value;
use tokio::task::JoinSet;

use crate::deliveries::{digest, subject, token};

pub fn vectors(file: &str) -> Vec<Value> {
    let path = format!("{}/../../tests/vectors/receiver/{file}", env!("CARGO_MANIFEST_DIR"));
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let vectors = file["vectors"].as_array().unwrap().clone();
    assert!(!vectors.is_empty());
    vectors
}

/// Runs all vectors that the store can do side by side, a second for each tick.
pub async fn in_real_time(store: Arc<dyn Store>, inbox: Option<Arc<dyn Inbox>>) {
    let mut running = JoinSet::new();
    let began = Instant::now();
    for vector in vectors("records.json") {
        if vector.get("needs").is_some() && inbox.is_none() {
            continue;
        }
        let (store, inbox) = (store.clone(), inbox.clone());
        running.spawn(async move {
            run(&vector, &*store, inbox.as_deref(), |at| {
                let due = Duration::from_millis(at * 1000);
                tokio::time::sleep(due.saturating_sub(began.elapsed()))
            })
            .await;
        });
    }
    while let Some(vector) = running.join_next().await {
        vector.unwrap();
    }
}

/// Runs a vector, where `reach` waits for a tick.
pub async fn run<F: Future<Output = ()>>(vector: &Value, store: &dyn Store, inbox: Option<&dyn Inbox>, reach: impl Fn(u64) -> F) {
    let name = vector["name"].as_str().unwrap();
    for step in vector["steps"].as_array().unwrap() {
        reach(step["at"].as_u64().unwrap()).await;
        let (what, how) = step.as_object().unwrap().iter().find(|(name, _)| !matches!(name.as_str(), "at" | "is")).unwrap();
        assert_eq!(perform(name, what, how, store, inbox).await, step["is"], "{name}: {step}");
    }
}

async fn perform(name: &str, what: &str, how: &Value, store: &dyn Store, inbox: Option<&dyn Inbox>) -> Value {
    let ticks = |name: &str, otherwise: u64| Duration::from_secs(how.get(name).map_or(otherwise, |value| value.as_u64().unwrap()));
    let text = |name: &str, otherwise: &'static str| how.get(name).map_or(otherwise, |value| value.as_str().unwrap()).to_owned();
    let by = token(&format!("{name}/{}", text("by", "")));
    let body = text("body", "x");
    // An endpoint a vector, so that none takes what another has stored.
    let subject: Subject = subject(name, &text("event", "e"));
    let key = &subject.key;
    match what {
        "claim" => {
            let millis = |duration: Duration| i64::try_from(duration.as_millis()).unwrap();
            let claim = Claim { token: by, digest: digest(&body), lease: millis(ticks("lease", 2)), keep: millis(ticks("keep", 1000)) };
            match store.claim(&subject, &claim).await.unwrap() {
                Claimed::Won { attempt } => format!("won {attempt}").into(),
                Claimed::Done => "done".into(),
                Claimed::Busy { retry_after } => {
                    assert!(retry_after > 0 && retry_after <= 5000, "{name}: {retry_after}");
                    "busy".into()
                }
                Claimed::Conflict => "conflict".into(),
                Claimed::Dead => "dead".into(),
            }
        }
        "complete" => store.complete(key, by, ticks("keep", 1000)).await.unwrap().into(),
        "release" => store.release(key, by, ticks("delay", 0), Some("it failed")).await.unwrap().into(),
        "extend" => store.extend(key, by, ticks("lease", 2)).await.unwrap().into(),
        "look" => store.look(key).await.unwrap().map_or("absent", |state| state.as_str()).into(),
        "bury" => {
            let delivery = delivery(&body);
            inbox.unwrap().bury(key, by, Some("it failed"), Some(&delivery)).await.unwrap().into()
        }
        "keep" => match inbox.unwrap().keep(&subject, &digest(&body), &delivery(&body)).await.unwrap() {
            Kept::New => "new".into(),
            Kept::Known(state) => state.as_str().into(),
            Kept::Conflict => "conflict".into(),
        },
        "take" => match inbox.unwrap().take(name, by, ticks("lease", 2)).await.unwrap() {
            None => "nothing".into(),
            Some(taken) => {
                assert_eq!((taken.key, &taken.delivery), (subject.key, &delivery(&body)), "{name}");
                format!("won {}", taken.attempt).into()
            }
        },
        other => panic!("{other} is no step"),
    }
}

fn delivery(body: &str) -> Delivery {
    Delivery { head: r#"{"covers":["body"],"keyIndex":0,"headers":[]}"#.to_owned(), body: body.to_owned().into() }
}
