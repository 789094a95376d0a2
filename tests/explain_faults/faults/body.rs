//! What happens to bodies.

use countersign::explain::Cause::*;
use fastrand::Rng;

use super::{Fault, Received, base64, fault};
use crate::{
    documents::{Doc, Writer, form},
    genuine::Genuine,
};

/// A delivery of a document by this writer, where the scheme signs the body.
fn sent(genuine: &Genuine, writer: Writer) -> Option<Genuine> {
    genuine.signs_body().then(|| genuine.signed(writer.write(&genuine.doc)))?
}

/// A delivery whose body is changed on the way; half of them say how long it was, as HTTP/1.1 without chunks does.
fn arrives(sent: Option<Genuine>, rng: &mut Rng, change: impl FnOnce(&[u8]) -> Vec<u8>) -> Option<Received> {
    let sent = sent?;
    let mut received = Received::of(&sent);
    if rng.bool() {
        received.headers.retain(|(name, _)| name != "Content-Length");
    }
    let body = change(&sent.body);
    Some(received.body(body))
}

/// A delivery by one writer that is parsed and written by another.
fn rewritten(genuine: &Genuine, rng: &mut Rng, by: Writer, again: &[Writer]) -> Option<Received> {
    let sent = sent(genuine, by)?;
    let others: Vec<Writer> = again.iter().copied().filter(|other| *other != by).collect();
    let again = rng.choice(&others)?;
    let body = again.write(&sent.doc);
    arrives(Some(sent), rng, |_| body)
}

const FRAMEWORKS: &[Writer] = &[Writer::Script, Writer::Script, Writer::Python, Writer::Php, Writer::ScriptTwo, Writer::Net];

fn text(body: &[u8]) -> String {
    String::from_utf8(body.to_vec()).unwrap()
}

/// Windows-1252 as far as the documents here need it.
fn from_windows(bytes: &[u8]) -> Vec<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let high: Vec<char> = HIGH.chars().collect();
    let text: String =
        bytes.iter().map(|byte| if (0x80..0xa0).contains(byte) { high[usize::from(byte - 0x80)] } else { char::from(*byte) }).collect();
    text.into_bytes()
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    out.extend(miniz_oxide::deflate::compress_to_vec(body, 6));
    out.extend([0; 4]);
    out.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
    out
}

fn payload(body: &[u8]) -> Vec<u8> {
    form(&[("payload".to_owned(), text(body))], true)
}

pub(super) fn faults() -> Vec<Fault> {
    let mut all = edges();
    all.extend(whole());
    all.extend(json());
    all.extend(lost());
    all
}

fn edges() -> Vec<Fault> {
    vec![
        fault("body: line end added", &[BodyNewline], |genuine, rng| {
            arrives(sent(genuine, Writer::Script), rng, |body| [body, b"\n"].concat())
        }),
        fault("body: line end lost", &[BodyNewline], |genuine, rng| {
            arrives(sent(genuine, Writer::Go), rng, |body| body.strip_suffix(b"\n").unwrap_or(body).to_vec())
        }),
        fault("body: trimmed", &[BodyTrimmed], |genuine, rng| {
            let mut body = Writer::Script.write(&genuine.doc);
            body.insert(0, b'\n');
            body.push(b'\n');
            arrives(sent(genuine, Writer::Script)?.signed(body), rng, |body| text(body).trim().as_bytes().to_vec())
        }),
        fault("body: white space added", &[BodyTrimmed], |genuine, rng| {
            arrives(sent(genuine, Writer::Script), rng, |body| [b"\r\n", body, b"  "].concat())
        }),
        fault("body: byte order mark added", &[BodyBom], |genuine, rng| {
            arrives(sent(genuine, Writer::Script), rng, |body| [b"\xef\xbb\xbf", body].concat())
        }),
        fault("body: byte order mark lost", &[BodyBom], |genuine, rng| {
            let body = [&b"\xef\xbb\xbf"[..], &Writer::Script.write(&genuine.doc)].concat();
            arrives(sent(genuine, Writer::Script)?.signed(body), rng, |body| body[3..].to_vec())
        }),
        fault("body: CRLF became LF", &[BodyLineEnds], |genuine, rng| {
            let body = text(&Writer::ScriptTwo.write(&genuine.doc)).replace('\n', "\r\n").into_bytes();
            arrives(sent(genuine, Writer::Script)?.signed(body), rng, |body| text(body).replace("\r\n", "\n").into_bytes())
        }),
        fault("body: LF became CRLF", &[BodyLineEnds], |genuine, rng| {
            arrives(sent(genuine, Writer::ScriptTwo), rng, |body| text(body).replace('\n', "\r\n").into_bytes())
        }),
    ]
}

fn whole() -> Vec<Fault> {
    vec![
        fault("body: base64 by a gateway", &[BodyBase64], |genuine, rng| {
            arrives(sent(genuine, Writer::Script), rng, |body| base64(body).into_bytes())
        }),
        fault("body: base64 decoded", &[BodyBase64], |genuine, rng| {
            let body = base64(&Writer::Script.write(&genuine.doc)).into_bytes();
            arrives(sent(genuine, Writer::Script)?.signed(body), rng, |body| super::from_base64(&text(body)).unwrap())
        }),
        fault("body: compressed after signing", &[BodyCompressed], |genuine, rng| {
            arrives(sent(genuine, Writer::Script), rng, gzip).map(|received| received.header("Content-Encoding", "gzip"))
        }),
        fault("body: inflated before verify", &[BodyInflated], |genuine, rng| {
            let plain = Writer::Script.write(&genuine.doc);
            let sent = sent(genuine, Writer::Script)?.signed(gzip(&plain));
            arrives(sent, rng, |_| plain).map(|received| received.header("Content-Encoding", "gzip"))
        }),
        fault("body: JSON in a JSON string", &[BodyDoubleEncoded], |genuine, rng| {
            arrives(sent(genuine, Writer::Script), rng, |body| Writer::Script.write(&Doc::Text(text(body))))
        }),
        fault("body: JSON string taken apart", &[BodyDoubleEncoded], |genuine, rng| {
            let inner = Writer::Script.write(&genuine.doc);
            let body = Writer::Script.write(&Doc::Text(text(&inner)));
            arrives(sent(genuine, Writer::Script)?.signed(body), rng, |_| inner)
        }),
        fault("body: UTF-8 read as Latin-1", &[BodyMojibake], |genuine, rng| {
            arrives(sent(genuine, Writer::Script), rng, |body| body.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes())
        }),
        fault("body: UTF-8 read as Windows-1252", &[BodyMojibake], |genuine, rng| {
            arrives(sent(genuine, Writer::Script), rng, from_windows)
        }),
        fault("body: UTF-8 written as Latin-1", &[BodyMojibake], |genuine, rng| {
            let mut genuine = genuine.clone();
            genuine.doc = Doc::Object(vec![("name".to_owned(), Doc::Text("Zoë Müller".to_owned()))]);
            let latin = |body: &[u8]| text(body).chars().map(|char| u8::try_from(char).unwrap()).collect();
            arrives(sent(&genuine, Writer::Script), rng, latin)
        }),
        fault("body: put into a form field", &[BodyForm], |genuine, rng| arrives(sent(genuine, Writer::Script), rng, payload)),
        fault("body: taken out of a form field", &[BodyForm], |genuine, rng| {
            let inner = Writer::Script.write(&genuine.doc);
            arrives(sent(genuine, Writer::Script)?.signed(payload(&inner)), rng, |_| inner)
        }),
        fault("body: form parsed and written again", &[BodyFormRewritten], |genuine, rng| {
            let pairs = [("name".to_owned(), "Zoë & Co *~".to_owned()), ("text".to_owned(), "two words".to_owned())];
            let plus = rng.bool();
            arrives(sent(genuine, Writer::Script)?.signed(form(&pairs, plus)), rng, |_| form(&pairs, !plus))
        }),
    ]
}

fn json() -> Vec<Fault> {
    vec![
        fault("body: sent by JSON.stringify, rewritten", &[BodyReserialised], |genuine, rng| {
            rewritten(
                genuine,
                rng,
                Writer::Script,
                &[Writer::Python, Writer::Php, Writer::ScriptTwo, Writer::ScriptFour, Writer::Net, Writer::PhpPretty],
            )
        }),
        fault("body: sent by Python, rewritten", &[BodyReserialised], |genuine, rng| rewritten(genuine, rng, Writer::Python, FRAMEWORKS)),
        fault("body: sent by PHP, rewritten", &[BodyReserialised], |genuine, rng| rewritten(genuine, rng, Writer::Php, FRAMEWORKS)),
        fault("body: sent by PHP pretty, rewritten", &[BodyReserialised], |genuine, rng| {
            rewritten(genuine, rng, Writer::PhpPretty, FRAMEWORKS)
        }),
        fault("body: sent by Go, rewritten", &[BodyReserialised], |genuine, rng| rewritten(genuine, rng, Writer::Go, FRAMEWORKS)),
        fault("body: sent by Go indented, rewritten", &[BodyReserialised], |genuine, rng| {
            rewritten(genuine, rng, Writer::GoIndent, FRAMEWORKS)
        }),
        fault("body: sent by .NET, rewritten", &[BodyReserialised], |genuine, rng| rewritten(genuine, rng, Writer::Net, FRAMEWORKS)),
        fault("body: sent by Jackson, rewritten", &[BodyReserialised], |genuine, rng| rewritten(genuine, rng, Writer::Jackson, FRAMEWORKS)),
        fault("body: sent with tabs, rewritten", &[BodyReserialised], |genuine, rng| {
            rewritten(genuine, rng, Writer::ScriptTab, FRAMEWORKS)
        }),
        fault("body: sent pretty, rewritten", &[BodyReserialised], |genuine, rng| rewritten(genuine, rng, Writer::ScriptTwo, FRAMEWORKS)),
        fault("body: rewritten with floats changed", &[BodyReserialised], |genuine, rng| {
            let mut before = genuine.clone();
            before.doc.set("/price", Doc::Number("10.50".to_owned()));
            let mut after = before.doc.clone();
            after.set("/price", Doc::Number("10.5".to_owned()));
            arrives(sent(&before, Writer::Python), rng, |_| Writer::Script.write(&after))
        }),
        fault("body: rewritten with its keys sorted", &[BodyReserialised], |genuine, rng| {
            let Doc::Object(mut members) = genuine.doc.clone() else { return None };
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            arrives(sent(genuine, Writer::Script), rng, |_| Writer::Script.write(&Doc::Object(members)))
        }),
    ]
}

/// What cannot be undone.
fn lost() -> Vec<Fault> {
    vec![
        fault("body: stream read before", &[BodyConsumed], |genuine, rng| arrives(sent(genuine, Writer::Script), rng, |_| Vec::new())),
        fault("body: cut short", &[BodyTruncated], |genuine, rng| {
            let keep = rng.usize(20..80);
            arrives(sent(genuine, Writer::Script), rng, |body| body[..keep].to_vec())
        }),
        fault("body: invalid UTF-8 replaced", &[BodyLossy], |genuine, rng| {
            let body = [&Writer::Script.write(&genuine.doc)[..], b"\xff\xfe"].concat();
            arrives(sent(genuine, Writer::Script)?.signed(body), rng, |body| String::from_utf8_lossy(body).into_owned().into_bytes())
        }),
        fault("body: one byte altered", &[BodyAltered], |genuine, rng| {
            let at = rng.usize(20..60);
            arrives(sent(genuine, Writer::Script), rng, |body| {
                let mut body = body.to_vec();
                body[at] ^= 1;
                body
            })
        }),
    ]
}
