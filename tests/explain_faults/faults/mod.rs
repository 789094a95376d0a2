//! What can go wrong between a sender and `verify`, each done to a genuine delivery by code of its own.

mod body;
mod config;
mod head;

use countersign::{
    Scheme,
    explain::Cause::{self, *},
};
use fastrand::Rng;

use crate::genuine::{Genuine, NOW};

/// A secret as configured.
#[derive(Clone)]
pub(crate) enum Configured {
    Text(String),
    Bytes(Vec<u8>),
}

/// What the receiver has.
#[derive(Clone)]
pub(crate) struct Received {
    pub(crate) scheme: Scheme,
    pub(crate) secrets: Vec<Configured>,
    pub(crate) others: Vec<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) method: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) body: Vec<u8>,
    pub(crate) now: i64,
}

impl Received {
    pub(crate) fn of(genuine: &Genuine) -> Self {
        Self {
            scheme: genuine.scheme.clone(),
            secrets: vec![Configured::Text(genuine.secret.clone())],
            others: vec!["another-webhook-secret-not-real".to_owned()],
            headers: genuine.headers.clone(),
            method: Some(genuine.method.clone()),
            url: Some(genuine.url.clone()),
            body: genuine.body.clone(),
            now: NOW,
        }
    }

    fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    fn secret(mut self, secret: impl Into<String>) -> Self {
        self.secrets = vec![Configured::Text(secret.into())];
        self
    }

    fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn map_header(mut self, name: &str, map: impl Fn(&str) -> String) -> Self {
        for (own, value) in &mut self.headers {
            if own.eq_ignore_ascii_case(name) {
                *value = map(value);
            }
        }
        self
    }
}

/// A kind of fault.
pub(crate) struct Fault {
    pub(crate) kind: &'static str,
    /// `None` where it does not apply.
    pub(crate) inject: fn(&Genuine, &mut Rng) -> Option<Received>,
    /// The causes that name it, all of which a complete answer names; with more than one, two things are wrong at once.
    pub(crate) causes: &'static [Cause],
    /// Causes of equal effect, or that say the same less exactly: no wrong answer, though not the exact one.
    pub(crate) also: &'static [Cause],
}

/// Every kind.
pub(crate) fn all() -> Vec<Fault> {
    let mut all = body::faults();
    all.extend(config::faults());
    all.extend(head::faults());
    all
}

fn fault(kind: &'static str, causes: &'static [Cause], inject: fn(&Genuine, &mut Rng) -> Option<Received>) -> Fault {
    // A stale `Content-Length` shows that the body was changed, not how.
    let body = causes.iter().any(|cause| cause.as_str().starts_with("body_"));
    Fault { kind, inject, causes, also: if body { &[BodyAltered] } else { &[] } }
}

impl Fault {
    const fn or(mut self, also: &'static [Cause]) -> Self {
        self.also = also;
        self
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(crate) fn base64(bytes: &[u8]) -> String {
    let bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    let digit = |group: &[u8]| {
        let number = format!("{:0<6}", std::str::from_utf8(group).unwrap());
        char::from(ALPHABET[usize::from_str_radix(&number, 2).unwrap()])
    };
    let text: String = bits.as_bytes().chunks(6).map(digit).collect();
    let padding = (4 - text.len() % 4) % 4;
    text + &"=".repeat(padding)
}

pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let digit = |char: char| ALPHABET.iter().position(|own| char::from(*own) == char).map(|value| format!("{value:06b}"));
    let bits = text.trim_end_matches('=').chars().map(digit).collect::<Option<String>>()?;
    bits.as_bytes().chunks_exact(8).map(|byte| u8::from_str_radix(std::str::from_utf8(byte).ok()?, 2).ok()).collect()
}
