//! The ways to verify what GitHub sends: ours, the bare MAC, and a receiver's own code.

use anyhow::{Context as _, Result};
use countersign::providers;
use countersign_bench::{SECRET, Sent};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::contenders::{Contender, Deliveries, header};

/// A body, and its signature decoded.
type Parts = (&'static [u8], Vec<u8>);

fn parts(sent: &'static Sent) -> Result<Parts> {
    let signature = header(sent, "x-hub-signature-256").and_then(|value| value.strip_prefix("sha256=")).context("sha256=")?;
    Ok((&sent.body, hex::decode(signature)?))
}

pub(crate) fn contenders(size: usize) -> Result<Vec<Box<dyn Contender>>> {
    let deliveries = Deliveries::new(&providers::GITHUB, size)?;
    let mut all = deliveries.ours()?;

    let keyed = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes())?;
    let snippet = keyed.clone();
    all.push(deliveries.contender("hmac + sha2, bare", parts, move |(body, signature)| {
        keyed.clone().chain_update(body).verify_slice(signature).is_ok()
    })?);
    all.push(deliveries.contender("hmac + sha2, a receiver's own code", Ok, move |sent| own_code(&snippet, sent).is_some())?);

    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
    all.push(deliveries.contender("ring, bare", parts, move |(body, signature)| ring::hmac::verify(&key, body, signature).is_ok())?);
    Ok(all)
}

/// What a careful receiver writes.
fn own_code(keyed: &Hmac<Sha256>, sent: &Sent) -> Option<()> {
    let signature = header(sent, "x-hub-signature-256")?.strip_prefix("sha256=")?;
    let mut decoded = [0; 32];
    hex::decode_to_slice(signature, &mut decoded).ok()?;
    keyed.clone().chain_update(&sent.body).verify_slice(&decoded).ok()
}
