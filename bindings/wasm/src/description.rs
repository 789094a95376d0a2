//! What JavaScript has to know of a webhook to hand it requests and to read what it reports.

use alloc::string::String;

use countersign::Webhook;

/// One line each:
///
/// - `1` if the method or the URL is read at all
/// - the slots of id, type and nonce among the headers; empty for one that stands in no header
/// - the JSON pointers to id and type in the body; empty where they do not stand there
/// - how many headers are read, then their lower-case names in slot order
/// - what a signature covers
///
/// No name or pointer holds a line break, and no pointer is empty: the core refuses such a scheme.
pub(crate) fn of(webhook: &Webhook) -> String {
    let scheme = webhook.scheme();
    let mut lines = String::from(if scheme.reads_request_line() { "1" } else { "" });
    let mut line = |text: &str| {
        lines.push('\n');
        lines.push_str(text);
    };
    let mut number = [0; 4];
    let digit = |number: Option<usize>| number.and_then(|number| char::from_digit(u32::try_from(number).ok()?, 10));
    for header in [scheme.id_header(), scheme.type_header(), scheme.nonce_header()] {
        let slot = digit(header.and_then(|wanted| webhook.header_names().position(|name| name == wanted)));
        line(slot.map_or("", |slot| slot.encode_utf8(&mut number)));
    }
    line(scheme.id_pointer().unwrap_or_default());
    line(scheme.type_pointer().unwrap_or_default());
    line(digit(Some(webhook.header_names().count())).map_or("", |count| count.encode_utf8(&mut number)));
    webhook.header_names().for_each(|name| line(&name.to_ascii_lowercase()));
    scheme.covers().for_each(|covered| line(&covered.name()));
    lines
}
