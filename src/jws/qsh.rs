//! Atlassian's query string hash: SHA-256 of the canonical form of method, path and query.
//!
//! The rules are those of <https://developer.atlassian.com/cloud/bitbucket/query-string-hash> and of
//! <https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/>: the method in upper case, the path
//! with `&` as `%26` and without a `/` at its end, the query; joined by `&`. In the query, names and values are percent-encoded
//! anew (RFC 3986: `+` and space are `%20`, `*` is `%2A`, `~` stays), sorted by name and then by value; the values of a
//! repeated name are joined by `,` behind one `name=`; the parameter `jwt` is left out.

use alloc::vec::Vec;

use sha2::{Digest, Sha256};

use crate::{
    Error,
    query::{self, Order},
    url::{Url, split_once},
};

/// The hash of a request.
///
/// # Errors
/// [`Code::MalformedUrl`](crate::Code::MalformedUrl) for a query that cannot be decoded or has too many parameters.
pub(crate) fn hash(method: &[u8], url: Url<'_>) -> Result<[u8; 32], Error> {
    Ok(Sha256::digest(canonical(method, url)?).into())
}

fn canonical(method: &[u8], url: Url<'_>) -> Result<Vec<u8>, Error> {
    query::check(url.query)?;
    let mut text = method.to_vec();
    text.push(b'&');
    let path = url.path.strip_suffix(b"/").filter(|path| !path.is_empty()).unwrap_or(url.path);
    for byte in path {
        match byte {
            b'&' => text.extend(b"%26"),
            other => text.push(*other),
        }
    }
    text.push(b'&');
    append_query(url.query, &mut text);
    Ok(text)
}

fn append_query(query: &[u8], text: &mut Vec<u8>) {
    let encoded: Vec<Vec<u8>> = query.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(encode).collect();
    // An encoded name holds no `=`.
    let mut pairs: Vec<(&[u8], &[u8])> =
        encoded.iter().filter_map(|pair| split_once(pair, b'=')).filter(|(name, _)| *name != b"jwt").collect();
    pairs.sort_unstable();
    let mut previous = None;
    for (name, value) in pairs {
        if previous == Some(name) {
            text.push(b',');
        } else {
            if previous.is_some() {
                text.push(b'&');
            }
            text.extend(name);
            text.push(b'=');
        }
        text.extend(value);
        previous = Some(name);
    }
}

/// One pair of a checked query, decoded and encoded again.
fn encode(pair: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    query::canonical(pair, &Order::of(pair), &mut |byte| text.push(byte));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{encoding::DigestText, scheme::Encoding};

    fn hex(hash: &[u8]) -> Vec<u8> {
        DigestText::new(Encoding::Hex, hash).as_bytes().to_vec()
    }

    fn text(method: &str, url: &str) -> String {
        String::from_utf8(canonical(method.as_bytes(), Url::parse(url.as_bytes()).unwrap()).unwrap()).unwrap()
    }

    /// The examples of the page on query string hashes, of atlassian-jwt's documentation, and of its tests in JavaScript.
    #[test]
    fn published_requests_have_their_published_canonical_form() {
        let install = "lic=none&tz=Australia%2FSydney&cp=%2Fjira&user_key=&loc=en-US&user_id=&jwt=eyJhbGciOiJIUzI1NiJ9.e30.AA\
                       &xdm_e=http%3A%2F%2Fstorm%3A2990&xdm_c=channel-servlet-hello-world&xdm_p=1";
        let canonical_install = "GET&/hello-world&cp=%2Fjira&lic=none&loc=en-US&tz=Australia%2FSydney&user_id=&user_key=\
                                 &xdm_c=channel-servlet-hello-world&xdm_e=http%3A%2F%2Fstorm%3A2990&xdm_p=1";
        for (method, url, expected) in [
            ("GET", "/?param=foo", "GET&/&param=foo"),
            ("POST", "/user", "POST&/user&"),
            ("GET", "https://app.example.com", "GET&/&"),
            ("GET", "/some/path/?param=value", "GET&/some/path&param=value"),
            (
                "GET",
                "/path/to/service?zee_last=param&repeated=parameter%201&first=param&repeated=parameter%202",
                "GET&/path/to/service&first=param&repeated=parameter%201,parameter%202&zee_last=param",
            ),
            (
                "GET",
                "/path/to/service?zee_last=param&repeated=parameter+1&first=param&repeated=parameter%202&repeated=Parameter%202",
                "GET&/path/to/service&first=param&repeated=Parameter%202,parameter%201,parameter%202&zee_last=param",
            ),
            ("GET", "/hello-world?a&b=foo&c", "GET&/hello-world&a=&b=foo&c="),
            ("POST", "/rest/api/2/project/jira&a=b&c=d?x=y", "POST&/rest/api/2/project/jira%26a=b%26c=d&x=y"),
            ("GET", &["/hello-world?", install].concat(), canonical_install),
            ("GET", "/x?a=%2a%7e*~%20+,", "GET&/x&a=%2A~%2A~%20%20%2C"),
            // Sorted by name first: `a-` comes after `a`, though `-` comes before `=`.
            ("GET", "/x?a-=2&a=1&jwtx=3&jwt", "GET&/x&a=1&a-=2&jwtx=3"),
        ] {
            assert_eq!(text(method, url), expected);
        }
    }

    /// From the tests of atlassian-jwt in JavaScript and, the last, from the documentation of atlassian-connect-core in Haskell.
    #[test]
    fn published_requests_have_their_published_hash() {
        for (url, expected) in [
            ("/path", "799be84a7fa35570087163c0cd9af3abff7ac05c2c12ba0bb1d7eebc984b3ac2"),
            ("/", "c88caad15a1c1a900b8ac08aa9686f4e8184539bea1deda36e2f649430df3239"),
            (
                "/hello-world?lic=none&tz=Australia%2FSydney&cp=%2Fjira&user_key=&loc=en-US&user_id=&jwt=e30&xdm_e=http%3A%2F%2Fstorm%3A2990\
                 &xdm_c=channel-servlet-hello-world&xdm_p=1",
                "8063ff4ca1e41df7bc90c8ab6d0f6207d491cf6dad7c66ea797b4614b71922e9",
            ),
            ("http://localhost:2990/path/to/service?a=1&A=2&b=3&B=4", "70282c7cf82834bd5a3d6dacda1b4ccd5cf5860a63a1fa2fb86b64d576e6a1d5"),
        ] {
            let hash = hash(b"GET", Url::parse(url.as_bytes()).unwrap()).unwrap();
            assert_eq!(hex(&hash), expected.as_bytes(), "{url}");
        }
        let post = hash(b"POST", Url::parse(b"/hello-world").unwrap()).unwrap();
        assert_eq!(hex(&post), b"6f95f3738e1b037a3bebbe0ad237d80fdbc1d5ae452e98ce03a9c004c178ebb4");
    }
}
