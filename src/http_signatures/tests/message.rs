//! A genuine message, and what may not be changed in it.

use super::*;

#[test]
fn what_is_signed_is_taken_and_nothing_else() {
    let headers = signed(&ACME);
    let facts = decide(&ACME, &headers, "POST", URL, BODY, NOW).unwrap();
    assert_eq!(facts, Facts { key_index: 0, timestamp: Some(at(NOW)), id: None, nonce: Some("n-1".into()) });
    for (method, url, body) in [
        ("PUT", URL, BODY),
        ("POST", "https://hooks.example/other?b=2&a=1", BODY),
        ("POST", "https://hooks.example/in?a=1&b=2", BODY),
        ("POST", "https://hooks.example/in", BODY),
        ("POST", "https://other.example/in?b=2&a=1", BODY),
        ("POST", "https://hooks.example:8443/in?b=2&a=1", BODY),
        ("POST", "http://hooks.example/in?b=2&a=1", BODY),
        ("POST", URL, b"{}"),
        ("POST", URL, b""),
    ] {
        assert_eq!(decide(&ACME, &headers, method, url, body, NOW), Err(Code::SignatureMismatch), "{method} {url}");
    }
    for (now, expected) in
        [(NOW + 359, Ok(())), (NOW + 360, Err(Code::TimestampTooOld)), (NOW - 300, Ok(())), (NOW - 301, Err(Code::TimestampInFuture))]
    {
        assert_eq!(decide(&ACME, &headers, "POST", URL, BODY, now).map(|_| ()), expected, "{now}");
    }
}

#[test]
fn each_header_that_is_read_must_stand_once_and_unchanged() {
    let headers = signed(&ACME);
    for place in 1..headers.len() {
        let name = headers[place].0.clone();
        let with = |change: &dyn Fn(&mut Headers)| {
            let mut changed = headers.clone();
            change(&mut changed);
            decide(&ACME, &changed, "POST", URL, BODY, NOW).map(|_| ())
        };
        assert_eq!(with(&|headers| drop(headers.remove(place))), Err(Code::MissingHeader), "{name}");
        assert_eq!(with(&|headers| headers.push(headers[place].clone())), Err(Code::DuplicateHeader), "{name}");
        let joined = |headers: &mut Headers| headers[place].1 = [&*headers[place].1, ", ", &headers[place].1].concat();
        assert_eq!(with(&joined), Err(Code::DuplicateHeader), "{name}");
        assert!(with(&|headers| headers[place].1.push('x')).is_err(), "{name}");
        assert!(with(&|headers| headers[place].1.clear()).is_err(), "{name}");
    }
    let mut other = headers.clone();
    other[0].1 = "text/plain".into();
    assert!(decide(&ACME, &other, "POST", URL, BODY, NOW).is_ok(), "the content type is not covered");
    other[1].1 = "43".into();
    assert_eq!(decide(&ACME, &other, "POST", URL, BODY, NOW), Err(Code::SignatureMismatch));
}

#[test]
fn no_change_of_one_character_is_taken() {
    let headers = signed(&ACME);
    for place in 2..headers.len() {
        let genuine = &headers[place].1;
        for at in 0..genuine.len() {
            for other in ['A', '0', '"', ';', ' ', '='] {
                let changed: String = genuine.char_indices().map(|(own, char)| if own == at { other } else { char }).collect();
                if changed != *genuine {
                    let mut headers = headers.clone();
                    headers[place].1 = changed;
                    assert!(decide(&ACME, &headers, "POST", URL, BODY, NOW).is_err(), "{place} {at} {other}");
                }
            }
        }
    }
}

#[test]
fn one_label_names_input_and_signature() {
    let mut headers = signed(&ACME);
    let signature = headers.pop().unwrap().1;
    for (value, expected) in [
        (signature.replace("acme=", "sig1="), Code::MalformedSignature),
        ([&*signature, ",other=:AAAA:"].concat(), Code::DuplicateHeader),
        ("acme=:AAAA:".into(), Code::MalformedSignature),
        ("acme=::".into(), Code::MalformedSignature),
        (signature.replace("=:", "="), Code::MalformedSignature),
        (signature.trim_end_matches("=:").to_owned() + ":", Code::MalformedSignature),
    ] {
        let mut headers = headers.clone();
        headers.push(("Signature".into(), value.clone()));
        assert_eq!(decide(&ACME, &headers, "POST", URL, BODY, NOW), Err(expected), "{value}");
    }
}

#[test]
fn a_body_in_pieces_gives_the_same_answer() {
    let headers = signed(&ACME);
    let request = RawRequest::new(&headers, b"").method("POST").url(URL);
    let ring = ring();
    let mut pending = begin(&ACME, &*ring, &request, at(NOW), 300).unwrap();
    BODY.chunks(3).for_each(|chunk| pending.update(chunk));
    assert!(pending.finish().is_ok());
    let pending = begin(&ACME, &*ring, &request, at(NOW), 300).unwrap();
    assert_eq!(code(pending.finish()), Err(Code::SignatureMismatch));
}

#[test]
fn any_bytes_are_refused_without_a_panic() {
    let mut random = fastrand::Rng::with_seed(9421);
    let pieces = [
        "acme",
        "=",
        "(",
        ")",
        "\"",
        "@path",
        "\"@query\"",
        " ",
        ";",
        "created=1782190000",
        "tag",
        ":",
        "AAAA",
        "?0",
        "-",
        "\\",
        "\u{e9}",
        ", ",
        "\0",
    ];
    let genuine = signed(&ACME);
    for _ in 0..3000 {
        let mut headers = genuine.clone();
        let place = random.usize(2..headers.len());
        headers[place].1 = (0..random.usize(..12)).map(|_| pieces[random.usize(..pieces.len())]).collect();
        assert!(decide(&ACME, &headers, "POST", URL, BODY, NOW).is_err(), "{:?}", headers[place]);
    }
}
