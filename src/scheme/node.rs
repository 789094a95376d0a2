//! A value of any self-describing format, small enough to be a scheme and with nothing in it lost.

use alloc::{string::String, vec::Vec};
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// How deep the parts of a scheme lie within each other: the scheme, its signature, the signature's list.
const DEPTH: u8 = 4;
/// How many members or elements one value of a scheme may have.
const MEMBERS: usize = 64;

pub(super) enum Node {
    Nothing,
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

impl Node {
    pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Within(DEPTH).deserialize(deserializer)
    }
}

/// Reads a value that may hold values down to this depth; an object that holds itself ends there too.
#[derive(Clone, Copy)]
struct Within(u8);

impl Within {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        self.0.checked_sub(1).map(Self).ok_or_else(|| E::custom("a scheme is not as deep as this"))
    }
}

fn another<E: Error>(count: usize) -> Result<(), E> {
    if count < MEMBERS { Ok(()) } else { Err(E::custom("a scheme is not as large as this")) }
}

impl<'de> DeserializeSeed<'de> for Within {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Within {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scheme")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Flag(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "no number of a scheme is large enough to lose any")]
    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "no number of a scheme is large enough to lose any")]
    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Node, A::Error> {
        let within = self.deeper()?;
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(within)? {
            another(list.len())?;
            list.push(element);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        let within = self.deeper()?;
        let mut map: Vec<(String, Node)> = Vec::new();
        while let Some(name) = members.next_key::<String>()? {
            another(map.len())?;
            if map.iter().any(|(own, _)| *own == name) {
                return Err(A::Error::custom("a field of the scheme stands twice"));
            }
            map.push((name, members.next_value_seed(within)?));
        }
        Ok(Node::Map(map))
    }
}
