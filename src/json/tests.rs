//! What may be signed of a JSON body: one scalar that can be read in one way.

use super::*;

/// The text of what stands at `pointer`, `-` for nothing or null, `!` if the body is refused.
fn scalar(pointer: &str, document: impl AsRef<[u8]>) -> String {
    scalar_at(pointer, document.as_ref()).map_or("!".into(), |found| found.map_or("-".into(), |text| String::from_utf8(text).unwrap()))
}

/// The scalar whose JSON is `value`.
fn read(value: &str) -> String {
    scalar("/a", format!(r#"{{"a":{value}}}"#))
}

#[test]
fn scalars_are_taken_as_written() {
    for (value, expected) in [
        (r#""x""#, "x"),
        (r#""""#, ""),
        (r#""-""#, "-"),
        ("0", "0"),
        ("-0", "-0"),
        ("1.50", "1.50"),
        ("1E+2", "1E+2"),
        ("12345678901234567890123456789", "12345678901234567890123456789"),
        ("true", "true"),
        ("false", "false"),
        ("null", "-"),
        ("{}", "!"),
        ("[]", "!"),
        ("[1]", "!"),
        (r#"{"b":1}"#, "!"),
        ("01", "!"),
        ("1.", "!"),
        ("tru", "!"),
        ("+1", "!"),
    ] {
        assert_eq!(read(value), expected, "{value}");
    }
    assert_eq!(scalar("/a", "{}"), "-");
    assert_eq!(scalar("/a", "[7]"), "-");
    assert_eq!(scalar("/a/b", r#"{"a":7}"#), "-");
    assert_eq!(scalar("/a/b", r#"{"a":null}"#), "-");
    assert_eq!(scalar("/0", r#"{"0":7}"#), "7");
    for body in ["", "{", r#"{"a":1"#, r#"{"a":1}}"#, r#"{"a":1,}"#, r#"{"a" 1}"#, "\u{feff}{\"a\":1}"] {
        assert_eq!(scalar("/a", body), "!", "{body}");
    }
}

#[test]
fn strings_are_unescaped_and_whole() {
    assert_eq!(read(r#""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC""#), "\"\\/\u{8}\u{c}\n\r\tA\u{e9}\u{20ac}");
    assert_eq!(read(r#""\ud83d\uDE00😀é""#), "😀😀é");
    assert_eq!(read(r#""\udbff\udfff\ud800\udc00\ud7ff\ue000""#), "\u{10ffff}\u{10000}\u{d7ff}\u{e000}");
    for half in [
        r#""\ud800""#,
        r#""\udc00""#,
        r#""\udfff""#,
        r#""\udbffx""#,
        r#""\udc00\ud800""#,
        r#""\ud800\ud800\udc00""#,
        r#""\ud83d\n""#,
        r#""\ud83d\u0041""#,
        r#""\ud83d\ue000""#,
    ] {
        assert_eq!(read(half), "!", "{half}");
        // It is refused where it is signed, not where it merely stands beside that.
        assert_eq!(scalar("/b", format!(r#"{{"a":{half},"b":1}}"#)), "1", "{half}");
        assert_eq!(scalar("/b", format!(r#"{{{half}:1,"b":1}}"#)), "1", "{half}");
    }
    for broken in ["\"\n\"", "\"\0\"", r#""\x""#, r#""\u12""#, r#""\u12g4""#, r#""\u+123""#, "\"", r#""\"#] {
        assert_eq!(read(broken), "!", "{broken}");
    }
    for bytes in [&b"\xff"[..], b"\xc0\xaf", b"\xed\xa0\x80", b"\xe2\x82"] {
        assert_eq!(scalar("/a", [b"{\"a\":1,\"b\":\"", bytes, b"\"}"].concat()), "!", "{bytes:?}");
    }
}

#[test]
fn nothing_on_the_way_stands_twice() {
    for (pointer, body, expected) in [
        ("/a", r#"{"a":1,"a":2}"#, "!"),
        ("/a", r#"{"a":1,"a":1}"#, "!"),
        ("/a", r#"{"a":null,"a":2}"#, "!"),
        ("/a", r#"{"a":1,"\u0061":2}"#, "!"),
        ("/a/b", r#"{"a":{"b":1},"a":{}}"#, "!"),
        ("/a/b", r#"{"a":7,"a":{"b":1}}"#, "!"),
        ("/a/b", r#"{"a":{"b":1,"b":2}}"#, "!"),
        ("/a/b", r#"{"a":{"b":1},"c":{"b":1},"b":1}"#, "1"),
        ("/a", r#"{"b":1,"b":2,"a":3}"#, "3"),
        ("/a", r#"{"b":{"a":1,"a":2},"a":3}"#, "3"),
        ("/~1/~0", r#"{"/":{"~":1,"~0":2},"~1":3}"#, "1"),
        ("/a/0", r#"{"a":[1]}"#, "1"),
        ("/a/0", r#"{"a":[1,2]}"#, "!"),
        ("/a/1", r#"{"a":[1,2]}"#, "!"),
        ("/a/1", r#"{"a":[1]}"#, "-"),
        ("/a/b", r#"{"a":[1]}"#, "-"),
        ("/a/b", r#"{"a":[1,2]}"#, "!"),
        ("/a/0/b", r#"{"a":[{"b":1}]}"#, "1"),
        ("/a/0/b", r#"{"a":[{"b":1},{"b":2}]}"#, "!"),
        ("/a", r#"{"a":1,"b":[1,2,3]}"#, "1"),
    ] {
        assert_eq!(scalar(pointer, body), expected, "{pointer} in {body}");
    }
}

#[test]
fn depth_has_a_limit() {
    let beside = |depth: usize| format!(r#"{{"b":{}{},"a":1}}"#, "[".repeat(depth), "]".repeat(depth));
    assert_eq!(scalar("/a", beside(limits::JSON_DEPTH - 1)), "1");
    assert_eq!(scalar("/a", beside(limits::JSON_DEPTH)), "!");
    let on_the_way = |depth: usize| (r#"{"a":"#.repeat(depth), "}".repeat(depth));
    for (depth, expected) in [(limits::JSON_DEPTH, "1"), (limits::JSON_DEPTH + 1, "!")] {
        let (open, close) = on_the_way(depth);
        assert_eq!(scalar(&"/a".repeat(depth), format!("{open}1{close}")), expected);
    }
}
