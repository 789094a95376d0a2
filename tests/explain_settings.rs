//! What a webhook is told besides its secrets is told to an explanation too: a registration, and that SHA-1 may be taken. The
//! deliveries are the corpus'.
#![cfg(all(feature = "explain", feature = "asymmetric"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test")]

use countersign::{
    RawRequest, UnixTime,
    explain::{Cause, Certainty, Explainer, Finding},
    providers,
};
use serde_json::Value;

/// The vector of this name.
fn vector(file: &str, name: &str) -> Value {
    let path = format!("{}/tests/vectors/asymmetric/{file}.json", env!("CARGO_MANIFEST_DIR"));
    let corpus: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    corpus["vectors"].as_array().unwrap().iter().find(|vector| vector["name"] == name).unwrap().clone()
}

/// What is said of the vector's delivery with this after its body, to an explainer that was told more.
fn explain(vector: &Value, more: &str, told: impl FnOnce(Explainer<'_>) -> Explainer<'_>) -> Vec<Finding> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let request = &vector["request"];
    let headers: Vec<_> = request["headers"].as_array().unwrap().iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect();
    let body = text(&request["body"]["utf8"]) + more;
    let secrets: Vec<_> = vector["secrets"].as_array().unwrap().iter().map(text).collect();
    let mut explainer = Explainer::new(providers::by_name(vector["scheme"].as_str().unwrap()).unwrap());
    for secret in &secrets {
        explainer = explainer.secret(secret.as_str());
    }
    told(explainer).explain(&RawRequest::new(&headers, body.as_bytes()), UnixTime::from_secs(vector["now"].as_i64().unwrap()))
}

fn causes(findings: &[Finding]) -> Vec<(Cause, Certainty)> {
    findings.iter().map(|finding| (finding.cause(), finding.certainty())).collect()
}

#[test]
fn a_registration_is_told() {
    let delivery = vector("published", "published by paypal: delivery 1");
    let registration = delivery["options"]["registration"].as_str().unwrap();
    assert_eq!(explain(&delivery, "", |explainer| explainer.registration(registration)), []);
    let altered = explain(&delivery, "\n", |explainer| explainer.registration(registration));
    assert_eq!(causes(&altered), [(Cause::BodyNewline, Certainty::Matched)]);
    let missing = explain(&delivery, "", |explainer| explainer);
    assert_eq!(causes(&missing), [(Cause::Refused, Certainty::Likely)]);
    assert!(missing[0].sentence().contains("the registration is part of what this scheme signs"), "{missing:?}");
    let wrong = explain(&delivery, "", |explainer| explainer.registration("another"));
    assert_eq!(causes(&wrong), [(Cause::Unknown, Certainty::Hint)]);
}

#[test]
fn leave_for_sha1_is_told() {
    let delivery = vector("catalogue", "catalogue aws-sns-v1: genuine");
    assert_eq!(explain(&delivery, "", |explainer| explainer.allow_sha1(true)), []);
    // All but the leave is right, and that is certain.
    let missing = explain(&delivery, "", |explainer| explainer);
    assert_eq!(causes(&missing), [(Cause::Refused, Certainty::Matched)]);
    assert!(missing[0].sentence().contains("SHA-1"), "{missing:?}");
}
