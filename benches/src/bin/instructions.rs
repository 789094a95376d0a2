//! What callgrind counts: eight verifications, in one call of a function that it can name.
//!
//! `instructions STANDARD_WEBHOOKS 256 genuine`: which scheme, how long a body in bytes, genuine or forged. Prints how many there were.

use std::env;
use std::error::Error;
use std::hint::black_box;

use countersign::{UnixTime, Webhook, providers};
use countersign_bench::{OTHER_SECRET, SECRET, Sent, deliveries};

/// Any moment will do: the signatures are of it.
const NOW: i64 = 1_700_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [scheme, size, kind] = arguments[..] else { return Err("wanted: a scheme, a size, and genuine or forged".into()) };
    let scheme = match scheme {
        "STANDARD_WEBHOOKS" => providers::STANDARD_WEBHOOKS,
        "GITHUB" => providers::GITHUB,
        _ => return Err("the scheme is STANDARD_WEBHOOKS or GITHUB".into()),
    };
    let genuine = match kind {
        "genuine" => true,
        "forged" => false,
        _ => return Err("it is genuine or forged".into()),
    };
    let webhook = Webhook::new(&scheme, [SECRET])?;
    let sent = deliveries(&scheme, if genuine { SECRET } else { OTHER_SECRET }, size.parse()?, NOW)?;
    if counted(&webhook, &sent) != if genuine { sent.len() } else { 0 } {
        return Err("what is genuine was refused, or what is forged was accepted".into());
    }
    println!("{}", sent.len());
    Ok(())
}

/// Verifies each, and gives how many were accepted. Callgrind is given this name.
#[inline(never)]
fn counted(webhook: &Webhook, sent: &[Sent]) -> usize {
    let accepted = |sent: &&Sent| black_box(webhook.verify(black_box(&sent.request()), UnixTime::from_secs(NOW))).is_ok();
    sent.iter().filter(accepted).count()
}
