//! A layer that lets nothing through but genuine deliveries, with what was verified in their extensions.
//!
//! It must see the bytes as they came over the wire, so it goes outside whatever decompresses or rewrites bodies. With
//! [`ServiceBuilder`](https://docs.rs/tower/0.5/tower/builder/struct.ServiceBuilder.html) that is before it: the first layer is the outermost. With
//! `Router::layer` of axum it is after it: the last layer is the outermost. Layers that limit how many requests run at once belong
//! outside it.
//!
//! The whole body is read before the service inside is called, which then gets it in one piece.

use std::{
    fmt, mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Instant,
};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use tower_layer::Layer;
use tower_service::Service;

use crate::{Answer, Endpoint, Failure, Outcome, outcome::Hooks};

/// A layer of [`Verify`].
#[derive(Clone, Debug)]
pub struct VerifyLayer {
    endpoint: Arc<Endpoint>,
    hooks: Hooks,
}

/// A service that verifies requests and calls another with those that are genuine.
///
/// That finds an [`Event`](crate::Event) in their extensions. Whether the event was done before is not looked at: that is a
/// [`Receiver`](crate::Receiver)'s business.
#[derive(Clone)]
pub struct Verify<S> {
    inner: S,
    layer: VerifyLayer,
}

impl VerifyLayer {
    /// A layer that verifies by this endpoint.
    pub fn new(endpoint: impl Into<Arc<Endpoint>>) -> Self {
        Self { endpoint: endpoint.into(), hooks: Hooks::default() }
    }

    /// Tells of each refusal, for the log.
    #[must_use]
    pub fn on_failure(mut self, hook: impl Fn(&Failure<'_>) + Send + Sync + 'static) -> Self {
        self.hooks.failure = Some(Arc::new(hook));
        self
    }
}

impl<S> Layer<S> for VerifyLayer {
    type Service = Verify<S>;

    fn layer(&self, inner: S) -> Verify<S> {
        Verify { inner, layer: self.clone() }
    }
}

impl<S, B, R> Service<Request<B>> for Verify<S>
where
    S: Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    B: Body + From<Bytes> + Send + 'static,
    B::Data: Send,
    B::Error: Send,
    R: From<Bytes>,
{
    type Response = Response<R>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<R>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // The one that is ready is called, not its clone.
        let clone = self.inner.clone();
        let mut inner = mem::replace(&mut self.inner, clone);
        let layer = self.layer.clone();
        Box::pin(async move {
            let began = Instant::now();
            let (parts, body) = request.into_parts();
            match layer.endpoint.admit(parts.clone(), body).await {
                Ok(event) => {
                    let mut request = Request::from_parts(parts, B::from(event.body.clone()));
                    request.extensions_mut().insert(event);
                    inner.call(request).await
                }
                Err(refusal) => {
                    let outcome = Outcome::new(layer.endpoint.name(), refusal.cause(), None, None, began.elapsed());
                    layer.hooks.tell_refusal(&outcome, &refusal);
                    Ok(Answer::new(refusal.cause()).into_response().map(R::from))
                }
            }
        })
    }
}

impl<S> fmt::Debug for Verify<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verify").field("layer", &self.layer).finish_non_exhaustive()
    }
}
