//! axum: the route, the extractors, and URLs within nested routers.

use std::{sync::Arc, time::Duration};

use axum::{Router, extract::FromRef, routing::post};
use countersign_receiver::{
    Endpoint, Event, Receiver, Verified,
    axum::receive,
    countersign::{self, UnixTime, Webhook, providers},
    memory::MemoryStore,
};
use serde::Deserialize;
use tokio::{io::AsyncWriteExt as _, net::TcpListener};

use super::{Client, receiver, receives};
use crate::deliveries::{SECRET, endpoint, signed};

pub async fn serve(app: Router) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, app).await });
    port
}

#[tokio::test(flavor = "multi_thread")]
async fn the_route_receives() {
    let (receiver, runs) = receiver();
    let port = serve(Router::new().route("/webhooks/iex", receive(receiver))).await;
    receives(Client { port, path: "/webhooks/iex" }, runs).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_that_hangs_up_in_its_body_runs_nothing_and_one_that_hangs_up_later_stops_nothing() {
    let (receiver, runs) = receiver();
    let port = serve(Router::new().route("/", receive(receiver))).await;
    let client = Client { port, path: "/" };
    for (id, body) in [("cut short", b"{".as_slice()), ("slow", b"{}")] {
        let head = client.head("POST", &signed(id, b"{}"), &[("content-length", "2")]);
        let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.write_all(&[&head, body].concat()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        drop(stream);
    }
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(runs.lock().unwrap().get("cut short"), None);
    assert_eq!(client.deliver("slow", b"{}").await.status, 200);
    assert_eq!(runs.lock().unwrap()["slow"], 1, "it was brought to its end");
}

#[derive(Clone)]
struct State(Arc<Endpoint>);

impl FromRef<State> for Arc<Endpoint> {
    fn from_ref(state: &State) -> Self {
        state.0.clone()
    }
}

#[derive(Deserialize)]
struct Order {
    amount: u32,
}

#[tokio::test(flavor = "multi_thread")]
async fn extractors_give_what_was_verified() {
    let app = Router::new()
        .route("/order", post(async |order: Verified<Order>| format!("{} {:?}", order.data.amount, order.event.id)))
        .route("/raw", post(async |event: Event| event.body))
        .with_state(State(Arc::new(endpoint().max_body_bytes(1000))));
    let port = serve(app).await;
    let client = |path| Client { port, path };
    let answer = client("/order").deliver("e", br#"{"amount":3}"#).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"3 Some("e")"#));
    assert_eq!(client("/order").deliver("e", br#"{"amount":"3"}"#).await.status, 400);
    assert_eq!(client("/order").post(&signed("e", b"{}"), b"{ }").await.status, 401);
    assert_eq!(client("/raw").deliver("e", b"a\r\n").await.body, "a\r\n");
    assert_eq!(client("/raw").deliver("e", &[b' '; 1001]).await.status, 413);
}

/// A router that takes off a prefix hides it from the path, not from the signature.
#[tokio::test(flavor = "multi_thread")]
async fn a_url_is_the_one_that_came() {
    let webhook = || Webhook::new(&providers::TWILIO, [SECRET]).unwrap();
    let endpoint = Endpoint::new("sms", webhook()).public_url("https://hooks.example.com").unwrap();
    let receiver = Receiver::inline(endpoint, MemoryStore::new(), |_: Event| async { Ok::<_, std::io::Error>(()) });
    let port = serve(Router::new().nest("/in", Router::new().route("/sms", receive(receiver)))).await;
    let url = "https://hooks.example.com/in/sms?a=b";
    let delivery = countersign::Delivery::new(b"Body=Hi").method("POST").url(url);
    let headers = webhook().sign(&delivery, UnixTime::now()).unwrap();
    assert_eq!(Client { port, path: "/in/sms?a=b" }.post(&headers, b"Body=Hi").await.status, 200);
    assert_eq!(Client { port, path: "/in/sms?a=c" }.post(&headers, b"Body=Hi").await.status, 401);
}
