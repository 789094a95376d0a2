//! How an object is read so that nothing of it is lost: what is not typed stays among its other fields.

use alloc::string::String;

use serde::de::{DeserializeOwned, Error};
use serde_json::Value;

/// Fields that are kept though not described, by name.
pub type Fields = serde_json::Map<String, Value>;

/// Takes a field without which there is no event.
pub(super) fn require<T: DeserializeOwned, E: Error>(fields: &mut Fields, name: &'static str) -> Result<T, E> {
    let value = fields.remove(name).ok_or_else(|| E::missing_field(name))?;
    T::deserialize(value).map_err(|error| E::custom(format_args!("field `{name}`: {error}")))
}

/// Takes a field if it has the published shape, else leaves it where it is.
#[expect(clippy::unnecessary_wraps, reason = "to be called as `require` is")]
pub(super) fn take<T: DeserializeOwned, E: Error>(fields: &mut Fields, name: &'static str) -> Result<Option<T>, E> {
    let taken = fields.get(name).and_then(|value| T::deserialize(value).ok());
    if taken.is_some() {
        fields.remove(name);
    }
    Ok(taken)
}

/// Implements `Deserialize` for a struct with a field `other`: each field by `require` or `take`, under its name in JSON.
macro_rules! open {
    ($type:ident { $($field:ident: $how:ident $name:literal),* $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut other = crate::event::Fields::deserialize(deserializer)?;
                Ok(Self { $($field: crate::event::fields::$how(&mut other, $name)?,)* other })
            }
        }
    };
}

pub(super) use open;
