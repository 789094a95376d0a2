//! Verifying a MAC or a token by a constant scheme allocates nothing, whatever the answer.

mod samples;

use countersign::{RawRequest, UnixTime, providers};

#[test]
fn verify_allocates_nothing() {
    let body = br#"{"id":"evt_1","data":{"id":"8"}}"#;
    let now = UnixTime::from_secs(1_782_190_000);
    // A public key is checked against the message in one piece.
    for scheme in providers::ALL.iter().filter(|scheme| scheme.name() != "standard-webhooks-ed25519") {
        let Some(webhook) = samples::webhook(scheme) else { panic!("{} takes none of the secrets", scheme.name()) };
        let Some(headers) = samples::signed(&webhook, body, now) else { panic!("{} signs nothing", scheme.name()) };
        let forged: Vec<_> = headers.iter().map(|(name, _)| (name, "sha256=00")).collect();
        let genuine = RawRequest::new(&headers, body).method("POST").url(samples::URL);
        let hostile = RawRequest::new(&forged, body).method("POST").url("/");
        let counted = allocation_counter::measure(|| {
            assert!(webhook.verify(&genuine, now).is_ok(), "{}", scheme.name());
            assert!(webhook.verify(&hostile, now).is_err(), "{}", scheme.name());
        });
        assert_eq!(counted.count_total, 0, "{}", scheme.name());
    }
}
