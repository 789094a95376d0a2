//! The layer: nothing comes through that is not genuine, and what comes through is whole.

use std::time::Duration;

use axum::{Extension, Router, body::Bytes, routing::any};
use countersign_receiver::{Event, tower::VerifyLayer};

use super::{Client, axum::serve};
use crate::deliveries::{endpoint, signed};

#[tokio::test(flavor = "multi_thread")]
async fn the_layer_lets_through_what_is_genuine() {
    let inner = any(async |Extension(event): Extension<Event>, body: Bytes| {
        assert_eq!(body, event.body);
        format!("{:?} {}", event.id, body.len())
    });
    let endpoint = endpoint().max_body_bytes(1000).read_time(Duration::from_millis(300));
    let port = serve(Router::new().route("/", inner).layer(VerifyLayer::new(endpoint))).await;
    let client = Client { port, path: "/" };
    let answer = client.deliver("e", b"\xff\r\n").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"Some("e") 3"#));
    assert_eq!(client.deliver("e", b"\xff\r\n").await.status, 200, "repeats are not its business");
    let forged = client.post(&signed("e", b"{}"), b"{ }").await;
    assert_eq!((forged.status, forged.header("content-type")), (401, Some("application/problem+json")));
    let get = client.send("GET", &signed("e", b""), b"").await;
    assert_eq!((get.status, get.header("allow")), (405, Some("POST")));
    assert_eq!(client.deliver("e", &[b' '; 1001]).await.status, 413);
    let head = client.head("POST", &signed("e", b"{}"), &[("content-length", "2")]);
    assert_eq!(client.raw(&[&head, b"{"], Duration::ZERO).await.status, 503);
}
