//! What may be wrong with the claims of a token that is signed by the right key.

use super::*;

#[test]
fn claims_of_time_are_kept_to() {
    let window = [
        (json!({}), Ok(())),
        (json!({"iat": NOW - 300}), Ok(())),
        (json!({"iat": NOW - 301}), Err(Code::TimestampTooOld)),
        (json!({"iat": 0}), Err(Code::TimestampTooOld)),
        (json!({"iat": NOW + 300}), Ok(())),
        (json!({"iat": NOW + 301}), Err(Code::TimestampInFuture)),
        (json!({"iat": u64::MAX}), Err(Code::MalformedTimestamp)),
        (json!({"iat": null}), Err(Code::MalformedTimestamp)),
        (json!({"iat": NOW.to_string()}), Err(Code::MalformedTimestamp)),
        (json!({"iat": -1}), Err(Code::MalformedTimestamp)),
        (json!({"iat": 1.5}), Err(Code::MalformedTimestamp)),
        (json!({"iat": [NOW]}), Err(Code::MalformedTimestamp)),
        // Not demanded, but they bind wherever they stand.
        (json!({"exp": NOW - 299}), Ok(())),
        (json!({"exp": NOW - 300}), Err(Code::TimestampTooOld)),
        (json!({"exp": "soon"}), Err(Code::MalformedTimestamp)),
        (json!({"nbf": NOW + 300}), Ok(())),
        (json!({"nbf": NOW + 301}), Err(Code::TimestampInFuture)),
    ];
    for (extra, expected) in window {
        assert_eq!(decide(&VONAGE, &vonage(&extra)).map(|_| ()), expected, "{extra}");
    }
    for text in ["1782190000.0", "1.78219e9", "01782190000"] {
        let claims = format!(r#"{{"iss":"Vonage","iat":{text},"payload_hash":"{}"}}"#, sha256_hex(BODY));
        let expected = if text.starts_with('0') { Code::MalformedSignature } else { Code::MalformedTimestamp };
        assert_eq!(decide(&VONAGE, &token(&VONAGE, r#"{"alg":"HS256"}"#, &claims)), Err(expected), "{text}");
    }
}

#[test]
fn a_token_without_a_window_still_has_its_end() {
    let with = |claims: &str| {
        let claims = format!(r#"{{"iss":"netlify","sha256":"{}"{claims}}}"#, sha256_hex(BODY));
        decide(&NETLIFY, &token(&NETLIFY, r#"{"alg":"HS256"}"#, &claims)).map(|facts| facts.timestamp)
    };
    assert_eq!(with(""), Ok(None));
    assert_eq!(with(r#","iat":1782190000"#), Ok(Some(at(NOW))));
    assert_eq!(with(r#","exp":1782190001"#), Ok(None));
    assert_eq!(with(r#","exp":1782190000"#), Err(Code::TimestampTooOld));
    assert_eq!(with(r#","nbf":1782190001"#), Err(Code::TimestampInFuture));
}

#[test]
fn a_long_lifetime_does_not_outlast_a_day() {
    let with = |iat: i64, exp: i64| {
        let mut profile = VONAGE.clone();
        profile.lifetime_seconds = Some(60);
        let claims = json!({"iss": "Vonage", "iat": iat, "exp": exp, "payload_hash": sha256_hex(BODY)}).to_string();
        decide(&profile, &token(&profile, r#"{"alg":"HS256"}"#, &claims)).map(|_| ())
    };
    assert_eq!(with(NOW - 86_400, 4_000_000_000), Ok(()));
    assert_eq!(with(NOW - 86_701, 4_000_000_000), Err(Code::TimestampTooOld));
}

#[test]
fn other_claims_are_kept_to() {
    let cases = [
        (json!({"iss": "Nexmo"}), Err(Code::SignatureMismatch)),
        (json!({"iss": null}), Err(Code::SignatureMismatch)),
        (json!({"iss": ["Vonage"]}), Err(Code::SignatureMismatch)),
        (json!({"jti": "a"}), Ok(Some("a".to_owned()))),
        (json!({"jti": 7}), Err(Code::MalformedSignature)),
        (json!({"payload_hash": null}), Err(Code::MalformedSignature)),
        (json!({"payload_hash": 7}), Err(Code::MalformedSignature)),
        (json!({"payload_hash": ""}), Err(Code::SignatureMismatch)),
        (json!({"payload_hash": sha256_hex(b"other")}), Err(Code::SignatureMismatch)),
        (json!({"payload_hash": sha256_hex(BODY).to_uppercase()}), Err(Code::SignatureMismatch)),
        (json!({"payload_hash": sha256_hex(BODY).get(1..)}), Err(Code::SignatureMismatch)),
    ];
    for (extra, expected) in cases {
        assert_eq!(decide(&VONAGE, &vonage(&extra)).map(|facts| facts.id), expected, "{extra}");
    }
    for claims in ["", "[]", "{", r#"{"iss":"Vonage","iss":"Vonage"}"#, &["{\"a\":".repeat(17), "}".repeat(17)].concat()] {
        assert_eq!(decide(&VONAGE, &token(&VONAGE, r#"{"alg":"HS256"}"#, claims)), Err(Code::MalformedSignature), "{claims}");
    }
}

#[test]
fn claims_are_looked_at_only_once_the_signature_matched() {
    let other = *ring(&VONAGE, &[b"another-test-secret-not-real"]);
    for extra in [json!({"iat": 0}), json!({"iss": "x"}), json!({"payload_hash": null}), json!({"iat": "x"})] {
        let headers = [("Authorization", ["Bearer ", &vonage(&extra)].concat())];
        let request = RawRequest::new(&headers, BODY);
        assert_eq!(code(verify(&VONAGE, &other, &request, BODY, at(NOW), 300)), Err(Code::SignatureMismatch));
    }
}
