#![doc = include_str!("../README.md")]
#![cfg_attr(not(any(feature = "std", test)), no_std)]

#[cfg(any(feature = "alloc", test))]
extern crate alloc;

mod base64;
mod date;
mod encoding;
mod error;
mod found;
// Where only size counts, the crate hmac has it.
#[cfg(any(not(target_family = "wasm"), feature = "host-hash"))]
mod hmac_sha256;
mod key;
pub mod limits;
mod mac;
mod message;
mod plan;
pub mod providers;
mod query;
mod request;
pub mod scheme;
mod signatures;
mod time;
mod url;
mod verified;
mod verify;
mod webhook;
mod words;

#[cfg(feature = "asymmetric")]
pub mod asymmetric;
#[cfg(feature = "alloc")]
mod body;
mod body_digest;
#[cfg(feature = "alloc")]
mod derived;
#[cfg(feature = "serde")]
pub mod event;
#[cfg(feature = "explain")]
pub mod explain;
#[cfg(feature = "alloc")]
mod facts;
#[cfg(any(feature = "jws", feature = "http-signatures"))]
mod family;
#[cfg(feature = "handshake")]
pub mod handshake;
#[cfg(feature = "host-hash")]
pub mod host_hash;
#[cfg(feature = "http-signatures")]
pub mod http_signatures;
#[cfg(feature = "alloc")]
mod json;
#[cfg(feature = "jws")]
pub mod jws;
#[cfg(feature = "receiver")]
pub mod receiver;
#[cfg(feature = "alloc")]
mod sign;
#[cfg(feature = "alloc")]
mod stream;

pub use error::{Code, Error};
pub use key::Secret;
pub use request::{Head, Header, RawRequest, Request, WithUrl};
pub use scheme::Scheme;
#[cfg(feature = "alloc")]
pub use sign::{Delivery, SignedHeaders, Signer};
#[cfg(feature = "alloc")]
pub use stream::Verifier;
pub use time::UnixTime;
pub use verified::Verified;
pub use webhook::{Webhook, WebhookBuilder};
