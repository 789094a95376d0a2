//! What may be wrong with a token before its claims are looked at.

use super::*;

#[test]
fn the_algorithm_is_the_profiles_and_no_key_is_asked_otherwise() {
    let genuine = vonage(&json!({}));
    let (_, rest) = genuine.split_once('.').unwrap();
    for header in [
        r#"{"alg":"none","typ":"JWT"}"#,
        r#"{"alg":"HS512","typ":"JWT"}"#,
        r#"{"alg":"hs256"}"#,
        r#"{"alg":"RS256"}"#,
        r#"{"alg":"ES256"}"#,
        r#"{"alg":["HS256"]}"#,
        r#"{"alg":null}"#,
        r#"{"typ":"JWT"}"#,
        "{}",
        "[]",
        "",
        "HS256",
        r#"{"alg":"HS256","alg":"HS256"}"#,
        r#"{"alg":"HS256","typ":"JOSE"}"#,
        r#"{"alg":"HS256","typ":1}"#,
        r#"{"alg":"HS256","crit":[]}"#,
        r#"{"alg":"HS256","crit":["exp"]}"#,
        r#"{"alg":"HS256","b64":false}"#,
        r#"{"alg":"HS256","b64":true}"#,
        r#"{"alg":"HS256"}x"#,
    ] {
        let token = [&base64url(header.as_bytes()), ".", rest].concat();
        let headers = [("Authorization", ["Bearer ", &token].concat())];
        let request = RawRequest::new(&headers, BODY);
        assert_eq!(code(verify(&VONAGE, &Untouched, &request, BODY, at(NOW), 300)), Err(Code::MalformedSignature), "{header}");
    }
}

#[test]
fn header_parameters_that_choose_keys_are_passed_over() {
    let claims = json!({"iss": "Vonage", "iat": NOW, "payload_hash": sha256_hex(BODY)}).to_string();
    let header = r#"{"kid":"x","jku":"https://keys.example/","jwk":{"kty":"oct","k":"AA"},"x5u":"u","x5c":["c"],"cty":"JWT","typ":"jwt","alg":"HS256"}"#;
    assert!(decide(&VONAGE, &token(&VONAGE, header, &claims)).is_ok());
    assert!(decide(&VONAGE, &token(&VONAGE, r#"{"alg":"HS256"}"#, &claims)).is_ok());
}

#[test]
fn what_is_no_token_is_refused() {
    let genuine = vonage(&json!({}));
    let segments: Vec<&str> = genuine.split('.').collect();
    let [header, claims, signature] = segments[..] else { panic!("three segments") };
    for text in [
        String::new(),
        ".".into(),
        "..".into(),
        [header, claims].join("."),
        [header, claims, ""].join("."),
        [header, claims, signature, ""].join("."),
        [header, claims, signature, signature].join("."),
        [header, "", signature, claims].join("."),
        [header, claims, &[signature, "="].concat()].join("."),
        [&[header, "="].concat(), claims, signature].join("."),
        [header, claims, signature.get(..42).unwrap()].join("."),
        [header, claims, &[signature, "A"].concat()].join("."),
        [header, claims, &signature.replace(['-', '_'], "+")].join(".") + "+",
        [" ", &genuine].concat(),
        [&genuine, "\n"].concat(),
        genuine.to_uppercase(),
        r#"{"payload":"","signatures":[]}"#.into(),
    ] {
        assert_eq!(decide(&VONAGE, &text), Err(Code::MalformedSignature), "{text}");
    }
}

#[test]
fn the_header_stands_once_and_with_its_prefix() {
    let token = vonage(&json!({}));
    let cases: [(&[(&str, &str)], Code); 7] = [
        (&[], Code::MissingHeader),
        (&[("X-Other", &token)], Code::MissingHeader),
        (&[("Authorization", "Bearer x"), ("authorization", "Bearer x")], Code::DuplicateHeader),
        (&[("Authorization", &["Bearer ", &token, ", Bearer ", &token].concat())], Code::DuplicateHeader),
        (&[("Authorization", &token)], Code::MalformedSignature),
        (&[("Authorization", &["bearer ", &token].concat())], Code::MalformedSignature),
        (&[("Authorization", &["Bearer ", &"a".repeat(4096)].concat())], Code::MalformedHeader),
    ];
    for (headers, expected) in cases {
        let request = RawRequest::new(headers, BODY);
        assert_eq!(code(verify(&VONAGE, &Untouched, &request, BODY, at(NOW), 300)), Err(expected));
    }
}

#[test]
fn the_key_that_matched_is_told() {
    let headers = [("Authorization", ["Bearer ", &vonage(&json!({}))].concat())];
    let request = RawRequest::new(&headers, BODY);
    let ring = ring(&VONAGE, &[b"current-test-secret-not-real", SECRET]);
    assert_eq!(verify(&VONAGE, &*ring, &request, BODY, at(NOW), 300).map(|facts| facts.key_index), Ok(1));
}

#[test]
fn no_change_of_one_character_is_taken() {
    let genuine = vonage(&json!({"jti": "4f3c"}));
    assert!(decide(&VONAGE, &genuine).is_ok());
    for place in 0..genuine.len() {
        for other in ['A', 'b', '_', '.', '=', '\u{7f}'] {
            let changed: String = genuine.char_indices().map(|(own, char)| if own == place { other } else { char }).collect();
            if changed != genuine {
                assert!(decide(&VONAGE, &changed).is_err(), "{place} {other}");
            }
        }
    }
}

#[test]
fn a_body_in_pieces_gives_the_same_answer() {
    let headers = [("Authorization", ["Bearer ", &vonage(&json!({}))].concat())];
    let request = RawRequest::new(&headers, b"");
    let ring = ring(&VONAGE, &[SECRET]);
    let mut pending = begin(&VONAGE, &*ring, &request, at(NOW), 300).unwrap();
    BODY.chunks(3).for_each(|chunk| pending.update(chunk));
    assert!(pending.finish().is_ok());
    let pending = begin(&VONAGE, &*ring, &request, at(NOW), 300).unwrap();
    assert_eq!(code(pending.finish()), Err(Code::SignatureMismatch));
}

#[test]
fn any_bytes_are_refused_without_a_panic() {
    let mut random = fastrand::Rng::with_seed(9421);
    let pieces = ["eyJhbGciOiJIUzI1NiJ9", ".", "e30", "==", "{", "\"", "\u{e9}", ", ", "Bearer ", "A", "-", "_", "\0", "alg"];
    for _ in 0..3000 {
        let text: String = (0..random.usize(..12)).map(|_| pieces[random.usize(..pieces.len())]).collect();
        assert!(decide(&VONAGE, &text).is_err(), "{text}");
        // The claims of a genuine signature may be anything too.
        assert!(decide(&VONAGE, &token(&VONAGE, r#"{"alg":"HS256"}"#, &text)).is_err(), "{text}");
    }
}
