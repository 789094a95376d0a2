//! What is held for JavaScript, which knows it by a number and frees it: webhooks, and bodies that are going by.

use alloc::{boxed::Box, sync::Arc, vec::Vec};

use atomic_refcell::{AtomicRefCell, AtomicRefMut};
use countersign::{Signer, Verifier, Webhook, WebhookBuilder};
use wasm_bindgen::prelude::*;

use crate::host_hash::Outlined;

/// What one number stands for.
pub(crate) enum Held {
    /// A webhook that is being given its secrets.
    Opened(Box<WebhookBuilder>),
    /// A webhook that is ready.
    Webhook(Arc<Webhook>),
    /// A body that is verified piece by piece.
    Verifying(Box<Verifier<Arc<Webhook>>>),
    /// A body that is signed piece by piece.
    Signing(Box<Signer<Arc<Webhook>>>),
    /// A body that the host hashes piece by piece.
    Outlined(Box<Outlined>),
}

static HELD: AtomicRefCell<Vec<Option<Held>>> = AtomicRefCell::new(Vec::new());

/// All that is held. A number that stands for nothing is a mistake of the binding, never of its user.
pub(crate) struct All(Option<AtomicRefMut<'static, Vec<Option<Held>>>>);

impl All {
    pub(crate) fn lock() -> Self {
        Self(HELD.try_borrow_mut().ok())
    }

    fn place(&mut self, number: usize) -> Option<&mut Option<Held>> {
        self.0.as_mut()?.get_mut(number)
    }

    pub(crate) fn at(&mut self, number: usize) -> Option<&mut Held> {
        self.place(number)?.as_mut()
    }

    pub(crate) fn take(&mut self, number: usize) -> Option<Held> {
        self.place(number)?.take()
    }

    pub(crate) fn webhook(&mut self, number: usize) -> Option<&Arc<Webhook>> {
        match self.at(number)? {
            Held::Webhook(webhook) => Some(webhook),
            _ => None,
        }
    }

    /// Holds it under a number that was given before.
    pub(crate) fn put(&mut self, number: usize, held: Held) {
        if let Some(place) = self.place(number) {
            *place = Some(held);
        }
    }

    /// Holds it under the first number that is free.
    pub(crate) fn hold(&mut self, held: Held) -> usize {
        let Some(all) = &mut self.0 else { return usize::MAX };
        let number = all.iter().position(Option::is_none).unwrap_or(all.len());
        if number == all.len() {
            all.push(None);
        }
        self.put(number, held);
        number
    }
}

/// Drops what the number stands for, and with it what is kept of its secrets.
#[wasm_bindgen]
pub fn free(number: usize) {
    All::lock().take(number);
}
