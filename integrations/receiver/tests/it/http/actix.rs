//! actix-web: the route and the extractors.

use std::{net::TcpListener, sync::mpsc, thread};

use actix_web::{App, HttpServer, dev::ServerHandle, rt::System, web};
use countersign_receiver::{Event, Verified, actix::receive};
use serde::Deserialize;

use super::{Client, receiver, receives};
use crate::deliveries::{endpoint, signed};

/// Serves in a thread of its own, as actix-web has its own runtime.
fn serve(configure: impl Fn(&mut web::ServiceConfig) + Clone + Send + 'static) -> (u16, ServerHandle) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        System::new().block_on(async move {
            let server = HttpServer::new(move || App::new().configure(configure.clone())).workers(2).listen(listener).unwrap().run();
            sender.send(server.handle()).unwrap();
            server.await.unwrap();
        });
    });
    (port, receiver.recv().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_route_receives() {
    let (receiver, runs) = receiver();
    let (port, server) = serve(move |app| {
        app.route("/webhooks/iex", receive(receiver.clone()));
    });
    receives(Client { port, path: "/webhooks/iex" }, runs).await;
    server.stop(false).await;
}

#[derive(Deserialize)]
struct Order {
    amount: u32,
}

#[tokio::test(flavor = "multi_thread")]
async fn extractors_give_what_was_verified() {
    let (port, server) = serve(|app| {
        app.app_data(web::Data::new(endpoint().max_body_bytes(1_000_000)));
        app.route("/order", web::post().to(async |order: Verified<Order>| format!("{} {:?}", order.data.amount, order.event.id)));
        app.route("/raw", web::post().to(async |event: Event| event.body));
    });
    let client = |path| Client { port, path };
    let answer = client("/order").deliver("e", br#"{"amount":3}"#).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"3 Some("e")"#));
    assert_eq!(client("/order").deliver("e", br#"{"amount":"3"}"#).await.status, 400);
    let forged = client("/order").post(&signed("e", b"{}"), b"{ }").await;
    assert_eq!((forged.status, forged.header("content-type")), (401, Some("application/problem+json")));
    assert_eq!(client("/raw").deliver("e", b"a\r\n").await.body, "a\r\n");
    assert_eq!(client("/raw").deliver("e", &vec![b' '; 500_000]).await.status, 200, "more than actix-web takes by itself");
    assert_eq!(client("/raw").deliver("e", &vec![b' '; 1_000_001]).await.status, 413);
    server.stop(false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_without_an_endpoint_takes_nothing() {
    let (port, server) = serve(|app| {
        app.route("/", web::post().to(async |_: Event| ""));
    });
    assert_eq!(Client { port, path: "/" }.deliver("e", b"{}").await.status, 503);
    server.stop(false).await;
}
