//! Whether receivers do what the vectors say: what happens next, what becomes of a record, and by what an event is known.
#![cfg(all(feature = "receiver", feature = "serde"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what cannot be read is a failed test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use countersign::receiver::{Claim, Claimed, Dedupe, Happened, Kept, Key, Mode, Next, Reason, Record, Step, TITLES, Token};
use countersign::{Delivery, RawRequest, UnixTime, Webhook, providers};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

const TICK: i64 = 1000;

fn vectors(file: &str) -> Vec<Value> {
    let path = format!("{}/tests/vectors/receiver/{file}", env!("CARGO_MANIFEST_DIR"));
    let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let vectors = file["vectors"].as_array().unwrap().clone();
    assert!(!vectors.is_empty());
    vectors
}

#[test]
fn every_step_of_the_table_is_as_the_vectors_say() {
    let mut met = BTreeSet::new();
    for vector in vectors("flow.json") {
        let name = &vector["name"];
        let mode = *Mode::ALL.iter().find(|mode| mode.as_str() == vector["mode"]).unwrap();
        let mut does = Vec::new();
        let mut answer = None;
        for happened in vector["happened"].as_array().unwrap() {
            assert_eq!(answer, None, "{name}: it was answered before {happened}");
            let happened = *Happened::ALL.iter().find(|known| known.as_str() == happened).unwrap();
            met.insert(happened.as_str());
            match mode.next(happened) {
                Next::Do(step) => does.push(step.as_str()),
                Next::Release(reason) => {
                    does.push("release");
                    answer = Some(reason);
                }
                Next::Answer(reason) => answer = Some(reason),
            }
        }
        let answer = answer.unwrap_or_else(|| panic!("{name}: no answer"));
        assert_eq!(Value::from(does), vector["does"], "{name}");
        let expected = &vector["answer"];
        assert_eq!(answer.as_str(), expected["reason"], "{name}");
        assert_eq!(answer.status(), expected["status"], "{name}");
        assert_eq!(answer.retry_after().map(Value::from), expected.get("retryAfter").cloned(), "{name}");
    }
    let all: BTreeSet<_> = Happened::ALL.iter().map(|happened| happened.as_str()).collect();
    assert_eq!(met, all, "the vectors leave something out");
}

#[test]
fn a_sender_gives_up_only_where_nothing_can_be_mended() {
    for reason in Reason::ALL {
        let lasting = matches!(reason, Reason::NotPost | Reason::TooLarge | Reason::Conflict);
        assert_eq!((400..500).contains(&reason.status()), lasting, "{reason:?}");
    }
    // They stand side by side in the table that TypeScript has.
    let names: BTreeSet<_> = Step::ALL.iter().map(|step| step.as_str()).chain(Reason::ALL.iter().map(|reason| reason.as_str())).collect();
    assert_eq!(names.len(), Step::ALL.len() + Reason::ALL.len());
}

#[test]
fn records_become_what_the_vectors_say() {
    for vector in vectors("records.json") {
        let mut records: BTreeMap<String, Record> = BTreeMap::new();
        for step in vector["steps"].as_array().unwrap() {
            let was = perform(&mut records, step);
            assert_eq!(was, step["is"], "{}: {step}", vector["name"]);
        }
    }
}

fn perform(records: &mut BTreeMap<String, Record>, step: &Value) -> Value {
    let now = step["at"].as_i64().unwrap() * TICK;
    let (what, how) = step.as_object().unwrap().iter().find(|(name, _)| !matches!(name.as_str(), "at" | "is")).unwrap();
    let ticks = |name: &str, otherwise: i64| how.get(name).map_or(otherwise, |value| value.as_i64().unwrap()) * TICK;
    let text = |name: &str, otherwise: &'static str| how.get(name).map_or(otherwise.to_owned(), |value| value.as_str().unwrap().to_owned());
    let token = Token(Sha256::digest(text("by", ""))[..16].try_into().unwrap());
    let digest: [u8; 32] = Sha256::digest(text("body", "x")).into();
    let event = text("event", "e");
    let record = records.remove(&event);
    let (record, was) = match (what.as_str(), record) {
        ("claim", record) => {
            let claim = Claim { token, digest, lease: ticks("lease", 2), keep: ticks("keep", 1000) };
            let (record, claimed) = Record::claim(record, &claim, now);
            let claimed = match claimed {
                Claimed::Won { attempt } => format!("won {attempt}"),
                Claimed::Done => "done".to_owned(),
                Claimed::Busy { retry_after } => {
                    assert!(retry_after > 0);
                    "busy".to_owned()
                }
                Claimed::Conflict => "conflict".to_owned(),
                Claimed::Dead => "dead".to_owned(),
            };
            (Some(record), claimed.into())
        }
        ("keep", record) => {
            let (record, kept) = Record::keep(record, digest, now);
            let kept = match kept {
                Kept::New => "new",
                Kept::Known(state) => state.as_str(),
                Kept::Conflict => "conflict",
            };
            (Some(record), kept.into())
        }
        ("take", record) => {
            let (record, taken) = record.map_or((None, None), |mut record| {
                let taken = record.take(token, ticks("lease", 2), now);
                (Some(record), taken)
            });
            (record, taken.map_or("nothing".to_owned(), |attempt| format!("won {attempt}")).into())
        }
        ("look", record) => {
            let state = record.as_ref().map_or("absent", |record| record.state.as_str());
            (record, state.into())
        }
        (_, None) => (None, false.into()),
        (what, Some(mut record)) => {
            let held = match what {
                "complete" => record.complete(token, ticks("keep", 1000), now),
                "release" => record.release(token, ticks("delay", 0), now),
                "extend" => record.extend(token, ticks("lease", 2), now),
                "bury" => record.bury(token),
                other => panic!("{other} is no step"),
            };
            (Some(record), held.into())
        }
    };
    if let Some(record) = record {
        records.insert(event, record);
    }
    was
}

#[test]
fn events_are_known_by_what_the_vectors_say() {
    let now = UnixTime::from_secs(1_782_190_000);
    for vector in vectors("keys.json") {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let scheme = providers::by_name(vector["scheme"].as_str().unwrap()).unwrap();
        let webhook = Webhook::new(scheme, [vector["secret"].as_str().unwrap()]).unwrap();
        let given = &vector["delivery"];
        let body = text(&given["body"]).unwrap();
        let (id, event_type, nonce) = (text(&given["id"]), text(&given["type"]), text(&given["nonce"]));
        let mut delivery = Delivery::new(body.as_bytes());
        if let Some(id) = &id {
            delivery = delivery.id(id);
        }
        if let Some(event_type) = &event_type {
            delivery = delivery.event_type(event_type);
        }
        if let Some(nonce) = &nonce {
            delivery = delivery.nonce(nonce);
        }
        let headers = webhook.sign(&delivery, now).unwrap();
        let request = RawRequest::new(&headers, body.as_bytes());
        let verified = webhook.verify(&request, now).unwrap();
        let endpoint = vector["endpoint"].as_str().unwrap();
        let of = match vector.get("dedupe").and_then(Value::as_str) {
            None => Dedupe::new,
            Some("id") => Dedupe::by_id,
            Some("body") => Dedupe::by_body,
            Some(other) => panic!("{other} is nothing to go by"),
        };
        let dedupe = of(endpoint, &verified, body.as_bytes());
        let preimage: [u8; 32] = Sha256::digest(vector["preimage"].as_str().unwrap()).into();
        assert_eq!(dedupe.key, Key(preimage), "{}", vector["name"]);
        assert_eq!(dedupe.key.to_hex(), vector["key"], "{}", vector["name"]);
        assert_eq!(hex::encode(dedupe.digest), vector["digest"], "{}", vector["name"]);
        assert_eq!(dedupe.id.map_or(Value::Null, Value::from), vector["id"], "{}", vector["name"]);
    }
}

#[test]
fn every_answer_that_is_no_success_has_a_title() {
    let statuses = Reason::ALL.iter().map(|reason| reason.status()).chain(countersign::Code::ALL.iter().map(|code| code.status()));
    for status in statuses.filter(|status| *status >= 300) {
        assert!(TITLES.iter().any(|(named, title)| *named == status && !title.is_empty()), "{status}");
    }
}
