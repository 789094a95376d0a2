//! Changes to a genuine delivery, each of which some parser somewhere has got wrong.

use fastrand::Rng;
use serde_json::{Value, json};

use super::case::{Case, Kind};
use super::random::{bad_secret, bytes, hostile_text, hostile_url, number, odd_char, percent, pick, secret};
use super::senders::Sender;

/// A JavaScript Date ends so many seconds from 1970.
const DATE_END: i64 = 8_640_000_000_000;

/// The delivery, changed in one to three places.
pub(super) fn mutate(rng: &mut Rng, mut case: Case, senders: &[Sender]) -> Case {
    let sender = &senders[case.sender];
    case.kind = Kind::Mutated;
    for _ in 0..[1, 1, 1, 2, 3][rng.usize(..5)] {
        match rng.u8(..10) {
            0 | 1 => change_body(rng, &mut case.body),
            2..=5 => change_headers(rng, &mut case.headers),
            6 => change_secrets(rng, &mut case.secrets, sender),
            7 => change_time(rng, &mut case),
            8 => change_request_line(rng, &mut case),
            _ => change_options(rng, &mut case, sender),
        }
    }
    case
}

fn change_body(rng: &mut Rng, body: &mut Vec<u8>) {
    let at = rng.usize(..=body.len());
    match rng.u8(..6) {
        0 if at < body.len() => body[at] ^= 1 << rng.u8(..8),
        1 if at < body.len() => drop(body.remove(at)),
        2 => body.insert(at, rng.u8(..)),
        3 => body.truncate(at),
        4 => *body = [&b"\xef\xbb\xbf"[..], body].concat(),
        _ => body.push(pick(rng, &[&b'\n', &b' ', &0]).to_owned()),
    }
}

fn change_headers(rng: &mut Rng, headers: &mut Vec<(String, String)>) {
    if headers.is_empty() {
        return;
    }
    // Most of what can go wrong stands in two headers, and a request has many.
    let telling = |name: &str| ["signature", "timestamp"].iter().any(|word| name.to_ascii_lowercase().contains(word));
    let telling: Vec<usize> = (0..headers.len()).filter(|at| telling(&headers[*at].0)).collect();
    let at = if telling.is_empty() || percent(rng, 50) { rng.usize(..headers.len()) } else { telling[rng.usize(..telling.len())] };
    let (name, value) = headers[at].clone();
    match rng.u8(..12) {
        0 => drop(headers.remove(at)),
        1 => headers.push((name, value)),
        2 => headers.insert(0, (name.to_ascii_uppercase(), hostile_text(rng))),
        3 => headers[at].1 = format!("{value}, {value}"),
        4 => {
            headers[at].0 =
                pick(rng, &[&name.to_ascii_uppercase()[..], &name.to_ascii_lowercase()[..], &format!("{name}x")[..]]).to_owned();
        }
        5 => headers[at].1 = number(rng),
        6 => headers[at].1 = hostile_text(rng),
        7 => headers[at].1 = if rng.bool() { value.to_ascii_uppercase() } else { value.to_ascii_lowercase() },
        8 => headers[at].1 = change_list(rng, &value),
        _ => headers[at].1 = change_text(rng, &value),
    }
}

/// One character more, less, or another.
fn change_text(rng: &mut Rng, text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let at = rng.usize(..=characters.len());
    match rng.u8(..6) {
        0 if at < characters.len() => drop(characters.remove(at)),
        1 if at < characters.len() => characters[at] = odd_char(rng),
        2 => characters.insert(0, pick(rng, &[&' ', &'\t', &'0', &'=']).to_owned()),
        3 => characters.push(pick(rng, &[&' ', &'\t', &'=', &'0', &'\n']).to_owned()),
        4 => characters.truncate(at),
        _ => characters.insert(at, odd_char(rng)),
    }
    characters.into_iter().collect()
}

/// More elements for a signature that is a list, before or after the genuine one; for another it is junk.
fn change_list(rng: &mut Rng, value: &str) -> String {
    const ELEMENTS: [(&str, &str); 10] = [
        ("v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", " "),
        ("v1a,AAAA", " "),
        ("v1=0000000000000000000000000000000000000000000000000000000000000000", ","),
        ("v0=00", ","),
        ("t=1782190000", ","),
        ("", ","),
        ("novalue", ","),
        ("v2:00", ";"),
        ("v1:00", ";"),
        ("sha256=", ""),
    ];
    // Mostly elements such as the list has already: others are refused at the first look.
    let alike = |element: &str| element.get(..3).is_some_and(|start| value.contains(start));
    let alike: Vec<_> = ELEMENTS.into_iter().filter(|(element, _)| alike(element)).collect();
    let choices = if alike.is_empty() || percent(rng, 30) { ELEMENTS.to_vec() } else { alike };
    let (element, separator) = choices[rng.usize(..choices.len())];
    let more = vec![element; [1, 1, 2, 14, 15, 16, 17, 40][rng.usize(..8)]].join(separator);
    if rng.bool() { format!("{value}{separator}{more}") } else { format!("{more}{separator}{value}") }
}

fn change_secrets(rng: &mut Rng, secrets: &mut Vec<Value>, sender: &Sender) {
    match rng.u8(..6) {
        0 => secrets.reverse(),
        1 => secrets.insert(0, secret(rng, sender.secret)),
        2 => *secrets = vec![secret(rng, sender.secret)],
        3 => secrets.push(bad_secret(rng)),
        4 => {
            let one = secret(rng, sender.secret);
            secrets.resize_with(rng.usize(7..=10), || one.clone());
        }
        _ => secrets.clear(),
    }
}

fn change_time(rng: &mut Rng, case: &mut Case) {
    let now = match rng.u8(..6) {
        0 => case.now + 300,
        1 => case.now - 301,
        2 => case.now + rng.i64(-700..700),
        3 => -case.now,
        4 => DATE_END,
        _ => rng.i64(-DATE_END..=DATE_END),
    };
    case.now = now.clamp(-DATE_END, DATE_END);
}

fn change_request_line(rng: &mut Rng, case: &mut Case) {
    match rng.u8(..5) {
        0 => case.url = None,
        1 => case.method = None,
        2 => case.method = Some(pick(rng, &["post", "POST ", "", "P\u{d6}ST", "GET", "A-VERY-LONG-METHOD-THAT-NO-ONE-HAS"]).to_owned()),
        3 => case.url = Some(hostile_url(rng)),
        _ => case.url = case.url.as_deref().map(|url| change_text(rng, url)),
    }
}

fn change_options(rng: &mut Rng, case: &mut Case, sender: &Sender) {
    if sender.is_custom() && percent(rng, 70) {
        return change_scheme(rng, &mut case.scheme);
    }
    if !sender.is_custom() && percent(rng, 20) {
        let name = ["", "GitHub", "github ", "constructor", "__proto__", "toString", "standardwebhooks"][rng.usize(..7)];
        case.scheme = json!(name);
        return;
    }
    if rng.bool() {
        let seconds = [0, 1, 299, 300, 3600, 86_400, 86_401, 4_294_967_295_u32][rng.usize(..8)];
        case.options.insert("toleranceSeconds".to_owned(), json!(seconds));
    } else {
        case.options.insert("allowWeakSecrets".to_owned(), json!(rng.bool()));
    }
}

/// A field of a custom scheme gone, renamed, or with another value.
fn change_scheme(rng: &mut Rng, scheme: &mut Value) {
    let Value::Object(fields) = scheme else { return };
    let names: Vec<String> = fields.keys().cloned().collect();
    let Some(name) = names.get(rng.usize(..names.len().max(1))) else { return };
    if fields[name].is_object() && percent(rng, 60) {
        return change_scheme(rng, &mut fields[name]);
    }
    match rng.u8(..4) {
        0 => drop(fields.remove(name)),
        1 => {
            let value = fields.remove(name).unwrap_or_default();
            fields.insert(format!("{name}s"), value);
        }
        2 => drop(fields.insert(name.clone(), json!(hostile_text(rng)))),
        _ => {
            let values = [
                json!(""),
                json!("hmac-sha512"),
                json!("base64"),
                json!(["body"]),
                json!(["body", "body"]),
                json!(["timestamp", { "text": "" }]),
                json!([{ "header": "Content-Type" }]),
                json!({ "header": "X Y" }),
                json!({ "json": "id" }),
                json!({ "header": "X-Id", "json": "/id" }),
                json!({}),
                json!([]),
                json!(null),
                json!(300),
                json!(true),
            ];
            fields.insert(name.clone(), values[rng.usize(..values.len())].clone());
        }
    }
}

/// A request that was never signed: the scheme's headers with whatever may stand in them.
pub(super) fn hostile(rng: &mut Rng, mut case: Case, senders: &[Sender]) -> Case {
    let sender = &senders[case.sender];
    case.kind = Kind::Hostile;
    for (_, value) in &mut case.headers {
        if percent(rng, 70) {
            *value = if rng.bool() { hostile_text(rng) } else { number(rng) };
        }
    }
    if percent(rng, 50) {
        let length = rng.usize(..600);
        case.body = bytes(rng, length);
    }
    if percent(rng, 50) {
        case.url = Some(hostile_url(rng));
        case.method = Some(hostile_text(rng));
    }
    if percent(rng, 15) {
        case.secrets = (0..rng.usize(..11)).map(|_| bad_secret(rng)).collect();
    }
    if percent(rng, 10) {
        change_options(rng, &mut case, sender);
    }
    if percent(rng, 20) {
        change_time(rng, &mut case);
    }
    if percent(rng, 5) {
        case.headers.clear();
    }
    case
}
