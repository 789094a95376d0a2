//! A JavaScript value as the core reads a scheme from it: plain data, with nothing in it passed over.

use countersign::scheme::Node;
use js_sys::{Array, JsString, Object};
use wasm_bindgen::{JsCast as _, prelude::*};

/// Reads a value down to `depth` levels, at which an object that holds itself ends too.
///
/// # Errors
/// A sentence that says what is no plain data.
pub(crate) fn read(value: &JsValue, depth: usize) -> Result<Node, &'static str> {
    if value.is_undefined() || value.is_null() {
        return Ok(Node::Nothing);
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Node::Flag(flag));
    }
    if let Some(number) = value.as_f64() {
        return Ok(Node::Number(number));
    }
    if value.is_string() {
        return read_text(value).map(Node::Text);
    }
    let deeper = depth.checked_sub(1).ok_or("the scheme is deeper than any scheme")?;
    if Array::is_array(value) {
        let elements: &Array = value.unchecked_ref();
        return elements.iter().map(|element| read(&element, deeper)).collect::<Result<_, _>>().map(Node::List);
    }
    if !is_plain(value) {
        return Err("the scheme holds a value that is no plain data");
    }
    let member = |entry: JsValue| {
        let entry: Array = entry.unchecked_into();
        Ok((read_text(&entry.get(0))?, read(&entry.get(1), deeper)?))
    };
    Object::entries(value.unchecked_ref()).iter().map(member).collect::<Result<_, _>>().map(Node::Map)
}

/// Text is taken only if it is the same in UTF-8.
fn read_text(text: &JsValue) -> Result<String, &'static str> {
    let whole = text.unchecked_ref::<JsString>().is_valid_utf16();
    text.as_string().filter(|_| whole).ok_or("the scheme holds half a surrogate pair")
}

/// An object literal or one without a prototype, of any realm.
fn is_plain(value: &JsValue) -> bool {
    if !value.is_object() {
        return false;
    }
    let prototype = Object::get_prototype_of(value);
    prototype.is_null() || Object::get_prototype_of(&prototype).is_null()
}
