//! Verifying with a constant scheme allocates nothing, whatever the answer.

use countersign::{Delivery, RawRequest, UnixTime, Webhook, providers};

const SECRETS: [&str; 2] = ["a-current-test-secret", "a-previous-test-secret"];

#[test]
fn verify_allocates_nothing() -> Result<(), countersign::Error> {
    let body = br#"{"id":"evt_1","data":{"id":"8"}}"#;
    let now = UnixTime::from_secs(1_782_190_000);
    let others = [("X-Exchange-User-Id", "99"), ("X-Exchange-Api-Key", "key")];
    let url = "https://hooks.example/in?token=a-current-test-secret&b=2&a=1";
    let delivery = Delivery::new(body).id("evt_1").event_type("order.created").nonce("nonce-12345").headers(&others);
    for scheme in providers::ALL {
        let secrets =
            SECRETS.map(|secret| if scheme.name() == "standard-webhooks" { "whsec_YS1jdXJyZW50LXRlc3Qtc2VjcmV0" } else { secret });
        let webhook = Webhook::new(scheme, secrets)?;
        let headers = webhook.sign(&delivery.method("POST").url(url), now)?;
        let forged: Vec<_> = headers.iter().map(|(name, _)| (name, "sha256=00")).collect();
        let genuine = RawRequest::new(&headers, body).method("POST").url(url);
        let hostile = RawRequest::new(&forged, body).method("POST").url("/");
        let counted = allocation_counter::measure(|| {
            assert!(webhook.verify(&genuine, now).is_ok(), "{}", scheme.name());
            assert!(webhook.verify(&hostile, now).is_err(), "{}", scheme.name());
        });
        assert_eq!(counted.count_total, 0, "{}", scheme.name());
    }
    Ok(())
}
