//! What is said when no hypothesis matched: what the request itself shows, and where to look.

use alloc::vec::Vec;

use super::{Cause, Certainty, Finding, algorithm, case::Case, inquiry, inquiry::Inquiry, repair, secrets, signature, timestamp};
use crate::{Code, Error, Head, providers};

/// Bytes of a body that are looked through for traces.
const LOOKED_AT: usize = 1024 * 1024;
/// Providers whose headers are hinted at.
const PROVIDERS: usize = 2;

/// The findings for a request on which nothing matched; there is at least one.
pub(super) fn of(inquiry: &Inquiry<'_>, error: &Error) -> Vec<Finding> {
    let mut findings: Vec<Finding> = of_code(inquiry, error).into_iter().map(|finding| finding.with_certainty(Certainty::Likely)).collect();
    if findings.is_empty() && inquiry::reads_body(inquiry.scheme) {
        findings.extend(of_body(inquiry.head, inquiry.body));
    }
    if error.code() == Code::MalformedBody {
        findings.push(Finding::new(Cause::Refused).with_detail(error.message()));
    }
    if findings.iter().any(|finding| finding.cause() == Cause::HeaderMissing) {
        findings.extend(of_providers(inquiry));
    }
    // A public key may be a PEM text or a token in itself.
    let public = algorithm::is_public(inquiry.scheme.algorithm);
    let looks = |(place, secret)| {
        let words = secrets::looks_like(secret).filter(|_| !public)?;
        Some(Finding::new(Cause::SecretLooksWrong).with_detail(words).with_secret(Some(place)))
    };
    findings.extend(inquiry.secrets.iter().enumerate().find_map(looks));
    if findings.iter().all(|finding| finding.certainty() == Certainty::Hint) {
        findings.push(Finding::new(Cause::Unknown));
    }
    findings
}

/// The finding that the code of the refusal is in itself; none for a signature that merely does not match.
pub(super) fn of_code(inquiry: &Inquiry<'_>, error: &Error) -> Option<Finding> {
    let name = error.header_name();
    let header = |cause| Finding::new(cause).with_name(name);
    let secret = |cause| Finding::new(cause).with_secret(error.secret_index());
    let value = || inquiry.head.once(name).and_then(|value| core::str::from_utf8(value).ok());
    // Of a family the template has no header of this name.
    let is_own = |name: &str| inquiry.scheme.signature.place.headers().iter().any(|own| own.eq_ignore_ascii_case(name));
    Some(match error.code() {
        // What happened to the body, or that nobody knows, says more.
        Code::SignatureMismatch | Code::MalformedBody => return None,
        Code::MissingHeader => header(Cause::HeaderMissing),
        Code::DuplicateHeader => header(Cause::HeaderDuplicate),
        Code::MalformedHeader => header(Cause::HeaderMalformed),
        Code::MalformedSignature if value().is_some_and(|value| is_own(name) && signature::is_truncated(inquiry.scheme, value)) => {
            header(Cause::SignatureTruncated)
        }
        Code::MalformedSignature if name.is_empty() => header(Cause::SignatureMalformed).with_detail("in the body or the URL"),
        Code::MalformedSignature => header(Cause::SignatureMalformed).with_detail(["in header `", name, "`"].concat()),
        Code::MalformedTimestamp => timestamp::format(repair::timestamp_text(inquiry.scheme, inquiry.head).unwrap_or_default()),
        Code::TimestampTooOld => inquiry.window_finding().unwrap_or_else(|| Finding::new(Cause::TimestampOld)),
        Code::TimestampInFuture => inquiry.window_finding().unwrap_or_else(|| Finding::new(Cause::TimestampFuture)),
        // No secret, but what else the webhook has to be given.
        Code::MissingSecret if error.secret_index().is_none() && !inquiry.secrets.is_empty() => {
            Finding::new(Cause::Refused).with_detail(error.message())
        }
        Code::MissingSecret => secret(Cause::SecretMissing),
        Code::MalformedSecret => secret(Cause::SecretMalformed),
        Code::WeakSecret => secret(Cause::SecretWeak),
        Code::TooManyKeys => Finding::new(Cause::SecretsTooMany),
        _ => Finding::new(Cause::Refused).with_detail(error.message()),
    })
}

/// What the body and the headers that describe it show.
fn of_body(head: &Case, body: &[u8]) -> Vec<Finding> {
    let text = |name: &str| head.once(name).and_then(|value| core::str::from_utf8(value).ok());
    let length: Option<usize> = text("Content-Length").and_then(|value| value.trim().parse().ok());
    let differs = length.is_some_and(|length| length != body.len());
    let coded = text("Content-Encoding").is_some_and(|value| !value.trim().is_empty() && !value.trim().eq_ignore_ascii_case("identity"));
    let json = body.trim_ascii_start().starts_with(b"{") || body.trim_ascii_start().starts_with(b"[");
    let closed = matches!(body.trim_ascii_end().last(), Some(b'}' | b']'));
    let certainty = if differs { Certainty::Likely } else { Certainty::Hint };
    let mut findings = Vec::new();
    if body.is_empty() {
        findings.push(Finding::new(Cause::BodyConsumed).with_certainty(certainty));
    } else if coded && json {
        findings.push(Finding::new(Cause::BodyInflated).with_certainty(certainty));
    } else if json && !closed && length.is_none_or(|length| length > body.len()) {
        findings.push(Finding::new(Cause::BodyTruncated).with_certainty(certainty));
    } else if differs {
        findings.push(Finding::new(Cause::BodyAltered).with_certainty(certainty));
    }
    let looked_at = body.get(..LOOKED_AT).unwrap_or(body);
    if looked_at.windows(3).any(|bytes| bytes == "\u{fffd}".as_bytes()) {
        findings.push(Finding::new(Cause::BodyLossy));
    }
    findings
}

/// The providers whose signature header the request has, where its own is missing.
fn of_providers(inquiry: &Inquiry<'_>) -> Vec<Finding> {
    let head = inquiry.head;
    let has = |name: &str| !name.eq_ignore_ascii_case("Authorization") && head.header(name) != crate::Header::Missing;
    let others = providers::ALL.iter().filter(|other| other.signature.place.headers().iter().any(|name| has(name)));
    others.take(PROVIDERS).map(|other| Finding::new(Cause::OtherHeaders).with_name(other.name())).collect()
}
