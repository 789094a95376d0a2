//! What JavaScript has to know of a webhook to hand it requests and to read what it reports.

use countersign::Webhook;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Names are those of the JavaScript object.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Description {
    /// Lower-case names of the headers that are read, in slot order.
    headers: Vec<String>,
    /// The slots of id, type and nonce; -1 for one that stands in no header.
    id_slot: i32,
    type_slot: i32,
    nonce_slot: i32,
    /// What a signature covers.
    covers: Vec<String>,
    /// JSON pointers to id and type in the body, where they stand there.
    id_pointer: Option<String>,
    type_pointer: Option<String>,
    /// Whether the method or the URL is read at all.
    reads_request_line: bool,
}

impl Description {
    pub(crate) fn of(webhook: &Webhook) -> Self {
        let scheme = webhook.scheme();
        let slot = |wanted: Option<&str>| {
            let position = wanted.and_then(|wanted| webhook.header_names().position(|name| name == wanted));
            position.and_then(|position| i32::try_from(position).ok()).unwrap_or(-1)
        };
        Self {
            headers: webhook.header_names().map(str::to_ascii_lowercase).collect(),
            id_slot: slot(scheme.id_header()),
            type_slot: slot(scheme.type_header()),
            nonce_slot: slot(scheme.nonce_header()),
            covers: scheme.covers().map(|covered| covered.to_string()).collect(),
            id_pointer: scheme.id_pointer().map(ToOwned::to_owned),
            type_pointer: scheme.type_pointer().map(ToOwned::to_owned),
            reads_request_line: scheme.reads_request_line(),
        }
    }

    pub(crate) fn to_js(&self) -> JsValue {
        serde_wasm_bindgen::to_value(self).unwrap_or_default()
    }
}
