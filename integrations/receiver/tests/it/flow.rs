//! Whether the receiver does what the vectors of every language say, and in that order.

use std::time::Duration;

use countersign_receiver::{Endpoint, Event, HandlerError, Handling, Receiver, Secrets};
use http::Request;
use http_body_util::Full;
use serde_json::Value;

use crate::{
    deliveries::{Body, endpoint, genuine},
    records::vectors,
    scripted::Scripted,
};

/// What no adapter of this crate can meet, as it reads the body itself, and what no store of a mode can say.
const LEFT_OUT: [&str; 5] = [
    "inline: a body that someone parsed before",
    "inbox: a body that someone parsed before",
    "transactional: a body that someone parsed before",
    "inbox: what cannot happen",
    "inline: what cannot happen",
];

#[tokio::test(start_paused = true)]
async fn receivers_do_what_the_vectors_say() {
    let vectors = vectors("flow.json");
    let mut left_out = 0;
    for vector in &vectors {
        let name = vector["name"].as_str().unwrap();
        if LEFT_OUT.contains(&name) {
            left_out += 1;
            continue;
        }
        let happened: Vec<String> = vector["happened"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect();
        let script = Scripted::of(happened.iter().filter(|word| *word != "verified").cloned());
        let receiver = receiver(vector["mode"].as_str().unwrap(), &script, endpoint_where(&happened[0]));
        let answer = match happened[0].as_str() {
            "cut_short" | "too_slow" => receiver.receive(genuine("e").map(|_| Broken { is_slow: happened[0] == "too_slow" })).await,
            _ => receiver.receive(request_where(&happened[0])).await,
        };
        // What was asked twice because the answer was lost is one step.
        let mut done = script.done.lock().unwrap().clone();
        done.dedup();
        assert_eq!(Value::from(done), vector["does"], "{name}");
        let expected = &vector["answer"];
        assert_eq!(answer.cause().as_str(), expected["reason"], "{name}");
        assert_eq!(answer.status().as_u16(), expected["status"], "{name}");
        assert_eq!(answer.retry_after().map(Value::from), expected.get("retryAfter").cloned(), "{name}");
        let tokens = script.tokens.lock().unwrap();
        assert!(tokens.iter().all(|token| *token == tokens[0]), "{name}: a claim that is repeated is the same claim");
    }
    assert_eq!(left_out, LEFT_OUT.len());
}

fn receiver(mode: &str, script: &Scripted, endpoint: Endpoint) -> Receiver {
    let handled = script.clone();
    let handle = move || {
        let script = handled.clone();
        async move {
            script.does("run");
            let is_first = script.happens.lock().unwrap().front().cloned();
            match is_first.as_deref() {
                Some("returned") => drop(script.next()),
                Some("threw" | "exhausted") => {
                    script.next();
                    return Err(HandlerError::from("it failed"));
                }
                Some("timed_out") => {
                    script.next();
                    std::future::pending::<()>().await;
                }
                other => panic!("{other:?} happens to no handler"),
            }
            Ok(())
        }
    };
    // The store says that it is the third attempt.
    let gives_up = script.happens.lock().unwrap().iter().any(|word| word == "exhausted");
    match mode {
        "inline" if gives_up => Receiver::inline_at_most(endpoint, 3, script.clone(), move |_: Event| handle()),
        "inline" => Receiver::inline(endpoint, script.clone(), move |_: Event| handle()),
        "inbox" => Receiver::inbox(endpoint, script.clone()),
        "transactional" => Receiver::transactional(endpoint, script.clone(), move |_, (): &mut ()| -> Handling<'_> { Box::pin(handle()) }),
        other => panic!("{other} is no mode"),
    }
}

fn endpoint_where(happened: &str) -> Endpoint {
    match happened {
        "no_secret" => Endpoint::new("iex", Secrets::provided(Duration::from_secs(60), || async { Err("the vault is sealed") })),
        _ => endpoint().max_body_bytes(1000),
    }
}

fn request_where(happened: &str) -> Request<Body> {
    match happened {
        "not_post" => Request::get("/").body(Full::default()).unwrap(),
        "too_large" => genuine("e").map(|_| Full::from(vec![b' '; 1001])),
        _ => genuine("e"),
    }
}

/// A body that ends in an error, or never.
struct Broken {
    is_slow: bool,
}

impl http_body::Body for Broken {
    type Data = bytes::Bytes;
    type Error = &'static str;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, &'static str>>> {
        if self.is_slow { std::task::Poll::Pending } else { std::task::Poll::Ready(Some(Err("the connection was closed"))) }
    }
}
