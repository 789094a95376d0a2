//! Verifying a MAC or a token by a constant scheme allocates nothing, whatever the answer.

mod samples;

use countersign::{RawRequest, UnixTime, providers};

/// What they sign is put together first: fields of the body, a URL that is rewritten, a list of headers.
const PUT_TOGETHER: [&str; 11] = [
    "adyen",
    "braintree",
    "contentful",
    "hubspot-v3",
    "linear",
    "mailgun",
    "mailgun-parent",
    "mandrill",
    "mercado-pago",
    "twilio",
    "twilio-json",
];

/// A token is decoded and its claims are read.
const TOKENS: [&str; 9] = [
    "fusionauth",
    "fusionauth-hs384",
    "fusionauth-hs512",
    "jira-connect",
    "messagebird",
    "messagebird-hs384",
    "messagebird-hs512",
    "netlify",
    "vonage",
];

/// A public key is checked against the message in one piece.
const PUBLIC_KEYS: [&str; 4] = ["discord", "fal", "standard-webhooks-ed25519", "telnyx"];

#[test]
fn verify_allocates_nothing() {
    let now = UnixTime::from_secs(samples::NOW);
    for scheme in providers::ALL.iter().filter(|scheme| !samples::UNSIGNED.contains(&scheme.name())) {
        let Some(webhook) = samples::webhook(scheme) else { panic!("{} takes none of the secrets", scheme.name()) };
        let Some(sample) = samples::sample(scheme, &webhook) else { panic!("{} signs nothing", scheme.name()) };
        let forged: Vec<_> = sample.headers.iter().map(|(name, _)| (name, "sha256=00")).collect();
        let genuine = RawRequest::new(&sample.headers, &sample.body).method("POST").url(samples::URL);
        let hostile = RawRequest::new(&forged, b"").method("POST").url("/");
        let counted = allocation_counter::measure(|| {
            assert!(webhook.verify(&genuine, now).is_ok(), "{}", scheme.name());
            assert!(webhook.verify(&hostile, now).is_err(), "{}", scheme.name());
        });
        let allocates = [&PUT_TOGETHER[..], &TOKENS, &PUBLIC_KEYS].iter().any(|names| names.contains(&scheme.name()));
        assert_eq!(counted.count_total > 0, allocates, "{}", scheme.name());
    }
}
