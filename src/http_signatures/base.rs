//! The signature base: what RFC 9421, section 2.5, makes of the covered components of a request.

use alloc::{borrow::Cow, string::String, vec::Vec};

use super::profile::asked;
use crate::{
    Code, Error, Head,
    family::header,
    found::check_method,
    scheme::{Covered, Text, is_token_char},
    url::{Url, split_once},
};

/// The most components that a signature may cover.
pub(crate) const MOST: usize = 16;

/// A covered component, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Component<'r> {
    Method,
    Authority,
    Scheme,
    TargetUri,
    RequestTarget,
    Path,
    Query,
    /// A header field, in lower case.
    Field(&'r str),
}

const DERIVED: [(&str, Component<'_>); 7] = [
    ("@method", Component::Method),
    ("@authority", Component::Authority),
    ("@scheme", Component::Scheme),
    ("@target-uri", Component::TargetUri),
    ("@request-target", Component::RequestTarget),
    ("@path", Component::Path),
    ("@query", Component::Query),
];

impl<'r> Component<'r> {
    /// The component of this name; `None` for a derived one that is not supported and for what is no field name in lower case.
    pub(crate) fn read(name: &'r [u8]) -> Option<Self> {
        let field = |byte: &u8| is_token_char(*byte) && !byte.is_ascii_uppercase();
        match DERIVED.iter().find(|(own, _)| own.as_bytes() == name) {
            Some((_, component)) => Some(*component),
            None if !name.is_empty() && name.iter().all(field) => core::str::from_utf8(name).ok().map(Self::Field),
            None => None,
        }
    }

    pub(crate) fn name(self) -> &'r str {
        match self {
            Self::Field(name) => name,
            derived => DERIVED.iter().find(|(_, own)| *own == derived).map_or("", |(name, _)| name),
        }
    }

    /// What is covered with it. The scheme of a URL is no fact that anyone acts on.
    pub(crate) fn covers(self) -> [Option<Covered<'r>>; 2] {
        match self {
            Self::Method => [Some(Covered::Method), None],
            Self::Authority | Self::Field("host") => [Some(Covered::Authority), None],
            Self::Scheme => [None; 2],
            Self::TargetUri => [Some(Covered::Url), Some(Covered::Authority)],
            Self::RequestTarget => [Some(Covered::Path), Some(Covered::Query)],
            Self::Path => [Some(Covered::Path), None],
            Self::Query => [Some(Covered::Query), None],
            Self::Field("content-digest") => [Some(Covered::Body), None],
            Self::Field(name) => [Some(Covered::Header(name)), None],
        }
    }
}

/// The signature base of a request whose `@signature-params` is `parameters`.
///
/// `own` is the value of `content-digest` while signing, where it is not in the request yet.
///
/// # Errors
/// [`Code::MissingHeader`] and its kin for a covered header; the codes of method and URL for what is derived from them.
pub(crate) fn signature_base(
    components: &[Component<'_>],
    parameters: &[u8],
    head: &dyn Head,
    own: Option<&[u8]>,
) -> Result<Vec<u8>, Error> {
    let mut base = Vec::new();
    for component in components {
        let value = match (component, own) {
            (Component::Field("content-digest"), Some(own)) => Cow::Borrowed(own),
            _ => value(*component, head)?,
        };
        append(&mut base, component.name(), &value);
        base.push(b'\n');
    }
    append(&mut base, "@signature-params", parameters);
    Ok(base)
}

fn append(base: &mut Vec<u8>, name: &str, value: &[u8]) {
    for piece in [b"\"", name.as_bytes(), b"\": ", value] {
        base.extend(piece);
    }
}

fn value<'r>(component: Component<'r>, head: &'r dyn Head) -> Result<Cow<'r, [u8]>, Error> {
    if let Component::Field(name) = component {
        return header(head, &Text::from(String::from(asked(name))), Code::MalformedHeader).map(Cow::Borrowed);
    }
    if component == Component::Method {
        return check_method(head.method()).map(Cow::Borrowed);
    }
    let raw = head.url().ok_or_else(|| Error::named(Code::MissingUrl, "`url`"))?;
    let url = Url::parse(raw)?;
    let absolute = Absolute::of(raw);
    Ok(match component {
        Component::Authority => match absolute {
            Some(absolute) => Cow::Owned(absolute.authority()?),
            None => Cow::Owned(header(head, &Text::new("Host"), Code::MalformedHeader)?.to_ascii_lowercase()),
        },
        Component::Scheme => Cow::Owned(absolute.ok_or_else(relative)?.scheme.to_ascii_lowercase()),
        Component::TargetUri => absolute.ok_or_else(relative).map(|_| Cow::Borrowed(raw))?,
        Component::RequestTarget => Cow::Owned([url.path, url.from_query].concat()),
        Component::Query => Cow::Owned([b"?", url.query].concat()),
        _ => Cow::Borrowed(url.path),
    })
}

fn relative() -> Error {
    Error::named(Code::MalformedUrl, "`url`").because("must be absolute: its scheme or authority is signed")
}

/// An absolute URL that [`Url::parse`] took.
#[derive(Clone, Copy)]
struct Absolute<'r> {
    scheme: &'r [u8],
    authority: &'r [u8],
}

impl<'r> Absolute<'r> {
    /// `None` for a URL from the path on.
    fn of(url: &'r [u8]) -> Option<Self> {
        let (scheme, rest) = split_once(url, b':').filter(|_| !url.starts_with(b"/"))?;
        let rest = rest.strip_prefix(b"//")?;
        let authority = rest.split(|byte| matches!(byte, b'/' | b'?')).next()?;
        Some(Self { scheme, authority })
    }

    /// In lower case and without the default port (RFC 9421, section 2.2.3).
    fn authority(self) -> Result<Vec<u8>, Error> {
        if self.authority.contains(&b'@') {
            return Err(Error::named(Code::MalformedUrl, "`url`").because("names a user, so its authority is not that of a request"));
        }
        let port: &[u8] = if self.scheme.eq_ignore_ascii_case(b"http") { b":80" } else { b":443" };
        Ok(self.authority.strip_suffix(port).unwrap_or(self.authority).to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RawRequest;

    fn derive(name: &str, url: &str, host: Option<&str>) -> Result<String, Code> {
        let headers: Vec<(&str, &str)> = host.iter().map(|host| ("Host", *host)).collect();
        let request = RawRequest::new(&headers, b"").method("POST").url(url);
        let component = Component::read(name.as_bytes()).unwrap();
        let value = value(component, &request).map_err(|error| error.code())?;
        Ok(String::from_utf8(value.into_owned()).unwrap())
    }

    /// Values from the examples of RFC 9421, sections 2.2.1 to 2.2.7.
    #[test]
    fn components_are_derived_as_the_rfc_has_it() {
        let url = "https://www.example.com/path?param=value&foo=bar&baz=batman";
        for (name, url, expected) in [
            ("@method", url, "POST"),
            ("@target-uri", url, url),
            ("@authority", url, "www.example.com"),
            ("@authority", "https://WWW.Example.com:443/", "www.example.com"),
            ("@authority", "http://www.example.com:443/", "www.example.com:443"),
            ("@authority", "HTTP://www.example.com:80", "www.example.com"),
            ("@scheme", url, "https"),
            ("@scheme", "HTTP://a/", "http"),
            ("@request-target", url, "/path?param=value&foo=bar&baz=batman"),
            ("@request-target", "/path?", "/path?"),
            ("@request-target", "https://a?b", "/?b"),
            ("@request-target", "https://a", "/"),
            ("@path", url, "/path"),
            ("@path", "https://a", "/"),
            ("@query", url, "?param=value&foo=bar&baz=batman"),
            ("@query", "/path?queryString", "?queryString"),
            ("@query", "/path", "?"),
        ] {
            assert_eq!(derive(name, url, None).as_deref(), Ok(expected), "{name} {url}");
        }
    }

    #[test]
    fn the_host_stands_in_for_an_authority() {
        assert_eq!(derive("@authority", "/path", Some("Example.com:8080")).as_deref(), Ok("example.com:8080"));
        assert_eq!(derive("@authority", "https://a/", Some("b")).as_deref(), Ok("a"));
        assert_eq!(derive("@authority", "/path", None), Err(Code::MissingHeader));
        assert_eq!(derive("@authority", "https://user@a/", None), Err(Code::MalformedUrl));
        for name in ["@scheme", "@target-uri"] {
            assert_eq!(derive(name, "/a?b=https://c/", Some("a")), Err(Code::MalformedUrl), "{name}");
        }
    }
}
