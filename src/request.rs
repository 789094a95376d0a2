//! What a request looks like to the core: bytes, and for each header whether it stands once, twice or not at all.

use core::fmt;

use crate::words;

/// A header as it stands in a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Header<'r> {
    /// Not there.
    Missing,
    /// There once, with this value.
    Once(&'r [u8]),
    /// There more than once; which of the values another program would take is anyone's guess.
    Repeated,
}

/// Says which it is and no more: a value may be a token.
impl fmt::Debug for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "Missing",
            Self::Once(_) => "Once(..)",
            Self::Repeated => "Repeated",
        })
    }
}

impl<'r> Header<'r> {
    /// What the values found under one name amount to.
    pub fn from_values(mut values: impl Iterator<Item = &'r [u8]>) -> Self {
        match (values.next(), values.next()) {
            (None, _) => Self::Missing,
            (Some(value), None) => Self::Once(value),
            (Some(_), Some(_)) => Self::Repeated,
        }
    }
}

/// The head of a request: all but the body.
pub trait Head {
    /// The header of this name; names are compared without regard to ASCII case.
    fn header(&self, name: &str) -> Header<'_>;

    /// The header of this name, which is at this place among [`Webhook::header_names`](crate::Webhook::header_names): for a head
    /// that was made for one webhook and need not look for names.
    fn header_at(&self, place: usize, name: &str) -> Header<'_> {
        let _ = place;
        self.header(name)
    }

    /// The method, such as `POST`; needed by schemes that sign it.
    fn method(&self) -> Option<&[u8]> {
        None
    }

    /// The URL, absolute or from the path on; needed by schemes that sign it or find a token in it.
    fn url(&self) -> Option<&[u8]> {
        None
    }
}

/// A whole request.
pub trait Request: Head {
    /// The raw body, as it came over the wire: not decoded, not parsed, not trimmed.
    fn body(&self) -> &[u8];
}

/// A request in pieces, for where no HTTP type is at hand.
///
/// ```
/// use countersign::RawRequest;
///
/// let headers = [("X-Hub-Signature-256", "sha256=…")];
/// let request = RawRequest::new(&headers, b"Hello, World!").method("POST").url("/webhooks/github");
/// ```
#[derive(Clone, Copy)]
pub struct RawRequest<'r, N, V> {
    pub(crate) headers: &'r [(N, V)],
    body: &'r [u8],
    method: Option<&'r [u8]>,
    url: Option<&'r [u8]>,
}

impl<'r, N, V> RawRequest<'r, N, V> {
    /// A request of these headers, repeats included, and this raw body.
    #[must_use]
    pub const fn new(headers: &'r [(N, V)], body: &'r [u8]) -> Self {
        Self { headers, body, method: None, url: None }
    }

    /// With this method.
    #[must_use]
    pub fn method<T: AsRef<[u8]> + ?Sized>(mut self, method: &'r T) -> Self {
        self.method = Some(method.as_ref());
        self
    }

    /// With this URL, absolute or from the path on.
    #[must_use]
    pub fn url<T: AsRef<[u8]> + ?Sized>(mut self, url: &'r T) -> Self {
        self.url = Some(url.as_ref());
        self
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Head for RawRequest<'_, N, V> {
    fn header(&self, name: &str) -> Header<'_> {
        let is_name = |(key, _): &&(N, V)| words::is_name(key.as_ref().as_bytes(), name.as_bytes());
        Header::from_values(self.headers.iter().filter(is_name).map(|(_, value)| value.as_ref()))
    }

    fn method(&self) -> Option<&[u8]> {
        self.method
    }

    fn url(&self) -> Option<&[u8]> {
        self.url
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Request for RawRequest<'_, N, V> {
    fn body(&self) -> &[u8] {
        self.body
    }
}

/// A request, with the URL by which its sender knows this receiver.
///
/// A server sees the path and the query; scheme and host are those of whatever stands before it. Where they are signed (Twilio,
/// `HubSpot`), give the URL as it is registered with the sender. Never take its host from the request: the header is the sender's word.
///
/// ```
/// use countersign::{RawRequest, WithUrl};
///
/// let headers = [("X-Twilio-Signature", "…")];
/// let (path_and_query, body) = ("/sms?from=twilio", b"Body=Hi");
/// let request = RawRequest::new(&headers, body).method("POST").url(path_and_query);
/// let url = ["https://hooks.example.com", path_and_query].concat();
/// let request = WithUrl::new(&request, &url);
/// ```
#[derive(Clone, Copy)]
pub struct WithUrl<'r, R> {
    pub(crate) request: &'r R,
    url: &'r [u8],
}

impl<'r, R> WithUrl<'r, R> {
    /// The same request at this URL.
    #[must_use]
    pub fn new<T: AsRef<[u8]> + ?Sized>(request: &'r R, url: &'r T) -> Self {
        Self { request, url: url.as_ref() }
    }
}

impl<R: Head> Head for WithUrl<'_, R> {
    fn header(&self, name: &str) -> Header<'_> {
        self.request.header(name)
    }

    fn header_at(&self, place: usize, name: &str) -> Header<'_> {
        self.request.header_at(place, name)
    }

    fn method(&self) -> Option<&[u8]> {
        self.request.method()
    }

    fn url(&self) -> Option<&[u8]> {
        Some(self.url)
    }
}

impl<R: Request> Request for WithUrl<'_, R> {
    fn body(&self) -> &[u8] {
        self.request.body()
    }
}

#[cfg(feature = "http")]
mod http_types {
    use http::{HeaderMap, Uri};

    use super::{Head, Header, Request};

    fn header<'r>(headers: &'r HeaderMap, name: &str) -> Header<'r> {
        Header::from_values(headers.get_all(name).iter().map(http::HeaderValue::as_bytes))
    }

    fn url(uri: &Uri) -> Option<&[u8]> {
        uri.path_and_query().map(|path| path.as_str().as_bytes())
    }

    impl Head for HeaderMap {
        fn header(&self, name: &str) -> Header<'_> {
            header(self, name)
        }
    }

    impl Head for http::request::Parts {
        fn header(&self, name: &str) -> Header<'_> {
            header(&self.headers, name)
        }

        fn method(&self) -> Option<&[u8]> {
            Some(self.method.as_str().as_bytes())
        }

        fn url(&self) -> Option<&[u8]> {
            url(&self.uri)
        }
    }

    impl<B> Head for http::Request<B> {
        fn header(&self, name: &str) -> Header<'_> {
            header(self.headers(), name)
        }

        fn method(&self) -> Option<&[u8]> {
            Some(http::Request::method(self).as_str().as_bytes())
        }

        fn url(&self) -> Option<&[u8]> {
            url(self.uri())
        }
    }

    impl<B: AsRef<[u8]>> Request for http::Request<B> {
        fn body(&self) -> &[u8] {
            http::Request::body(self).as_ref()
        }
    }
}
