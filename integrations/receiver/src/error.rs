//! Why a store did not do what it was asked, and why a URL is none to join paths to.

use std::{error::Error, fmt};

/// Why a store did not do what it was asked. The sender is answered 503 and tries again.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// The server cannot be reached, or refused.
    Failed(Box<dyn Error + Send + Sync>),
    /// No answer came within the time limit. What was asked has happened or not.
    TimedOut,
    /// What stands in the store is not what this crate writes.
    Unreadable(&'static str),
    /// The operating system gave no random bytes.
    NoRandomness,
    /// The table's name is not 1 to 40 ASCII letters, digits and `_`, beginning with no digit.
    TableName,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => write!(f, "the store failed: {error}"),
            Self::TimedOut => f.write_str("the store did not answer in time"),
            Self::Unreadable(what) => write!(f, "the store holds {what} that cannot be read; did something else write it?"),
            Self::NoRandomness => f.write_str("the operating system gave no random bytes"),
            Self::TableName => f.write_str("the table's name must be 1 to 40 ASCII letters, digits and `_`, beginning with no digit"),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed(error) => Some(&**error),
            _ => None,
        }
    }
}

/// What was given for a public URL is no absolute `http` or `https` URL without query and fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicUrlError;

impl fmt::Display for PublicUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the public URL must be absolute and have no query and no fragment, such as https://hooks.example.com")
    }
}

impl Error for PublicUrlError {}
