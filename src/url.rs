//! The path and the query of a URL, absolute or from the path on, read in exactly one way.

use crate::{Code, Error, limits, query};

/// A URL, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Url<'r> {
    /// As it was given.
    pub(crate) whole: &'r [u8],
    /// Never empty: where none is written it is `/`, as RFC 9110, section 4.2.3, has it.
    pub(crate) path: &'r [u8],
    /// The first `?` and what follows it; empty if there is none.
    pub(crate) from_query: &'r [u8],
    /// What follows the first `?`; empty if nothing does.
    pub(crate) query: &'r [u8],
}

impl<'r> Url<'r> {
    pub(crate) const EMPTY: Self = Self { whole: b"", path: b"", from_query: b"", query: b"" };

    /// Takes apart `http://host/path?query`, `https://…` or `/path?query`.
    ///
    /// Visible ASCII without `#` and `\\` only, at most [`limits::URL_BYTES`]. An absolute URL without a path has the path `/`.
    pub(crate) fn parse(url: &'r [u8]) -> Result<Self, Error> {
        let malformed = || Error::named(Code::MalformedUrl, "`url`");
        let legible = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'#' | b'\\');
        if url.len() > limits::URL_BYTES || !url.iter().all(legible) {
            return Err(malformed());
        }
        let from_path = match after_scheme(url) {
            None => url,
            Some(rest) => {
                let authority = rest.iter().position(|byte| matches!(byte, b'/' | b'?')).unwrap_or(rest.len());
                if authority == 0 {
                    return Err(malformed());
                }
                rest.get(authority..).unwrap_or_default()
            }
        };
        let (path, query) = split_once(from_path, b'?').unwrap_or((from_path, b""));
        let from_query = from_path.get(path.len()..).unwrap_or_default();
        let path = match (path.first(), from_path.len() == url.len()) {
            (Some(b'/'), _) => path,
            (None, false) => b"/",
            _ => return Err(malformed()),
        };
        Ok(Self { whole: url, path, from_query, query })
    }

    /// Whether it says scheme and host.
    pub(crate) fn is_absolute(&self) -> bool {
        self.whole.first() != Some(&b'/')
    }

    /// The raw value of the query parameter `name`, if it is there; `None` if it stands more than once.
    #[inline(never)]
    pub(crate) fn parameter(&self, name: &str) -> Option<Option<&'r [u8]>> {
        let mut query = self.query;
        let mut found = None;
        while let Some((key, value)) = query::next_pair(&mut query) {
            if query::stands_for(key, name) && found.replace(value).is_some() {
                return None;
            }
        }
        Some(found)
    }

    /// The token of a URL: the value of the query parameter `name` if it is there, else the last path segment.
    ///
    /// # Errors
    /// [`Code::MalformedUrl`] if the parameter stands more than once.
    pub(crate) fn token(&self, name: &str) -> Result<&'r [u8], Error> {
        let value = self.parameter(name).ok_or_else(|| Error::named(Code::MalformedUrl, "`url`").because("has the token twice"))?;
        Ok(value.unwrap_or_else(|| {
            let segment = self.path.iter().rposition(|byte| *byte == b'/').and_then(|slash| self.path.get(slash.checked_add(1)?..));
            segment.unwrap_or(self.path)
        }))
    }
}

/// What follows `http://` or `https://`, in any case.
fn after_scheme(url: &[u8]) -> Option<&[u8]> {
    [&b"http://"[..], b"https://"].into_iter().find_map(|scheme| {
        let (head, rest) = url.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    })
}

#[inline(never)]
pub(crate) fn split_once(bytes: &[u8], separator: u8) -> Option<(&[u8], &[u8])> {
    let (head, rest) = bytes.split_at_checked(bytes.iter().position(|byte| *byte == separator)?)?;
    Some((head, rest.get(1..)?))
}

/// An unreserved character of RFC 3986, section 2.3: never percent-encoded.
pub(crate) const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}
