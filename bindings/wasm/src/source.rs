//! A JavaScript value as serde reads it: plain data only, with nothing in it passed over.
//!
//! serde-wasm-bindgen's own reader asks an object only for the fields it knows, takes a `Date` or an array for an object,
//! and brings 20 kB of formatting for its messages; this one serves the one thing that is read, a custom scheme.

use core::fmt;

use js_sys::{Array, JsString, Object};
use serde::{
    de::{DeserializeSeed, Deserializer, Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor},
    forward_to_deserialize_any,
};
use wasm_bindgen::{JsCast as _, prelude::*};

/// A value that is being read.
pub(crate) struct Source(pub(crate) JsValue);

/// Why it could not be.
#[derive(Debug)]
pub(crate) struct Refused(pub(crate) String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for Refused {}

impl Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self("the scheme holds a value that no scheme has".to_owned())
    }
}

impl<'de> Deserializer<'de> for Source {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let Self(value) = self;
        if value.is_undefined() || value.is_null() {
            return visitor.visit_unit();
        }
        if let Some(flag) = value.as_bool() {
            return visitor.visit_bool(flag);
        }
        if let Some(number) = value.as_f64() {
            return visitor.visit_f64(number);
        }
        if let Some(text) = value.dyn_ref::<JsString>() {
            return visitor.visit_string(read_text(text)?);
        }
        if Array::is_array(&value) {
            return visitor.visit_seq(Elements { list: value.unchecked_into(), next: 0 });
        }
        if is_plain(&value) {
            return visitor.visit_map(Members { entries: Object::entries(value.unchecked_ref()), next: 0, value: JsValue::UNDEFINED });
        }
        Err(Refused("the scheme holds a value that is no plain data".to_owned()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Text is taken only if it is the same in UTF-8.
fn read_text(text: &JsString) -> Result<String, Refused> {
    if text.is_valid_utf16() { Ok(text.into()) } else { Err(Refused("the scheme holds half a surrogate pair".to_owned())) }
}

/// An object literal or one without a prototype, of any realm.
fn is_plain(value: &JsValue) -> bool {
    if !value.is_object() {
        return false;
    }
    let prototype = Object::get_prototype_of(value);
    prototype.is_null() || Object::get_prototype_of(&prototype).is_null()
}

struct Elements {
    list: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Elements {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refused> {
        if self.next >= self.list.length() {
            return Ok(None);
        }
        let element = self.list.get(self.next);
        self.next = self.next.saturating_add(1);
        seed.deserialize(Source(element)).map(Some)
    }
}

struct Members {
    entries: Array,
    next: u32,
    value: JsValue,
}

impl<'de> MapAccess<'de> for Members {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        if self.next >= self.entries.length() {
            return Ok(None);
        }
        let entry: Array = self.entries.get(self.next).unchecked_into();
        self.next = self.next.saturating_add(1);
        self.value = entry.get(1);
        seed.deserialize(Source(entry.get(0))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        seed.deserialize(Source(core::mem::take(&mut self.value)))
    }
}
