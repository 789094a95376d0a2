//! Strings and lists that can be `const` or built at run time, so that one scheme type serves both.

use core::{fmt, ops::Deref};

#[cfg(feature = "alloc")]
use alloc::{string::String, vec::Vec};

/// A string of a scheme: `'static` in a `const` scheme, owned in one that was read at run time.
#[derive(Clone)]
pub struct Text(TextRepr);

#[derive(Clone)]
enum TextRepr {
    Static(&'static str),
    #[cfg(feature = "alloc")]
    Owned(String),
}

impl Text {
    /// A constant string.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(TextRepr::Static(text))
    }

    /// The string.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match &self.0 {
            TextRepr::Static(text) => text,
            #[cfg(feature = "alloc")]
            TextRepr::Owned(text) => text.as_str(),
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}

/// The texts one after the other. Unlike `concat`, it cannot panic, which would bring the formatting of panics with it.
#[cfg(feature = "alloc")]
pub(crate) fn joined(texts: &[&str]) -> String {
    let mut whole = String::new();
    for text in texts {
        whole.push_str(text);
    }
    whole
}

#[cfg(feature = "alloc")]
impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(TextRepr::Owned(text))
    }
}

/// A list of a scheme: `'static` in a `const` scheme, owned in one that was read at run time.
#[derive(Clone)]
pub struct List<T: 'static>(ListRepr<T>);

#[derive(Clone)]
enum ListRepr<T: 'static> {
    Static(&'static [T]),
    #[cfg(feature = "alloc")]
    Owned(Vec<T>),
}

impl<T> List<T> {
    /// A constant list.
    #[must_use]
    pub const fn new(items: &'static [T]) -> Self {
        Self(ListRepr::Static(items))
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            ListRepr::Static(items) => items,
            #[cfg(feature = "alloc")]
            ListRepr::Owned(items) => items,
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for List<T> {}

#[cfg(feature = "alloc")]
impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self(ListRepr::Owned(items))
    }
}
