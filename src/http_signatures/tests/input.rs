//! How strictly the structured fields are read.

use super::*;
use crate::http_signatures::{
    base::{Component, MOST},
    input::{Input, byte_sequence},
};

fn code(value: &str) -> Option<Code> {
    Input::read(value.as_bytes()).err()
}

#[test]
fn what_rfc_8941_would_write_is_read() {
    let value = r#"sig-b.1=("date" "@method");created=1618884473;nonce="a\"b\\c, d";v=*a:/b;w;x=?0;y=-5;z=0"#;
    let input = Input::read(value.as_bytes()).unwrap();
    assert_eq!(input.label, b"sig-b.1");
    assert_eq!(input.components, [Component::Field("date"), Component::Method]);
    assert_eq!(input.parameters.created, Some(&b"1618884473"[..]));
    assert_eq!(input.parameters.nonce.as_deref(), Some(r#"a"b\c, d"#));
    assert_eq!(input.text, value.split_once('=').unwrap().1.as_bytes());
    assert!(Input::read(b"a=()").unwrap().components.is_empty());
}

#[test]
fn what_it_would_not_write_is_refused() {
    for value in [
        "",
        "=()",
        "1a=()",
        "A=()",
        "a",
        "a=",
        "a=(",
        "a=()x",
        "a= ()",
        " a=()",
        "a=() ",
        "a=();",
        "a=(); created=1",
        "a=() ;created=1",
        r#"a=( "date")"#,
        r#"a=("date" )"#,
        r#"a=("date"  "host")"#,
        r#"a=("date""host")"#,
        r#"a=("date","host")"#,
        "a=(date)",
        r#"a=("Date")"#,
        r#"a=("")"#,
        r#"a=("da te")"#,
        r#"a=("date";sf)"#,
        r#"a=("date";req)"#,
        r#"a=("@status")"#,
        r#"a=("@query-param";name="a")"#,
        r#"a=("@signature-params")"#,
        r#"a=("@unknown")"#,
        r#"a=("date"#,
        "a=();x=?1",
        "a=();x=?2",
        "a=();x=1.0",
        "a=();x=:AA==:",
        "a=();x=@1",
        "a=();x=01",
        "a=();x=-0",
        "a=();x=1234567890123456",
        "a=();x=",
        "a=();x=\"a",
        r#"a=();x="\a""#,
        "a=();x=\"\u{e4}\"",
        "a=();X=1",
        "a=();keyid=1",
        "a=();tag=token",
        "a=();alg",
        "a=();nonce=?0",
    ] {
        assert_eq!(code(value), Some(Code::MalformedSignature), "{value}");
    }
    for value in ["a=();created=\"1\"", "a=();created", "a=();expires=abc"] {
        assert_eq!(code(value), Some(Code::MalformedTimestamp), "{value}");
    }
    for value in ["a=(),b=()", "a=();created=1;created=1", r#"a=("date" "date")"#, r#"a=("@path" "@path")"#, "a=();x;x=1"] {
        assert_eq!(code(value), Some(Code::DuplicateHeader), "{value}");
    }
}

#[test]
fn at_most_sixteen_components_are_read() {
    let listed = |count: usize| {
        let names: Vec<String> = (0..count).map(|place| format!("\"x{place}\"")).collect();
        format!("a=({})", names.join(" "))
    };
    assert_eq!(code(&listed(MOST)), None);
    assert_eq!(code(&listed(MOST + 1)), Some(Code::MalformedSignature));
}

#[test]
fn a_byte_sequence_has_one_spelling() {
    assert_eq!(byte_sequence(b"sig1=:AP8=:"), Ok((&b"sig1"[..], vec![0, 0xff])));
    for value in ["", "a", "a=", "a=:", "a=:AP8=", "a=AP8=", "a=:AP8:", "a=:AP9=:", "a=:AP8=:;x", "a=:AP8=: ", "a=:A P8:", "A=:AP8=:"] {
        assert_eq!(byte_sequence(value.as_bytes()), Err(Code::MalformedSignature), "{value}");
    }
    assert_eq!(byte_sequence(b"a=:AP8=:,b=:AP8=:"), Err(Code::DuplicateHeader));
}
