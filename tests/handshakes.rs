//! Handshakes are answered as the corpus says, whatever else is in the request; and nothing that arrives makes them panic.
#![cfg(all(feature = "handshake", feature = "serde"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what cannot be read is a failed test"
)]

use std::{fs, num::NonZeroU32, path::Path};

use countersign::{
    Code, RawRequest, Scheme, Secret, UnixTime, Webhook,
    handshake::{Handshake, Options, Response, respond},
    providers,
};
use serde_json::{Value, json};

type Pairs = Vec<(String, Vec<u8>)>;

#[test]
fn the_corpus_is_answered_as_it_says() {
    let mut run = 0;
    let mut failed = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/handshakes");
    for file in ["published.json", "genuine.json", "hostile.json"] {
        let file: Value = serde_json::from_slice(&fs::read(folder.join(file)).unwrap()).unwrap();
        for vector in file["vectors"].as_array().unwrap() {
            run += 1;
            let outcome = decide(vector);
            if outcome != vector["expect"] {
                failed.push(format!("{}: {outcome}, not {}", vector["name"], vector["expect"]));
            }
        }
    }
    assert!(run > 300, "{run} vectors");
    assert!(failed.is_empty(), "{} of {run} failed:\n{}", failed.len(), failed.join("\n"));
}

fn decide(vector: &Value) -> Value {
    let outcome = answer(vector);
    match outcome {
        Ok(None) => json!({ "none": true }),
        Err(code) => json!({ "code": code.as_str() }),
        Ok(Some(response)) => {
            let mut shown =
                json!({ "status": response.status, "headers": response.headers, "body": String::from_utf8(response.body).unwrap() });
            if let Some(secret) = response.secret {
                shown["secret"] = secret.into();
            }
            json!({ "response": shown })
        }
    }
}

fn answer(vector: &Value) -> Result<Option<Response>, Code> {
    let code = |error: countersign::Error| error.code();
    let handshake = Handshake::by_name(vector["handshake"].as_str().unwrap()).map_err(code)?;
    let given = &vector["options"];
    let allow_weak = given["allowWeakSecrets"].as_bool().unwrap_or_default();
    let secrets: Vec<Vec<u8>> = list(&given["secrets"]).map(bytes).collect();

    let webhook = match handshake.scheme() {
        Some(name) if !secrets.is_empty() => {
            let scheme = match &vector["scheme"] {
                Value::Null => providers::by_name(name).map_err(code)?.clone(),
                custom => serde_json::from_value::<Scheme>(custom.clone()).unwrap(),
            };
            let mut builder = Webhook::builder(&scheme).map_err(code)?.allow_weak_secrets(allow_weak);
            for secret in &secrets {
                builder = builder.secret(secret).map_err(code)?;
            }
            Some(builder.build().map_err(code)?)
        }
        _ => None,
    };

    let mut options = Options::new().allow_weak_secrets(allow_weak).expects_secret(given["expectSecret"].as_bool().unwrap_or_default());
    options = secrets.iter().fold(options, |options, secret| options.secret(Secret::Bytes(secret)));
    options = list(&given["allowedOrigins"]).fold(options, |options, origin| options.allowed_origin(origin.as_str().unwrap()));
    options = options.public_key(given["publicKey"].as_str().unwrap_or_default()).endpoint(given["endpoint"].as_str().unwrap_or_default());
    if let Some(rate) = given["allowedRate"].as_u64() {
        options = options.allowed_rate(NonZeroU32::new(u32::try_from(rate).unwrap()).unwrap());
    }
    if let Some(webhook) = &webhook {
        options = options.webhook(webhook, UnixTime::from_secs(vector["now"].as_i64().unwrap()));
    }

    let request = &vector["request"];
    let (headers, body) = (headers(&request["headers"]), bytes(&request["body"]));
    let mut raw = RawRequest::new(&headers, &body);
    if let Some(method) = request["method"].as_str() {
        raw = raw.method(method);
    }
    if let Some(url) = request["url"].as_str() {
        raw = raw.url(url);
    }
    respond(handshake, &raw, &options).map_err(code)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A character up to U+00FF is that byte, and one beyond is a byte that is not ASCII.
fn headers(value: &Value) -> Pairs {
    let byte = |character| u8::try_from(character).unwrap_or(0xff);
    list(value).map(|pair| (pair[0].as_str().unwrap().to_owned(), pair[1].as_str().unwrap().chars().map(byte).collect())).collect()
}

fn bytes(value: &Value) -> Vec<u8> {
    if let Some(text) = value.as_str().or(value["utf8"].as_str()) {
        return text.as_bytes().to_vec();
    }
    match (value["hex"].as_str(), value["repeat"].as_str(), value["times"].as_u64()) {
        (Some(digits), ..) => hex::decode(digits).unwrap(),
        (_, Some(text), Some(times)) => text.repeat(usize::try_from(times).unwrap()).into_bytes(),
        _ if value.is_null() => Vec::new(),
        _ => panic!("{value} is no body"),
    }
}

#[test]
fn handshakes_stand_in_order_under_their_own_names() {
    assert!(Handshake::ALL.is_sorted_by(|a, b| a.name() < b.name()));
    for handshake in Handshake::ALL {
        assert_eq!(Handshake::by_name(handshake.name()).unwrap(), *handshake);
        assert!(handshake.docs().starts_with("https://") && !handshake.title().is_empty(), "{}", handshake.name());
        assert!(handshake.scheme().is_none_or(|scheme| scheme == handshake.name()));
    }
    let refusal = Handshake::by_name("Zoom").unwrap_err();
    assert_eq!(refusal.code(), Code::UnknownScheme);
    assert_eq!(refusal.message(), "the handshake is the name of no built-in handshake");
}

#[test]
fn what_anybody_can_have_signed_is_told_apart_from_what_vendors_sign() {
    use Handshake::{Braintree, Dropbox, LinkedIn, X, Zoom};
    let hex = b"20f9f8ed05f77439fe955c977e4c8a53";
    assert!(Braintree.would_sign(hex));
    // A payload is signed with or without a line feed at its end, and some libraries take a challenge with one.
    assert!(Braintree.would_sign(b"20f9f8ed05f77439fe955c977e4c8a53\n"));
    assert!(!Braintree.would_sign(b"PG5vdGlmaWNhdGlvbj48L25vdGlmaWNhdGlvbj4="));
    assert!(!Braintree.would_sign(&hex[..19]) && !Braintree.would_sign(b"20F9F8ED05F77439FE955C977E4C8A53"));
    assert!(X.would_sign(b"123") && X.would_sign(b"true") && !X.would_sign(b"{}") && !X.would_sign(b"[1]") && !X.would_sign(br#""a""#));
    assert!(X.would_sign(b"YQ==") && !X.would_sign(b"=") && !X.would_sign(b"==") && !X.would_sign(b"a==="));
    assert!(Zoom.would_sign(b"qgg8vlvZRS6UYooatFL8Aw") && !Zoom.would_sign(b"v0:1782190000:a"));
    assert!(LinkedIn.would_sign(b"890e4665-4dfe-4ab1-b689-ed553bceeed0") && !LinkedIn.would_sign(b"hmacsha256=aaaaaaaaaaaaaaaaaaaaaaaaa"));
    for handshake in [Braintree, Dropbox, LinkedIn, X, Zoom] {
        assert!(!handshake.would_sign(b""), "{}", handshake.name());
    }
    assert!(!Dropbox.would_sign(b"abc123"), "it only echoes");
}

/// What anybody can have signed by asking is taken for a delivery by a scheme of any body, and by X's own for none.
#[test]
fn an_answer_to_a_crc_is_no_signature_of_an_event() {
    const SECRET: &str = "x-consumer-secret-not-real";
    let now = UnixTime::from_secs(0);
    let any_body = r#"{"name":"any","algorithm":"hmac-sha256","message":["body"],
        "signature":{"header":"x-twitter-webhooks-signature","prefix":"sha256=","encoding":"base64"}}"#;
    let any_body = Webhook::new(&serde_json::from_str::<Scheme>(any_body).unwrap(), [SECRET]).unwrap();
    let own = Webhook::new(&providers::X, [SECRET]).unwrap();
    for token in ["123", "true", "null", "YQ==", "MTdkNzQ3ZjgtYjFmNC00ZGE5LWFmMWMtYjFhNzI3YmI"] {
        let url = format!("/hooks?crc_token={token}");
        let asked = RawRequest::new(&[("Host", "hooks.example")], b"").method("GET").url(&url);
        let answer = respond(Handshake::X, &asked, &Options::new().secret(SECRET)).unwrap().unwrap();
        let answer: Value = serde_json::from_slice(&answer.body).unwrap();
        let headers = [("x-twitter-webhooks-signature", answer["response_token"].as_str().unwrap())];
        let forged = RawRequest::new(&headers, token.as_bytes());
        assert!(any_body.verify(&forged, now).is_ok() && Handshake::X.would_sign(token.as_bytes()));
        assert_eq!(own.verify(&forged, now).map(|_| ()).map_err(|error| error.code()), Err(Code::MalformedBody), "{token}");
        let mut begun = own.begin(&forged, now).unwrap();
        begun.update(token.as_bytes());
        assert_eq!(begun.finish().map(|_| ()).map_err(|error| error.code()), Err(Code::MalformedBody), "{token}");
    }
}

/// Every byte by itself, among letters that are fine.
#[test]
fn no_byte_is_echoed_but_those_of_the_vendors_alphabet() {
    const LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (handshake, parameter, others) in [
        (Handshake::Dropbox, "challenge", &b"-._~+/=:"[..]),
        (Handshake::MicrosoftGraph, "validationToken", b"-._~+/=: ,"),
        (Handshake::X, "crc_token", b"-_+/"),
    ] {
        let options = Options::new().secret("handshake-test-secret-not-real");
        for byte in u8::MIN..=u8::MAX {
            let url = format!("/hooks?{parameter}=a%{byte:02x}a");
            let headers: [(&str, &str); 0] = [];
            let request = RawRequest::new(&headers, b"").method(handshake.method()).url(&url);
            let answered = respond(handshake, &request, &options).is_ok();
            assert_eq!(answered, LETTERS.contains(&byte) || others.contains(&byte), "{} {byte:#x}", handshake.name());
        }
    }
}

#[test]
fn a_response_is_printed_without_what_it_holds() {
    let headers = [("X-Hook-Secret", "asana-handed-over-secret-not-real")];
    let request = RawRequest::new(&headers, b"{}").method("POST").url("/hooks");
    let response = respond(Handshake::Asana, &request, &Options::new().expects_secret(true)).unwrap().unwrap();
    assert_eq!(response.secret.as_deref(), Some("asana-handed-over-secret-not-real"));
    assert_eq!(format!("{response:?}"), "Response { status: 200, body: 0, .. }");
}

/// Random requests made of what handshakes look for, so that many get far; the seed is fixed.
#[test]
fn nothing_that_arrives_panics_or_is_answered_with_more_than_harmless_text() {
    let random = &mut fastrand::Rng::with_seed(3);
    let scheme = Scheme::hmac_sha256("acme")
        .message(const { &[countersign::scheme::Part::Body] })
        .signature(countersign::scheme::Signature::header("X-Signature", countersign::scheme::Encoding::Hex));
    let webhook = Webhook::new(&scheme, ["handshake-test-secret-not-real"]).unwrap();
    let mut answered = 0;
    for _ in 0..40_000 {
        let handshake = Handshake::ALL[random.usize(..Handshake::ALL.len())];
        let url = format!("/hooks?{}", mixed(random));
        let body = mixed(random);
        let mut headers: Vec<(&str, String)> = Vec::new();
        for name in handshake.header_names() {
            (0..random.usize(..3)).for_each(|_| headers.push((name, mixed(random))));
        }
        let method = if random.u8(..) < 250 { handshake.method() } else { "PUT" };
        let request = RawRequest::new(&headers, body.as_bytes()).method(method).url(&url);
        let options = Options::new()
            .webhook(&webhook, UnixTime::from_secs(0))
            .secret("handshake-test-secret-not-real")
            .public_key("key")
            .endpoint("https://example.com/hooks")
            .allowed_origin("*")
            .expects_secret(true);
        if let Ok(Some(response)) = respond(handshake, &request, &options) {
            answered += 1;
            assert!(response.body.iter().all(|byte| (0x20..0x7f).contains(byte) && !b"<>&'".contains(byte)), "{response:?}");
            for (name, value) in &response.headers {
                assert!(value.bytes().all(|byte| (0x20..0x7f).contains(&byte)) && !value.contains("html"), "{name}: {value}");
            }
            let typed = response.headers.iter().any(|(name, value)| *name == "X-Content-Type-Options" && value == "nosniff");
            assert!(typed || response.body.is_empty());
        }
    }
    assert!(answered > 4000, "{answered} were answered");
}

fn mixed(random: &mut fastrand::Rng) -> String {
    const PIECES: [&str; 34] = [
        "challenge=",
        "hub.mode=subscribe",
        "&hub.challenge=",
        "&hub.verify_token=",
        "handshake-test-secret-not-real",
        "crc_token=",
        "bt_challenge=",
        "challengeCode=",
        "challenge_code=",
        "check=",
        "validationToken=",
        "890e4665-4dfe-4ab1-b689-ed553bceeed0",
        "20f9f8ed05f77439fe955c977e4c8a53",
        "{\"type\":\"url_verification\",\"challenge\":\"",
        "\"}",
        "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"abc\"}}",
        "{\"verification_token\":\"0123456789abcdef\"}",
        "{\"firstEventSequence\":0,\"lastEventSequence\":0}",
        "webhook_callback_verification",
        "eventgrid.azure.net",
        "&",
        "=",
        "%3C",
        "%",
        "<script>",
        "\"",
        "\\",
        "\r\n",
        "\0",
        "é",
        "a",
        "120",
        ", ",
        "+",
    ];
    (0..random.usize(1..6)).map(|_| PIECES[random.usize(..PIECES.len())]).collect()
}
