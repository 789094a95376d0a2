//! Where a hypothesis is tried: the ordinary verify, under another scheme, secret, head or body, within a budget.

use alloc::vec::Vec;

use super::{algorithm::is_public, case::Case, settings::Settings};
use crate::{Code, Scheme, Secret, UnixTime, Webhook, limits};

/// MACs that one explanation computes at most.
pub(super) const HYPOTHESES: usize = 1500;
/// Bytes that they go over at most, all together; a second of a slow wasm engine.
const BYTES: usize = 64 * 1024 * 1024;
/// What a MAC costs beside its body, for keys, head and padding, in bytes.
const OVERHEAD: usize = 512;
/// The same for a public key: about what an engine could hash while it checks a signature of RSA with 4096 bits.
const PUBLIC: usize = 512 * 1024;

/// What may still be tried.
pub(super) struct Bench {
    now: UnixTime,
    settings: Settings,
    hypotheses: usize,
    bytes: usize,
}

/// A scheme with as many secrets as were usable, in webhooks of at most eight.
pub(super) struct Keyed {
    /// Each webhook, and the place of each of its keys in the list of secrets.
    webhooks: Vec<(Webhook, Vec<usize>)>,
}

impl Bench {
    pub(super) const fn new(now: UnixTime, settings: Settings) -> Self {
        Self { now, settings, hypotheses: HYPOTHESES, bytes: BYTES }
    }

    /// Every secret that the scheme can use, weak ones too, and no window.
    pub(super) fn keyed(&self, scheme: &Scheme, secrets: &[Secret<'_>]) -> Keyed {
        let numbered: Vec<_> = secrets.iter().copied().enumerate().collect();
        let webhooks = numbered.chunks(limits::KEYS).filter_map(|some| {
            let mut builder = self.settings.apply(Webhook::builder_owned(scheme.clone()).ok()?);
            let mut places = Vec::new();
            for (place, secret) in some {
                if builder.add_secret(*secret).is_ok() {
                    places.push(*place);
                }
            }
            let mut webhook = builder.build().ok()?;
            webhook.tolerance_seconds = u32::MAX;
            webhook.future_seconds = u32::MAX;
            Some((webhook, places))
        });
        Keyed { webhooks: webhooks.collect() }
    }

    /// Whether anything can still be tried.
    pub(super) const fn is_spent(&self) -> bool {
        self.hypotheses == 0 || self.bytes == 0
    }

    /// The place of the secret by which this head and body verify.
    pub(super) fn try_keys(&mut self, keyed: &Keyed, head: &Case, body: &[u8]) -> Option<usize> {
        keyed.webhooks.iter().find_map(|(webhook, places)| {
            let more = if is_public(webhook.scheme.algorithm) { PUBLIC } else { OVERHEAD };
            if !self.spend(places.len(), body.len().saturating_add(more)) {
                return None;
            }
            let place = webhook.decide(head, body, self.now).ok()?.key_index();
            places.get(place).copied()
        })
    }

    /// As [`try_keys`](Self::try_keys), for a scheme and secrets that are tried once.
    pub(super) fn try_scheme(&mut self, scheme: &Scheme, secrets: &[Secret<'_>], head: &Case, body: &[u8]) -> Option<usize> {
        if self.is_spent() {
            return None;
        }
        self.try_keys(&self.keyed(scheme, secrets), head, body)
    }

    /// Takes what it costs to write a body of so many bytes.
    pub(super) const fn write(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    fn spend(&mut self, keys: usize, each: usize) -> bool {
        let bytes = each.saturating_mul(keys);
        let affordable = self.hypotheses >= keys && self.bytes >= bytes;
        if affordable {
            self.hypotheses = self.hypotheses.saturating_sub(keys);
            self.bytes = self.bytes.saturating_sub(bytes);
        } else {
            // What comes after is less likely, so nothing cheaper is tried in its place.
            self.hypotheses = 0;
        }
        affordable
    }

    /// Why a request is refused whatever the secret and the time; [`Code::SignatureMismatch`] if only the signature is wrong.
    pub(super) fn shape(&mut self, scheme: &Scheme, head: &Case, body: &[u8]) -> Option<Code> {
        // What it would verify counts as refused too, so it opens nothing.
        const NOBODY: &[u8] = b"none:countersign-a-key-of-nobody";
        let keyed = self.keyed(scheme, &[Secret::Bytes(NOBODY)]);
        let (webhook, _) = keyed.webhooks.first().filter(|_| self.spend(1, body.len()))?;
        Some(webhook.decide(head, body, self.now).err().map_or(Code::SignatureMismatch, |error| error.code()))
    }
}
