//! Requests of the crate `http` are verified as they are.
#![cfg(feature = "http")]

use countersign::{Code, UnixTime, Webhook, WithUrl, providers};

// The values that GitHub publishes for testing an implementation.
const SECRET: &str = "It's a Secret to Everybody";
const SIGNATURE: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
const NOW: UnixTime = UnixTime::from_secs(0);

type Outcome = Result<(), Box<dyn core::error::Error>>;

#[test]
fn a_request_is_taken_or_refused_by_its_own_headers() -> Outcome {
    let webhook = Webhook::new(&providers::GITHUB, [SECRET])?;
    let genuine = http::Request::post("/hook").header("X-Hub-Signature-256", SIGNATURE).body("Hello, World!")?;
    assert_eq!(webhook.verify(&genuine, NOW)?.key_index(), 0);

    let twice = http::Request::post("/hook").header("X-Hub-Signature-256", SIGNATURE).header("x-hub-signature-256", SIGNATURE);
    let refusal = webhook.verify(&twice.body("Hello, World!")?, NOW).map(|_| ()).map_err(|error| error.code());
    assert_eq!(refusal, Err(Code::DuplicateHeader));
    Ok(())
}

#[test]
fn parts_and_headers_begin_a_body_in_pieces() -> Outcome {
    let webhook = Webhook::new(&providers::GITHUB, [SECRET])?;
    let (parts, body) = http::Request::post("/hook").header("X-Hub-Signature-256", SIGNATURE).body("Hello, World!")?.into_parts();
    let mut by_parts = webhook.begin(&parts, NOW)?;
    by_parts.update(body.as_bytes());
    assert!(by_parts.finish().is_ok());
    let mut by_headers = webhook.begin(&parts.headers, NOW)?;
    by_headers.update(b"Hello, ");
    by_headers.update(b"World!");
    assert!(by_headers.finish().is_ok());
    Ok(())
}

#[test]
fn method_and_url_come_from_the_request_line() -> Outcome {
    let webhook = Webhook::new(&providers::HUBEX, ["a-token-for-tests-1234"])?;
    let in_path = http::Request::post("https://hooks.example/hubex/a-token-for-tests-1234").body("")?;
    let in_query = http::Request::post("/hubex?token=a-token-for-tests-1234").body("")?;
    let elsewhere = http::Request::post("/hubex/a-token-for-tests-123").body("")?;
    assert!(webhook.verify(&in_path, NOW).is_ok());
    assert!(webhook.verify(&in_query, NOW).is_ok());
    assert!(webhook.verify(&elsewhere, NOW).is_err());
    Ok(())
}

/// Twilio signs the whole URL. The values are Twilio's own example, in its documentation and in the tests of its libraries.
#[test]
fn a_url_that_is_signed_whole_is_given_beside_the_request() -> Outcome {
    let webhook = Webhook::builder(&providers::TWILIO)?.allow_weak_secrets(true).secret("12345")?.build()?;
    let form = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
    let request = http::Request::post("/myapp.php?foo=1&bar=2").header("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8=").body(form)?;
    let refusal = webhook.verify(&request, NOW).map(|_| ()).map_err(|error| error.code());
    assert_eq!(refusal, Err(Code::MalformedUrl));

    let url = format!("https://mycompany.com{}", request.uri());
    assert!(webhook.verify(&WithUrl::new(&request, &url), NOW).is_ok());
    let elsewhere = WithUrl::new(&request, "https://mycompany.example/myapp.php?foo=1&bar=2");
    let refusal = webhook.verify(&elsewhere, NOW).map(|_| ()).map_err(|error| error.code());
    assert_eq!(refusal, Err(Code::SignatureMismatch));
    Ok(())
}
