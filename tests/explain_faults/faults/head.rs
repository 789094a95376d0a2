//! What happens to URLs, methods and headers, and requests of another provider.

use countersign::{Secret, explain::Cause::*, providers};
use fastrand::Rng;

use super::{Fault, Received, fault};
use crate::genuine::Genuine;

/// Whether the message holds one of these parts.
fn signs(genuine: &Genuine, parts: &[&str]) -> bool {
    genuine.shape["message"].as_array().is_some_and(|own| own.iter().any(|own| own.as_str().is_some_and(|own| parts.contains(&own))))
}

fn whole_url(genuine: &Genuine) -> bool {
    signs(genuine, &["url", "url-hubspot"])
}

fn url(genuine: &Genuine, change: impl FnOnce(&str) -> String) -> Option<Received> {
    whole_url(genuine).then(|| Received::of(genuine).url(change(&genuine.url)))
}

fn path(genuine: &Genuine, change: impl FnOnce(&str) -> String) -> Option<Received> {
    let reads = whole_url(genuine) || signs(genuine, &["path", "path-and-query", "path-and-query-contentful"]);
    reads.then(|| Received::of(genuine).url(change(&genuine.url)))
}

/// The same delivery signed for another URL.
fn registered(genuine: &Genuine, url: &str) -> Option<Genuine> {
    let mut genuine = genuine.clone();
    genuine.url = url.to_owned();
    genuine.signed_by(&genuine.scheme, Secret::Text(&genuine.secret), genuine.body.clone())
}

const PATH: &str = "/in/orders";

pub(super) fn faults() -> Vec<Fault> {
    let mut all = urls();
    all.extend(headers());
    all.push(
        fault("another provider's request", &[OtherProvider], another)
            // Where two schemes differ in one of these alone, that is the simpler word for the same.
            .or(&[
                SignatureEncoding,
                SignaturePrefix,
                Algorithm,
                SecretDecoding,
                HeaderRenamed,
                TimestampUnit,
                TimestampFormat,
                HeaderMissing,
                SignatureMalformed,
                SignatureTruncated,
                SecretMalformed,
                Refused,
            ]),
    );
    all
}

fn urls() -> Vec<Fault> {
    vec![
        fault("url: http for https", &[UrlScheme], |genuine, _| url(genuine, |url| url.replacen("https", "http", 1))),
        fault("url: host in upper case", &[UrlHost], |genuine, _| {
            url(genuine, |url| url.replacen("hooks.example.com", "Hooks.Example.Com", 1))
        }),
        fault("url: host of the proxy's inside", &[UrlHost], |genuine, _| {
            let received = url(genuine, |url| url.replacen("hooks.example.com", "app.internal", 1))?;
            Some(received.header("Host", "app.internal").header("X-Forwarded-Host", "hooks.example.com"))
        }),
        fault("url: host and scheme of the proxy's inside", &[UrlScheme, UrlHost], |genuine, _| {
            let received = url(genuine, |url| url.replacen("https://hooks.example.com", "http://10.0.0.7:8080", 1))?;
            Some(received.header("Host", "hooks.example.com"))
        }),
        fault("url: a host that is not known", &[Unknown], |genuine, _| {
            let received = url(genuine, |url| url.replacen("hooks.example.com", "app.internal", 1))?;
            Some(received.header("Host", "app.internal"))
        }),
        fault("url: default port added", &[UrlPort], |genuine, _| url(genuine, |url| url.replacen("example.com", "example.com:443", 1))),
        fault("url: default port dropped", &[UrlPort], |genuine, _| {
            let sent = whole_url(genuine).then(|| registered(genuine, &genuine.url.replacen("example.com", "example.com:443", 1)))??;
            Some(Received::of(&sent).url(genuine.url.clone()))
        }),
        fault("url: only the path", &[UrlRelative], |genuine, _| url(genuine, |url| url.replacen("https://hooks.example.com", "", 1))),
        fault("url: slash added", &[UrlSlash], |genuine, _| path(genuine, |url| url.replacen(PATH, "/in/orders/", 1))),
        fault("url: slash dropped", &[UrlSlash], |genuine, _| {
            let sent = path(genuine, str::to_owned).and_then(|_| registered(genuine, &genuine.url.replacen(PATH, "/in/orders/", 1)))?;
            Some(Received::of(&sent).url(genuine.url.clone()))
        }),
        fault("url: prefix of the mount point dropped", &[UrlPath], |genuine, rng| {
            let received = path(genuine, |url| url.replacen(PATH, "/orders", 1))?;
            let whole = genuine.url.replacen("https://hooks.example.com", "", 1);
            Some(if rng.bool() { received.header("X-Forwarded-Prefix", "/in") } else { received.header("X-Original-URI", &whole) })
        }),
        fault("url: query dropped before it was signed", &[UrlQuery], |genuine, _| {
            let bare = genuine.shape["bodyDigest"].is_null() && !genuine.shape["message"].to_string().contains("\"query\"");
            let sent = (bare && (whole_url(genuine) || signs(genuine, &["path-and-query"])))
                .then(|| registered(genuine, genuine.url.split('?').next()?))??;
            Some(Received::of(&sent).url(genuine.url.clone()))
        }),
        fault("url: query lost on the way", &[Unknown], |genuine, _| {
            let reads = whole_url(genuine) || signs(genuine, &["path-and-query", "canonical-query"]);
            let bare = genuine.shape["bodyDigest"].is_null() && !genuine.shape["message"].to_string().contains("\"query\"");
            (reads && bare).then(|| Received::of(genuine).url(genuine.url.split('?').next().unwrap_or_default()))
        }),
        fault("method: in lower case", &[Method], |genuine, _| {
            let mut received = signs(genuine, &["method"]).then(|| Received::of(genuine))?;
            received.method = Some("post".to_owned());
            Some(received)
        }),
        fault("method: another one", &[Method], |genuine, _| {
            let mut received = signs(genuine, &["method"]).then(|| Received::of(genuine))?;
            received.method = Some("PUT".to_owned());
            Some(received)
        }),
    ]
}

fn signature(genuine: &Genuine) -> Option<(String, String)> {
    let name = genuine.signature_header()?;
    genuine.headers.iter().find(|(own, _)| own == name).cloned()
}

fn headers() -> Vec<Fault> {
    vec![
        fault("header: dropped", &[HeaderMissing], |genuine, rng| {
            let mut received = Received::of(genuine);
            let (name, _) = signature(genuine)?;
            let names: Vec<String> =
                [Some(name), genuine.shape["timestamp"]["header"].as_str().map(str::to_owned)].into_iter().flatten().collect();
            let name = rng.choice(&names)?.clone();
            received.headers.retain(|(own, _)| *own != name);
            Some(received)
        }),
        fault("header: named as CGI names it", &[HeaderRenamed], |genuine, rng| {
            let (name, value) = signature(genuine)?;
            let mut received = Received::of(genuine);
            received.headers.retain(|(own, _)| *own != name);
            let other = name.to_uppercase().replace('-', "_");
            received.headers.push((if rng.bool() { format!("HTTP_{other}") } else { other }, value));
            Some(received)
        }),
        fault("header: renamed by a gateway", &[HeaderRenamed], |genuine, _| {
            let (name, value) = signature(genuine)?;
            let mut received = Received::of(genuine);
            received.headers.retain(|(own, _)| *own != name);
            received.headers.push((format!("x-amzn-remapped-{name}"), value));
            Some(received)
        }),
        fault("header: twice", &[HeaderDuplicate], |genuine, _| {
            let (name, value) = signature(genuine)?;
            let mut received = Received::of(genuine);
            received.headers.insert(0, (name, value.chars().rev().collect()));
            Some(received)
        }),
        fault("header: joined with another", &[HeaderDuplicate], |genuine, _| {
            let (name, value) = signature(genuine)?;
            let spaced = genuine.shape["signature"]["list"]["separator"].as_str().is_some_and(|separator| separator.contains(", "));
            (!spaced).then(|| Received::of(genuine).header(&name, &format!("{value}, {value}")))
        })
        .or(&[HeaderSpaces]),
        fault("header: space after a comma", &[HeaderSpaces], |genuine, _| {
            let (name, value) = signature(genuine)?;
            let listed = genuine.shape["signature"]["list"]["separator"] == "," && value.contains(',');
            listed.then(|| Received::of(genuine).header(&name, &value.replace(',', ", ")))
        }),
        fault("header: in quotes", &[HeaderSpaces], |genuine, _| {
            let (name, value) = signature(genuine)?;
            (genuine.shape["algorithm"] != "token").then(|| Received::of(genuine).header(&name, &format!("\"{value}\"")))
        }),
    ]
}

/// The body and the secret signed as another provider signs.
fn another(genuine: &Genuine, rng: &mut Rng) -> Option<Received> {
    let others: Vec<_> =
        providers::ALL.iter().filter(|other| ***other != genuine.scheme && !other.covers().collect::<Vec<_>>().is_empty()).collect();
    let mut other = Genuine::new(rng.choice(others)?, rng)?;
    other.secret.clone_from(&genuine.secret);
    let sent = other.signed(other.body.clone())?;
    let mut received = Received::of(&sent);
    received.scheme = genuine.scheme.clone();
    Some(received)
}
