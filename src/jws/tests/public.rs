//! Tokens signed by a private key, made by `node:crypto` for these tests.

use super::*;
use crate::asymmetric;

const MADE_BODY: &[u8] = b"{\n  \"webhook_type\": \"TEST\"\n}";

const EC_KEY: &str =
    r#"{"kty":"EC","x":"YIcO5lvw0_SijaUSrSIoVyQd4Fj3hf58pdMcDcL5G1w","y":"stOuEef6NB_CTBCX4m8RyoJ2gCTJOHGV-xfNOzlongM","crv":"P-256"}"#;
const ES256: &str = concat!(
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImJmYmQ1MTExLThlMzMtNDY0My04Y2VkLWIyZTY0MmE3MmYzYyIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3ODIxOTAwMDA",
    "sInJlcXVlc3RfYm9keV9zaGEyNTYiOiI4MTg4N2ExN2U3ZTM2MDgwYzVlZmM4M2EzZWRhNWM2NTdmYzk0NTM1ZDA2MjJhZWQxODZiOTI5NDg5ZTJkMzMxIn0",
    ".25EukAwuJfsIcwj2k3PZUB_yuiF8K-l9ffeTq3o_BQOC9g36JxGMVbtNF3m5E0HKplcQUZv2w_4enAebpb7pCQ"
);

const RSA_KEY: &str = concat!(
    r#"{"kty":"RSA","e":"AQAB","n":""#,
    "uXmw2ifOUKKwTg1Am_FmOZJ89xqarEdLDadPmFwPrGvXmKEvEaOKpL6LHEMGcLSUHxoEr_aJyKK9SNWjkgsCii3lK2DtsO65pgRDSEgz58gahOIe4CLdIex4",
    "-t7FrEZLfGRMO-bafYOgHhyir0WdWXUZuZEYp91MeBgiHJoBGu9_cnWGwq8QTUSXSUo5-PLk6_Tx2jckaOOyvmixmH0vvkFjcDcCNC-9ZcfK-uJQzRHzCn4i",
    "R2VNzVLjTSFsdX8uwnczZATrDHVZSEJj5VVwH5tOZpHSD6glauGzH0NHDXEWkAzujtXBsWHUhbg_KGPr_f59e5Xrpoi1hTCvZ7QnCQ",
    r#""}"#
);
const RS256: &str = concat!(
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InRlc3QifQ.eyJyZXF1ZXN0X2JvZHlfc2hhMjU2IjoiZ1loNkYrZmpZSURGNzhnNlB0cGNaWC9KUlRYUVlpcnRHR3VTb",
    "EluaTB6RT0ifQ.KhSd1KZKw9XfsCISPXv-fkiSYguuzZFslQD6AV3ZMdRC_D9F4v5VDnTgtSLVPcxaih9au9zb5i1K95VyouU1DBS0lyiW7ClPfhf2QdrMmt",
    "AN_7KpQ5w5FzU89uAR81RTREaexW5DgWgR10GUvOCBafEroaqiYksRq-3XIn2uDPi3Ugp-A-hVQrT_fmGufb0bR17K68nJ5DZ9XZNgVY8C4CZgzEJhnvM2EF",
    "ROu-so-43aLL8ql0JcsV4nGwXrD_77ukVi6FpD-f5DyCNK_uHVEcG5vi_6mCWVyzgQHmyqvEreTu3xzwpoVgnMMLFypjSlMjsEvLvQ6Zx5tgbcsWMSJQ"
);

fn decide_public(profile: &Profile, key: &str, token: &str, body: &[u8]) -> Result<Facts, Code> {
    let headers = [(profile.header.as_str(), token)];
    let ring = keys(profile.algorithm, &[key]);
    code(verify(profile, &*ring, &RawRequest::new(&headers, body), body, at(NOW), profile.tolerance_seconds))
}

#[test]
fn tokens_of_other_makers_are_verified() {
    for (profile, key, token) in [(&*PLAID, EC_KEY, ES256), (&*FUSIONAUTH_RS256, RSA_KEY, RS256)] {
        assert_eq!(decide_public(profile, key, token, MADE_BODY).map(|facts| facts.key_index), Ok(0));
        assert_eq!(decide_public(profile, key, token, b"{}"), Err(Code::SignatureMismatch));
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let (header, claims) = signed.split_once('.').unwrap();
        let swapped = [header, &claims.replacen('J', "K", 1), signature].join(".");
        assert_eq!(decide_public(profile, key, &swapped, MADE_BODY), Err(Code::SignatureMismatch));
    }
}

#[test]
fn a_public_key_is_never_the_secret_of_an_hmac() {
    // The attack of RFC 8725, section 2.1: the token says HS256, and the key is the text of the public one.
    let forged = token(&FUSIONAUTH, r#"{"alg":"HS256"}"#, "{}");
    assert_eq!(decide_public(&FUSIONAUTH_RS256, RSA_KEY, &forged, MADE_BODY), Err(Code::MalformedSignature));
    assert_eq!(decide_public(&PLAID, EC_KEY, &forged, MADE_BODY), Err(Code::MalformedSignature));
}

#[test]
fn a_private_key_signs_what_its_public_half_takes() {
    // The seed of RFC 8032's test vector 2.
    let seed = "whsk_TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=";
    let profile = FUSIONAUTH.clone().algorithm(Algorithm::Public(asymmetric::Algorithm::Ed25519));
    let own: [(&str, &str); 0] = [];
    let request = RawRequest::new(&own, BODY);
    let outgoing = Outgoing { head: &request, id: None, nonce: None };
    let mut body = profile.body_hash();
    body.update(BODY);
    let body = body.finish();
    let signed = sign(&profile, &*keys(profile.algorithm, &[seed]), &outgoing, &body, at(NOW)).unwrap();
    let public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    assert!(decide_public(&profile, public, &signed[0].1, BODY).is_ok());
    assert_eq!(code(sign(&profile, &*keys(profile.algorithm, &[public]), &outgoing, &body, at(NOW))), Err(Code::MissingSecret));
}

/// Plaid signs by ES256: the public key is asked about the token's text and 64 bytes, and about nothing else.
#[test]
fn asymmetric_tokens_ask_the_key_about_their_text() {
    let claims = json!({"iat": NOW, "request_body_sha256": sha256_hex(BODY)}).to_string();
    let signed = [base64url(br#"{"alg":"ES256","kid":"bfbd5111","typ":"JWT"}"#), base64url(claims.as_bytes())].join(".");
    let decide = |signature: &[u8]| {
        let headers = [("Plaid-Verification", [&signed, ".", &base64url(signature)].concat())];
        let ring = Expecting { message: signed.clone().into_bytes(), signature: signature.to_vec() };
        code(verify(&PLAID, &ring, &RawRequest::new(&headers, BODY), BODY, at(NOW), 300)).map(|facts| facts.key_index)
    };
    assert_eq!(decide(&[7; 64]), Ok(0));
    for length in [0, 63, 65, 70, 72] {
        assert_eq!(decide(&vec![7; length]), Err(Code::MalformedSignature), "{length}");
    }
}
