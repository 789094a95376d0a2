//! How else a form body could have been written, and a body that a form field holds or held.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use super::codec::{Percent, from_percent};
use crate::query;

/// The names under which senders put a document into a form.
const NAMES: [&str; 2] = ["payload", "data"];

/// Whether this looks like a form body: names, values and nothing that a form must escape.
fn is_form(body: &[u8]) -> bool {
    body.contains(&b'=') && body.iter().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'{' | b'"' | b'<'))
}

fn pairs(mut form: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    core::iter::from_fn(move || query::next_pair(&mut form))
}

/// Visits what each of the first fields of a form body holds, or the forms that could hold this document.
pub(super) fn wrappers(body: &[u8], visit: &mut dyn FnMut(&'static str, &[u8]) -> ControlFlow<()>) -> ControlFlow<()> {
    if is_form(body) {
        for (_, value) in pairs(body).take(4) {
            visit("wrapped in a form field", &from_percent(value, true))?;
        }
        return visit("percent-encoded", &from_percent(body, true));
    }
    if !matches!(body.first(), Some(b'{' | b'[' | b'<')) {
        return ControlFlow::Continue(());
    }
    for name in NAMES {
        for percent in Percent::ALL {
            let mut form = Vec::from(name.as_bytes());
            form.push(b'=');
            percent.encode(body, &mut form);
            visit("taken out of a form field", &form)?;
        }
    }
    ControlFlow::Continue(())
}

/// Visits the same form as other programs write it.
pub(super) fn styles(body: &[u8], visit: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> ControlFlow<()> {
    if !is_form(body) {
        return ControlFlow::Continue(());
    }
    for percent in Percent::ALL {
        let mut form = Vec::with_capacity(body.len());
        for (name, value) in pairs(body) {
            if !form.is_empty() {
                form.push(b'&');
            }
            percent.encode(&from_percent(name, true), &mut form);
            form.push(b'=');
            percent.encode(&from_percent(value, true), &mut form);
        }
        visit(&form)?;
    }
    ControlFlow::Continue(())
}
