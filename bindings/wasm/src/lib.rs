//! The core behind wasm-bindgen: it moves bytes and numbers across the boundary and decides nothing.
//!
//! Each entry of the npm package has a module of its own, made from this crate with the features that
//! `bindings/entries.json` names.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod buffer;
#[cfg(feature = "webhook")]
mod description;
#[cfg(feature = "explain")]
mod explain;
#[cfg(feature = "handshakes")]
mod handshakes;
#[cfg(feature = "webhook")]
mod head;
#[cfg(feature = "webhook")]
mod held;
#[cfg(feature = "webhook")]
mod host_hash;
#[cfg(feature = "asymmetric")]
mod keys;
mod outcome;
mod slots;
#[cfg(any(feature = "webhook", feature = "explain"))]
mod source;
#[cfg(feature = "webhook")]
mod stream;
#[cfg(feature = "webhook")]
mod webhook;

pub use buffer::{buffer_length, buffer_pointer};
#[cfg(feature = "explain")]
pub use explain::{explain_body, explain_close, explain_finding, explain_header, explain_line, explain_open, explain_run, explain_secret};
#[cfg(feature = "handshakes")]
pub use handshakes::{answer_handshake, describe_handshake};
#[cfg(feature = "webhook")]
pub use held::free;
#[cfg(feature = "webhook")]
pub use host_hash::{conclude, keep_outline, outline, recall_outline, verify_digest};
#[cfg(feature = "asymmetric")]
pub use keys::{gather, is_allowed_host, key_from_certificates, key_from_jwk};
#[cfg(feature = "webhook")]
pub use outcome::last_timestamp;
pub use outcome::sentence;
#[cfg(feature = "webhook")]
pub use stream::{finish, update};
#[cfg(feature = "webhook")]
pub use webhook::{begin, open, seal, secret, verify};

#[cfg(any(feature = "webhook", feature = "explain"))]
use countersign::UnixTime;

/// What has to be allowed by name, as bits of one number.
#[cfg(any(feature = "webhook", feature = "explain"))]
const ALLOW_WEAK_SECRETS: u32 = 1;
#[cfg(any(feature = "asymmetric", feature = "explain"))]
const ALLOW_SHA1: u32 = 2;

/// Half the code of the default allocator, for a module that allocates little and keeps less.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// A panic ends the call with a trap and no words: what would write them is a tenth of the module.
#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// The moment a whole number of seconds after the epoch; what no date can be saturates.
#[cfg(any(feature = "webhook", feature = "explain"))]
#[expect(clippy::cast_possible_truncation, reason = "a saturating conversion is what is wanted")]
fn moment(seconds: f64) -> UnixTime {
    UnixTime::from_secs(seconds as i64)
}
