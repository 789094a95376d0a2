#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod answer;
mod body;
mod clean;
mod drain;
mod endpoint;
mod error;
mod event;
mod handler;
mod head;
mod held;
pub mod memory;
mod outcome;
mod receiver;
mod secrets;
mod shared;
mod store;
mod times;
mod transact;
#[cfg(any(feature = "actix", feature = "axum"))]
mod verified;
mod work;

#[cfg(feature = "actix")]
pub mod actix;
#[cfg(feature = "axum")]
pub mod axum;
#[cfg(feature = "redis")]
pub mod redis;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub mod sql;
#[cfg(feature = "tower")]
pub mod tower;

pub use countersign;

pub use answer::Answer;
pub use clean::{clean, clean_every};
pub use drain::Drain;
pub use endpoint::Endpoint;
pub use error::{PublicUrlError, StoreError};
pub use event::Event;
pub use handler::{HandlerError, Handling};
pub use outcome::{Cause, Failure, Outcome};
pub use receiver::Receiver;
pub use secrets::{Secrets, Swap};
pub use store::{Begun, Claim, Claimed, Dead, Delivery, Inbox, Kept, Key, Pending, State, Store, Subject, Taken, Token, Transactional};
#[cfg(any(feature = "actix", feature = "axum"))]
pub use verified::Verified;
