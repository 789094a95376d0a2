//! Verifies one GitHub delivery: `one-provider SECRET SIGNATURE BODY`.

use std::env;
use std::process::ExitCode;

use countersign::{RawRequest, UnixTime, Webhook, providers};

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    let (secret, signature, body) = (next(), next(), next());
    let headers = [("X-Hub-Signature-256", signature)];
    let request = RawRequest::new(&headers, body.as_bytes());
    let decided = Webhook::new(&providers::GITHUB, [&secret]).and_then(|webhook| webhook.verify(&request, UnixTime::now()).map(|_| ()));
    match decided {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
