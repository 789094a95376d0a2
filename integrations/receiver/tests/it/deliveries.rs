//! Deliveries as a sender would make them, and subjects as a store is asked of.

use std::sync::atomic::{AtomicU64, Ordering};

use countersign_receiver::{
    Claim, Endpoint, Key, Subject, Token,
    countersign::{Delivery, UnixTime, Webhook, providers},
};
use http::Request;
use http_body_util::Full;
use sha2::{Digest as _, Sha256};

pub type Body = Full<bytes::Bytes>;

pub const SECRET: &str = "fake-secret-of-the-receiver-tests";

pub fn webhook() -> Webhook {
    Webhook::new(&providers::IEXEXCHANGER, [SECRET]).unwrap()
}

pub fn endpoint() -> Endpoint {
    Endpoint::new("iex", webhook())
}

/// The headers of a genuine delivery of the event `id`.
pub fn signed(id: &str, body: &[u8]) -> Vec<(String, String)> {
    static NONCE: AtomicU64 = AtomicU64::new(0);
    let nonce = format!("nonce-{:06}", NONCE.fetch_add(1, Ordering::Relaxed));
    webhook().sign(&Delivery::new(body).id(id).event_type("order.created").nonce(&nonce), UnixTime::now()).unwrap()
}

pub fn request(headers: &[(String, String)], body: &[u8]) -> Request<Body> {
    let mut request = Request::post("/webhooks/iex");
    for (name, value) in headers {
        request = request.header(name, value);
    }
    request.body(Full::from(body.to_vec())).unwrap()
}

/// A genuine delivery of the event `id`.
pub fn genuine(id: &str) -> Request<Body> {
    let body = format!(r#"{{"id":"{id}"}}"#);
    request(&signed(id, body.as_bytes()), body.as_bytes())
}

pub fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

pub fn token(name: &str) -> Token {
    Token(digest(name)[..16].try_into().unwrap())
}

pub fn subject(endpoint: &str, id: &str) -> Subject {
    let key = Key(digest(&format!("{endpoint}/{id}")));
    Subject { key, endpoint: endpoint.to_owned(), id: Some(id.to_owned()), event_type: Some("order.created".to_owned()) }
}

pub fn claim(by: &str, lease: i64) -> Claim {
    Claim { token: token(by), digest: digest("x"), lease, keep: 1_000_000 }
}
