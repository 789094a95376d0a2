//! What a signature must cover and say beside being genuine.

use super::*;

/// What comes of a request with this `Signature-Input`, signed as it says.
fn decide_input(profile: &Profile, label: &str, input: &str) -> Result<Facts, Code> {
    let mut headers = signed(&Profile::new(Algorithm::HmacSha256, 300).cover(const { &[Text::new("content-digest")] }));
    headers.retain(|(name, _)| !name.starts_with("Signature"));
    let request = RawRequest::new(&headers, BODY).method("POST").url(URL);
    let whole = [label, "=", input].concat();
    let mut signature = [label, "=:"].concat();
    // A text that cannot be read has no base; it must be refused before that matters.
    if let Ok(read) = crate::http_signatures::input::Input::read(whole.as_bytes()) {
        let base = crate::http_signatures::base::signature_base(&read.components, read.text, &request, None).unwrap_or_default();
        crate::encoding::encode(Encoding::Base64, (*ring()).sign(&base).unwrap().as_bytes(), &mut signature);
    }
    signature.push(':');
    headers.push(("Signature-Input".into(), whole));
    headers.push(("Signature".into(), signature));
    decide(profile, &headers, "POST", URL, BODY, NOW)
}

const COVERED: &str = r#"("@method" "@authority" "@path" "@query" "content-digest" "x-account" "@target-uri")"#;
const REST: &str = r#";created=1782190000;expires=1782190060;nonce="n";keyid="acme-key-1";tag="acme-webhooks""#;

#[test]
fn the_parameters_are_those_of_the_profile() {
    let with = |from: &str, to: &str| {
        assert!(REST.contains(from));
        decide_input(&ACME, "acme", &[COVERED, &REST.replace(from, to)].concat()).map(|_| ())
    };
    assert_eq!(with("", ""), Ok(()));
    assert_eq!(with(";nonce", ";alg=\"hmac-sha256\";nonce"), Ok(()));
    assert_eq!(with(";nonce", ";ext=7;x;y=?0;z=*t;nonce"), Ok(()), "unknown parameters are signed, and passed over");
    assert_eq!(with("expires=1782190060", "expires=4000000000"), Ok(()));
    for (from, to) in [
        (";created=1782190000", ""),
        (";expires=1782190060", ""),
        (";nonce=\"n\"", ""),
        (";keyid=\"acme-key-1\"", ""),
        (";keyid=\"acme-key-1\"", ";keyid=\"acme-key-2\""),
        (";tag=\"acme-webhooks\"", ""),
        (";tag=\"acme-webhooks\"", ";tag=\"other\""),
        (";nonce", ";alg=\"ed25519\";nonce"),
        (";nonce", ";alg=\"HMAC-SHA256\";nonce"),
        (";nonce", ";alg=\"none\";nonce"),
        (";nonce", ";alg;nonce"),
        (";nonce", "; nonce"),
    ] {
        assert_eq!(with(from, to), Err(Code::MalformedSignature), "{from} {to}");
    }
    for (from, to, expected) in [
        (";nonce", ";created=1;nonce", Code::DuplicateHeader),
        ("created=1782190000", "created=-1782190000", Code::MalformedTimestamp),
        ("created=1782190000", "created=1782190301", Code::TimestampInFuture),
        ("created=1782190000", "created=1782103299", Code::TimestampTooOld),
        ("expires=1782190060", "expires=1782189700", Code::TimestampTooOld),
    ] {
        assert_eq!(with(from, to), Err(expected), "{from} {to}");
    }
    assert_eq!(decide_input(&ACME, "sig1", &[COVERED, REST].concat()).map(|_| ()), Err(Code::MalformedSignature), "another label");
    let without = ACME.clone();
    let without = Profile { tag: None, ..without };
    assert_eq!(
        decide_input(&without, "acme", &[COVERED, REST].concat()).map(|_| ()),
        Err(Code::MalformedSignature),
        "a tag nobody asked for"
    );
}

#[test]
fn the_components_are_at_least_those_of_the_profile() {
    let with = |from: &str, to: &str| {
        assert!(COVERED.contains(from));
        decide_input(&ACME, "acme", &[&COVERED.replace(from, to), REST].concat()).map(|_| ())
    };
    assert_eq!(with("\"@target-uri\"", "\"@request-target\""), Ok(()));
    assert_eq!(with("\"@target-uri\"", "\"@target-uri\" \"@scheme\" \"content-type\""), Ok(()), "more may be covered");
    assert_eq!(
        with("\"@target-uri\"", "\"@target-uri\" \"accept\""),
        Err(Code::MalformedSignature),
        "which headers are read is known before there is a request"
    );
    assert_eq!(with("\"@method\" ", ""), Err(Code::MalformedSignature));
    assert_eq!(with(" \"content-digest\"", ""), Err(Code::MalformedSignature));
    assert_eq!(with(" \"@target-uri\"", ""), Err(Code::MalformedSignature));
    assert_eq!(with("\"x-account\"", "\"x-account\";sf"), Err(Code::MalformedSignature));
    assert_eq!(with("\"@query\"", "\"@query-param\";name=\"a\""), Err(Code::MalformedSignature));
    assert_eq!(with("\"@target-uri\"", "\"@target-uri\" \"@path\""), Err(Code::DuplicateHeader));
    assert_eq!(with("\"@target-uri\"", "\"@target-uri\" \"x-missing\""), Err(Code::MissingHeader));
}
