//! What the secret may have been meant to be: copied with too much or too little, or decoded in another way.

use alloc::{string::String, vec::Vec};

use zeroize::Zeroizing;

use super::{
    Cause,
    codec::{from_base64, from_hex, to_base64, to_hex},
};
use crate::{Scheme, Secret};

/// Prefixes that signing secrets are shown with.
const PREFIXES: [&str; 8] = ["whsec_", "v1,whsec_", "whsk_", "whpk_", "sha256=", "Bearer ", "sk_", "secret_"];

/// A secret that may be the sender's.
pub(super) struct Variant {
    /// The place, among the secrets, of the one that it was made of.
    pub(super) place: usize,
    pub(super) cause: Cause,
    pub(super) detail: &'static str,
    bytes: Zeroizing<Vec<u8>>,
    /// Whether the scheme is to decode it.
    text: bool,
}

impl Variant {
    pub(super) fn secret(&self) -> Secret<'_> {
        match core::str::from_utf8(&self.bytes) {
            Ok(text) if self.text => Secret::Text(text),
            _ => Secret::Bytes(&self.bytes),
        }
    }
}

/// The secrets that these may have been meant to be, the simplest first.
pub(super) fn variants(scheme: &Scheme, secrets: &[Secret<'_>]) -> Vec<Variant> {
    let mut all = Vec::new();
    for (place, secret) in secrets.iter().enumerate() {
        // Where the request says which secret signed, each is `id:secret`, and only what follows the id is looked at.
        let chosen = scheme.key.id_header.is_some();
        let whole = *secret;
        let (id, secret) = match secret {
            Secret::Text(text) => text.split_once(':').filter(|_| chosen).map_or(("", *secret), |(id, rest)| (id, Secret::Text(rest))),
            Secret::Bytes(_) => ("", *secret),
        };
        if let (false, Secret::Text(whole)) = (id.is_empty(), &whole) {
            Own { place, id: "", all: &mut all }.spelled(whole, scheme);
        }
        let mut own = Own { place, id, all: &mut all };
        match secret {
            Secret::Text(text) => {
                own.spelled(text, scheme);
                own.decoded(text, scheme);
            }
            Secret::Bytes(bytes) => {
                if let Ok(text) = core::str::from_utf8(bytes) {
                    own.push(Cause::SecretDecoding, "decoded from its text", text.as_bytes().to_vec(), true);
                    own.spelled(text, scheme);
                    own.decoded(text, scheme);
                } else {
                    own.encoded(bytes);
                }
            }
        }
    }
    all
}

/// Collects the variants of one secret, each once.
struct Own<'a> {
    place: usize,
    /// What stands before it and a colon.
    id: &'a str,
    all: &'a mut Vec<Variant>,
}

impl Own<'_> {
    fn push(&mut self, cause: Cause, detail: &'static str, bytes: Vec<u8>, text: bool) {
        let place = self.place;
        if bytes.is_empty() {
            return;
        }
        let bytes = Zeroizing::new(if self.id.is_empty() { bytes } else { [self.id.as_bytes(), b":", &bytes].concat() });
        let known = |other: &Variant| other.place == place && other.text == text && *other.bytes == *bytes;
        if !self.all.iter().any(known) {
            self.all.push(Variant { place, cause, detail, bytes, text });
        }
    }

    fn text(&mut self, cause: Cause, detail: &'static str, text: impl Into<String>) {
        self.push(cause, detail, text.into().into_bytes(), true);
    }

    /// The text copied more exactly.
    fn spelled(&mut self, text: &str, scheme: &Scheme) {
        let trimmed = trim(text);
        if trimmed.len() < text.len() {
            self.text(Cause::SecretWhitespace, "added", trimmed);
        }
        for quote in ['"', '\'', '`'] {
            if let Some(inner) = trimmed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
                self.text(Cause::SecretQuotes, "", inner);
                self.text(Cause::SecretQuotes, "", trim(inner));
            }
        }
        let own = scheme.key.prefixes.iter().map(|prefix| prefix.as_str());
        for prefix in own.clone().chain(PREFIXES) {
            if let Some(rest) = trimmed.strip_prefix(prefix) {
                self.text(Cause::SecretPrefix, "kept where only what follows it is the secret", rest);
            }
        }
        // `NAME=secret`, a whole line of a `.env` file.
        if let Some((name, rest)) = trimmed.split_once('=') {
            let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
            if plain && !rest.trim_matches('=').is_empty() {
                self.text(Cause::SecretPrefix, "the name of its variable, which is not part of it", rest);
            }
        }
        for prefix in own.chain(PREFIXES) {
            self.text(Cause::SecretPrefix, "lost", [prefix, trimmed].concat());
        }
        self.text(Cause::SecretWhitespace, "lost", [text, "\n"].concat());
        self.text(Cause::SecretWhitespace, "lost", [text, " "].concat());
    }

    /// The text decoded otherwise.
    fn decoded(&mut self, text: &str, scheme: &Scheme) {
        let trimmed = trim(text);
        let stripped = scheme.key.prefixes.iter().chain(&[]).find_map(|prefix| trimmed.strip_prefix(prefix.as_str())).unwrap_or(trimmed);
        let short = PREFIXES.into_iter().find_map(|prefix| trimmed.strip_prefix(prefix)).unwrap_or(stripped);
        self.push(Cause::SecretDecoding, "as plain text", trimmed.into(), false);
        self.push(Cause::SecretDecoding, "as plain text without its prefix", short.into(), false);
        for part in [stripped, short, trimmed] {
            if let Some(bytes) = from_hex(part.as_bytes()) {
                self.push(Cause::SecretDecoding, "decoded from hex", bytes, false);
            }
            if let Some(bytes) = from_base64(part.as_bytes()) {
                self.push(Cause::SecretDecoding, "decoded from base64", bytes, false);
            }
        }
        self.encoded(text.as_bytes());
    }

    /// The text that the bytes may have been decoded from too early.
    fn encoded(&mut self, bytes: &[u8]) {
        self.push(Cause::SecretDecoding, "written in hex, as text", to_hex(bytes).into_bytes(), false);
        self.push(Cause::SecretDecoding, "written in base64, as text", to_base64(bytes).into_bytes(), false);
    }
}

/// Without white space at its ends, also where that is written as an escape.
fn trim(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some(shorter) = rest.strip_suffix("\\n").or_else(|| rest.strip_suffix("\\r")) {
        rest = shorter.trim_end();
    }
    rest
}

/// What a secret looks like that is none.
pub(super) fn looks_like(secret: &Secret<'_>) -> Option<&'static str> {
    let bytes = match secret {
        Secret::Text(text) => text.as_bytes(),
        Secret::Bytes(bytes) => bytes,
    };
    let text = core::str::from_utf8(bytes).ok()?.trim();
    let starts = |heads: &[&str]| heads.iter().any(|head| text.starts_with(head));
    let lower = text.to_ascii_lowercase();
    Some(if starts(&["http://", "https://"]) {
        "a URL"
    } else if starts(&["-----BEGIN"]) {
        "a PEM key or certificate"
    } else if starts(&[
        "sk_live_",
        "sk_test_",
        "rk_live_",
        "rk_test_",
        "pk_live_",
        "pk_test_",
        "xoxb-",
        "xoxp-",
        "ghp_",
        "github_pat_",
        "glpat-",
        "SG.",
        "AKIA",
        "shpat_",
        "key-",
    ]) {
        "an API key"
    } else if starts(&["we_", "ep_", "wh_", "hook_", "evt_", "acct_"]) {
        "the id of an endpoint, event or account"
    } else if text.starts_with("eyJ") && text.contains('.') {
        "a token (JWT)"
    } else if starts(&["${", "<", "{{", "process.env", "env:"])
        || ["changeme", "secret", "your-secret", "todo", "undefined", "null", "[object object]"].contains(&&*lower)
    {
        "a placeholder that was not filled in"
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers::{GITHUB, STANDARD_WEBHOOKS};

    fn first(scheme: &Scheme, secret: &str, meant: &[u8], text: bool) -> Option<(Cause, &'static str)> {
        let all = variants(scheme, &[Secret::Text(secret)]);
        all.into_iter().find(|variant| *variant.bytes == meant && variant.text == text).map(|variant| (variant.cause, variant.detail))
    }

    #[test]
    fn the_simplest_cause_is_found() {
        for (secret, meant, cause, detail) in [
            ("abc\n", "abc", Cause::SecretWhitespace, "added"),
            ("abc\\n", "abc", Cause::SecretWhitespace, "added"),
            ("abc", "abc\n", Cause::SecretWhitespace, "lost"),
            ("\"abc\"", "abc", Cause::SecretQuotes, ""),
            ("whsec_abc", "abc", Cause::SecretPrefix, "kept where only what follows it is the secret"),
            ("WEBHOOK_SECRET=abc", "abc", Cause::SecretPrefix, "the name of its variable, which is not part of it"),
            ("abc", "whsec_abc", Cause::SecretPrefix, "lost"),
        ] {
            assert_eq!(first(&GITHUB, secret, meant.as_bytes(), true), Some((cause, detail)), "{secret}");
        }
        for (secret, meant, detail) in [
            ("00ff", &[0, 255][..], "decoded from hex"),
            ("whsec_AP8=", &[0, 255], "decoded from base64"),
            ("ab", b"6162", "written in hex, as text"),
            ("ab", b"YWI=", "written in base64, as text"),
        ] {
            assert_eq!(first(&GITHUB, secret, meant, false), Some((Cause::SecretDecoding, detail)), "{secret}");
        }
        assert_eq!(
            first(&STANDARD_WEBHOOKS, "whsec_AP8=", b"AP8=", false),
            Some((Cause::SecretDecoding, "as plain text without its prefix"))
        );
    }

    #[test]
    fn what_is_no_secret_is_recognised_by_its_shape() {
        for (secret, expected) in [
            ("sk_test_not_a_real_key", Some("an API key")),
            ("https://example.com/hook", Some("a URL")),
            ("${WEBHOOK_SECRET}", Some("a placeholder that was not filled in")),
            ("whsec_bm90LWEtcmVhbC1zZWNyZXQ", None),
        ] {
            assert_eq!(looks_like(&Secret::Text(secret)), expected);
        }
    }
}
