//! Receivers as routes of actix-web, and extractors of verified events.
//!
//! ```
//! use actix_web::App;
//! use countersign_receiver::{Endpoint, Event, Receiver, actix::receive, countersign::{Webhook, providers}, memory::MemoryStore};
//!
//! let webhook = Webhook::new(&providers::IEXEXCHANGER, ["example-webhook-secret"])?;
//! let receiver = Receiver::inline(Endpoint::new("iex", webhook), MemoryStore::new(), |event: Event| async move {
//!     println!("{:?}", event.id);
//!     Ok::<(), std::io::Error>(())
//! });
//! let app = App::new().route("/webhooks/iex", receive(receiver));
//! # Ok::<(), countersign_receiver::countersign::Error>(())
//! ```
//!
//! The payload is read as it came over the wire, not decompressed as actix-web's own extractors do. The limit of the body is the
//! [`Endpoint`]'s; that of `PayloadConfig` is not looked at. `NormalizePath` rewrites what a signature over the URL is of.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError, Route, dev::Payload, error::PayloadError, http::StatusCode, web};
use bytes::Bytes;
use countersign::receiver::Reason;
use futures_core::Stream;
use http::{HeaderName, HeaderValue, Method, Request, Uri};
use http_body::{Body, Frame};
use serde::de::DeserializeOwned;

use crate::{Answer, Cause, Endpoint, Event, Receiver, Verified};

/// A route that receives webhooks. What is not POST it answers by itself.
#[must_use]
pub fn receive(receiver: Receiver) -> Route {
    web::route().to(move |request: HttpRequest, payload: web::Payload| {
        let receiver = receiver.clone();
        async move { response(receiver.receive(taken_over(&request, payload.into_inner())).await) }
    })
}

/// A request that is no genuine delivery.
#[derive(Clone, Copy, Debug)]
pub struct Refused(Answer);

impl Refused {
    /// What it is answered.
    #[must_use]
    pub const fn answer(&self) -> Answer {
        self.0
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.cause().as_str())
    }
}

impl ResponseError for Refused {
    fn status_code(&self) -> StatusCode {
        status(self.0)
    }

    fn error_response(&self) -> HttpResponse {
        response(self.0)
    }
}

/// The event of a genuine delivery to the `web::Data<Endpoint>` of the application.
impl FromRequest for Event {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let endpoint = request.app_data::<web::Data<Endpoint>>().cloned();
        let request = taken_over(request, payload.take());
        Box::pin(async move {
            // An application that forgot it has no secret either.
            let endpoint = endpoint.ok_or(Refused(Answer::new(Cause::Reason(Reason::NoSecret))))?;
            endpoint.verify(request).await.map_err(Refused)
        })
    }
}

/// The same with its body read as JSON; 400 if it is none, or of another shape.
impl<E: DeserializeOwned + 'static> FromRequest for Verified<E> {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let event = Event::from_request(request, payload);
        Box::pin(async move { Self::read(event.await?).map_err(Refused) })
    }
}

/// The request in the types of `http` 1; actix-web has those of 0.2, which hold the same.
fn taken_over(request: &HttpRequest, payload: Payload) -> Request<Raw> {
    let mut own = Request::new(Raw(payload));
    // What the one takes the other takes too, and a request that is not POST or has no such path is refused.
    *own.method_mut() = Method::from_bytes(request.method().as_str().as_bytes()).unwrap_or(Method::GET);
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    *own.uri_mut() = Uri::try_from(path).unwrap_or_default();
    for (name, value) in request.headers() {
        let pair = (HeaderName::from_bytes(name.as_str().as_bytes()), HeaderValue::from_bytes(value.as_bytes()));
        if let (Ok(name), Ok(value)) = pair {
            own.headers_mut().append(name, value);
        }
    }
    own
}

fn status(answer: Answer) -> StatusCode {
    StatusCode::from_u16(answer.status().as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn response(answer: Answer) -> HttpResponse {
    let (parts, body) = answer.into_response().into_parts();
    let mut response = HttpResponse::build(status(answer));
    for (name, value) in &parts.headers {
        response.append_header((name.as_str(), value.as_bytes()));
    }
    response.body(body)
}

/// A payload as it came over the wire.
struct Raw(Payload);

impl Body for Raw {
    type Data = Bytes;
    type Error = PayloadError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, PayloadError>>> {
        Pin::new(&mut self.0).poll_next(context).map_ok(Frame::data)
    }
}
