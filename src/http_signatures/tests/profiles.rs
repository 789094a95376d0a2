//! Every profile of the catalogue, and what a profile may say.

use super::*;

#[test]
fn what_cannot_be_signed_is_said() {
    let own: [(&str, &str); 1] = [("X-Account", "42")];
    let sign = |profile: &Profile, headers: &[(&str, &str)], url: &str, nonce: Option<&str>, now: i64| {
        let request = RawRequest::new(headers, BODY).method("POST").url(url);
        let mut body = profile.body_hash();
        body.update(BODY);
        code(sign(profile, &*ring(), &Outgoing { head: &request, id: None, nonce }, &body.finish(), at(now))).map(|_| ())
    };
    assert_eq!(sign(&ACME, &own, URL, Some("n"), NOW), Ok(()));
    assert_eq!(sign(&ACME, &[], URL, Some("n"), NOW), Err(Code::MissingHeader));
    assert_eq!(sign(&ACME, &own, URL, None, NOW), Err(Code::MissingHeader));
    assert_eq!(sign(&ACME, &own, URL, Some("a\"b"), NOW), Err(Code::MalformedHeader));
    assert_eq!(sign(&ACME, &own, "/in", Some("n"), NOW), Err(Code::MissingHeader), "no Host");
    assert_eq!(sign(&ACME, &own, URL, Some("n"), -1), Err(Code::MalformedTimestamp));
    assert_eq!(sign(&ACME.needs_key_id(), &own, URL, Some("n"), NOW), Err(Code::InvalidScheme));
    assert_eq!(sign(&WEB_BOT_AUTH, &own, URL, None, NOW), Err(Code::InvalidScheme));
}

#[test]
fn what_is_covered_follows_from_the_profile() {
    let covers = |profile: &Profile| profile.covers().map(|covered| covered.name()).collect::<Vec<_>>().join(" ");
    assert_eq!(covers(&MAILCHANNELS), "timestamp body");
    assert_eq!(covers(&WEB_BOT_AUTH), "timestamp authority");
    assert_eq!(covers(&ACME), "timestamp nonce method authority path query body header:x-account");
    assert!(Profile::new(Algorithm::HmacSha256, 1).cover(const { &[Text::new("@target-uri")] }).covers().any(|own| own == Covered::Url));
}

#[test]
fn every_profile_makes_sense_and_is_read_back_from_what_is_written() {
    for profile in [&ACME, &*MAILCHANNELS, &WEB_BOT_AUTH, &WEB_BOT_AUTH_RSA_PSS] {
        assert_eq!(profile.validate(), Ok(()));
        #[cfg(feature = "serde")]
        {
            use crate::http_signatures::read::write;

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
        "cover": ["@method", "content-digest"], "coverOneOf": ["@target-uri", "@path"], "mayCover": ["date"], "toleranceSeconds": 300, "lifetimeSeconds": 60,
        "label": "sig1", "tag": "acme", "keyId": "k", "nonce": true,
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
    assert_eq!(refused(json!({"keyId": true, "label": null, "tag": null, "nonce": false, "coverOneOf": null})), None);
    let many: Vec<String> = (0..16).map(|place| format!("x{place}")).collect();
    for (change, field) in [
        (json!({"cover": null, "coverOneOf": null}), "httpSignature.cover"),
        (json!({"cover": "@method"}), "httpSignature.cover"),
        (json!({"cover": ["@status"]}), "httpSignature.cover"),
        (json!({"cover": ["Date"]}), "httpSignature.cover"),
        (json!({"cover": [""]}), "httpSignature.cover"),
        (json!({"cover": ["@method", "@method"]}), "httpSignature.cover"),
        (json!({"cover": ["@path"]}), "httpSignature.cover"),
        (json!({"cover": many}), "httpSignature.cover"),
        (json!({"cover": many[..13]}), "httpSignature.cover"),
        (json!({"mayCover": ["@authority"]}), "httpSignature.mayCover"),
        (json!({"mayCover": ["Date"]}), "httpSignature.mayCover"),
        (json!({"mayCover": ["content-digest"]}), "httpSignature.cover"),
        (json!({"toleranceSeconds": null}), "httpSignature.toleranceSeconds"),
        (json!({"toleranceSeconds": 0}), "httpSignature.toleranceSeconds"),
        (json!({"toleranceSeconds": 86_401}), "httpSignature.toleranceSeconds"),
        (json!({"lifetimeSeconds": 0}), "httpSignature.lifetimeSeconds"),
        (json!({"label": "Sig"}), "httpSignature.label"),
        (json!({"label": ""}), "httpSignature.label"),
        (json!({"tag": "a\"b"}), "httpSignature.tag"),
        (json!({"keyId": ""}), "httpSignature.keyId"),
        (json!({"keyId": 1}), "httpSignature.keyId"),
        (json!({"nonce": "n"}), "httpSignature.nonce"),
        (json!({"created": true}), "httpSignature.created"),
    ] {
        assert_eq!(refused(change.clone()).as_deref(), Some(field), "{change}");
    }
}
