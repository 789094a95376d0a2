//! Ids that stand in a JSON body are read as `JSON.parse` reads it, whatever the body.
#![cfg(feature = "alloc")]
#![allow(clippy::unwrap_used, reason = "a scheme or a request that is refused is a failed test")]

use countersign::{
    RawRequest, UnixTime, Webhook,
    scheme::{Algorithm, Encoding, Field, Scheme, Signature, Text},
};

const SECRET: &str = "json-test-token-not-real";

/// The id at `pointer` in a body that is not signed, as a token covers nothing.
fn id(pointer: &'static str, body: impl AsRef<[u8]>) -> Option<String> {
    let field = || Field::Json(Text::new(pointer));
    let scheme =
        Scheme::new("json", Algorithm::Token).signature(Signature::header("X-Token", Encoding::Raw)).id(field()).event_type(field());
    let webhook = Webhook::new(&scheme, [SECRET]).unwrap();
    let headers = [("X-Token", SECRET)];
    let request = RawRequest::new(&headers, body.as_ref());
    let verified = webhook.verify(&request, UnixTime::from_secs(0)).unwrap();
    let id = verified.body_id(body.as_ref());
    assert_eq!(verified.body_type(body.as_ref()), id);
    id
}

/// The id `/a` beside a member of this value.
fn beside(value: &str) -> Option<String> {
    id("/a", format!(r#"{{"b":{value},"a":"x"}}"#))
}

/// The id whose JSON is `value`.
fn read(value: &str) -> Option<String> {
    id("/a", format!(r#"{{"a":{value}}}"#))
}

#[test]
fn pointers_are_those_of_rfc_6901() {
    // The document of RFC 6901, section 5.
    let document = r#"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#;
    for (pointer, expected) in [
        ("/foo", None),
        ("/foo/0", Some("bar")),
        ("/foo/1", Some("baz")),
        ("/foo/2", None),
        ("/foo/00", None),
        ("/foo/01", None),
        ("/foo/+1", None),
        ("/foo/-", None),
        ("/foo/", None),
        ("/foo/length", None),
        ("/foo/18446744073709551616", None),
        ("/foo/0/0", None),
        ("/", Some("0")),
        ("/a~1b", Some("1")),
        ("/a/b", None),
        ("/c%d", Some("2")),
        ("/e^f", Some("3")),
        ("/g|h", Some("4")),
        ("/i\\j", Some("5")),
        ("/k\"l", Some("6")),
        ("/ ", Some("7")),
        ("/m~0n", Some("8")),
        ("/m~01n", None),
        ("//", None),
    ] {
        assert_eq!(id(pointer, document).as_deref(), expected, "{pointer}");
    }
    assert_eq!(id("/0", r#"{"0":"member"}"#).as_deref(), Some("member"));
    assert_eq!(id("/~01", r#"{"~1":1}"#).as_deref(), Some("1"));
    assert_eq!(id("/1/1/é", r#"[[0,{"é":1}],[[9],{"\u00E9":"😀"},3]]"#).as_deref(), Some("😀"));
}

#[test]
fn the_last_of_two_members_counts() {
    for (pointer, body, expected) in [
        ("/a", r#"{"a":1,"a":2}"#, Some("2")),
        ("/a", r#"{"a":1,"\u0061":"two"}"#, Some("two")),
        ("/a", r#"{"a":1,"a":null}"#, None),
        ("/a", r#"{"a":1,"a":{"a":3}}"#, None),
        ("/a", r#"{"a":1,"b":{"a":2}}"#, Some("1")),
        ("/a/b", r#"{"a":{"b":1},"a":{"c":2}}"#, None),
        ("/a/b", r#"{"a":{"b":1},"a":7}"#, None),
        ("/a/b", r#"{"a":7,"a":{"b":1}}"#, Some("1")),
        ("/a/1", r#"{"a":[1,2],"a":[3]}"#, None),
        ("/a/1", r#"{"a":[1,2],"a":[3,4]}"#, Some("4")),
    ] {
        assert_eq!(id(pointer, body).as_deref(), expected, "{pointer} in {body}");
    }
}

#[test]
fn strings_are_unescaped_and_whole() {
    assert_eq!(read(r#""""#).as_deref(), Some(""));
    assert_eq!(read(r#""\"\\\/\b\f\n\r\t\u0041\u00e9\uFFFF""#).as_deref(), Some("\"\\/\u{8}\u{c}\n\r\tA\u{e9}\u{ffff}"));
    assert_eq!(read(r#""\ud83d\uDE00😀""#).as_deref(), Some("😀😀"));
    assert_eq!(read("\"\u{7f}\u{2028}\u{feff}\"").as_deref(), Some("\u{7f}\u{2028}\u{feff}"));
    for half in [r#""\ud800""#, r#""\udc00""#, r#""\udc00\ud800""#, r#""\ud800x""#, r#""\ud800\ud800\udc00""#, r#""\ud83d\n""#] {
        assert_eq!(read(half), None, "{half}");
        // No id itself, but no reason to refuse the document.
        assert_eq!(beside(half).as_deref(), Some("x"), "{half}");
    }
    // Half a pair in a name is not the replacement character.
    assert_eq!(id("/\u{fffd}", r#"{"\ud800":1}"#), None);
}

#[test]
fn integers_that_doubles_hold_exactly_are_ids() {
    for (number, expected) in [
        ("0", Some("0")),
        ("-0", Some("0")),
        ("-0.0e5", Some("0")),
        ("42", Some("42")),
        ("-42", Some("-42")),
        ("4e1", Some("40")),
        ("4E+1", Some("40")),
        ("40.0", Some("40")),
        ("400e-1", Some("40")),
        ("4.5", None),
        ("9007199254740991", Some("9007199254740991")),
        ("-9007199254740991", Some("-9007199254740991")),
        ("9007199254740991.4", Some("9007199254740991")),
        ("9007199254740991.5", None),
        ("9007199254740992", None),
        ("-9007199254740992", None),
        ("0.99999999999999994", None),
        ("0.99999999999999995", Some("1")),
        ("1e-400", Some("0")),
        ("0e99999999999999999999", Some("0")),
        ("1e-99999999999999999999", Some("0")),
        ("1e99999999999999999999", None),
        ("true", None),
        ("null", None),
    ] {
        assert_eq!(read(number).as_deref(), expected, "{number}");
    }
    assert_eq!(read(&format!("0.{}12e700002", "0".repeat(700_000))).as_deref(), Some("12"));
    assert_eq!(read(&format!("12{}e-700000", "0".repeat(700_000))).as_deref(), Some("12"));
}

#[test]
fn only_json_is_read_and_all_of_it() {
    for value in ["1e400", "-1e400", "[]", "{}", "[ ]", "{ }", "[[],{}]", "\t\r\n 1 ", r#"{"":{"":[1]}}"#, "false"] {
        assert_eq!(beside(value).as_deref(), Some("x"), "{value}");
    }
    let plain = r#"01 - -01 +1 .5 5. 1e 1e+ 1.e1 0x1 1_0 NaN Infinity nul True undefined 'a' [1,] [,1] [ ] [} {] {1:1} {,} {"a"} {"a":} {"a":1,} " "\x" "\u12" "\u+123" "\U0041" 1,, /**/1 ١"#;
    let spaced = ["", "[1 2]", r#"{"a" 1}"#, "1\u{b}", "1\u{c}", "\u{a0}1", "\u{feff}1", "\"\t\"", "\"\n\"", "\"\0\"", "\"\u{1f}\""];
    for value in plain.split(' ').chain(spaced) {
        assert_eq!(beside(value), None, "{value}");
    }
    for body in ["", " ", "\u{feff}{\"a\":1}", "{\"a\":1}}", "{\"a\":1}\0", "{\"a\":1} 2", "{\"a\":1", "{\"a\":1,"] {
        assert_eq!(id("/a", body), None, "{body}");
    }
    // A byte that never stands in UTF-8, an overlong slash, a surrogate, a code point past the last, and a half.
    for bytes in [&b"\xff"[..], b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"] {
        assert_eq!(id("/a", [b"{\"a\":1,\"b\":\"", bytes, b"\"}"].concat()), None, "{bytes:?}");
    }
}

#[test]
fn no_nesting_is_too_deep() {
    let depth = 100_000;
    let (open, close) = ("[".repeat(depth), "]".repeat(depth));
    assert_eq!(beside(&format!("{open}{close}")).as_deref(), Some("x"));
    assert_eq!(beside(&open), None);
    assert_eq!(beside(&format!("{open}{close}]")), None);
    assert_eq!(id("/0/0/1", format!("[[{open}{close},5]]")), None);
    assert_eq!(id("/0/1", format!("[[{open}{close},5]]")).as_deref(), Some("5"));
}
