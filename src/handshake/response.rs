//! What is sent back: a status, headers and a body that a browser takes for neither markup nor script.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};
use core::fmt;

/// The answer to a handshake, to be sent as it is.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Names and values, in visible ASCII. There is no `Content-Length`; let the server write it.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty where there is none.
    pub body: Vec<u8>,
    /// The signing secret that the vendor handed over. Store it before you answer; see
    /// [`expects_secret`](crate::handshake::Options::expects_secret).
    pub secret: Option<String>,
}

/// Says what it is and not what it holds, which may be a secret.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.status).field("body", &self.body.len()).finish_non_exhaustive()
    }
}

impl Response {
    pub(super) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), secret: None }
    }

    pub(super) fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(super) fn text(body: String) -> Self {
        Self::content("text/plain", body)
    }

    /// An object of strings, in ASCII without markup whatever they hold.
    pub(super) fn json(members: &[(&str, &str)]) -> Self {
        let mut body = String::from("{");
        for (name, value) in members {
            if body.len() > 1 {
                body.push(',');
            }
            push_string(&mut body, name);
            body.push(':');
            push_string(&mut body, value);
        }
        body.push('}');
        Self::content("application/json", body)
    }

    fn content(media_type: &str, body: String) -> Self {
        let headers = vec![("Content-Type", media_type.to_owned()), ("X-Content-Type-Options", "nosniff".to_owned())];
        Self { status: 200, headers, body: body.into_bytes(), secret: None }
    }
}

fn push_string(json: &mut String, text: &str) {
    json.push('"');
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if (byte.is_ascii_graphic() || byte == b' ') && !matches!(byte, b'"' | b'\\' | b'<' | b'>' | b'&' | b'\'') => {
                json.push(char::from(byte));
            }
            _ => {
                json.push_str("\\u");
                json.extend([12, 8, 4, 0].map(|shift| char::from_digit(u32::from(unit >> shift) & 15, 16).unwrap_or('0')));
            }
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_escaped_down_to_harmless_ascii() {
        let response = Response::json(&[("a", "</script>\"\\\n'&é🦀 ~"), ("b", "")]);
        let body = r#"{"a":"\u003c/script\u003e\u0022\u005c\u000a\u0027\u0026\u00e9\ud83e\udd80 ~","b":""}"#;
        assert_eq!(String::from_utf8_lossy(&response.body), body);
    }
}
