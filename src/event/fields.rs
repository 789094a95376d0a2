//! How an object is read and written so that nothing of it is lost: what is not typed stays among its other fields.

use alloc::string::String;

use serde_json::Value;

/// Fields that are kept though not described, by name.
pub type Fields = serde_json::Map<String, Value>;

/// Implements `Deserialize` and `Serialize` for a struct with a field `other`: each typed field under its name in JSON.
macro_rules! open {
    ($type:ident { $($field:ident: $presence:ident $name:literal),* $(,)? }) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut other = crate::event::Fields::deserialize(deserializer)?;
                Ok(Self { $($field: crate::event::fields::read::$presence(&mut other, $name)?,)* other })
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                $(crate::event::fields::write::$presence(&mut map, $name, &self.$field)?;)*
                for (name, value) in &self.other {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    };
}

pub(super) use open;

pub(super) mod read {
    use serde::de::{DeserializeOwned, Error};

    use super::Fields;

    /// Takes a field without which there is no event.
    pub(in crate::event) fn required<T: DeserializeOwned, E: Error>(fields: &mut Fields, name: &'static str) -> Result<T, E> {
        let value = fields.remove(name).ok_or_else(|| E::missing_field(name))?;
        T::deserialize(value).map_err(|error| E::custom(format_args!("field `{name}`: {error}")))
    }

    /// Takes a field if it has the published shape, else leaves it where it is.
    pub(in crate::event) fn optional<T: DeserializeOwned, E: Error>(fields: &mut Fields, name: &'static str) -> Result<Option<T>, E> {
        let taken = fields.get(name).and_then(|value| T::deserialize(value).ok());
        if taken.is_some() {
            fields.remove(name);
        }
        Ok(taken)
    }
}

pub(super) mod write {
    use serde::ser::{Serialize, SerializeMap};

    pub(in crate::event) fn required<T: Serialize, M: SerializeMap>(map: &mut M, name: &'static str, field: &T) -> Result<(), M::Error> {
        map.serialize_entry(name, field)
    }

    pub(in crate::event) fn optional<T: Serialize, M: SerializeMap>(
        map: &mut M,
        name: &'static str,
        field: &Option<T>,
    ) -> Result<(), M::Error> {
        field.as_ref().map_or(Ok(()), |field| map.serialize_entry(name, field))
    }
}
