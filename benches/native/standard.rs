//! The ways to verify Standard Webhooks: ours, the bare MAC, a receiver's own code, and the crates for it.

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use countersign::providers;
use countersign_bench::{SECRET, Sent};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::contenders::{Contender, Deliveries, header, http_request};

const WINDOW_SECONDS: u64 = 300;

/// What is left for a MAC once a delivery was taken apart.
struct Parts {
    id: &'static [u8],
    timestamp: &'static [u8],
    body: &'static [u8],
    signature: Vec<u8>,
}

impl Parts {
    fn of(sent: &'static Sent) -> Result<Self> {
        let header = |name| header(sent, name).context(name);
        let signature = header("webhook-signature")?.strip_prefix("v1,").context("v1,")?;
        Ok(Self {
            id: header("webhook-id")?.as_bytes(),
            timestamp: header("webhook-timestamp")?.as_bytes(),
            body: &sent.body,
            signature: STANDARD.decode(signature)?,
        })
    }

    /// The message that is signed.
    fn message(&self) -> [&[u8]; 5] {
        [self.id, b".", self.timestamp, b".", self.body]
    }
}

pub(crate) fn contenders(size: usize) -> Result<Vec<Box<dyn Contender>>> {
    let deliveries = Deliveries::new(&providers::STANDARD_WEBHOOKS, size)?;
    let secret = STANDARD.decode(SECRET.strip_prefix("whsec_").context("whsec_")?)?;
    let mut all = deliveries.ours()?;

    let keyed = Hmac::<Sha256>::new_from_slice(&secret)?;
    let snippet = keyed.clone();
    all.push(deliveries.contender("hmac + sha2, bare", Parts::of, move |parts| {
        let mut mac = keyed.clone();
        parts.message().iter().for_each(|part| mac.update(part));
        mac.verify_slice(&parts.signature).is_ok()
    })?);
    let now = deliveries.now;
    all.push(deliveries.contender("hmac + sha2, a receiver's own code", Ok, move |sent| own_code(&snippet, sent, now).is_some())?);

    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &secret);
    all.push(deliveries.contender("ring, bare", Parts::of, move |parts| {
        // `ring::hmac::verify` wants the message in one piece.
        let mut mac = ring::hmac::Context::with_key(&key);
        parts.message().iter().for_each(|part| mac.update(part));
        mac.sign().as_ref().ct_eq(&parts.signature).into()
    })?);

    let webhook = standardwebhooks::Webhook::new(SECRET)?;
    all.push(
        deliveries.contender("standardwebhooks", http_request, move |request| webhook.verify(request.body(), request.headers()).is_ok())?,
    );
    Ok(all)
}

/// What a careful receiver writes: headers, timestamp, window, each signature of the list.
fn own_code(keyed: &Hmac<Sha256>, sent: &Sent, now: i64) -> Option<()> {
    let id = header(sent, "webhook-id")?;
    let timestamp = header(sent, "webhook-timestamp")?;
    let signatures = header(sent, "webhook-signature")?;
    if timestamp.parse::<i64>().ok()?.abs_diff(now) > WINDOW_SECONDS {
        return None;
    }
    let mut mac = keyed.clone();
    mac.update(id.as_bytes());
    mac.update(b".");
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(&sent.body);
    let expected = mac.finalize().into_bytes();
    signatures
        .split(' ')
        .filter_map(|signature| signature.strip_prefix("v1,"))
        .any(|signature| {
            let mut decoded = [0; 33];
            let length = STANDARD.decode_slice(signature, &mut decoded).unwrap_or_default();
            decoded.get(..length).is_some_and(|decoded| expected.as_slice().ct_eq(decoded).into())
        })
        .then_some(())
}
