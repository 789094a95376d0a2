//! What JavaScript has to know of a webhook to hand it requests and to read what it reports.

use countersign::Webhook;

use crate::buffer;

/// Writes it into the buffer, one line each, and gives its length:
///
/// - `1` if the method or the URL is read at all
/// - the slots of id, type and nonce among the headers; empty for one that stands in no header, and `t` for one that stands in a
///   token or beside a signature: `last_message` tells that one after each request that was taken
/// - the JSON pointers to id and type in the body; empty where they do not stand there
/// - how many headers are read, then their lower-case names in slot order
/// - what a signature covers
///
/// No name or pointer holds a line break, and no pointer is empty: the core refuses such a scheme.
pub(crate) fn write(webhook: &Webhook) -> usize {
    let scheme = webhook.scheme();
    let mut length = 0;
    let mut write = |text: &str| length = buffer::write(length, text.as_bytes());
    write(if scheme.reads_request_line() { "1" } else { "" });
    let mut line = |text: &str| {
        write("\n");
        write(text);
    };
    let place = |number: Option<usize>| number.and_then(|number| PLACES.get(number)).map_or("", |place| *place);
    #[cfg(feature = "asymmetric")]
    let mut told = [scheme.has_id_in_token(), false, scheme.has_nonce_in_signature()].into_iter();
    for header in [scheme.id_header(), scheme.type_header(), scheme.nonce_header()] {
        let slot = place(header.and_then(|wanted| webhook.header_names().position(|name| name == wanted)));
        #[cfg(feature = "asymmetric")]
        let slot = if told.next() == Some(true) { "t" } else { slot };
        line(slot);
    }
    line(scheme.id_pointer().unwrap_or_default());
    line(scheme.type_pointer().unwrap_or_default());
    line(place(Some(webhook.header_names().count())));
    webhook.header_names().for_each(|name| line(&name.to_ascii_lowercase()));
    scheme.covers().for_each(|covered| line(&covered.name()));
    length
}

/// Places in a list of as many headers as a scheme may read, and their number; as numbers are written in JavaScript.
const PLACES: [&str; 17] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"];
