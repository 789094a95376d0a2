//! What JavaScript has to know of a webhook to hand it requests and to read what it reports.

use countersign::Webhook;
use js_sys::Array;
use wasm_bindgen::prelude::*;

/// In this order:
///
/// 0. lower-case names of the headers that are read, in slot order
/// 1. what a signature covers
/// 2. the JSON pointers to id and type in the body, where they stand there
/// 3. the slots of id, type and nonce; -1 for one that stands in no header
/// 4. whether the method or the URL is read at all
pub(crate) fn of(webhook: &Webhook) -> Array {
    let scheme = webhook.scheme();
    let slot = |wanted: Option<&str>| {
        let position = wanted.and_then(|wanted| webhook.header_names().position(|name| name == wanted));
        JsValue::from(position.and_then(|position| i32::try_from(position).ok()).unwrap_or(-1))
    };
    let text = |text: Option<&str>| text.map_or(JsValue::UNDEFINED, JsValue::from_str);
    let headers: Array = webhook.header_names().map(|name| JsValue::from_str(&name.to_ascii_lowercase())).collect();
    let covers: Array = scheme.covers().map(|covered| JsValue::from_str(&covered.name())).collect();
    let pointers: Array = [scheme.id_pointer(), scheme.type_pointer()].into_iter().map(text).collect();
    let slots: Array = [scheme.id_header(), scheme.type_header(), scheme.nonce_header()].into_iter().map(slot).collect();
    let parts: [JsValue; 5] = [headers.into(), covers.into(), pointers.into(), slots.into(), scheme.reads_request_line().into()];
    parts.into_iter().collect()
}
