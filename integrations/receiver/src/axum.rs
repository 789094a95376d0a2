//! Receivers as routes of axum, and extractors of verified events.
//!
//! ```
//! use axum::Router;
//! use countersign_receiver::{Endpoint, Event, Receiver, axum::receive, countersign::{Webhook, providers}, memory::MemoryStore};
//!
//! let webhook = Webhook::new(&providers::IEXEXCHANGER, ["example-webhook-secret"])?;
//! let receiver = Receiver::inline(Endpoint::new("iex", webhook), MemoryStore::new(), |event: Event| async move {
//!     println!("{:?}", event.id);
//!     Ok::<(), std::io::Error>(())
//! });
//! let app: Router = Router::new().route("/webhooks/iex", receive(receiver));
//! # Ok::<(), countersign_receiver::countersign::Error>(())
//! ```
//!
//! No layer that decompresses or rewrites bodies goes around such a route. The limit of the body is the [`Endpoint`]'s; that of
//! `DefaultBodyLimit` is not looked at.

use std::sync::Arc;

use ::axum::{
    body::Body,
    extract::{FromRef, FromRequest, Request},
    response::{IntoResponse, Response},
    routing::{MethodRouter, any},
};
use serde::de::DeserializeOwned;

use crate::{Answer, Endpoint, Event, Receiver, Verified};

/// A route that receives webhooks. What is not POST it answers by itself.
pub fn receive<S: Clone + Send + Sync + 'static>(receiver: Receiver) -> MethodRouter<S> {
    any(move |request: Request| {
        let receiver = receiver.clone();
        async move { receiver.receive(request).await }
    })
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        Self::into_response(self).map(Body::from)
    }
}

/// The event of a genuine delivery to the endpoint in the state.
impl<S: Send + Sync> FromRequest<S> for Event
where
    Arc<Endpoint>: FromRef<S>,
{
    type Rejection = Answer;

    async fn from_request(request: Request, state: &S) -> Result<Self, Answer> {
        Arc::<Endpoint>::from_ref(state).verify(request).await
    }
}

/// The same with its body read as JSON; 400 if it is none, or of another shape.
impl<S: Send + Sync, E: DeserializeOwned> FromRequest<S> for Verified<E>
where
    Arc<Endpoint>: FromRef<S>,
{
    type Rejection = Answer;

    async fn from_request(request: Request, state: &S) -> Result<Self, Answer> {
        Self::read(Event::from_request(request, state).await?)
    }
}
