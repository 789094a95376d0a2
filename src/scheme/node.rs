//! A value of any self-describing format, before it is known to be a scheme.

use alloc::{string::String, vec::Vec};

/// A value as JSON has it.
///
/// Bindings and readers of other formats build one and hand it to [`Scheme::from_node`](super::Scheme::from_node).
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Null, or a field that is there and holds nothing; it counts as absent.
    Nothing,
    /// True or false.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// A value that JSON does not have, or one that lies too deep; it is refused wherever it stands.
    Foreign,
    /// An object; a name that stands twice is refused.
    Map(Vec<(String, Self)>),
}

impl Node {
    /// How deep the parts of a scheme lie within each other: the scheme, its signature, the signature's list, a text.
    pub const DEPTH: usize = 4;
}
