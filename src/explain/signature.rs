//! A signature that is not written as the scheme writes it: decoded by any means, and written so.

use alloc::{string::String, vec::Vec};

use super::{
    Cause, Finding, algorithm,
    codec::{from_base64, from_hex},
};
use crate::{
    Scheme,
    encoding::{decode, encode},
    mac::signature_bytes,
    scheme::{ANY_KEY, Algorithm, Encoding, Grammar, Separator},
};

/// A header value, written as the scheme with this algorithm writes it.
pub(super) struct Rewritten {
    pub(super) value: String,
    pub(super) algorithm: Algorithm,
    /// What was put right; nothing if the value was as it should be.
    pub(super) findings: Vec<Finding>,
    /// The first of its signatures alone.
    pub(super) first: String,
}

/// One signature of a value.
struct Read {
    bytes: Vec<u8>,
    /// Words for an encoding that is not the scheme's.
    written: &'static str,
}

/// Reads a signature header leniently and writes it strictly; `None` if there is nothing in it that could be a signature.
pub(super) fn rewrite(scheme: &Scheme, value: &str) -> Option<Rewritten> {
    let encoding = scheme.signature.encoding;
    if encoding == Encoding::Raw {
        return None;
    }
    let (texts, timestamp, unmarked) = texts(&scheme.signature.grammar, value);
    let mut read: Vec<Read> = texts.iter().filter_map(|text| read(scheme, text)).collect();
    let length = read.first()?.bytes.len();
    read.retain(|one| one.bytes.len() == length);
    let own = algorithm::is_public(scheme.algorithm) || length == bytes_of(scheme);
    let algorithm = if own { scheme.algorithm } else { algorithm::of_length(length)? };
    let mut findings = Vec::new();
    if unmarked {
        findings.push(Finding::new(Cause::SignaturePrefix));
    }
    if let Some(one) = read.iter().find(|one| !one.written.is_empty()) {
        findings.push(Finding::new(Cause::SignatureEncoding).with_detail(one.written));
    }
    if algorithm != scheme.algorithm {
        findings.push(Finding::new(Cause::Algorithm).with_detail(algorithm::name(algorithm)));
    }
    let written: Vec<String> = read.iter().map(|one| text_of(encoding, &one.bytes)).collect();
    let value = write(&scheme.signature.grammar, timestamp, &written);
    Some(Rewritten { value, algorithm, findings, first: written.into_iter().next()? })
}

/// Bytes of a signature of this scheme; those of a public key's may differ from one to the next.
fn bytes_of(scheme: &Scheme) -> usize {
    signature_bytes(scheme.algorithm, scheme.signature.encoding, b"")
}

/// Whether a value is the front of a signature: of the right alphabet, and shorter than any.
pub(super) fn is_truncated(scheme: &Scheme, value: &str) -> bool {
    let encoding = scheme.signature.encoding;
    let (texts, unmarked) = match &scheme.signature.grammar {
        Grammar::Plain { prefix, .. } if prefix.is_empty() => (Vec::from([value]), false),
        grammar => {
            let (texts, _, unmarked) = texts(grammar, value);
            (texts, unmarked)
        }
    };
    let whole = text_of(encoding, &alloc::vec![0; bytes_of(scheme)]).len();
    let cut = |text: &&str| !text.is_empty() && text.len() < whole && text.bytes().all(|byte| encoding.holds(byte));
    encoding != Encoding::Raw
        && !unmarked
        && texts.len() == 1
        && texts.iter().all(cut)
        && texts.iter().all(|text| read(scheme, text).is_none())
}

/// The timestamp in a signature's list.
pub(super) fn listed_timestamp<'v>(scheme: &Scheme, value: &'v str) -> Option<&'v str> {
    texts(&scheme.signature.grammar, value).1
}

/// The texts of a value that stand where signatures do, the timestamp beside them, and whether none was marked as one.
fn texts<'v>(grammar: &Grammar, value: &'v str) -> (Vec<&'v str>, Option<&'v str>, bool) {
    let elements = |separator: &Separator| value.split(char::from(separator.byte)).map(str::trim).filter(|element| !element.is_empty());
    let mut timestamp = None;
    let mut marked = Vec::new();
    let mut others = Vec::new();
    match grammar {
        Grammar::Plain { prefix, optional } => match value.strip_prefix(prefix.as_str()) {
            Some(rest) if !prefix.is_empty() || read_any(rest) => marked.push(rest),
            _ if *optional && read_any(value) => marked.push(value),
            _ => others.push(value),
        },
        Grammar::Tagged { separator, tag } => {
            for element in elements(separator) {
                match element.strip_prefix(tag.as_str()) {
                    Some(rest) => marked.push(rest),
                    None => others.push(element),
                }
            }
        }
        Grammar::KeyValue { separator, assign, key, timestamp_key } => {
            for element in elements(separator) {
                let Some((name, rest)) = element.split_once(char::from(*assign)) else {
                    others.push(element);
                    continue;
                };
                if timestamp_key.as_ref().is_some_and(|own| own.as_str() == name) {
                    timestamp = Some(rest);
                } else if name == key.as_str() || key.as_str() == ANY_KEY {
                    marked.push(rest);
                } else {
                    others.push(rest);
                }
            }
        }
        Grammar::Positional { separator } => {
            let mut elements = elements(separator);
            timestamp = elements.next();
            marked.extend(elements);
        }
    }
    let unmarked = marked.is_empty();
    if unmarked {
        let bare = others.iter().flat_map(|text| unmark(text).into_iter().chain([*text]));
        marked = bare.filter(|text| read_any(text)).take(4).collect();
    }
    (marked, timestamp, unmarked)
}

/// What follows a mark such as `sha256=`, `v0,` or `SHA256 `.
fn unmark(text: &str) -> Option<&str> {
    let at = text.find(['=', ',', ':', ' ', ';'])?;
    let (mark, rest) = text.split_at_checked(at)?;
    let plain = mark.len() <= 24 && mark.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    rest.get(1..).map(str::trim).filter(|_| plain)
}

fn read(scheme: &Scheme, text: &str) -> Option<Read> {
    let encoding = scheme.signature.encoding;
    let mut own = alloc::vec![0; signature_bytes(scheme.algorithm, encoding, text.as_bytes())];
    if !own.is_empty() && decode(encoding, text.as_bytes(), &mut own).is_some() {
        return Some(Read { bytes: own, written: "" });
    }
    let (bytes, written) = decode_any(text, algorithm::is_public(scheme.algorithm))?;
    // The scheme's own encoding of another length is no other encoding.
    let hex = written.ends_with("in hex") || written.ends_with("upper-case hex");
    let own = text.bytes().all(|byte| encoding.holds(byte))
        && match encoding {
            Encoding::Hex => written == "in hex",
            Encoding::HexAnyCase => hex,
            Encoding::Base64 => !hex && text.len().is_multiple_of(4),
            Encoding::Base64Url => !hex,
            Encoding::Raw => false,
        };
    Some(Read { bytes, written: if own { "" } else { written } })
}

/// Whether it could be a signature of any algorithm.
fn read_any(text: &str) -> bool {
    decode_any(text, true).is_some()
}

/// The bytes of a text that could be a signature, and words for how it is written.
fn decode_any(text: &str, public: bool) -> Option<(Vec<u8>, &'static str)> {
    let sized = |bytes: &Vec<u8>| algorithm::of_length(bytes.len()).is_some() || public && bytes.len() > 48;
    if let Some(bytes) = from_hex(text.as_bytes()).filter(sized) {
        let upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return Some((bytes, if upper { "in upper-case hex" } else { "in hex" }));
    }
    let bytes = from_base64(text.as_bytes())?;
    if let Some(inner) = from_hex(&bytes).filter(sized) {
        return Some((inner, "as the base64 of its hex"));
    }
    let padded = text.ends_with('=');
    let url = text.contains(['-', '_']);
    let whole = bytes.len() % 3 == 0;
    let words = match (url, padded || whole) {
        (false, true) => "in base64",
        (true, true) if padded => "in base64url with padding",
        (true, _) => "in base64url",
        (false, false) => "in base64 without padding",
    };
    Some(bytes).filter(sized).map(|bytes| (bytes, words))
}

fn text_of(encoding: Encoding, bytes: &[u8]) -> String {
    let mut text = String::new();
    encode(encoding, bytes, &mut text);
    text
}

fn write(grammar: &Grammar, timestamp: Option<&str>, signatures: &[String]) -> String {
    let (separator, mark) = match grammar {
        Grammar::Plain { prefix, .. } => return [prefix.as_str(), signatures.first().map_or("", String::as_str)].concat(),
        Grammar::Tagged { separator, tag } => (separator, String::from(tag.as_str())),
        Grammar::KeyValue { separator, assign, key, .. } => {
            let key = if key.as_str() == ANY_KEY { "key" } else { key.as_str() };
            (separator, [key, char::from(*assign).encode_utf8(&mut [0; 4])].concat())
        }
        Grammar::Positional { separator } => (separator, String::new()),
    };
    let mut elements = Vec::new();
    if let (Grammar::KeyValue { assign, timestamp_key: Some(key), .. }, Some(timestamp)) = (grammar, timestamp) {
        elements.push([key.as_str(), char::from(*assign).encode_utf8(&mut [0; 4]), timestamp].concat());
    } else if let (Grammar::Positional { .. }, Some(timestamp)) = (grammar, timestamp) {
        elements.push(timestamp.into());
    }
    elements.extend(signatures.iter().map(|signature| [&mark, signature.as_str()].concat()));
    let mut between = String::from(char::from(separator.byte));
    if separator.spaced {
        between.push(' ');
    }
    elements.join(&between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        providers::{GITHUB, STANDARD_WEBHOOKS},
        scheme::Signature,
    };

    const HEX: &str = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    const BASE64: &str = "dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc=";

    fn causes(scheme: &Scheme, value: &str) -> Option<(String, Vec<(Cause, String)>)> {
        let rewritten = rewrite(scheme, value)?;
        Some((rewritten.value, rewritten.findings.iter().map(|finding| (finding.cause(), finding.detail().into())).collect()))
    }

    #[test]
    fn any_spelling_becomes_the_one_of_the_scheme() {
        let own = ["sha256=", HEX].concat();
        for (value, expected) in [
            (own.clone(), &[][..]),
            (HEX.into(), &[(Cause::SignaturePrefix, "")]),
            (["SHA256=", HEX].concat(), &[(Cause::SignaturePrefix, "")]),
            (["sha256=", &HEX.to_uppercase()].concat(), &[(Cause::SignatureEncoding, "in upper-case hex")]),
            (["sha256=", BASE64].concat(), &[(Cause::SignatureEncoding, "in base64")]),
            (["sha256=", BASE64.trim_end_matches('=')].concat(), &[(Cause::SignatureEncoding, "in base64 without padding")]),
        ] {
            let expected = expected.iter().map(|(cause, detail)| (*cause, String::from(*detail))).collect();
            assert_eq!(causes(&GITHUB, &value), Some((own.clone(), expected)), "{value}");
        }
        assert_eq!(causes(&STANDARD_WEBHOOKS, &["v1a,x v1,", BASE64].concat()), Some((["v1,", BASE64].concat(), Vec::new())));
        let bare = Some((["v1,", BASE64].concat(), Vec::from([(Cause::SignaturePrefix, String::new())])));
        assert_eq!(causes(&STANDARD_WEBHOOKS, BASE64), bare);
        let sha1 = rewrite(&GITHUB, "sha1=2ef7bde608ce5404e97d5f042f95f89f1c232871");
        assert_eq!(sha1.map(|own| own.algorithm), Some(Algorithm::HmacSha1));
        assert!(rewrite(&GITHUB, "sha256=abc").is_none());
    }

    #[test]
    fn only_a_front_is_truncated() {
        assert!(is_truncated(&GITHUB, &["sha256=", HEX.split_at(60).0].concat()));
        for value in [HEX, "sha256=", "sha256=xyz", "sha256=2ef7bde608ce5404e97d5f042f95f89f1c232871"] {
            assert!(!is_truncated(&GITHUB, value), "{value}");
        }
    }

    #[test]
    fn lists_keep_their_timestamp() {
        let scheme = GITHUB.clone().signature(Signature::key_value("S", b',', "v1", Some("t"), Encoding::Hex));
        let own = ["t=1,v1=", HEX].concat();
        assert_eq!(causes(&scheme, &["t=1, v1=", &HEX.to_uppercase()].concat()).map(|own| own.0), Some(own.clone()));
        assert_eq!(causes(&scheme, &["t=1,v0=", HEX].concat()).map(|own| own.0), Some(own));
        assert_eq!(listed_timestamp(&scheme, "v1=a,t=5"), Some("5"));
    }
}
