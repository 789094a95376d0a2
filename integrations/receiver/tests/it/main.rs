//! Whether receivers, stores, workers and layers do what they say: one program, as linking takes longer than any test.
//!
//! What needs a server is ignored unless asked for: `cargo xtask stores` starts the servers and asks.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "what cannot be done is a failed test"
)]

mod conformance;
#[cfg(all(unix, any(feature = "sqlite", feature = "postgres", feature = "redis")))]
mod crash;
mod deliveries;
mod drain;
mod driver;
mod flow;
#[cfg(any(feature = "actix", feature = "axum"))]
mod http;
mod records;
mod scripted;

#[cfg(any(feature = "postgres", feature = "redis"))]
mod proxy;

mod memory;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(any(feature = "sqlite", feature = "postgres"))]
mod transactions;
