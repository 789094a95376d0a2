//! A request whose message or body the host hashes: outlined, hashed outside, and decided by the digest that comes back.

use alloc::{boxed::Box, sync::Arc};

use atomic_refcell::AtomicRefCell;
use countersign::{
    Webhook,
    host_hash::{BLOCK_BYTES, DIGEST_BYTES, Outline},
};
use wasm_bindgen::prelude::*;

use crate::{
    buffer,
    head::FlatHead,
    held::{All, Held},
    moment,
    outcome::{self, misused},
};

/// A request that is being decided, with its webhook.
pub(crate) struct Outlined {
    webhook: Option<Arc<Webhook>>,
    outline: Outline,
}

const NOTHING: Outlined = Outlined { webhook: None, outline: Outline::NOTHING };

/// The one that is being decided now. JavaScript runs nothing else before it is.
static OUTLINED: AtomicRefCell<Outlined> = AtomicRefCell::new(NOTHING);

/// What stands for an answer that there is none yet.
const NOT_YET: i32 = i32::MAX;

/// From here on the message after the body is too long for what says how long it is.
const AFTER: usize = 1 << 14;

/// Checks the head in the buffer but for the signature, and writes the message behind it: room for the block of a key, what stands
/// before the body, then what stands after it.
///
/// The length of what stands before, and 65,536 times that of what stands after; `NOT_YET` if the buffer has no room for it.
#[wasm_bindgen]
#[must_use]
pub fn outline(webhook: usize, head_length: usize, now: f64) -> i32 {
    let mut held = All::lock();
    let Some(webhook) = held.webhook(webhook) else { return misused() };
    let Ok(mut outlined) = OUTLINED.try_borrow_mut() else { return misused() };
    let Outlined { webhook: own, outline } = &mut *outlined;
    *own = None;
    let room = buffer::split(head_length, |head, rest| {
        let room = rest.get_mut(BLOCK_BYTES..).unwrap_or_default();
        webhook.outline(&FlatHead::new(webhook, head), moment(now), room, outline).map(|()| room.len())
    });
    outcome::decided(room.map(|room| {
        let (before, after) = (outline.before(), outline.after());
        if before.saturating_add(after) > room || before > 0xffff || after >= AFTER {
            return usize::MAX;
        }
        *own = Some(Arc::clone(webhook));
        before | after << 16
    }))
}

/// Decides by the digest in the buffer, the inner hash under the key at `index`: that index, a refusal, or `NOT_YET` if there is a further
/// key to try. Wipes the block of the key, which stands at `block`.
#[wasm_bindgen]
#[must_use]
pub fn conclude(index: usize, block: usize) -> i32 {
    let mut outlined = OUTLINED.try_borrow_mut();
    let Ok(outlined) = outlined.as_deref_mut() else { return misused() };
    // What is decided lets go of its webhook, whose keys would else stay when it is disposed of.
    let Some(webhook) = outlined.webhook.take() else { return misused() };
    let outline = &outlined.outline;
    let Some(digest) = buffer::read(DIGEST_BYTES, 0, |digest, _| digest.first_chunk().copied()) else { return misused() };
    buffer::wipe_at(block, BLOCK_BYTES);
    let concluded = webhook.conclude(outline, index, &digest);
    if let Ok(None) = concluded {
        outlined.webhook = Some(webhook);
        return NOT_YET;
    }
    outcome::decided(concluded.map(|key| key.map_or(usize::MAX, |key| outcome::accept_at(key, outline.timestamp()))))
}

/// Keeps the request that was outlined last until its body has gone by, and gives its number.
#[wasm_bindgen]
#[must_use]
pub fn keep_outline() -> i32 {
    i32::try_from(All::lock().hold(Held::Outlined(Box::new(set(NOTHING))))).unwrap_or(NOT_YET)
}

/// Makes a request that was kept the one that is decided now, and frees its number.
#[wasm_bindgen]
pub fn recall_outline(number: usize) {
    set(match All::lock().take(number) {
        Some(Held::Outlined(outlined)) => *outlined,
        _ => NOTHING,
    });
}

/// Puts another in its place, and gives the one that was there.
fn set(outlined: Outlined) -> Outlined {
    OUTLINED.try_borrow_mut().map_or(NOTHING, |mut place| core::mem::replace(&mut *place, outlined))
}

/// Decides the head in the buffer by the digest of its body, which stands behind it: the index of the key that matched.
#[wasm_bindgen]
#[must_use]
pub fn verify_digest(webhook: usize, head_length: usize, now: f64) -> i32 {
    let mut held = All::lock();
    let Some(webhook) = held.webhook(webhook) else { return misused() };
    let verified = buffer::read(head_length, DIGEST_BYTES, |head, digest| {
        let digest = digest.first_chunk()?;
        Some(webhook.verify_digest(&FlatHead::new(webhook, head), digest, moment(now)).map(outcome::accept))
    });
    buffer::wipe(head_length);
    verified.map_or_else(misused, outcome::decided)
}
