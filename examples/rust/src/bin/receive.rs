//! Decides what an axum server answers to the webhooks of iEXExchanger.
//!
//! ```text
//! WEBHOOK_SECRET=… PORT=3000 cargo run -p example-rust --bin receive
//! ```

use std::{env, iter, sync::Arc};

use anyhow::{Context as _, Result};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State, rejection::BytesRejection},
    http::{Request, StatusCode, request::Parts},
    routing::post,
};
use countersign::{UnixTime, Webhook, providers};

#[tokio::main]
async fn main() -> Result<()> {
    let current = env::var("WEBHOOK_SECRET").context("WEBHOOK_SECRET")?;
    // During a rotation, the secret before the current one.
    let previous = env::var("WEBHOOK_SECRET_PREVIOUS").ok().filter(|previous| !previous.is_empty());
    let webhook = Webhook::new(&providers::IEXEXCHANGER, iter::once(&current).chain(&previous))?;

    // No decompression layer goes around this route: the signature is over the bytes as they came.
    let app = Router::new().route("/", post(receive)).layer(DefaultBodyLimit::max(1_000_000)).with_state(Arc::new(webhook));
    let port = env::var("PORT").map_or(Ok(3000), |port| port.parse()).context("PORT")?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}

async fn receive(State(webhook): State<Arc<Webhook>>, head: Parts, body: Result<Bytes, BytesRejection>) -> StatusCode {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return rejection.status(), // too large, or cut short; without axum's words about it
    };
    let request = Request::from_parts(head, body);
    match webhook.verify(&request, UnixTime::now()) {
        Ok(verified) => {
            // Store request.body() and the id durably here, and work on them after the answer.
            println!("ok {:?} {:?}", verified.id(), verified.event_type());
            StatusCode::OK
        }
        Err(error) => {
            eprintln!("{} {error}", error.code().as_str());
            StatusCode::from_u16(error.code().status()).unwrap_or(StatusCode::UNAUTHORIZED)
        }
    }
}
