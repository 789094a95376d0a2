//! Tokens and HTTP message signatures by the same `Webhook` as every other scheme.
#![cfg(all(feature = "jws", feature = "http-signatures", feature = "asymmetric"))]
#![allow(clippy::unwrap_used, reason = "a refusal that is not expected is a failed test")]

use countersign::{
    Code, Delivery, RawRequest, Scheme, SignedHeaders, UnixTime, Verified, Verifier, Webhook, http_signatures,
    jws::{BodyClaim, Profile},
    providers,
    scheme::{Algorithm, Encoding, Field, KeyEncoding, KeyFormat, Part, Text, Timestamp, Unit},
};

const SECRET: &str = "families-test-secret-not-real";
const BODY: &[u8] = br#"{"event":"test"}"#;
const URL: &str = "https://hooks.example/in?a=1";

const HTTP: Scheme = Scheme::http_signature(
    "acme-http",
    http_signatures::Profile::new(Algorithm::HmacSha256, 300)
        .cover(const { &[Text::new("@method"), Text::new("content-digest"), Text::new("x-account")] })
        .needs_nonce(),
);

fn now() -> UnixTime {
    UnixTime::from_secs(1_782_190_000)
}

fn later(seconds: i64) -> UnixTime {
    UnixTime::from_secs(now().as_secs().saturating_add(seconds))
}

fn code<T>(result: Result<T, countersign::Error>) -> Result<T, Code> {
    result.map_err(|error| error.code())
}

fn message_bird() -> (Webhook, SignedHeaders) {
    let webhook = Webhook::new(&providers::MESSAGEBIRD, [SECRET]).unwrap();
    let headers = webhook.sign(&Delivery::new(BODY).id("4f3c").url(URL), now()).unwrap();
    (webhook, headers)
}

#[test]
fn what_stands_in_a_token_is_told() {
    let (webhook, headers) = message_bird();
    let request = RawRequest::new(&headers, BODY).url(URL);
    let verified: Verified<'_> = webhook.verify(&request, now()).unwrap().clone();
    assert_eq!((verified.id(), verified.nonce(), verified.event_type()), (Some("4f3c"), None, None));
    assert_eq!((verified.key_index(), verified.timestamp()), (0, Some(now())));
    assert_eq!(verified.covers().map(|covered| covered.name()).collect::<Vec<_>>(), ["timestamp", "id", "url", "body"]);
}

#[test]
fn a_webhook_of_a_family_says_what_it_reads() {
    let names = |scheme: &Scheme, secret: &str| {
        let webhook = Webhook::new(scheme, [secret]).unwrap();
        webhook.header_names().map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(names(&providers::VONAGE, SECRET), ["Authorization"]);
    assert_eq!(names(&HTTP, SECRET), ["Signature-Input", "Signature", "Content-Digest", "Host", "x-account"]);
    let key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    assert_eq!(names(&providers::WEB_BOT_AUTH, key), ["Signature-Input", "Signature", "Content-Digest", "Host", "signature-agent"]);
    assert!(providers::JIRA_CONNECT.reads_request_line() && providers::MAILCHANNELS.reads_request_line());
    assert!(!providers::NETLIFY.reads_request_line());
    assert_eq!(providers::VONAGE.title(), "Vonage");
    assert!(providers::VONAGE.has_id_in_token() && !providers::VONAGE.has_nonce_in_signature() && HTTP.has_nonce_in_signature());
}

#[test]
fn the_tolerance_is_that_of_the_webhook() {
    let headers = Webhook::new(&providers::VONAGE, [SECRET]).unwrap().sign(&Delivery::new(BODY), now()).unwrap();
    let decide = |tolerance: u32, late: i64| {
        let webhook = Webhook::builder(&providers::VONAGE).unwrap().tolerance_seconds(tolerance).unwrap().secret(SECRET).unwrap().build();
        code(webhook.unwrap().verify(&RawRequest::new(&headers, BODY), later(late)).map(|_| ()))
    };
    assert_eq!(decide(60, 60), Ok(()));
    assert_eq!(decide(60, 61), Err(Code::TimestampTooOld));
    assert_eq!(decide(60, -61), Err(Code::TimestampInFuture));
    assert_eq!(decide(3600, 3600), Ok(()));
    let builder = |scheme: &Scheme, seconds| code(Webhook::builder(scheme).unwrap().tolerance_seconds(seconds).map(|_| ()));
    assert_eq!(builder(&providers::VONAGE, 86_401), Err(Code::InvalidTolerance));
    assert_eq!(builder(&providers::NETLIFY, 60), Err(Code::InvalidTolerance));
}

#[test]
fn a_body_in_pieces_is_verified_and_signed() {
    let webhook = std::sync::Arc::new(Webhook::new(&HTTP, [SECRET]).unwrap());
    let own = [("X-Account", "42")];
    let delivery = Delivery::new(b"").method("POST").nonce("n-1").headers(&own);
    let mut signer = webhook.begin_sign(&delivery, now()).unwrap();
    BODY.chunks(3).for_each(|chunk| signer.update(chunk));
    let headers = signer.finish().unwrap();
    assert_eq!(headers, webhook.sign(&Delivery::new(BODY).method("POST").nonce("n-1").headers(&own), now()).unwrap());

    let mut verifier: Verifier<_> = {
        let request = RawRequest::new(&headers, b"").method("POST");
        Verifier::new(std::sync::Arc::clone(&webhook), &request, now()).unwrap()
    };
    BODY.chunks(5).for_each(|chunk| verifier.update(chunk));
    let verified = verifier.finish().unwrap();
    assert_eq!((verified.id(), verified.nonce()), (None, Some("n-1")));

    let request = RawRequest::new(&headers, b"").method("POST");
    let mut verifier = webhook.begin(&request, now()).unwrap();
    verifier.update(b"{}");
    assert_eq!(code(verifier.finish().map(|_| ())), Err(Code::SignatureMismatch));
    // What the head alone tells is told at once, and a state that is spent takes nothing.
    assert_eq!(code(webhook.begin(&RawRequest::new(&headers, b"").method("PUT"), now()).map(|_| ())), Err(Code::SignatureMismatch));
    assert!(verifier.finish().is_err());
}

#[test]
fn a_scheme_is_of_one_kind() {
    const PROFILE: Profile = Profile::new(Algorithm::HmacSha256, "X-Jwt").body(BodyClaim::new("body", Encoding::Hex));
    let of = || Scheme::jws("acme", PROFILE);
    assert_eq!(of().validate(), Ok(()));
    assert_eq!(
        of().key(KeyFormat::new(KeyEncoding::Base64, const { &[Text::new("k_")] })).described("Acme", "https://acme.example/").validate(),
        Ok(())
    );
    let refused = |scheme: &Scheme| scheme.validate().map_err(|error| error.message().split('`').nth(1).unwrap().to_owned());
    for (scheme, field) in [
        (of().message(const { &[Part::Body] }), "message"),
        (of().timestamp(Timestamp::header("X-T", Unit::Seconds, 300)), "message"),
        (of().id(Field::json("/id")), "message"),
        (of().body_digest_in_query("sha"), "message"),
        (of().key(KeyFormat::new(KeyEncoding::UrlToken, &[])), "key.encoding"),
        (Scheme::jws("Acme", PROFILE), "name"),
        (Scheme::jws("acme", Profile::new(Algorithm::HmacSha256, "X-Jwt")), "jws"),
        (Scheme::jws("acme", PROFILE.algorithm(Algorithm::Token)), "algorithm"),
    ] {
        assert_eq!(refused(&scheme), Err(field.into()));
    }
}

#[cfg(feature = "explain")]
mod explained {
    use super::*;
    use countersign::explain::{Cause, Explainer, WholeRequest};

    fn causes<R: WholeRequest>(secret: &str, request: &R, late: i64) -> Vec<Cause> {
        let explainer = Explainer::new(&providers::MESSAGEBIRD).secret(secret);
        explainer.explain(request, later(late)).iter().map(countersign::explain::Finding::cause).collect()
    }

    #[test]
    fn a_refused_token_is_explained() {
        let (_, headers) = message_bird();
        let at = |body, url| RawRequest::new(&headers, body).url(url);
        assert_eq!(causes(SECRET, &at(BODY, URL), 0), []);
        assert_eq!(causes(&[SECRET, "\n"].concat(), &at(BODY, URL), 0), [Cause::SecretWhitespace]);
        assert_eq!(causes(SECRET, &at(b"{\"event\":\"test\"}\n", URL), 0), [Cause::BodyNewline]);
        assert_eq!(causes(SECRET, &at(BODY, "http://hooks.example/in?a=1"), 0), [Cause::UrlScheme]);
        assert_eq!(causes(SECRET, &at(BODY, URL), 3600), [Cause::TimestampOld]);
        let none: [(&str, &str); 0] = [];
        assert_eq!(causes(SECRET, &RawRequest::new(&none, BODY).url(URL), 0).first(), Some(&Cause::HeaderMissing));
        let broken = [("MessageBird-Signature-JWT", "eyJhbGciOiJIUzI1NiJ9.e30")];
        assert_eq!(causes(SECRET, &RawRequest::new(&broken, BODY).url(URL), 0).first(), Some(&Cause::SignatureMalformed));
    }
}
