//! What the RFCs and others published.

use super::*;
use crate::asymmetric;

/// The profiles of the two signatures in the RFC's appendix.
fn of_the_rfc(case: &Published) -> Profile {
    if case.scheme == "rfc9421-b25" {
        const COVER: &[Text] = &[Text::new("date"), Text::new("@authority"), Text::new("content-type")];
        Profile::new(Algorithm::HmacSha256, 300).cover(COVER).label("sig-b25").key_id("test-shared-secret")
    } else {
        const COVER: &[Text] = &[Text::new("@method"), Text::new("@path"), Text::new("@authority")];
        const ALSO: &[Text] = &[Text::new("date"), Text::new("content-type"), Text::new("content-length")];
        Profile::new(Algorithm::Public(asymmetric::Algorithm::Ed25519), 300).cover(COVER).may_cover(ALSO)
    }
}

fn key_of(case: &Published, profile: &Profile) -> Keys {
    if case.public_key.is_empty() {
        keys(profile.algorithm, &[&*case.decoded_secret()])
    } else {
        keys(profile.algorithm, &[case.public_key.as_str()])
    }
}

/// A ring that knows the published signature over the published base.
fn knowing(case: &Published) -> Expecting {
    let text = case.header("Signature").split_once("=:").unwrap().1.strip_suffix(':').unwrap();
    Expecting { message: case.signed_content.clone().into_bytes(), signature: decode_padded(text.as_bytes()).unwrap() }
}

#[test]
fn every_published_signature_is_verified_over_the_published_base() {
    let cases = Published::all(true);
    assert_eq!(cases.len(), 6);
    for case in cases {
        let profile = match case.scheme.as_str() {
            "web-bot-auth" => WEB_BOT_AUTH.clone(),
            "web-bot-auth-rsa-pss" => WEB_BOT_AUTH_RSA_PSS.clone(),
            _ => of_the_rfc(&case),
        };
        let body = case.body.as_bytes();
        let known = verify(&profile, &knowing(&case), &case.request(), body, at(case.now), profile.tolerance_seconds);
        assert!(known.is_ok(), "{}", case.name);
        let decided = verify(&profile, &*key_of(&case, &profile), &case.request(), body, at(case.now), profile.tolerance_seconds);
        assert_eq!(decided.as_ref().map(|facts| facts.timestamp), Ok(Some(at(case.now))), "{}", case.name);
        assert_eq!(decided.map(|facts| facts.nonce.is_some()), Ok(case.scheme.starts_with("web-bot")), "{}", case.name);
        // A day later, what is good for a century is not taken either.
        let late = verify(&profile, &Untouched, &case.request(), body, at(case.now + 86_461), profile.tolerance_seconds);
        assert_eq!(code(late), Err(Code::TimestampTooOld), "{}", case.name);
    }
}

#[test]
fn the_hmac_of_the_rfc_is_verified_and_written() {
    let case = Published::all(true).into_iter().find(|case| case.scheme == "rfc9421-b25").unwrap();
    let profile = of_the_rfc(&case);
    let ring = keys(Algorithm::HmacSha256, &[&b"another-test-secret-not-real"[..], &case.decoded_secret()]);
    let facts = verify(&profile, &*ring, &case.request(), case.body.as_bytes(), at(case.now), 300).unwrap();
    assert_eq!((facts.key_index, facts.timestamp), (1, Some(at(1_618_884_473))));

    let ring = keys(Algorithm::HmacSha256, &[&*case.decoded_secret()]);
    let own: Headers = case.headers.iter().filter(|(name, _)| !name.starts_with("Signature")).cloned().collect();
    let request = RawRequest::new(&own, b"").method(&case.method).url(&case.url);
    let outgoing = Outgoing { head: &request, id: None, nonce: None };
    let headers = sign(&profile, &*ring, &outgoing, &profile.body_hash().finish(), at(case.now)).unwrap();
    assert_eq!(
        headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>(),
        [("Signature-Input", case.header("Signature-Input")), ("Signature", case.header("Signature")),]
    );
}

/// The body of RFC 9530's examples and its digests there.
#[test]
fn either_digest_of_the_body_is_taken() {
    let body = b"{\"hello\": \"world\"}\n";
    for (digest, expected) in [
        ("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", Ok(Some(0))),
        ("sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:", Ok(Some(0))),
        ("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:", Err(Code::SignatureMismatch)),
        ("md5=:Sd/dVLAcvNLSq16eXua5uQ==:", Err(Code::MalformedHeader)),
        ("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:,md5=:Sd/dVLAcvNLSq16eXua5uQ==:", Err(Code::DuplicateHeader)),
        ("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg:", Err(Code::MalformedHeader)),
    ] {
        let input = r#"("content-digest");created=1782190000;alg="ed25519";keyid="mckey""#;
        let base = format!("\"content-digest\": {digest}\n\"@signature-params\": {input}");
        let signature = ["sig_1738775282=:", &"A".repeat(86), "==:"].concat();
        let input = ["sig_1738775282=", input].concat();
        let headers = [("Content-Digest", digest), ("Signature-Input", &input), ("Signature", &signature)];
        let request = RawRequest::new(&headers, body);
        let ring = Expecting { message: base.into_bytes(), signature: vec![0; 64] };
        let decided = code(verify(&MAILCHANNELS, &ring, &request, body, at(NOW), 300)).map(|facts| Some(facts.key_index));
        assert_eq!(decided, expected, "{digest}");
    }
}

/// Made by `node:crypto` for this test, in the form of MailChannels' documentation.
#[test]
fn a_delivery_in_the_form_of_mailchannels_is_verified() {
    let body = br#"[{"event":"delivered"}]"#;
    let headers = [
        ("Content-Digest", "sha-256=:cXw8JML087+GQva7JVrCBFadIwDS8h0hFobpKwIt92Q=:"),
        ("Signature-Input", r#"sig_1782190000=("content-digest");created=1782190000;alg="ed25519";keyid="mckey""#),
        ("Signature", "sig_1782190000=:ssFz6a2nM3e8QeBPFDwvzl9Rs1RA1DZ458pYVkjr4gtT7zAKtc1ACltIxaUS0k+dwHXW6Xg3grgBS3lEaQlaAA==:"),
    ];
    let request = RawRequest::new(&headers, body);
    let ring = keys(MAILCHANNELS.algorithm, &[r#"{"kty":"OKP","crv":"Ed25519","x":"WkX7pIHSGietyLr2oP2CqomaNHQm9OhgyBSm694v5lE"}"#]);
    assert_eq!(verify(&MAILCHANNELS, &*ring, &request, body, at(NOW), 300).map(|facts| facts.timestamp), Ok(Some(at(NOW))));
    assert_eq!(code(verify(&MAILCHANNELS, &*ring, &request, b"[]", at(NOW), 300)), Err(Code::SignatureMismatch));
    let mut others = MAILCHANNELS.clone();
    others.cover = Vec::from([Text::new("@method"), Text::new("content-digest")]).into();
    assert_eq!(code(verify(&others, &*ring, &request, body, at(NOW), 300)), Err(Code::MalformedSignature));
}
