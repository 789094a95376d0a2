//! The request that was refused, copied so that its head can be altered and tried again.

use alloc::{string::String, vec::Vec};

use zeroize::Zeroizing;

use crate::{Head, Header, RawRequest, Request, WithUrl, limits};

/// Headers of a request that are looked at.
const HEADERS: usize = 128;

/// A request whose headers can be gone through, as [`explain`](super) needs them: to find one under a similar name.
pub trait WholeRequest: Request {
    /// Hands every header to `visit`, repeats included: its name and its value.
    fn each_header(&self, visit: &mut dyn FnMut(&str, &[u8]));
}

impl<N: AsRef<str>, V: AsRef<[u8]>> WholeRequest for RawRequest<'_, N, V> {
    fn each_header(&self, visit: &mut dyn FnMut(&str, &[u8])) {
        self.headers.iter().for_each(|(name, value)| visit(name.as_ref(), value.as_ref()));
    }
}

impl<R: WholeRequest> WholeRequest for WithUrl<'_, R> {
    fn each_header(&self, visit: &mut dyn FnMut(&str, &[u8])) {
        self.request.each_header(visit);
    }
}

#[cfg(feature = "http")]
impl<B: AsRef<[u8]>> WholeRequest for http::Request<B> {
    fn each_header(&self, visit: &mut dyn FnMut(&str, &[u8])) {
        self.headers().iter().for_each(|(name, value)| visit(name.as_str(), value.as_bytes()));
    }
}

/// The head of a request. A value may be a token, so all are wiped.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Case {
    headers: Vec<(String, Zeroizing<Vec<u8>>)>,
    method: Option<Vec<u8>>,
    url: Option<Zeroizing<Vec<u8>>>,
}

impl Case {
    pub(super) fn copy(request: &dyn WholeRequest) -> Self {
        let mut headers = Vec::new();
        request.each_header(&mut |name, value| {
            if headers.len() < HEADERS && name.len() <= limits::HEADER_BYTES {
                // One byte more than is allowed is as much too long as any.
                let value = value.get(..=limits::HEADER_BYTES).unwrap_or(value);
                headers.push((name.into(), Zeroizing::new(value.into())));
            }
        });
        let url = request.url().map(|url| Zeroizing::new(url.get(..=limits::URL_BYTES).unwrap_or(url).into()));
        let method = request.method().map(|method| method.get(..=limits::METHOD_BYTES).unwrap_or(method).into());
        Self { headers, method, url }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.headers.iter().map(|(name, _)| name.as_str())
    }

    /// Every value of a header.
    pub(super) fn values<'c>(&'c self, name: &str) -> impl Iterator<Item = &'c [u8]> {
        self.headers.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_slice())
    }

    /// The value of a header that stands once.
    pub(super) fn once(&self, name: &str) -> Option<&[u8]> {
        match self.header(name) {
            Header::Once(value) => Some(value),
            Header::Missing | Header::Repeated => None,
        }
    }

    /// The same head with this header once, with this value.
    pub(super) fn with(&self, name: &str, value: &[u8]) -> Self {
        let mut own = self.clone();
        own.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        own.headers.push((name.into(), Zeroizing::new(value.into())));
        own
    }

    pub(super) fn with_url(&self, url: Vec<u8>) -> Self {
        Self { url: Some(Zeroizing::new(url)), ..self.clone() }
    }

    pub(super) fn with_method(&self, method: &str) -> Self {
        Self { method: Some(method.into()), ..self.clone() }
    }
}

impl Head for Case {
    fn header(&self, name: &str) -> Header<'_> {
        Header::from_values(self.values(name))
    }

    fn method(&self) -> Option<&[u8]> {
        self.method.as_deref()
    }

    fn url(&self) -> Option<&[u8]> {
        self.url.as_ref().map(|url| url.as_slice())
    }
}
