//! What JavaScript has to know of a webhook to hand it requests and to read what it reports.

use countersign::{Webhook, host_hash::HostHash};

use crate::buffer;

/// Writes it into the buffer, one line each, and gives its length:
///
/// - `1` if the method or the URL is read at all; `m` or `b` if the host may hash the message or the body; then `i` or `n` if the id or the
///   nonce stands in a token, not in a header
/// - the JSON pointers to id and type in the body; empty where they do not stand there
/// - the headers that are read, in slot order, after a letter: `i` for that of the id, `t` of the type, `n` of the nonce, else `-`
/// - an empty line, then what a signature covers
///
/// No name or pointer holds a line break, and no name is empty: the core refuses such a scheme.
pub(crate) fn write(webhook: &Webhook) -> usize {
    let scheme = webhook.scheme();
    let mut length = 0;
    let mut write = |text: &str| length = buffer::write(length, text.as_bytes());
    write(if scheme.reads_request_line() { "1" } else { "" });
    write(match webhook.host_hash() {
        Some(HostHash::Message) => "m",
        Some(HostHash::Body) => "b",
        None => "",
    });
    #[cfg(feature = "asymmetric")]
    write(match (scheme.has_id_in_token(), scheme.has_nonce_in_signature()) {
        (true, _) => "i",
        (_, true) => "n",
        _ => "",
    });
    write("\n");
    for pointer in [scheme.id_pointer(), scheme.type_pointer()] {
        write(pointer.unwrap_or_default());
        write("\n");
    }
    let roles = [("i", scheme.id_header()), ("t", scheme.type_header()), ("n", scheme.nonce_header())];
    for name in webhook.header_names() {
        write(roles.iter().find(|(_, header)| *header == Some(name)).map_or("-", |(role, _)| role));
        write(name);
        write("\n");
    }
    for covered in scheme.covers() {
        write("\n");
        write(&covered.name());
    }
    length
}
