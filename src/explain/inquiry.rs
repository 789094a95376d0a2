//! The order in which hypotheses are tried, and what is said when none of them matched.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use super::{
    Cause, Certainty, Finding, algorithm,
    bench::{Bench, Keyed},
    body,
    case::Case,
    repair::{self, Ground},
    secrets, signs, timestamp, url,
};
use crate::{
    Code, Scheme, Secret, UnixTime, providers,
    scheme::{Covered, Place},
};

/// Findings that one explanation holds at most.
const FINDINGS: usize = 4;
/// Bytes of a body up to which two things are tried at once.
const PAIRED: usize = 64 * 1024;

/// One refused request, and everything to try on it.
pub(super) struct Inquiry<'i> {
    pub(super) scheme: &'i Scheme,
    pub(super) secrets: &'i [Secret<'i>],
    pub(super) others: &'i [Secret<'i>],
    pub(super) head: &'i Case,
    pub(super) body: &'i [u8],
    pub(super) now: UnixTime,
    /// The window, in seconds to the past and to the future.
    pub(super) window: (u32, u32),
    pub(super) bench: Bench,
}

impl Inquiry<'_> {
    /// The findings, of which there is at least one; those by a match alone, if there are any.
    pub(super) fn findings(&mut self, error: &crate::Error) -> Vec<Finding> {
        let mut findings = self.matched(error).unwrap_or_default();
        let certain = findings.iter().map(|finding| finding.clone().with_certainty(Certainty::Matched));
        findings = certain.collect();
        if findings.is_empty() {
            findings = signs::of(self, error);
        }
        findings.truncate(FINDINGS);
        findings
    }

    /// What has to be put right for the signature to match.
    fn matched(&mut self, error: &crate::Error) -> Option<Vec<Finding>> {
        let grounds = repair::grounds(self.scheme, self.head);
        for ground in &grounds {
            if self.bench.try_scheme(&ground.scheme, self.secrets, &ground.head, self.body).is_some() {
                let mut findings = self.all(ground, None);
                if findings.is_empty() {
                    findings.extend(signs::of_code(self, error));
                }
                return Some(findings);
            }
        }
        let shaped = |ground: &&Ground| self.bench.shape(&ground.scheme, &ground.head, self.body) == Some(Code::SignatureMismatch);
        let ground = grounds.iter().filter(|_| grounds.len() > 1).find(shaped).or_else(|| grounds.first())?;
        let found = self.otherwise(ground)?;
        Some(self.all(ground, Some(found)))
    }

    /// The findings of a ground, of its timestamp, and those that were found on it.
    fn all(&self, ground: &Ground, found: Option<Vec<Finding>>) -> Vec<Finding> {
        let mut all = ground.findings.clone();
        all.extend(self.window_finding());
        for finding in found.unwrap_or_default() {
            if !all.iter().any(|own| own.cause() == finding.cause()) {
                all.push(finding);
            }
        }
        all
    }

    /// Why the timestamp lies outside the window, if it does.
    pub(super) fn window_finding(&self) -> Option<Finding> {
        let text = repair::timestamp_text(self.scheme, self.head)?;
        let (past, future) = self.window;
        timestamp::window(self.scheme.timestamp.as_ref()?, text, past, future, self.now)
    }

    /// What matches on a ground where the configured secrets and the request as it stands do not.
    fn otherwise(&mut self, ground: &Ground) -> Option<Vec<Finding>> {
        let Ground { scheme, head, .. } = ground;
        let keyed = self.bench.keyed(scheme, self.secrets);
        if self.only_body_differs(ground) {
            return self.other_body(&keyed, ground).map(|finding| Vec::from([finding]));
        }
        if let Some(place) = self.bench.try_scheme(scheme, self.others, head, self.body) {
            return Some(Vec::from([Finding::new(Cause::SecretOther).with_secret(Some(place))]));
        }
        let variants = secrets::variants(scheme, self.secrets);
        if let Some(finding) = self.other_secret(&variants, ground) {
            return Some(Vec::from([finding]));
        }
        if let Some(finding) = self.other_timestamp(ground).or_else(|| self.other_algorithm(ground)) {
            return Some(Vec::from([finding]));
        }
        if let Some((findings, _)) = self.other_head(&keyed, ground) {
            return Some(findings);
        }
        if let Some(finding) = self.other_body(&keyed, ground) {
            return Some(Vec::from([finding]));
        }
        if let Some(finding) = self.other_provider() {
            return Some(Vec::from([finding]));
        }
        self.pairs(&variants, ground)
    }

    /// Whether what is signed holds a digest of the body, and all but the body is right.
    fn only_body_differs(&mut self, ground: &Ground) -> bool {
        let mut scheme = ground.scheme.clone();
        scheme.body_digest.take().is_some() && self.bench.try_scheme(&scheme, self.secrets, &ground.head, self.body).is_some()
    }

    fn other_secret(&mut self, variants: &[secrets::Variant], ground: &Ground) -> Option<Finding> {
        let all: Vec<_> = variants.iter().map(secrets::Variant::secret).collect();
        let place = self.bench.try_scheme(&ground.scheme, &all, &ground.head, self.body)?;
        variants.get(place).map(of_variant)
    }

    /// A timestamp that was signed in another unit than it stands in the request.
    fn other_timestamp(&mut self, ground: &Ground) -> Option<Finding> {
        let text = repair::timestamp_text(&ground.scheme, &ground.head)?;
        timestamp::conversions(text).into_iter().find_map(|(other, words)| {
            let (scheme, head) = repair::with_timestamp(ground, &other)?;
            self.bench.try_scheme(&scheme, self.secrets, &head, self.body)?;
            Some(Finding::new(Cause::TimestampConverted).with_detail(words))
        })
    }

    fn other_algorithm(&mut self, ground: &Ground) -> Option<Finding> {
        algorithm::of_same_length(ground.scheme.algorithm).find_map(|algorithm| {
            let mut scheme = ground.scheme.clone();
            scheme.algorithm = algorithm;
            self.bench.try_scheme(&scheme, self.secrets, &ground.head, self.body)?;
            Some(Finding::new(Cause::Algorithm).with_detail(algorithm::name(algorithm)))
        })
    }

    /// Another URL or method, and the place of the key by which it matches.
    fn other_head(&mut self, keyed: &Keyed, ground: &Ground) -> Option<(Vec<Finding>, usize)> {
        let Ground { scheme, head, .. } = ground;
        if covers(scheme, &[Covered::Method]) {
            for method in ["POST", "GET", "PUT", "PATCH", "DELETE", "HEAD"] {
                if let Some(place) = self.bench.try_keys(keyed, &head.with_method(method), self.body) {
                    let finding = Finding::new(Cause::Method).with_detail(["`", method, "`"].concat());
                    return Some((Vec::from([finding]), place));
                }
            }
        }
        if !scheme.reads_url() && !covers(scheme, &[Covered::Url, Covered::Authority, Covered::Path, Covered::Query]) {
            return None;
        }
        for variant in url::variants(scheme, head) {
            if let Some(place) = self.bench.try_keys(keyed, &head.with_url(variant.url), self.body) {
                let findings = variant.edits.into_iter().map(|(cause, detail)| Finding::new(cause).with_detail(detail));
                return Some((findings.collect(), place));
            }
        }
        None
    }

    fn other_body(&mut self, keyed: &Keyed, ground: &Ground) -> Option<Finding> {
        if !reads_body(&ground.scheme) {
            return None;
        }
        self.body_by(keyed, ground).map(|(finding, _)| finding)
    }

    /// The body that matches under any of these keys, and the place of that key.
    fn body_by(&mut self, keyed: &Keyed, ground: &Ground) -> Option<(Finding, usize)> {
        if self.bench.is_spent() {
            return None;
        }
        let mut found = None;
        let body = self.body;
        let bench = &mut self.bench;
        let _ = body::variants(body, &mut |variant| {
            bench.write(variant.body.len());
            if bench.is_spent() {
                return ControlFlow::Break(());
            }
            let Some(place) = bench.try_keys(keyed, &ground.head, variant.body) else { return ControlFlow::Continue(()) };
            found = Some((Finding::new(variant.cause).with_detail(variant.detail.concat()), place));
            ControlFlow::Break(())
        });
        found
    }

    /// The scheme of another provider, with the same secrets.
    fn other_provider(&mut self) -> Option<Finding> {
        providers::ALL.iter().filter(|other| ***other != *self.scheme && has_signature(other, self.head)).find_map(|other| {
            self.bench.try_scheme(other, self.secrets, self.head, self.body)?;
            Some(Finding::new(Cause::OtherProvider).with_name(other.name()))
        })
    }

    /// A secret that was copied wrongly and one thing more.
    fn pairs(&mut self, variants: &[secrets::Variant], ground: &Ground) -> Option<Vec<Finding>> {
        if self.body.len() > PAIRED {
            return None;
        }
        let common = |variant: &&secrets::Variant| match variant.cause {
            Cause::SecretWhitespace | Cause::SecretQuotes | Cause::SecretPrefix => variant.detail != "lost",
            cause => cause == Cause::SecretDecoding,
        };
        let chosen: Vec<_> = variants.iter().filter(common).take(crate::limits::KEYS).collect();
        let all: Vec<_> =
            chosen.iter().map(|variant| variant.secret()).chain(self.others.iter().copied()).take(crate::limits::KEYS).collect();
        let keyed = self.bench.keyed(&ground.scheme, &all);
        if all.is_empty() {
            return None;
        }
        let of_place = |place: usize| match chosen.get(place) {
            Some(variant) => of_variant(variant),
            None => Finding::new(Cause::SecretOther).with_secret(place.checked_sub(chosen.len())),
        };
        if reads_body(&ground.scheme)
            && let Some((finding, place)) = self.body_by(&keyed, ground)
        {
            return Some(Vec::from([of_place(place), finding]));
        }
        let (mut findings, place) = self.other_head(&keyed, ground)?;
        findings.insert(0, of_place(place));
        Some(findings)
    }
}

fn of_variant(variant: &secrets::Variant) -> Finding {
    Finding::new(variant.cause).with_detail(variant.detail).with_secret(Some(variant.place))
}

/// Whether the body has any part in what the scheme decides.
pub(super) fn reads_body(scheme: &Scheme) -> bool {
    scheme.signs_body() || scheme.reads_body() || covers(scheme, &[Covered::Body])
}

/// Whether one of these is covered.
pub(super) fn covers(scheme: &Scheme, any: &[Covered<'_>]) -> bool {
    scheme.covers().any(|covered| any.contains(&covered))
}

/// Whether a request has a header in which this scheme has its signature, or a place that is no header.
fn has_signature(scheme: &Scheme, head: &Case) -> bool {
    let has = |name: &str| head.values(name).next().is_some();
    match &scheme.signature.place {
        _ if repair::family_headers(scheme).into_iter().any(has) => true,
        Place::Header(_) | Place::Headers(_) => scheme.signature.place.headers().iter().any(|name| has(name)),
        Place::Form(_) | Place::Json(_) => true,
        Place::Url(_) => false,
    }
}
