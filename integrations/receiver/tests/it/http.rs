//! What a sender sees of each integration over real HTTP.

#[cfg(feature = "actix")]
mod actix;
#[cfg(feature = "axum")]
mod axum;
mod client;
#[cfg(all(feature = "axum", feature = "tower"))]
mod tower;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use countersign_receiver::{Event, HandlerError, Receiver, memory::MemoryStore};

use self::client::{Answer, Client};
use crate::deliveries::{endpoint, signed};

const PROBLEM: &str = "application/problem+json";

/// How often each event was run.
type Runs = Arc<Mutex<HashMap<String, usize>>>;

/// A receiver whose handler does what the event's id says.
fn receiver() -> (Receiver, Runs) {
    let runs = Runs::default();
    let count = runs.clone();
    let handler = move |event: Event| {
        let id = event.id.clone().unwrap_or_default();
        *count.lock().unwrap().entry(id.clone()).or_default() += 1;
        async move {
            match (id.as_str(), event.attempt) {
                ("fails", 1) => Err(HandlerError::from("it failed")),
                ("panics", 1) => panic!("it panicked"),
                ("hangs", 1) => std::future::pending::<Result<(), _>>().await,
                ("slow", _) => {
                    tokio::time::sleep(Duration::from_millis(400)).await;
                    Ok(())
                }
                _ => Ok(()),
            }
        }
    };
    let endpoint = endpoint().max_body_bytes(100_000).read_time(Duration::from_millis(500));
    let receiver = Receiver::inline(endpoint, MemoryStore::new(), handler).handler_time(Duration::from_secs(1));
    (receiver, runs)
}

/// Everything that has to hold of a receiver, however it is served.
async fn receives(client: Client, runs: Runs) {
    genuine_ones(&client, &runs).await;
    refused_ones(&client).await;
    bodies(&client).await;
    failing_handlers(&client, &runs).await;
    assert_eq!(client.deliver("last", b"{}").await.status, 200, "it is there still");
    assert_eq!(runs.lock().unwrap().get("forged"), None);
}

async fn genuine_ones(client: &Client, runs: &Runs) {
    let answer = client.deliver("e", b"{}").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    let answer = client.deliver("e", b"{}").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    assert_eq!(runs.lock().unwrap()["e"], 1, "a repeat is answered with success and not run");
    assert_eq!(client.deliver("e", b"{ }").await.status, 409);
    let (first, second) = tokio::join!(client.deliver("slow", b"{}"), async {
        tokio::time::sleep(Duration::from_millis(150)).await;
        client.deliver("slow", b"{}").await
    });
    assert_eq!((first.status, second.status), (200, 503));
    assert_eq!(second.header("retry-after"), Some("60"), "as long as the lease");
    assert_eq!(runs.lock().unwrap()["slow"], 1);
}

async fn refused_ones(client: &Client) {
    let problem = |answer: &Answer, status: u16, title: &str| {
        assert_eq!(answer.status, status, "{answer:?}");
        assert_eq!(answer.header("content-type"), Some(PROBLEM));
        assert_eq!(answer.body, format!(r#"{{"type":"about:blank","title":"{title}","status":{status}}}"#));
    };
    let headers = signed("forged", b"{}");
    problem(&client.post(&headers, b"{ }").await, 401, "Unauthorized");
    let without: Vec<_> = headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("x-webhook-signature")).cloned().collect();
    problem(&client.post(&without, b"{}").await, 401, "Unauthorized");
    let mut malformed = without.clone();
    malformed.push(("X-Webhook-Signature".to_owned(), "sha256=zz".to_owned()));
    problem(&client.post(&malformed, b"{}").await, 400, "Bad Request");
    let mut twice = headers.clone();
    twice.push(headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("x-webhook-signature")).unwrap().clone());
    problem(&client.post(&twice, b"{}").await, 401, "Unauthorized");
    for method in ["GET", "PUT", "DELETE", "OPTIONS"] {
        let answer = client.send(method, &headers, b"").await;
        problem(&answer, 405, "Method Not Allowed");
        assert_eq!(answer.header("allow"), Some("POST"));
    }
    assert_eq!(client.send("HEAD", &[], b"").await.status, 405);
}

async fn bodies(client: &Client) {
    // Announced and never sent: it is answered without being read.
    let head = client.head("POST", &signed("large", b""), &[("content-length", "100001")]);
    assert_eq!(client.raw(&[&head], Duration::ZERO).await.status, 413);
    let large = vec![b' '; 100_001];
    let answer = client.post(&signed("large", &large), &large).await;
    assert_eq!((answer.status, answer.header("content-type")), (413, Some(PROBLEM)));
    let chunked = client.head("POST", &signed("large", b""), &[("transfer-encoding", "chunked")]);
    let chunk = [b"18000\r\n".as_slice(), &vec![b' '; 0x18000], b"\r\n"].concat();
    assert_eq!(client.raw(&[&chunked, &chunk, &chunk], Duration::ZERO).await.status, 413);
    let most = vec![b' '; 100_000];
    assert_eq!(client.deliver("most", &most).await.status, 200);
    // As many bytes as were announced do not come.
    let head = client.head("POST", &signed("slow body", b"{}"), &[("content-length", "2")]);
    assert_eq!(client.raw(&[&head, b"{"], Duration::ZERO).await.status, 503);
    for (id, body) in [
        ("invalid UTF-8", b"\xff\xfe\x00{".as_slice()),
        ("BOM", b"\xef\xbb\xbf{}"),
        ("CRLF", b"{\r\n}\r\n"),
        ("empty", b""),
        ("form", b"a=1&b=%20"),
    ] {
        assert_eq!(client.deliver(id, body).await.status, 200, "{id}");
    }
    // `{}` as gzip writes it: verified as it came, not unpacked.
    let gzip = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab\xae\x05\x00\x43\xbf\xa6\xa3\x02\x00\x00\x00";
    let mut headers = signed("gzip", gzip);
    headers.push(("content-encoding".to_owned(), "gzip".to_owned()));
    assert_eq!(client.post(&headers, gzip).await.status, 200);
    let pieces = client.head("POST", &signed("chunked", b"{}"), &[("transfer-encoding", "chunked")]);
    assert_eq!(client.raw(&[&pieces, b"1\r\n{\r\n", b"1\r\n}\r\n0\r\n\r\n"], Duration::from_millis(50)).await.status, 200);
}

async fn failing_handlers(client: &Client, runs: &Runs) {
    for (id, status, retry_after) in [("fails", 500, None), ("panics", 500, None), ("hangs", 503, Some("10"))] {
        let answer = client.deliver(id, b"{}").await;
        assert_eq!((answer.status, answer.header("retry-after")), (status, retry_after), "{id}");
        assert_eq!(answer.header("content-type"), Some(PROBLEM));
        assert!(!answer.body.contains("it "), "no detail: {}", answer.body);
        assert_eq!(client.deliver(id, b"{}").await.status, 200, "{id}: it was released");
        assert_eq!(runs.lock().unwrap()[id], 2);
    }
}
