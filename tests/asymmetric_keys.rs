//! Which secrets are keys, what vendors and RFCs published under them, and what is said of those that are none.

#![cfg(feature = "asymmetric")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "here a panic only fails a test"
)]

use countersign::asymmetric::{Algorithm, Allow, Checker, Jwk, Key, PublicKey};
use countersign::{Code, Secret};

const NONE: Allow = Allow { sha1: false, weak_keys: false };

fn hex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect()
}

fn base64(text: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut bytes = Vec::new();
    for group in text.trim_end_matches('=').as_bytes().chunks(4) {
        let value =
            |char: &u8| b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".iter().position(|own| own == char).unwrap();
        let bits = group.iter().fold(0, |bits, char| bits << 6 | value(char)) << (6 * (4 - group.len()));
        bytes.write_all(&bits.to_be_bytes()[5..4 + group.len()]).unwrap();
    }
    bytes
}

fn key<'s>(algorithm: Algorithm, secret: impl Into<Secret<'s>>) -> Key {
    Key::new(algorithm, secret, NONE).unwrap()
}

#[track_caller]
fn refused<'s>(algorithm: Algorithm, secret: impl Into<Secret<'s>>, code: Code, why: &str) {
    let error = Key::new(algorithm, secret, NONE).err().unwrap();
    assert_eq!(error.code(), code, "{error}");
    assert!(error.message().contains(why), "{error}");
}

// Of Svix's published tests and the README of Standard Webhooks.
const WHSK: &str = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
const WHPK: &str = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
const V1A_MESSAGE: &[u8] = br#"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}"#;
const V1A: &str = "hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";

// SendGrid's, from the tests of its Node library.
const SENDGRID: &str =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==";
const SENDGRID_MESSAGE: &[u8] = br#"1588788367{"category":"example_payload","event":"test_event","message_id":"message_id"}"#;
const SENDGRID_SIGNATURE: &str = "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=";

// RFC 9421, appendix B.1.2 and B.1.4.
const RFC_9421_PSS: &str = r#"{"kty":"RSA","kid":"test-key-rsa-pss","e":"AQAB","n":"r4tmm3r20Wd_PbqvP1s2-QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct-Lh1GH45x28Rw3Ry53mm-oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHqgDsznjPFmTOtCEcN2Z1FpWgchwuYLPL-Wokqltd11nqqzi-bJ9cvSKADYdUAAN5WUtzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4aOT9v6d-nb4bnNkQVklLQ3fVAvJm-xdDOp9LCNCN48V2pnDOkFV6-U9nV5oyc6XI2w"}"#;
const RFC_9421_ED25519: &str = "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs";

#[test]
fn what_vendors_published_is_taken() {
    for text in [WHPK, WHSK, &WHPK[5..], &WHPK[5..48]] {
        assert_eq!(key(Algorithm::Ed25519, text).verify(V1A_MESSAGE, &base64(V1A)), Ok(()));
    }
    let sendgrid = key(Algorithm::EcdsaP256Sha256, SENDGRID);
    assert_eq!(sendgrid.verify(SENDGRID_MESSAGE, &base64(SENDGRID_SIGNATURE)), Ok(()));
    assert_eq!(sendgrid.verify(b"payload", &base64(SENDGRID_SIGNATURE)).unwrap_err().code(), Code::SignatureMismatch);
    // RFC 9421, appendix B.2.6.
    let message = b"\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n\"@authority\": example.com\n\"content-type\": application/json\n\"content-length\": 18\n\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"";
    let signature = base64("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==");
    assert_eq!(key(Algorithm::Ed25519, RFC_9421_ED25519).verify(message, &signature), Ok(()));
    // Cloudflare's web-bot-auth, first test vector.
    let message = b"\"@authority\": example.com\n\"@signature-params\": (\"@authority\");created=1735689600;keyid=\"oD0HwocPBSfpNy5W3bpJeyFGY_IQ_YpqxSjQ3Yd-CLA\";alg=\"rsa-pss-sha512\";expires=1735693200;nonce=\"yT+sZR1glKOTemVLbmPDFwPScbB1Zj/sMNPEFZcjwJW5jK/taa7HviOXovVwiZOfrrLHS2SbLFUQBxPYZChf7g==\";tag=\"web-bot-auth\"";
    let signature = base64(
        "ppXhcGjVp7xaoHGIa7V+hsSxuRgFt8i04K4FWz9ORJtn57t8duD3cyavsnh9grdWWOJHER8ITNBaqe4mKmPq193S+7hSW31IzXSH4/9WfsdrjUBwyJ0fhBU7oNn3UGDqwdhr5TMgVI2/EX8saV5GrOunM09zMEA+d4QWYyKRFJmg+asCs253l2IYPpVp4N55H0uRK7qhb7acng8LNiEPTQZD2s+Kha95LgeciKQSO0jgR/h59fX/dXqLdFIvRMn8Ggs2VUzF/f/MMEXH83gufVnh4SYl/rKMSKWDBsK+OiLpobAVIuIz+HLCVlMnxlkXkhCW2J/Pmo8jht9N5k/y1A==",
    );
    assert_eq!(key(Algorithm::RsaPssSha512, RFC_9421_PSS).verify(message, &signature), Ok(()));
    assert_eq!(key(Algorithm::RsaPssSha256, RFC_9421_PSS).verify(message, &signature).unwrap_err().code(), Code::SignatureMismatch);
}

#[test]
fn ed25519_signs_as_the_rfc_does() {
    // RFC 8032, section 7.1, tests 1 to 3: seed, public key, message, signature.
    for (seed, public, message, signature) in [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ] {
        let (public, message, signature) = (hex(public), hex(message), hex(signature));
        let private = key(Algorithm::Ed25519, &[hex(seed), public.clone()].concat());
        assert!(private.can_sign());
        assert_eq!(private.sign(&message).unwrap().to_vec(), signature);
        assert_eq!(key(Algorithm::Ed25519, &public).verify(&message, &signature), Ok(()));
    }
    assert_eq!(key(Algorithm::Ed25519, WHSK).sign(V1A_MESSAGE).unwrap().to_vec(), base64(V1A));
    // The seed alone will do.
    assert_eq!(key(Algorithm::Ed25519, &WHSK[..48]).sign(V1A_MESSAGE).unwrap().to_vec(), base64(V1A));
}

#[test]
fn a_public_key_signs_nothing() {
    for key in [key(Algorithm::Ed25519, WHPK), key(Algorithm::EcdsaP256Sha256, SENDGRID), key(Algorithm::RsaPkcs1Sha256, RFC_9421_PSS)] {
        assert!(!key.can_sign());
        assert_eq!(key.sign(b"").unwrap_err().code(), Code::MissingSecret);
    }
}

#[test]
fn what_is_no_key_is_named() {
    use Algorithm::{EcdsaP256Sha1, EcdsaP256Sha256, Ed25519, RsaPkcs1Sha1, RsaPkcs1Sha256};
    for empty in ["", " \n", "whpk_", "whsk_"] {
        refused(Ed25519, empty, Code::MissingSecret, "");
    }
    refused(Ed25519, &[][..], Code::MissingSecret, "");
    let malformed = |algorithm, text: &str, why| refused(algorithm, text, Code::MalformedSecret, why);
    malformed(Ed25519, "whpk_!", "no base64 after `whpk_`");
    malformed(Ed25519, "whsk_!", "no base64 after `whsk_`");
    malformed(Ed25519, "whpk_AAAA", "not the 32 bytes");
    malformed(Ed25519, "whsk_AAAA", "private key of 32 bytes");
    malformed(Ed25519, &WHSK[..60], "private key of 32 bytes");
    malformed(Ed25519, &WHSK.replace("VKID", "VKIE"), "second half");
    malformed(Ed25519, "WHPK_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=", "neither PEM, a JWK nor base64");
    malformed(Ed25519, "79b5562e8fe654f94078b112e8a98ba7901f853ae695bed7e0e3910bad04966", "neither a raw public key");
    malformed(Ed25519, SENDGRID, "not an Ed25519 key");
    malformed(Ed25519, RFC_9421_PSS, "not an Ed25519 key");
    malformed(EcdsaP256Sha256, RFC_9421_PSS, "not a P-256 key");
    malformed(RsaPkcs1Sha256, SENDGRID, "not an RSA key");
    malformed(EcdsaP256Sha256, WHPK, "neither PEM, a JWK nor base64");
    malformed(EcdsaP256Sha256, &SENDGRID[..60], "copied whole");
    malformed(EcdsaP256Sha256, &SENDGRID.replace("UhA==", "ViA=="), "no point of the curve");
    // The same key said to be on secp256k1.
    malformed(
        EcdsaP256Sha256,
        "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==",
        "another curve",
    );
    let pem = |label: &str, base64: &str| format!("-----BEGIN {label}-----\n{base64}\n-----END {label}-----\n");
    assert!(Key::new(EcdsaP256Sha256, &pem("PUBLIC KEY", SENDGRID), NONE).is_ok());
    malformed(EcdsaP256Sha256, &pem("PUBLIC KEY", &SENDGRID[..49]), "not whole as PEM");
    malformed(EcdsaP256Sha256, &pem("PUBLIC KEY", SENDGRID).replace('\n', "\\n"), "line breaks escaped");
    malformed(EcdsaP256Sha256, &pem("PUBLIC KEY", SENDGRID).replace("END PUBLIC", "END PRIVATE"), "not whole as PEM");
    malformed(EcdsaP256Sha256, pem("PUBLIC KEY", SENDGRID).trim_end_matches("-\n"), "not whole as PEM");
    malformed(EcdsaP256Sha256, &pem("PUBLIC KEY", SENDGRID).repeat(2), "more text after");
    malformed(EcdsaP256Sha256, &pem("PRIVATE KEY", SENDGRID), "is a private key");
    malformed(EcdsaP256Sha256, &pem("EC PRIVATE KEY", SENDGRID), "is a private key");
    malformed(EcdsaP256Sha256, &pem("CERTIFICATE", SENDGRID), "is a certificate");
    malformed(EcdsaP256Sha256, &pem("RSA PUBLIC KEY", SENDGRID), "not an RSA public key in DER");
    malformed(EcdsaP256Sha256, &pem("SSH KEY", SENDGRID), "something else");
    malformed(EcdsaP256Sha256, &"A".repeat(20_000), "longer than any key");
    refused(EcdsaP256Sha256, &base64(SENDGRID)[..90], Code::MalformedSecret, "copied whole");
    refused(EcdsaP256Sha256, &[&base64(SENDGRID)[..], &[0]].concat(), Code::MalformedSecret, "copied whole");
    refused(EcdsaP256Sha1, SENDGRID, Code::InvalidScheme, "allowed by name");
    refused(RsaPkcs1Sha1, RFC_9421_PSS, Code::InvalidScheme, "allowed by name");
    assert!(Key::new(EcdsaP256Sha1, SENDGRID, Allow { sha1: true, ..NONE }).is_ok());
    refused(RsaPkcs1Sha256, include_str!("asymmetric/rsa1024.pub.pem"), Code::WeakSecret, "fewer than 2048 bits");
    assert!(Key::new(RsaPkcs1Sha256, include_str!("asymmetric/rsa1024.pub.pem"), Allow { weak_keys: true, ..NONE }).is_ok());
}

#[test]
fn a_jwk_is_refused_by_its_field() {
    let refused = |json: &str, why: &str| {
        let error = PublicKey::from_jwk_text(json).err().expect(json);
        assert_eq!(error.code(), Code::MalformedSecret);
        assert!(error.message().contains(why), "{json}: {error}");
    };
    let p256 =
        r#"{"kty":"EC","crv":"P-256","x":"EDr2LjtURuePQzplybdC-u4CwrqDqBaWjcMMsTbhdbc","y":"MBwXHqcaO8gEBoRz055bxWDwGRXHhLv9RcAjP0JhlIQ"}"#;
    assert!(PublicKey::from_jwk_text(p256).is_ok());
    for json in
        ["", "null", "[]", "{}", "{", r#"{"kty":"oct","k":"AAAA"}"#, r#"{"kty":1}"#, &p256.replace('}', ",}"), &[p256, "x"].concat()]
    {
        refused(json, "`kty`");
    }
    refused(&p256.replace("P-256", "P-384"), "`crv`");
    refused(&p256.replace("crv", "curve"), "`crv`");
    refused(&p256.replace("\"x\"", "\"X\""), "`x`");
    refused(&p256.replace("EDr2", "EDr+"), "`x`");
    refused(&p256.replace("EDr2", "EDr"), "`x`");
    refused(&p256.replace("hdbc", "hdbc="), "`x`");
    refused(&p256.replace("MBwX", ""), "`y`");
    refused(&p256.replace("MBwX", "MBwY"), "no point of the curve");
    refused(&p256.replace('}', r#","use":"enc"}"#), "`use`");
    assert!(PublicKey::from_jwk_text(&p256.replace('}', r#","use":"sig","alg":"none","key_ops":[],"d":null}"#)).is_ok());
    refused(&RFC_9421_PSS.replace("AQAB", "AQAA"), "exponent `e`");
    refused(&RFC_9421_PSS.replace("AQAB", "AQ"), "exponent `e`");
    refused(&RFC_9421_PSS.replace("AQAB", ""), "exponent `e`");
    refused(&RFC_9421_PSS.replace("AQAB", "AgAAAAE"), "exponent `e`");
    refused(&RFC_9421_PSS.replace("AQAB", &"B".repeat(44)), "more than 33");
    refused(&RFC_9421_PSS.replace("6XI2w", "6XI2g"), "modulus `n` is even");
    refused(&RFC_9421_PSS.replace("r4tm", &"r4tm".repeat(200)), "more than 4096 bits");
    refused(r#"{"kty":"RSA","n":"","e":"AQAB"}"#, "modulus `n`");
    refused(r#"{"kty":"RSA","n":"AAAA","e":"AQAB"}"#, "modulus `n`");

    let mut parsed = Jwk::default();
    parsed.kty = Some("OKP".into());
    parsed.crv = Some("Ed25519".into());
    assert!(PublicKey::from_jwk(&parsed).err().unwrap().message().contains("`x`"));
    parsed.x = Some(RFC_9421_ED25519.into());
    assert!(PublicKey::from_jwk(&parsed).is_ok());
}

#[test]
fn a_key_is_found_in_its_set() {
    let set = format!(
        r#"{{"keys":[{{"kid":"other","kty":"oct"}},{RFC_9421_PSS},{{"kty":"OKP","crv":"Ed25519","kid":"ed","x":"{RFC_9421_ED25519}"}}]}}"#
    );
    let public = PublicKey::from_jwks_text(&set, "ed").unwrap();
    assert!(Key::from_public(Algorithm::Ed25519, public, NONE).is_ok());
    let public = PublicKey::from_jwks_text(&set, "test-key-rsa-pss").unwrap();
    assert!(Key::from_public(Algorithm::RsaPssSha512, public, NONE).is_ok());
    for (kid, why) in [("other", "`kty`"), ("none", "`kid`"), ("", "`kid`")] {
        assert!(PublicKey::from_jwks_text(&set, kid).err().unwrap().message().contains(why));
    }
    assert!(PublicKey::from_jwks_text(&set[1..], "ed").is_err());
    // At most 64 keys are looked at.
    let other = r#"{"kid":"other"},"#;
    for (before, found) in [(9, true), (10, true), (63, true), (64, false)] {
        let set = format!(r#"{{"keys":[{}{RFC_9421_PSS}]}}"#, other.repeat(before));
        assert_eq!(PublicKey::from_jwks_text(&set, "test-key-rsa-pss").is_ok(), found, "{before}");
    }
}

#[test]
fn weak_points_are_no_ed25519_keys() {
    // The points of order 1, 2, 4 and 8 in every spelling, the last ones not reduced.
    for text in [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ] {
        refused(Algorithm::Ed25519, text, Code::MalformedSecret, "small order");
    }
    // Every `y` from p to 2^255 - 1, which is a second spelling of a point or none of any.
    for low in 0xed..=0xff {
        for high in [0x7f, 0xff] {
            let mut point = [0xff; 32];
            (point[0], point[31]) = (low, high);
            refused(Algorithm::Ed25519, &point, Code::MalformedSecret, "");
        }
    }
}

#[test]
fn a_weak_point_and_an_unreduced_number_are_no_ed25519_signature() {
    // Made with the private key so that the equation of RFC 8032 holds, with the neutral point for `R`.
    let key = key(Algorithm::Ed25519, "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
    let weak = hex(
        "01000000000000000000000000000000000000000000000000000000000000006b2e9152cd20f766a35b7f7e532290011df865bd19244c89420af3ee4029bb01",
    );
    assert_eq!(key.verify(b"a message that no vendor sent", &weak).unwrap_err().code(), Code::SignatureMismatch);
    let genuine = Key::new(Algorithm::Ed25519, WHSK, NONE).unwrap();
    let mut signature = genuine.sign(b"").unwrap();
    assert_eq!(genuine.verify(b"", &signature), Ok(()));
    // Plus the order of the group.
    let order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let mut carry = 0;
    for (byte, add) in signature[32..].iter_mut().zip(order) {
        carry += u32::from(*byte) + u32::from(add);
        *byte = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    assert_eq!(genuine.verify(b"", &signature).unwrap_err().code(), Code::MalformedSignature);
}

#[test]
fn one_message_is_held_against_many_pairs() {
    let (first, second) = (key(Algorithm::Ed25519, RFC_9421_ED25519), key(Algorithm::Ed25519, WHPK));
    let signature = base64(V1A);
    let other = key(Algorithm::EcdsaP256Sha256, SENDGRID);
    let mut checker = Checker::new(Algorithm::Ed25519);
    for (key, signature) in
        [(&first, &signature[..]), (&other, &signature), (&second, &[9; 64]), (&second, &signature), (&second, &signature)]
    {
        // `[9; 64]` has a reduced number, and so is a signature, of nothing.
        checker.add(key, signature).unwrap();
    }
    checker.update(V1A_MESSAGE);
    assert_eq!(checker.finish(), Ok(3));
    let mut checker = Checker::new(Algorithm::Ed25519);
    assert_eq!(checker.add(&first, &signature[1..]).unwrap_err().code(), Code::MalformedSignature);
    assert_eq!(checker.finish().unwrap_err().code(), Code::SignatureMismatch);
    assert_eq!(Checker::new(Algorithm::RsaPkcs1Sha256).finish().unwrap_err().code(), Code::SignatureMismatch);
}

#[test]
fn every_algorithm_has_a_name_of_its_own() {
    let mut names = Algorithm::ALL.map(Algorithm::name);
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn no_changed_key_panics() {
    let texts = [
        WHSK.to_owned(),
        WHPK.to_owned(),
        SENDGRID.to_owned(),
        RFC_9421_PSS.to_owned(),
        include_str!("asymmetric/ed25519.pub.pem").to_owned(),
        include_str!("asymmetric/rsa1024.pub.pem").to_owned(),
        format!(r#"{{"kty":"EC","crv":"P-256","x":"{RFC_9421_ED25519}","y":"{RFC_9421_ED25519}"}}"#),
    ];
    let allow = Allow { sha1: true, weak_keys: true };
    let mut random = fastrand::Rng::with_seed(0x000a_5f77);
    let try_all = |secret: Secret<'_>, random: &mut fastrand::Rng| {
        for algorithm in Algorithm::ALL {
            let Ok(key) = Key::new(algorithm, secret, allow) else { continue };
            let length = [0, 1, 64, 72, 128, 256, 512, 513][random.usize(..8)];
            let signature: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(length).collect();
            assert!(key.verify(b"message", &signature).is_err());
        }
    };
    for text in &texts {
        for _ in 0..150 {
            let mut bytes = text.clone().into_bytes();
            let place = random.usize(..bytes.len());
            match random.u8(..4) {
                0 => bytes[place] ^= 1 << random.u8(..7),
                1 => bytes.truncate(place),
                2 => bytes.insert(place, random.u8(b' '..b'\x7f')),
                _ => bytes.extend_from_slice(&bytes.clone()[place..]),
            }
            if let Ok(text) = std::str::from_utf8(&bytes) {
                try_all(Secret::Text(text), &mut random);
            }
        }
    }
    for der in [
        base64(SENDGRID),
        base64(&include_str!("asymmetric/rsa1024.pub.pem").lines().filter(|line| !line.starts_with('-')).collect::<String>()),
    ] {
        for place in 0..der.len() {
            let mut changed = der.clone();
            changed[place] ^= 1 << random.u8(..8);
            try_all(Secret::Bytes(&changed), &mut random);
            try_all(Secret::Bytes(&der[..place]), &mut random);
        }
    }
}

#[test]
fn a_key_is_written_as_openssl_and_vendors_write_it() {
    // SendGrid's own, and what OpenSSL wrote.
    let written = |pem: &str| {
        let base64_of: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        assert_eq!(PublicKey::from_pem(pem).unwrap().to_spki_der(), base64(&base64_of));
    };
    written(include_str!("asymmetric/ed25519.pub.pem"));
    written(include_str!("asymmetric/rsa1024.pub.pem"));
    written(include_str!("asymmetric/rsa2049.pub.pem"));
    assert_eq!(PublicKey::from_spki_der(&base64(SENDGRID)).unwrap().to_spki_der(), base64(SENDGRID));
    // Of a set, the key with a `kid`.
    let set = format!(r#"{{"keys":[{{"kid":"other"}},{RFC_9421_PSS}]}}"#);
    let found = PublicKey::from_jwks_text(&set, "test-key-rsa-pss").unwrap().to_spki_der();
    assert_eq!(found, PublicKey::from_jwk_text(RFC_9421_PSS).unwrap().to_spki_der());
}
