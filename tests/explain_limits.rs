//! What an explanation costs at most, and that nothing a sender can send makes it panic or say much.
#![cfg(feature = "explain")]
#![allow(clippy::arithmetic_side_effects, reason = "a test")]

use std::time::{Duration, Instant};

use countersign::{
    RawRequest, UnixTime,
    explain::{Cause, Certainty, Explainer, Finding},
    providers,
};
use fastrand::Rng;

const SECRET: &str = "limits-test-secret-not-real";
const SIGNATURE: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

/// What is not optimised is twenty times slower, and not what is promised: it has a tenth to do.
const SCALE: usize = if cfg!(debug_assertions) { 10 } else { 1 };

fn explain(body: &[u8], secrets: usize) -> Vec<Finding> {
    let headers = [("X-Hub-Signature-256", SIGNATURE), ("X-GitHub-Event", "push")];
    let mut explainer = Explainer::new(&providers::GITHUB);
    for _ in 0..secrets {
        explainer = explainer.secret(SECRET);
    }
    explainer.explain(&RawRequest::new(&headers, body), UnixTime::from_secs(1_782_190_000))
}

/// About half a megabyte in which every writer of JSON, forms and text has something to do.
fn long_bodies() -> Vec<(&'static str, Vec<u8>)> {
    let member = r#"{"name":"Zoë & <Co>","url":"https:\/\/example.com\/a+b","list":[1,2,3,{"a":null}],"empty":[]}"#;
    let json = format!("[{}]", vec![member; 500_000 / SCALE / (member.len() + 1)].join(","));
    let mut rng = Rng::with_seed(1);
    let noise: Vec<u8> = (0..500_000 / SCALE).map(|_| rng.u8(..)).collect();
    vec![
        ("JSON", json.clone().into_bytes()),
        ("nested JSON", format!("{}{}", "[".repeat(250_000 / SCALE), "]".repeat(250_000 / SCALE)).into_bytes()),
        ("wide JSON", format!("[{}0]", "0,".repeat(250_000 / SCALE)).into_bytes()),
        ("one string", format!("\"{}\"", "\\u00e9/".repeat(71_000 / SCALE)).into_bytes()),
        ("form", "name=two+words&value=%C3%A9%2F&".repeat(16_000 / SCALE).into_bytes()),
        ("base64", "QUJD".repeat(125_000 / SCALE).into_bytes()),
        ("lines", "a\r\n".repeat(166_000 / SCALE).into_bytes()),
        ("Latin text", "Ã©".repeat(125_000 / SCALE).into_bytes()),
        ("noise", noise),
        (
            "gzip of zeros",
            [&b"\x1f\x8b\x08\0\0\0\0\0\0\x03"[..], &miniz_oxide::deflate::compress_to_vec(&vec![0; 60_000_000 / SCALE], 9)].concat(),
        ),
    ]
}

#[test]
fn half_a_megabyte_takes_at_most_a_second() {
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 1 });
    for (kind, body) in long_bodies() {
        for secrets in [1, 8] {
            let start = Instant::now();
            let findings = explain(&body, secrets);
            let took = start.elapsed();
            println!("{kind}, {} bytes, {secrets} secrets: {took:?}", body.len());
            assert_eq!(findings.last().map(Finding::cause), Some(Cause::Unknown), "{kind}: {findings:?}");
            assert!(took <= limit, "{kind}: {took:?}");
        }
    }
}

#[test]
fn a_body_of_any_size_is_bounded() {
    let body = vec![b'a'; 40_000_000 / SCALE];
    let start = Instant::now();
    assert!(!explain(&body, 8).is_empty());
    println!("40 MB: {:?}", start.elapsed());
    assert!(start.elapsed() < Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 2 }));
}

#[test]
fn nothing_that_can_be_sent_panics_or_is_repeated() {
    let mut rng = Rng::with_seed(2);
    let pieces = [
        "sha256=",
        "v1,",
        "t=",
        ",",
        ", ",
        "=",
        " ",
        "\"",
        "{",
        "\\u",
        "\\ud800",
        "%",
        "%41",
        "whsec_",
        "\u{feff}",
        "é",
        "\0",
        "http://",
        "?",
        "//",
        "1782190000",
        ".",
        "ab",
        "AB==",
    ];
    let text = |rng: &mut Rng| -> String { (0..rng.usize(..12)).map(|_| *rng.choice(&pieces).unwrap_or(&"")).collect() };
    for _ in 0..20_000 / SCALE / SCALE {
        let scheme = providers::ALL[rng.usize(..providers::ALL.len())];
        let mut headers = vec![
            ("host".to_owned(), text(&mut rng)),
            ("X-Forwarded-Host".to_owned(), text(&mut rng)),
            ("x\u{e9}`".to_owned(), text(&mut rng)),
        ];
        let reads = countersign::Webhook::builder(scheme).and_then(|builder| builder.allow_weak_secrets(true).secret(SECRET)?.build());
        if let Ok(webhook) = reads {
            headers.extend(webhook.header_names().map(|name| (name.to_owned(), text(&mut rng))));
        }
        let (body, url, method, secret, other) = (text(&mut rng), text(&mut rng), text(&mut rng), text(&mut rng), text(&mut rng));
        let request = RawRequest::new(&headers, body.as_bytes()).url(&url).method(&method);
        let explainer = Explainer::new(scheme).secret(&secret).other_secret(&other);
        let findings = explainer.explain(&request, UnixTime::from_secs(1_782_190_000));
        assert!(findings.len() <= 4);
        assert!(findings.iter().all(|finding| finding.sentence().is_ascii() && finding.sentence().len() < 600), "{findings:?}");
    }
}

#[test]
fn an_accepted_request_needs_no_explanation() {
    let headers = [("X-Hub-Signature-256", SIGNATURE)];
    let request = RawRequest::new(&headers, b"Hello, World!");
    let explainer = Explainer::new(&providers::GITHUB).secret("It's a Secret to Everybody");
    assert_eq!(explainer.explain(&request, UnixTime::from_secs(0)), []);
}

#[test]
fn causes_have_names_and_sentences_of_their_own() {
    let mut names: Vec<&str> = Cause::ALL.iter().map(|cause| cause.as_str()).collect();
    assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Cause::ALL.len());
    assert!(Certainty::Hint < Certainty::Likely && Certainty::Likely < Certainty::Matched);
}

#[test]
fn the_default_hint_names_three_things() {
    let headers = [("X-Hub-Signature-256", SIGNATURE)];
    let explainer = Explainer::new(&providers::GITHUB).secret(SECRET);
    let findings = explainer.explain(&RawRequest::new(&headers, b"{}"), UnixTime::from_secs(0));
    let sentence = findings[0].sentence();
    assert_eq!((findings.len(), findings[0].cause(), findings[0].certainty()), (1, Cause::Unknown, Certainty::Hint));
    for word in ["secret", "URL", "re-serialised"] {
        assert!(sentence.contains(word), "{sentence}");
    }
}
