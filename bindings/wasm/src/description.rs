//! What JavaScript has to know of a webhook to hand it requests and to read what it reports.

use countersign::Webhook;
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// One flat list:
///
/// - whether the method or the URL is read at all
/// - the slots of id, type and nonce among the headers; -1 for one that stands in no header
/// - the JSON pointers to id and type in the body; undefined where they do not stand there
/// - how many headers are read, and their lower-case names in slot order
/// - what a signature covers
pub(crate) fn of(webhook: &Webhook) -> Array {
    let scheme = webhook.scheme();
    let list = Array::new();
    list.push(&scheme.reads_request_line().into());
    for header in [scheme.id_header(), scheme.type_header(), scheme.nonce_header()] {
        let slot = header.and_then(|wanted| webhook.header_names().position(|name| name == wanted));
        list.push(&slot.and_then(|slot| i32::try_from(slot).ok()).unwrap_or(-1).into());
    }
    for pointer in [scheme.id_pointer(), scheme.type_pointer()] {
        list.push(&pointer.map_or(JsValue::UNDEFINED, JsValue::from_str));
    }
    list.push(&i32::try_from(webhook.header_names().count()).unwrap_or_default().into());
    for name in webhook.header_names() {
        list.push(&JsValue::from_str(&name.to_ascii_lowercase()));
    }
    for covered in scheme.covers() {
        list.push(&JsValue::from_str(&covered.name()));
    }
    list
}
