//! What stands in the request in a form that verify refuses before it computes any MAC, put right so that one can be computed.

use alloc::{string::String, vec::Vec};

use super::{Cause, Finding, case::Case, signature, timestamp};
use crate::{
    Head, Header, Scheme,
    plan::{Plan, Role},
    scheme::{Grammar, Place, Text, TimestampPlace},
};

/// Ways of putting a request right that are followed at most.
const GROUNDS: usize = 12;
/// Values of a repeated header that are tried.
const REPEATS: usize = 4;

/// A scheme and a head to try under it, and what had to be put right for it.
#[derive(Clone)]
pub(super) struct Ground {
    pub(super) scheme: Scheme,
    pub(super) head: Case,
    pub(super) findings: Vec<Finding>,
}

impl Ground {
    fn and(&self, finding: Finding, head: Case) -> Self {
        let mut findings = self.findings.clone();
        findings.push(finding);
        Self { scheme: self.scheme.clone(), head, findings }
    }

    /// The text of a header that stands once.
    fn text(&self, name: &str) -> Option<&str> {
        self.head.once(name).and_then(|value| core::str::from_utf8(value).ok())
    }
}

/// The request as it is, if it could be verified so, and every way of putting it right.
pub(super) fn grounds(scheme: &Scheme, head: &Case) -> Vec<Ground> {
    let mut grounds = Vec::from([Ground { scheme: scheme.clone(), head: head.clone(), findings: Vec::new() }]);
    let family = family_headers(scheme);
    if !family.is_empty() {
        for name in family {
            each(&mut grounds, |ground| renamed(ground, name));
        }
        return grounds;
    }
    let (plan, _) = Plan::new(scheme);
    for slot in plan.iter() {
        let Some(name) = slot.role.header(scheme) else { continue };
        each(&mut grounds, |ground| header(ground, name, slot.role, slot.required || is_needed(ground, slot.role)));
    }
    each(&mut grounds, method);
    let names: Vec<Text> = scheme.signature.place.headers().to_vec();
    for name in &names {
        each(&mut grounds, |ground| signature_of(ground, name));
    }
    each(&mut grounds, timestamp_of);
    grounds
}

/// Puts in place of each ground what it becomes; nothing for one that is as it should be.
fn each(grounds: &mut Vec<Ground>, mut step: impl FnMut(&Ground) -> Vec<Ground>) {
    let mut next = Vec::new();
    for ground in grounds.drain(..) {
        let become_ = step(&ground);
        if become_.is_empty() { next.push(ground) } else { next.extend(become_) }
    }
    next.truncate(GROUNDS);
    *grounds = next;
}

fn header(ground: &Ground, name: &str, role: Role, required: bool) -> Vec<Ground> {
    let head = &ground.head;
    let duplicate = |value: &[u8]| ground.and(Finding::new(Cause::HeaderDuplicate).with_name(name), head.with(name, value));
    match head.header(name) {
        Header::Missing if required => renamed(ground, name),
        Header::Missing => Vec::new(),
        Header::Repeated => head.values(name).take(REPEATS).map(duplicate).collect(),
        Header::Once(value) => {
            let Ok(text) = core::str::from_utf8(value) else { return Vec::new() };
            let spaces = |text: &str| ground.and(Finding::new(Cause::HeaderSpaces).with_name(name), head.with(name, text.as_bytes()));
            let bare = text.trim().trim_matches(['"', '\'']);
            if bare.len() < text.len() && !bare.is_empty() {
                return Vec::from([spaces(bare)]);
            }
            let separator = ground.scheme.signature.grammar.separator().filter(|_| matches!(role, Role::Signature(_)));
            let own = separator.is_some_and(|separator| separator.spaced) || role == Role::Timestamp && text.ends_with("GMT");
            if own || !text.contains(", ") {
                return Vec::new();
            }
            let mut all = Vec::new();
            if separator.is_some() {
                all.push(spaces(&text.replace(", ", ",")));
            }
            all.extend(text.split(", ").take(REPEATS).map(|value| duplicate(value.as_bytes())));
            all
        }
    }
}

/// The headers under other names that could be the missing header `name`.
fn renamed(ground: &Ground, name: &str) -> Vec<Ground> {
    let head = &ground.head;
    if head.header(name) != Header::Missing {
        return Vec::new();
    }
    let seen = head.names().filter(|seen| is_alike(seen, name)).take(REPEATS);
    let renamed = seen.filter_map(|seen| {
        let finding = Finding::new(Cause::HeaderRenamed).with_name(seen);
        let detail = ["`", finding.name(), "`"].concat();
        Some(ground.and(finding.with_detail(detail).with_name(name), head.with(name, head.once(seen)?)))
    });
    renamed.collect()
}

/// The headers that a scheme reads which is no template but of a family; none of one that is.
pub(super) fn family_headers(scheme: &Scheme) -> Vec<&str> {
    #[cfg(any(feature = "jws", feature = "http-signatures"))]
    if let Some(family) = &scheme.family {
        return family.header_names();
    }
    let _ = scheme;
    Vec::new()
}

/// Whether it is a signature's header, of which one must be there and none is.
fn is_needed(ground: &Ground, role: Role) -> bool {
    let mut names = ground.scheme.signature.place.headers().iter();
    matches!(role, Role::Signature(_)) && names.all(|name| ground.head.header(name) == Header::Missing)
}

/// Whether `seen` could be the header `name` after a gateway or a program renamed it.
fn is_alike(seen: &str, name: &str) -> bool {
    let bare = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect::<String>();
    let (seen, name) = (bare(seen), bare(name));
    seen.ends_with(&name) || name.strip_prefix('x') == Some(&seen)
}

fn method(ground: &Ground) -> Vec<Ground> {
    let Some(method) = ground.head.method().filter(|_| ground.scheme.reads_method()) else { return Vec::new() };
    let Some(text) = core::str::from_utf8(method).ok().map(|text| text.trim().to_ascii_uppercase()) else { return Vec::new() };
    if text.as_bytes() == method {
        return Vec::new();
    }
    Vec::from([ground.and(Finding::new(Cause::Method).with_detail("in upper case"), ground.head.with_method(&text))])
}

fn signature_of(ground: &Ground, name: &str) -> Vec<Ground> {
    let Some(value) = ground.text(name) else { return Vec::new() };
    let raw = ["Bearer ", "Basic ", "Token "].into_iter().find_map(|mark| value.strip_prefix(mark));
    if let (Grammar::Plain { prefix, .. }, crate::scheme::Encoding::Raw) =
        (&ground.scheme.signature.grammar, ground.scheme.signature.encoding)
    {
        let bare = if value.starts_with(prefix.as_str()) { raw.filter(|_| prefix.is_empty()) } else { raw.or(Some(value)) };
        let again = bare.map(|bare| [prefix.as_str(), bare].concat());
        return again
            .into_iter()
            .map(|value| ground.and(Finding::new(Cause::SignaturePrefix), ground.head.with(name, value.as_bytes())))
            .collect();
    }
    let Some(rewritten) = signature::rewrite(&ground.scheme, value) else { return Vec::new() };
    if rewritten.value == value && rewritten.findings.is_empty() {
        return Vec::new();
    }
    let mut next = ground.clone();
    next.head = ground.head.with(name, rewritten.value.as_bytes());
    next.scheme.algorithm = rewritten.algorithm;
    if rewritten.findings.is_empty() {
        next.findings.push(Finding::new(Cause::HeaderSpaces).with_name(name));
    }
    next.findings.extend(rewritten.findings);
    Vec::from([next])
}

/// The raw text of the timestamp, where it stands in the head.
pub(super) fn timestamp_text<'g>(scheme: &Scheme, head: &'g Case) -> Option<&'g str> {
    let text = |name: &str| head.once(name).and_then(|value| core::str::from_utf8(value).ok());
    match &scheme.timestamp.as_ref()?.place {
        TimestampPlace::Header(name) => text(name),
        TimestampPlace::List => scheme.signature.place.headers().iter().find_map(|name| signature::listed_timestamp(scheme, text(name)?)),
        TimestampPlace::Json(_) => None,
    }
}

fn timestamp_of(ground: &Ground) -> Vec<Ground> {
    let (Some(place), Some(text)) = (&ground.scheme.timestamp, timestamp_text(&ground.scheme, &ground.head)) else { return Vec::new() };
    if crate::UnixTime::parse(text.as_bytes(), place.unit).is_some() {
        return Vec::new();
    }
    let mut all = Vec::new();
    let finding = timestamp::format(text);
    all.extend(with_timestamp(ground, text).map(|(scheme, head)| Ground { scheme, ..ground.and(finding.clone(), head) }));
    if let Some(digits) = timestamp::plain_digits(text, place.unit) {
        all.extend(with_timestamp(ground, &digits).map(|(scheme, head)| Ground { scheme, ..ground.and(finding, head) }));
    }
    all
}

/// The scheme and head under which `text` is signed in place of the timestamp, whatever stands in the request.
pub(super) fn with_timestamp(ground: &Ground, text: &str) -> Option<(Scheme, Case)> {
    let mut scheme = timestamp::with_text(&ground.scheme, text)?;
    let mut head = ground.head.clone();
    if scheme.signature.grammar.holds_timestamp() {
        // The list would be asked for its timestamp; its first signature alone is not.
        if let Place::Header(name) = &scheme.signature.place {
            let first = signature::rewrite(&ground.scheme, ground.text(name)?)?.first;
            head = head.with(name, first.as_bytes());
        }
        scheme.signature.grammar = Grammar::Plain { prefix: Text::new(""), optional: false };
    }
    Some((scheme, head))
}
