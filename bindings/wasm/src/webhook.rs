//! One webhook as JavaScript holds it: opened, given its secrets, sealed, then used.

use alloc::{boxed::Box, sync::Arc};

use countersign::{Error, Scheme, Secret, Webhook, WebhookBuilder, scheme::Node};
use wasm_bindgen::prelude::*;
#[cfg(feature = "host-hash")]
use zeroize::Zeroizing;

#[cfg(feature = "asymmetric")]
use crate::ALLOW_SHA1;
use crate::{
    ALLOW_WEAK_SECRETS, buffer, description,
    head::{FlatHead, FlatRequest},
    held::{All, Held},
    moment,
    outcome::{self, misused},
    source, stream,
};

/// Opens a webhook of the scheme whose description is in the first `length` bytes of the buffer, and gives its number.
///
/// A text there is a name that JavaScript, which has the catalogue, did not find. With public keys a second value may follow: the
/// registration. A tolerance of NaN is the scheme's own. `allowed` has a bit for each thing that has to be allowed by name.
#[wasm_bindgen]
pub fn open(length: usize, tolerance: f64, allowed: u32) -> i32 {
    #[cfg(feature = "asymmetric")]
    let mut registration = None;
    let scheme = buffer::read(length, 0, |mut plain, _| {
        let scheme = source::read(&mut plain, Node::DEPTH);
        #[cfg(feature = "asymmetric")]
        {
            registration = source::read(&mut plain, 0);
        }
        scheme
    });
    let builder = match scheme {
        Some(Node::Text(_)) => Err(Error::unknown_scheme()),
        // What is no plain data is no scheme either.
        node => Scheme::from_node(node.unwrap_or(Node::Foreign)).and_then(Webhook::builder_owned),
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a saturating conversion is what is wanted")]
    let options = |builder: WebhookBuilder| {
        let builder = builder.allow_weak_secrets(allowed & ALLOW_WEAK_SECRETS != 0);
        #[cfg(feature = "asymmetric")]
        let builder = match registration {
            Some(Node::Text(name)) => builder.registration(&name),
            _ => builder,
        }
        .allow_sha1(allowed & ALLOW_SHA1 != 0);
        if tolerance.is_nan() { Ok(builder) } else { builder.tolerance_seconds(tolerance as u32) }
    };
    let opened = builder.and_then(options).map(|builder| Held::Opened(Box::new(builder)));
    outcome::decided(opened.map(|opened| All::lock().hold(opened)))
}

/// Adds the secret in the first `length` bytes of the buffer, and wipes them.
///
/// With `hosted`, and where the host may hash, the block of the key is then there, and its length is given: JavaScript takes it and wipes it.
#[wasm_bindgen]
#[must_use]
pub fn secret(webhook: usize, length: usize, is_text: bool, hosted: bool) -> i32 {
    let mut held = All::lock();
    let Some(Held::Opened(builder)) = held.at(webhook) else { return misused() };
    #[cfg(feature = "host-hash")]
    let mut block = Zeroizing::new([0; countersign::host_hash::BLOCK_BYTES]);
    let added = buffer::read(length, 0, |secret, _| {
        let secret = match core::str::from_utf8(secret) {
            Ok(text) if is_text => Secret::Text(text),
            _ => Secret::Bytes(secret),
        };
        #[cfg(feature = "host-hash")]
        if hosted {
            return builder.add_host_secret(secret, &mut block);
        }
        builder.add_secret(secret).map(|()| false)
    });
    #[cfg(not(feature = "host-hash"))]
    let _ = hosted;
    buffer::wipe(length);
    #[cfg(feature = "host-hash")]
    if matches!(added, Ok(true)) {
        return outcome::decided(Ok(buffer::write(0, &*block)));
    }
    outcome::decided(added.map(|_| 0))
}

/// Makes the webhook ready for use, and writes what JavaScript has to know of it into the buffer, as `description.rs` says.
#[wasm_bindgen]
#[must_use]
pub fn seal(webhook: usize) -> i32 {
    let mut held = All::lock();
    let Some(Held::Opened(builder)) = held.take(webhook) else { return misused() };
    outcome::decided(builder.build().map(|built| {
        let length = description::write(&built);
        held.put(webhook, Held::Webhook(Arc::new(built)));
        length
    }))
}

/// Decides the head and body in the buffer: the index of the key that matched.
#[wasm_bindgen]
#[must_use]
pub fn verify(webhook: usize, head_length: usize, body_length: usize, now: f64) -> i32 {
    let mut held = All::lock();
    let Some(webhook) = held.webhook(webhook) else { return misused() };
    let verified = buffer::read(head_length, body_length, |head, body| {
        let request = FlatRequest { head: FlatHead::new(webhook, head), body };
        webhook.verify(&request, moment(now)).map(outcome::accept)
    });
    buffer::wipe(head_length);
    outcome::decided(verified)
}

/// Begins to verify, or to sign, the head in the buffer, and gives the number of the stream that takes the body.
#[wasm_bindgen]
#[must_use]
pub fn begin(webhook: usize, signs: bool, head_length: usize, now: f64) -> i32 {
    let mut held = All::lock();
    let Some(webhook) = held.webhook(webhook) else { return misused() };
    let begin = if signs { stream::sign } else { stream::verify };
    let begun = buffer::read(head_length, 0, |head, _| begin(webhook, head, moment(now)));
    buffer::wipe(head_length);
    outcome::decided(begun.map(|stream| held.hold(stream)))
}
