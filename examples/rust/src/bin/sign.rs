//! Prints the headers that make a delivery of iEXExchanger verify; the body is read from standard input.
//!
//! ```text
//! WEBHOOK_SECRET=… cargo run -p example-rust --bin sign < body.json > headers.txt
//! curl -H @headers.txt --data-binary @body.json http://127.0.0.1:3000/
//! ```

use std::{
    env,
    io::{self, Read as _},
    process,
};

use anyhow::{Context as _, Result};
use countersign::{Delivery, UnixTime, Webhook, providers};

fn main() -> Result<()> {
    let secret = env::var("WEBHOOK_SECRET").context("WEBHOOK_SECRET")?;
    let webhook = Webhook::new(&providers::IEXEXCHANGER, [&secret])?;
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;

    // The id is the same for every attempt at one delivery, the nonce a new one for each.
    let now = UnixTime::now();
    let nonce = format!("example-{}-{}", now.as_secs(), process::id());
    let delivery = Delivery::new(&body).id("evt_example_01").event_type("order.created").nonce(&nonce);
    for (name, value) in webhook.sign(&delivery, now)? {
        println!("{name}: {value}");
    }
    Ok(())
}
