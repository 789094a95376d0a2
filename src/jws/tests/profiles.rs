//! Every profile of the catalogue, and what a profile may say.

use super::*;

#[test]
fn every_hmac_profile_takes_what_it_signs_and_nothing_else() {
    let url = "https://hooks.example:8443/in?b=2&a=1";
    for profile in all().into_iter().filter(|profile| !matches!(profile.algorithm, Algorithm::Public(_))) {
        let ring = ring(profile, &[SECRET]);
        let own: [(&str, &str); 0] = [];
        let outgoing = RawRequest::new(&own, BODY).method("POST").url(url);
        let mut body = profile.body_hash();
        body.update(BODY);
        let signed = sign(profile, &*ring, &Outgoing { head: &outgoing, id: Some("4f3c"), nonce: None }, &body.finish(), at(NOW)).unwrap();
        let decide = |method: &str, url: &str, body: &[u8], now: i64| {
            let request = RawRequest::new(&signed, body).method(method).url(url);
            code(verify(profile, &*ring, &request, body, at(now), profile.tolerance_seconds)).map(|facts| facts.id)
        };
        assert_eq!(decide("POST", url, BODY, NOW), Ok(Some("4f3c".into())), "{}", profile.header);
        let covered: Vec<_> = profile.covers().collect();
        let unless = |what: Covered<'_>| if covered.contains(&what) { Err(Code::SignatureMismatch) } else { Ok(Some("4f3c".into())) };
        assert_eq!(decide("PUT", url, BODY, NOW), unless(Covered::Method), "{}", profile.header);
        assert_eq!(decide("POST", url, b"{}", NOW), unless(Covered::Body), "{}", profile.header);
        assert_eq!(decide("POST", url, b"", NOW), unless(Covered::Body), "{}", profile.header);
        for other in ["https://hooks.example:8443/in?a=1", "https://hooks.example:8443/other?b=2&a=1"] {
            let bound = covered.contains(&Covered::Url) || covered.contains(&Covered::Path);
            assert_eq!(decide("POST", other, BODY, NOW).is_err(), bound, "{}", profile.header);
        }
        assert_eq!(decide("POST", "https://other.example/in?b=2&a=1", BODY, NOW), unless(Covered::Url), "{}", profile.header);
        // The query string hash has no order.
        assert_eq!(decide("POST", "https://hooks.example:8443/in?a=1&b=2", BODY, NOW), unless(Covered::Url), "{}", profile.header);
        for (now, expected) in [(NOW + 86_400, Code::TimestampTooOld), (NOW - 301, Code::TimestampInFuture)] {
            let result = decide("POST", url, BODY, now);
            assert_eq!(result.err(), covered.contains(&Covered::Timestamp).then_some(expected), "{}", profile.header);
        }
    }
}

#[test]
fn what_cannot_be_signed_is_said() {
    let own: [(&str, &str); 0] = [];
    let request = RawRequest::new(&own, BODY).url("https://a.example/");
    let ring = ring(&MESSAGEBIRD, &[SECRET]);
    let sign = |id, now| {
        let outgoing = Outgoing { head: &request, id, nonce: None };
        code(sign(&MESSAGEBIRD, &*ring, &outgoing, &MESSAGEBIRD.body_hash().finish(), at(now))).map(|_| ())
    };
    assert_eq!(sign(Some("4f3c"), NOW), Ok(()));
    assert_eq!(sign(None, NOW), Err(Code::MissingHeader));
    for id in ["", "a\"b", "a\\b", "a\nb", "ä"] {
        assert_eq!(sign(Some(id), NOW), Err(Code::MalformedHeader), "{id}");
    }
    assert_eq!(sign(Some("4f3c"), -1), Err(Code::MalformedTimestamp));
}

#[test]
fn every_profile_makes_sense_and_is_read_back_from_what_is_written() {
    for profile in all() {
        assert_eq!(profile.validate(), Ok(()), "{}", profile.header);
        #[cfg(feature = "serde")]
        {
            use crate::jws::read::write;

            let json = serde_json::to_value(write(profile)).unwrap();
            let mut wrong = None;
            assert_eq!(read(node(&json), profile.algorithm, &mut wrong), *profile, "{json}");
            assert_eq!(wrong, None);
        }
    }
}

#[test]
fn profiles_are_read_strictly() {
    let whole = json!({
        "header": "X-Acme", "prefix": "Bearer ", "iss": "acme", "start": "iat", "toleranceSeconds": 300, "lifetimeSeconds": 60, "jti": true,
        "bodyHash": {"claim": "body", "encoding": "base64url", "absentIfEmpty": true}, "urlHash": "url", "requestHash": "qsh",
    });
    let refused = |change: serde_json::Value| {
        let mut value = whole.clone();
        for (name, own) in change.as_object().unwrap() {
            value[name] = own.clone();
        }
        let mut wrong = None;
        let profile = read(node(&value), Algorithm::HmacSha256, &mut wrong);
        wrong.or(profile.validate().err()).map(|error| error.message().split('`').nth(1).unwrap().to_owned())
    };
    assert_eq!(refused(json!({})), None);
    for (change, field) in [
        (json!({"header": null}), "jws.header"),
        (json!({"header": 1}), "jws.header"),
        (json!({"header": "X Acme"}), "jws.header"),
        (json!({"prefix": " x"}), "jws.prefix"),
        (json!({"prefix": "a\n"}), "jws.prefix"),
        (json!({"iss": ""}), "jws.iss"),
        (json!({"iss": "a\"b"}), "jws.iss"),
        (json!({"start": "exp"}), "jws.start"),
        (json!({"start": null, "lifetimeSeconds": null}), "jws.toleranceSeconds"),
        (json!({"start": null, "toleranceSeconds": null}), "jws.lifetimeSeconds"),
        (json!({"toleranceSeconds": null}), "jws.toleranceSeconds"),
        (json!({"toleranceSeconds": 0}), "jws.toleranceSeconds"),
        (json!({"toleranceSeconds": 86_401}), "jws.toleranceSeconds"),
        (json!({"toleranceSeconds": 1.5}), "jws.toleranceSeconds"),
        (json!({"lifetimeSeconds": 0}), "jws.lifetimeSeconds"),
        (json!({"jti": "yes"}), "jws.jti"),
        (json!({"bodyHash": "body"}), "jws.bodyHash"),
        (json!({"bodyHash": {"encoding": "hex"}}), "jws.bodyHash.claim"),
        (json!({"bodyHash": {"claim": "body"}}), "jws.bodyHash.encoding"),
        (json!({"bodyHash": {"claim": "body", "encoding": "hex-any-case"}}), "jws.bodyHash.encoding"),
        (json!({"bodyHash": {"claim": "url", "encoding": "hex"}}), "jws"),
        (json!({"bodyHash": {"claim": "exp", "encoding": "hex"}}), "jws"),
        (json!({"bodyHash": {"claim": "body", "encoding": "hex", "more": 1}}), "jws.bodyHash.more"),
        (json!({"urlHash": ""}), "jws"),
        (json!({"bodyHash": null, "urlHash": null, "requestHash": null}), "jws"),
        (json!({"alg": "HS256"}), "jws.alg"),
    ] {
        assert_eq!(refused(change.clone()).as_deref(), Some(field), "{change}");
    }
}
