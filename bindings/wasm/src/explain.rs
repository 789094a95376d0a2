//! One refusal that is explained: opened, given its secrets and its request piece by piece, explained, then read and closed.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use atomic_refcell::AtomicRefCell;
use countersign::{
    Head, Header, Request, Scheme, Secret,
    explain::{Explainer, Finding, WholeRequest},
    providers,
    scheme::Node,
};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use crate::{ALLOW_SHA1, ALLOW_WEAK_SECRETS, buffer, moment, outcome, slots::Slots, source};

/// A secret, whether it is text, and whether it is one of another webhook.
type Given = (Zeroizing<Vec<u8>>, bool, bool);

/// What was handed over so far. There is one at a time: JavaScript runs nothing else between these calls.
struct Asked {
    scheme: Scheme,
    tolerance: Option<u32>,
    allowed: u32,
    registration: String,
    secrets: Vec<Given>,
    method: Option<Vec<u8>>,
    url: Option<Zeroizing<Vec<u8>>>,
    headers: Vec<(String, Zeroizing<Vec<u8>>)>,
    body: Vec<u8>,
    findings: Vec<Finding>,
}

static ASKED: AtomicRefCell<Option<Asked>> = AtomicRefCell::new(None);

/// Begins an explanation under the scheme in the first `length` bytes of the buffer: a name of the catalogue, or a description. A
/// second value may follow: the registration.
///
/// A tolerance of NaN is the scheme's own. `allowed` has a bit for each thing that has to be allowed by name.
#[wasm_bindgen]
#[must_use]
pub fn explain_open(length: usize, tolerance: f64, allowed: u32) -> i32 {
    let read = |mut plain: &[u8], _: &[u8]| (source::read(&mut plain, Node::DEPTH), source::read(&mut plain, 0));
    let (scheme, registration) = buffer::read(length, 0, read);
    let scheme = match scheme {
        // What is no plain data is no scheme either.
        None => Scheme::from_node(Node::Foreign),
        Some(Node::Text(name)) => providers::by_name(&name).cloned(),
        Some(node) => Scheme::from_node(node).and_then(|scheme| scheme.validate().map(|()| scheme)),
    };
    let registration = if let Some(Node::Text(name)) = registration { name } else { String::new() };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a saturating conversion is what is wanted")]
    let tolerance = (!tolerance.is_nan()).then_some(tolerance as u32);
    outcome::decided(scheme.map(|scheme| {
        let (secrets, headers, body, findings) = Default::default();
        let (method, url) = (None, None);
        *ASKED.borrow_mut() = Some(Asked { scheme, tolerance, allowed, registration, secrets, method, url, headers, body, findings });
        0
    }))
}

/// Adds the secret in the first `length` bytes of the buffer, and wipes them.
#[wasm_bindgen]
pub fn explain_secret(length: usize, is_text: bool, other: bool) {
    let secret = buffer::read(length, 0, |secret, _| Zeroizing::new(secret.to_vec()));
    buffer::wipe(length);
    if let Some(asked) = ASKED.borrow_mut().as_mut() {
        asked.secrets.push((secret, is_text, other));
    }
}

/// Takes the slots of method and URL in the buffer.
#[wasm_bindgen]
pub fn explain_line(length: usize) {
    if let Some(asked) = ASKED.borrow_mut().as_mut() {
        buffer::read(length, 0, |line, _| {
            let mut slots = Slots(line);
            asked.method = slots.next_once().map(<[u8]>::to_vec);
            asked.url = slots.next_once().map(|url| Zeroizing::new(url.to_vec()));
        });
    }
    buffer::wipe(length);
}

/// Takes the slots of a header's name and value in the buffer; repeats are as many headers.
#[wasm_bindgen]
pub fn explain_header(length: usize) {
    if let Some(asked) = ASKED.borrow_mut().as_mut() {
        buffer::read(length, 0, |header, _| {
            let mut slots = Slots(header);
            let name = String::from_utf8_lossy(slots.next_once().unwrap_or_default()).into_owned();
            asked.headers.push((name, Zeroizing::new(slots.next_once().unwrap_or_default().to_vec())));
        });
    }
    buffer::wipe(length);
}

/// Takes the next piece of the body.
#[wasm_bindgen]
pub fn explain_body(length: usize) {
    if let Some(asked) = ASKED.borrow_mut().as_mut() {
        buffer::read(length, 0, |piece, _| asked.body.extend_from_slice(piece));
    }
}

/// Explains what was handed over, and gives the number of findings.
#[wasm_bindgen]
pub fn explain_run(now: f64) -> usize {
    let mut asked = ASKED.borrow_mut();
    let Some(asked) = asked.as_mut() else { return 0 };
    let mut explainer = Explainer::new(&asked.scheme)
        .allow_weak_secrets(asked.allowed & ALLOW_WEAK_SECRETS != 0)
        .allow_sha1(asked.allowed & ALLOW_SHA1 != 0)
        .registration(&asked.registration);
    if let Some(seconds) = asked.tolerance {
        explainer = explainer.tolerance_seconds(seconds);
    }
    for (bytes, is_text, other) in &asked.secrets {
        let secret = match core::str::from_utf8(bytes) {
            Ok(text) if *is_text => Secret::Text(text),
            _ => Secret::Bytes(bytes),
        };
        explainer = if *other { explainer.other_secret(secret) } else { explainer.secret(secret) };
    }
    let findings = explainer.explain(asked, moment(now));
    asked.findings = findings;
    asked.findings.len()
}

/// Writes a finding into the buffer and gives its length, one line each: cause, certainty, index of the secret or nothing,
/// name, detail, sentence. None of them holds a line break.
#[wasm_bindgen]
#[must_use]
pub fn explain_finding(index: usize) -> usize {
    let asked = ASKED.borrow();
    let Some(finding) = asked.as_ref().and_then(|asked| asked.findings.get(index)) else { return 0 };
    let secret = finding.secret().map(|index| index.to_string()).unwrap_or_default();
    let sentence = finding.sentence();
    let lines = [finding.cause().as_str(), finding.certainty().as_str(), &secret, finding.name(), finding.detail(), &sentence];
    buffer::write(0, lines.join("\n").as_bytes())
}

/// Forgets everything.
#[wasm_bindgen]
pub fn explain_close() {
    *ASKED.borrow_mut() = None;
}

impl Head for Asked {
    fn header(&self, name: &str) -> Header<'_> {
        let named = self.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        Header::from_values(named.map(|(_, value)| value.as_slice()))
    }

    fn method(&self) -> Option<&[u8]> {
        self.method.as_deref()
    }

    fn url(&self) -> Option<&[u8]> {
        self.url.as_ref().map(|url| url.as_slice())
    }
}

impl Request for Asked {
    fn body(&self) -> &[u8] {
        &self.body
    }
}

impl WholeRequest for Asked {
    fn each_header(&self, visit: &mut dyn FnMut(&str, &[u8])) {
        self.headers.iter().for_each(|(name, value)| visit(name, value));
    }
}
