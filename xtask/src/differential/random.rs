//! The random values a delivery is made of; the seed alone decides them.

use fastrand::Rng;
use serde_json::{Value, json};

use super::senders::SecretText;

const WORD: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// One of a list.
pub(super) fn pick<'a, T: ?Sized>(rng: &mut Rng, list: &[&'a T]) -> &'a T {
    list[rng.usize(..list.len())]
}

/// True in so many cases of a hundred.
pub(super) fn percent(rng: &mut Rng, chance: u8) -> bool {
    rng.u8(..100) < chance
}

pub(super) fn bytes(rng: &mut Rng, length: usize) -> Vec<u8> {
    (0..length).map(|_| rng.u8(..)).collect()
}

fn of(rng: &mut Rng, alphabet: &[u8], length: usize) -> String {
    (0..length).map(|_| char::from(alphabet[rng.usize(..alphabet.len())])).collect()
}

/// Letters, digits, `-` and `_`: what every scheme takes for an id, a type or a nonce.
pub(super) fn word(rng: &mut Rng) -> String {
    let length = rng.usize(8..=40);
    of(rng, WORD, length)
}

/// A secret that the scheme takes, of 16 bytes or more.
pub(super) fn secret(rng: &mut Rng, text: SecretText) -> Value {
    if text != SecretText::Token && percent(rng, 20) {
        let length = rng.usize(16..=150);
        return json!({ "hex": hex::encode(bytes(rng, length)) });
    }
    match text {
        SecretText::Token => json!(format!("{}{}", word(rng), word(rng))),
        SecretText::Utf8 => {
            let middle = pick(rng, &["", "", " ", "ключ", "\u{1f511}", "\0", "whsec_"]);
            json!(format!("{}{middle}{}", word(rng), word(rng)))
        }
        SecretText::Hex => {
            let length = rng.usize(16..=150);
            json!(hex::encode(bytes(rng, length)))
        }
        SecretText::Base64 => {
            // Whole groups of four characters have no padding bits to get wrong.
            let length = 4 * rng.usize(6..=50);
            json!(format!("{}{}", pick(rng, &["", "whsec_"]), of(rng, BASE64, length)))
        }
    }
}

/// A secret that no scheme should take, or that one takes for something else.
pub(super) fn bad_secret(rng: &mut Rng) -> Value {
    match rng.u8(..8) {
        0 => json!(""),
        1 => json!("whsec_"),
        2 => json!("v1,whsec_"),
        3 => {
            let length = rng.usize(1..16);
            json!(of(rng, WORD, length))
        }
        4 => json!({ "hex": "" }),
        5 => json!({ "hex": hex::encode(bytes(rng, 15)) }),
        6 => json!("whsec_not base64 at all, but long enough to be a secret"),
        _ => json!(hostile_text(rng)),
    }
}

/// Text as no careful sender writes it.
pub(super) fn hostile_text(rng: &mut Rng) -> String {
    match rng.u8(..10) {
        0 => String::new(),
        1 => number(rng),
        2 => {
            let length = rng.usize(1..60);
            (0..length).map(|_| rng.char(..)).collect()
        }
        3 => {
            let length = rng.usize(1..80);
            (0..length).map(|_| rng.char('\0'..='\u{ff}')).collect()
        }
        4 => {
            let length = [4095, 4096, 4097, 9000][rng.usize(..4)];
            of(rng, WORD, length)
        }
        5 => {
            let element = pick(rng, &["v1,AAAA ", "v1=00,", "t=1,", "v2:00;", ",", "sha256="]);
            element.repeat(rng.usize(1..40))
        }
        6 => format!("sha256={}", hex::encode(bytes(rng, 32))),
        7 => hex::encode_upper(bytes(rng, 32)),
        8 => format!("{}, {}", word(rng), word(rng)),
        _ => of(rng, b" \t,;=.:%&?#/+-_'\"\\{}[]()<>@!$*~^|`", 12),
    }
}

/// A number as text: the ones where parsers differ.
pub(super) fn number(rng: &mut Rng) -> String {
    let known = [
        "0",
        "00",
        "-0",
        "-1",
        "+1",
        "1e9",
        "1.5",
        "12abc",
        "0x10",
        "1_000",
        "NaN",
        "Infinity",
        "9007199254740991",
        "9007199254740992",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "18446744073709551616",
        "9223372036854775807000",
        "\u{661}\u{662}\u{663}",
        "\u{ff11}\u{ff12}",
    ];
    if percent(rng, 70) { pick(rng, &known).to_owned() } else { rng.i64(..).to_string() }
}

/// One character that parsers trip over.
pub(super) fn odd_char(rng: &mut Rng) -> char {
    const ODD: &[char] = &[
        '\0',
        '\t',
        '\n',
        '\r',
        ' ',
        ',',
        ';',
        '=',
        '.',
        ':',
        '%',
        '+',
        '-',
        '0',
        'a',
        'A',
        'g',
        'Z',
        '/',
        '_',
        '~',
        '\u{7f}',
        '\u{80}',
        '\u{a0}',
        '\u{e9}',
        '\u{ff}',
        '\u{100}',
        '\u{2028}',
        '\u{212a}',
        '\u{feff}',
        '\u{fffd}',
        '\u{1f511}',
    ];
    ODD[rng.usize(..ODD.len())]
}

/// A URL as a server gets it, absolute or from the request line.
pub(super) fn url(rng: &mut Rng) -> String {
    let origin = pick(rng, &["", "https://receiver.example", "http://receiver.example:8080"]);
    let path = pick(rng, &["/", "/hooks", "/api/v3/private/webhooks", "/a%20b/c", "/x//y/", "/%D0%BA"]);
    let mut url = format!("{origin}{path}");
    let pairs = rng.usize(..6);
    for index in 0..pairs {
        url.push(if index == 0 { '?' } else { '&' });
        let pair =
            ["b=2", "a=1", "a=0", "filter%5Bx%5D=y", "q=a+b", "q=a%20b", "empty=", "bare", "", "z=!'()*", "u=%D1%8E", "t=~._-", "e=%3d%26"];
        url.push_str(pick(rng, &pair));
    }
    url
}

/// A URL as nobody should send it.
pub(super) fn hostile_url(rng: &mut Rng) -> String {
    match rng.u8(..6) {
        0 => hostile_text(rng),
        1 => format!("{}#fragment", url(rng)),
        2 => format!("{}%{}", url(rng), odd_char(rng)),
        3 => format!("/p?{}", "a=1&".repeat(rng.usize(60..70))),
        4 => format!("/{}", "x".repeat(rng.usize(8180..8200))),
        _ => format!("/hooks?token={}&token={}", word(rng), word(rng)),
    }
}

/// A body: events, JSON at its edges, text, bytes; now and then one that does not fit the wasm buffer.
pub(super) fn body(rng: &mut Rng) -> Vec<u8> {
    if percent(rng, 2) {
        let length = rng.usize(65_300..65_700) * rng.usize(1..=2);
        return bytes(rng, length);
    }
    match rng.u8(..10) {
        0 => Vec::new(),
        1 | 2 => {
            let length = rng.usize(..400);
            bytes(rng, length)
        }
        3 => [&b"\xef\xbb\xbf"[..], &event(rng)].concat(),
        4 => [&event(rng)[..], b"\xff\xfe$'$&\xef\xbf\xbd"].concat(),
        _ => event(rng),
    }
}

/// An event's JSON, its id and type where the four systems and the custom schemes have them.
fn event(rng: &mut Rng) -> Vec<u8> {
    let (id, kind) = (json_value(rng), json_value(rng));
    let space = pick(rng, &["", " ", "\n  "]);
    let text = match rng.u8(..6) {
        0 => format!(r#"{{"data":{{{space}"id":{id},"attributes":{{"event_type":{kind}}}}}}}"#),
        1 => format!(r#"{{"EventID":{kind}{space},"object":{{"id":{id}}}}}"#),
        2 => format!(r#"{{"id":{id},"type":{kind},"data":{{"order":{{"status":"processing"}}}}}}{space}"#),
        3 => format!(r#"{{"id":{id},"id":{kind},"data":{{"id":{id},"id":{kind}}},"EventID":{id},"EventID":{kind}}}"#),
        4 => format!(r#"[{id},{kind}]"#),
        _ => format!(r#"{{"data":{{"id":{id}"#),
    };
    text.into_bytes()
}

fn json_value(rng: &mut Rng) -> String {
    if percent(rng, 40) {
        return json!(word(rng)).to_string();
    }
    let known = [
        "41",
        "-7",
        "0",
        "-0",
        "1.0",
        "1.5",
        "1e2",
        "1E400",
        "9007199254740991",
        "9007199254740992",
        "-9007199254740992",
        "9007199254740993",
        "12345678901234567890",
        "true",
        "null",
        "\"\"",
        r#""\u0041\n""#,
        r#""\ud800""#,
        r#""\ud83d\udd11""#,
        "\"\u{43a}\u{43b}\u{44e}\u{447}\"",
        "[]",
        "{}",
        "01",
        "+1",
        "NaN",
        "\"tab\there\"",
    ];
    pick(rng, &known).to_owned()
}
