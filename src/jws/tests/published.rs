//! What vendors published, and what their own profiles bind.

use super::*;

#[test]
fn every_published_case_of_messagebird_comes_out_as_published() {
    let cases = Published::all(false);
    assert_eq!(cases.len(), 22);
    for case in cases {
        let profile: &Profile = if case.scheme == "messagebird" { &MESSAGEBIRD } else { &MESSAGEBIRD_HS512 };
        let ring = ring(profile, &[case.secret.as_bytes()]);
        let decided = code(verify(profile, &*ring, &case.request(), case.body.as_bytes(), at(case.now), profile.tolerance_seconds));
        match (decided, case.expect) {
            (Ok(facts), None) => {
                assert_eq!((facts.key_index, facts.timestamp), (0, Some(at(case.now))), "{}", case.name);
                assert!(facts.id.is_some_and(|id| id.len() == 36), "{}", case.name);
            }
            (decided, expected) => assert_eq!(decided.err(), expected, "{}", case.name),
        }
    }
}

#[test]
fn signing_gives_the_tokens_that_messagebird_published() {
    for case in Published::all(false).iter().filter(|case| case.expect.is_none()) {
        let profile: &Profile = if case.scheme == "messagebird" { &MESSAGEBIRD } else { &MESSAGEBIRD_HS512 };
        let ring = ring(profile, &[case.secret.as_bytes()]);
        let request = case.request();
        let facts = verify(profile, &*ring, &request, case.body.as_bytes(), at(case.now), 5).unwrap();
        let mut body = profile.body_hash();
        body.update(case.body.as_bytes());
        let outgoing = Outgoing { head: &request, id: facts.id.as_deref(), nonce: None };
        let signed = sign(profile, &*ring, &outgoing, &body.finish(), at(case.now)).unwrap();
        assert_eq!(signed, case.headers, "{}", case.name);
    }
}

#[test]
fn a_url_that_was_signed_whole_must_be_whole() {
    let case = Published::all(false).swap_remove(0);
    let ring = ring(&MESSAGEBIRD, &[case.secret.as_bytes()]);
    let request = RawRequest::new(&case.headers, b"");
    assert_eq!(code(verify(&MESSAGEBIRD, &*ring, &request, b"", at(case.now), 5)), Err(Code::MissingUrl));
    assert_eq!(code(verify(&MESSAGEBIRD, &*ring, &request.clone().url("/"), b"", at(case.now), 5)), Err(Code::MalformedUrl));
    assert_eq!(
        code(verify(&MESSAGEBIRD, &*ring, &request.clone().url("http://example.com/"), b"", at(case.now), 5)),
        Err(Code::SignatureMismatch)
    );
}

#[test]
fn tokens_of_jira_connect_bind_method_path_and_query() {
    let claims = |qsh: &str| json!({"iss": "client-key", "iat": NOW, "exp": NOW + 180, "qsh": qsh}).to_string();
    let header = r#"{"typ":"JWT","alg":"HS256"}"#;
    let genuine = token(&JIRA_CONNECT, header, &claims(&sha256_hex(b"POST&/in&a=1&b=2")));
    assert_eq!(decide(&JIRA_CONNECT, &genuine).map(|facts| facts.timestamp), Ok(Some(at(NOW))));
    for qsh in ["context-qsh", "", &sha256_hex(b"GET&/in&a=1&b=2"), &sha256_hex(b"POST&/in&"), &sha256_hex(b"POST&/in&b=2&a=1")] {
        assert_eq!(decide(&JIRA_CONNECT, &token(&JIRA_CONNECT, header, &claims(qsh))), Err(Code::SignatureMismatch), "{qsh}");
    }
    let without = json!({"iss": "client-key", "iat": NOW, "exp": NOW + 180}).to_string();
    assert_eq!(decide(&JIRA_CONNECT, &token(&JIRA_CONNECT, header, &without)), Err(Code::MalformedSignature));

    let headers = [("Authorization", ["JWT ", &genuine].concat())];
    let request = |method: Option<&'static str>, url: Option<&'static str>| {
        let mut request = RawRequest::new(&headers, BODY);
        if let Some(method) = method {
            request = request.method(method);
        }
        if let Some(url) = url {
            request = request.url(url);
        }
        code(verify(&JIRA_CONNECT, &*ring(&JIRA_CONNECT, &[SECRET]), &request, BODY, at(NOW), 30)).map(|_| ())
    };
    assert_eq!(request(Some("POST"), Some("/in?b=2&jwt=x&a=1")), Ok(()));
    assert_eq!(request(None, Some("/in?b=2&a=1")), Err(Code::MissingMethod));
    assert_eq!(request(Some("post"), Some("/in?b=2&a=1")), Err(Code::MalformedMethod));
    assert_eq!(request(Some("POST"), None), Err(Code::MissingUrl));
    assert_eq!(request(Some("POST"), Some("/in?b=%zz")), Err(Code::MalformedUrl));
    assert_eq!(request(Some("POST"), Some("in?b=2&a=1")), Err(Code::MalformedUrl));
}
