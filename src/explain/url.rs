//! The URLs that the sender may have signed in place of the one that verify was given.

use alloc::{string::String, vec::Vec};

use super::{Cause, case::Case, codec::from_percent, inquiry};
use crate::{
    Head, Scheme,
    scheme::{Covered, Part},
};

/// URLs that one explanation tries at most.
const LIMIT: usize = 96;

/// A URL that may have been signed, and what then differs.
pub(super) struct Variant {
    pub(super) url: Vec<u8>,
    pub(super) edits: Vec<(Cause, &'static str)>,
}

/// A URL, taken apart leniently.
struct Pieces<'u> {
    /// `http` or `https`; empty for a path.
    scheme: &'u str,
    authority: &'u str,
    path: &'u str,
    /// With its `?`, or empty.
    query: &'u str,
}

impl<'u> Pieces<'u> {
    fn new(url: &'u str) -> Self {
        let url = url.split('#').next().unwrap_or_default();
        let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
        let (rest, query) = rest.split_at_checked(rest.find('?').unwrap_or(rest.len())).unwrap_or((rest, ""));
        let at = if scheme.is_empty() { 0 } else { rest.find('/').unwrap_or(rest.len()) };
        let (authority, path) = rest.split_at_checked(at).unwrap_or((rest, ""));
        Self { scheme, authority, path, query }
    }
}

/// One piece as it may have been, and what that changes.
type Choice = (String, Option<(Cause, &'static str)>);

/// Adds a choice that is not there yet.
fn add(choices: &mut Vec<Choice>, text: impl Into<String>, cause: Cause, detail: &'static str) {
    let text = text.into();
    if !choices.iter().any(|(own, _)| *own == text) {
        choices.push((text, Some((cause, detail))));
    }
}

/// The URLs that may have been signed, those with fewest changes first.
pub(super) fn variants(scheme: &Scheme, head: &Case) -> Vec<Variant> {
    let Some(url) = head.url().and_then(|url| core::str::from_utf8(url).ok()) else { return Vec::new() };
    let pieces = Pieces::new(url);
    // A scheme without a message that covers any of this is of a family.
    let by_family = scheme.message.is_empty() && inquiry::covers(scheme, &[Covered::Url, Covered::Authority]);
    let whole = by_family || scheme.message.iter().any(Part::reads_whole_url);
    let (schemes, authorities) =
        if whole { (schemes(&pieces), authorities(&pieces, head)) } else { (as_is(pieces.scheme), as_is(pieces.authority)) };
    let paths = paths(&pieces, head);
    let queries = queries(&pieces);
    let mut all = Vec::new();
    for ((scheme, a), (authority, b)) in schemes.iter().flat_map(|one| authorities.iter().map(move |other| (one, other))) {
        for ((path, c), (query, d)) in paths.iter().flat_map(|one| queries.iter().map(move |other| (one, other))) {
            let mut edits: Vec<_> = [a, b, c, d].into_iter().flatten().copied().collect();
            if pieces.scheme.is_empty() && whole {
                // A path was given: scheme and host are one thing that is missing.
                edits.retain(|(cause, _)| !matches!(cause, Cause::UrlScheme | Cause::UrlHost | Cause::UrlPort));
                edits.push((Cause::UrlRelative, ""));
            }
            if edits.len() > 2 || edits.is_empty() {
                continue;
            }
            let between = if scheme.is_empty() { "" } else { "://" };
            all.push(Variant { url: [scheme, between, authority, path, query].concat().into_bytes(), edits });
        }
    }
    all.sort_by_key(|variant| variant.edits.len());
    all.truncate(LIMIT);
    all
}

fn as_is(text: &str) -> Vec<Choice> {
    Vec::from([(text.into(), None)])
}

fn schemes(pieces: &Pieces<'_>) -> Vec<Choice> {
    let mut all = if pieces.scheme.is_empty() { Vec::new() } else { as_is(pieces.scheme) };
    add(&mut all, "https", Cause::UrlScheme, "`https`");
    add(&mut all, "http", Cause::UrlScheme, "`http`");
    all
}

fn authorities(pieces: &Pieces<'_>, head: &Case) -> Vec<Choice> {
    let mut all = if pieces.scheme.is_empty() { Vec::new() } else { as_is(pieces.authority) };
    if !pieces.scheme.is_empty() {
        let own = pieces.authority;
        add(&mut all, own.to_ascii_lowercase(), Cause::UrlHost, "the same in lower case");
        match own.rsplit_once(':') {
            Some((host, _)) => add(&mut all, host, Cause::UrlPort, "without its port"),
            None => {
                add(&mut all, [own, ":443"].concat(), Cause::UrlPort, "with port 443");
                add(&mut all, [own, ":80"].concat(), Cause::UrlPort, "with port 80");
            }
        }
        match own.strip_prefix("www.") {
            Some(host) => add(&mut all, host, Cause::UrlHost, "the same without `www.`"),
            None => add(&mut all, ["www.", own].concat(), Cause::UrlHost, "the same with `www.`"),
        }
    }
    let header = |name: &str| head.values(name).next().and_then(|value| core::str::from_utf8(value).ok()).map(first);
    let forwarded = header("Forwarded").and_then(|value| {
        let host = value.split(';').find_map(|pair| pair.trim().strip_prefix("host="));
        host.map(|host| host.trim_matches('"'))
    });
    for (host, words) in [
        (header("X-Forwarded-Host"), "the one in `X-Forwarded-Host`"),
        (forwarded, "the one in `Forwarded`"),
        (header("X-Original-Host"), "the one in `X-Original-Host`"),
        (header("Host"), "the one in `Host`"),
    ] {
        if let Some(host) = host.filter(|host| !host.is_empty() && host.len() <= 255) {
            add(&mut all, host, Cause::UrlHost, words);
        }
    }
    all
}

/// The first of a list, as proxies write it.
fn first(value: &str) -> &str {
    value.split(',').next().unwrap_or_default().trim()
}

fn paths(pieces: &Pieces<'_>, head: &Case) -> Vec<Choice> {
    let own = pieces.path;
    let mut all = as_is(own);
    match own.strip_suffix('/') {
        Some(shorter) => add(&mut all, shorter, Cause::UrlSlash, "without the slash"),
        None => add(&mut all, [own, "/"].concat(), Cause::UrlSlash, "with a slash"),
    }
    let header = |name: &str| head.once(name).and_then(|value| core::str::from_utf8(value).ok());
    for (name, words) in [
        ("X-Original-URI", "the one in `X-Original-URI`"),
        ("X-Original-URL", "the one in `X-Original-URL`"),
        ("X-Rewrite-URL", "the one in `X-Rewrite-URL`"),
        ("X-Forwarded-Uri", "the one in `X-Forwarded-Uri`"),
    ] {
        if let Some(path) = header(name).map(|url| Pieces::new(url).path).filter(|path| path.starts_with('/')) {
            add(&mut all, path, Cause::UrlPath, words);
        }
    }
    if let Some(prefix) = header("X-Forwarded-Prefix").filter(|prefix| prefix.starts_with('/')) {
        add(&mut all, [prefix.trim_end_matches('/'), own].concat(), Cause::UrlPath, "with the prefix in `X-Forwarded-Prefix`");
    }
    if own.contains("//") {
        let mut path = String::from(own);
        while path.contains("//") {
            path = path.replace("//", "/");
        }
        add(&mut all, path, Cause::UrlPath, "with single slashes");
    }
    if let Some(path) = decoded(own, false) {
        add(&mut all, path, Cause::UrlEscapes, "with its path decoded");
    }
    all
}

fn queries(pieces: &Pieces<'_>) -> Vec<Choice> {
    let own = pieces.query;
    let mut all = as_is(own);
    if own.is_empty() {
        add(&mut all, "?", Cause::UrlQuery, "with a `?` at its end");
        return all;
    }
    add(&mut all, "", Cause::UrlQuery, "without its query");
    for (from, to) in [("+", "%20"), ("%20", "+")] {
        add(&mut all, own.replace(from, to), Cause::UrlEscapes, "with its spaces written otherwise");
    }
    if let Some(query) = decoded(own, false) {
        add(&mut all, query, Cause::UrlEscapes, "with its query decoded");
    }
    add(&mut all, own.replace("[", "%5B").replace("]", "%5D"), Cause::UrlEscapes, "with its brackets encoded");
    all
}

/// The decoded text, where there is something to decode and a URL could hold it.
fn decoded(text: &str, plus_is_space: bool) -> Option<String> {
    let decoded = String::from_utf8(from_percent(text.as_bytes(), plus_is_space)).ok()?;
    (decoded != text && decoded.bytes().all(|byte| byte.is_ascii_graphic())).then_some(decoded)
}
