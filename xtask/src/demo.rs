//! Whether a real receiver and the native core agree on real deliveries: sends each, compares, prints one line for it.

mod cases;
mod delivery;
mod receiver;
mod system;

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use countersign::{RawRequest, UnixTime, Webhook};
use ureq::Agent;

use self::cases::{CASES, Case};
use self::delivery::Delivery;
use self::receiver::{Receiver, Verdict};
use self::system::System;
use crate::npm;
use crate::workspace::Workspace;

/// What came of one delivery.
struct Outcome {
    status: u16,
    /// Whether the answer said more than its status; it must not, whatever was sent.
    talkative: bool,
    node: Verdict,
    native: Verdict,
}

/// Builds and packs the package, installs it into examples/express, and sends that receiver every delivery of the table.
///
/// # Errors
/// When anything cannot be built or started, when Node and native differ, or when either is not as the table expects.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let tarball = npm::pack(workspace)?;
    receiver::install(workspace, &tarball)?;
    let mut receiver = Receiver::start(workspace)?;
    eprintln!("   ok examples/express listens on {}", receiver.origin());

    let agent: Agent = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .into();
    let webhooks = webhooks()?;
    let (mut different, mut unexpected) = (0, 0);
    println!("\n{:<12}  {:<38}  {:<4}  {:<20}  {:<20}", "system", "delivery", "HTTP", "Node", "native");
    for (number, case) in CASES.iter().enumerate() {
        let webhook = webhooks.get(case.system.name()).context("a system without a webhook")?;
        let delivery = delivery::make(case.system, case.fault, &format!("demo-{number}"))?;
        let outcome = send(&agent, &mut receiver, webhook, &delivery)?;
        let differs = outcome.node != outcome.native;
        let surprises = outcome.node.shown() != case.code || outcome.status != case.status || outcome.talkative;
        different += usize::from(differs);
        unexpected += usize::from(surprises);
        println!("{}", line(case, &outcome, differs, surprises));
    }
    receiver.stop()?;

    let expected = if unexpected == 0 { "all as expected".to_owned() } else { format!("{unexpected} not as expected") };
    println!("\n{} deliveries, {different} differences, {expected}", CASES.len());
    if different + unexpected > 0 {
        bail!("Node and native must agree, and both with the table in xtask/src/demo/cases.rs");
    }
    Ok(())
}

/// The native receiver of each system; it knows the secrets that the Node one was given.
fn webhooks() -> Result<BTreeMap<&'static str, Webhook>> {
    System::ALL
        .iter()
        .map(|system| Ok((system.name(), Webhook::new(system.scheme()?, [system.secret(), system.previous_secret()])?)))
        .collect()
}

fn send(agent: &Agent, receiver: &mut Receiver, webhook: &Webhook, delivery: &Delivery) -> Result<Outcome> {
    let mut request = agent.post(format!("{}{}", receiver.origin(), delivery.target));
    for (name, value) in &delivery.headers {
        request = request.header(name, value);
    }
    let mut response = request.send(&delivery.body[..]).with_context(|| format!("POST {}", delivery.target))?;
    let talkative = !response.body_mut().read_to_vec()?.is_empty();
    Ok(Outcome {
        status: response.status().as_u16(),
        talkative,
        node: receiver.verdict(&delivery.request_id)?,
        native: decide(webhook, delivery),
    })
}

/// The core's verdict on the bytes that were sent.
fn decide(webhook: &Webhook, delivery: &Delivery) -> Verdict {
    let request = RawRequest::new(&delivery.headers, &delivery.body).method("POST").url(&delivery.target);
    match webhook.verify(&request, UnixTime::now()) {
        Ok(verified) => Verdict {
            code: "ok".to_owned(),
            key_index: u64::try_from(verified.key_index()).ok(),
            id: verified.id().map(str::to_owned).or_else(|| verified.body_id(&delivery.body)),
            event_type: verified.event_type().map(str::to_owned).or_else(|| verified.body_type(&delivery.body)),
        },
        Err(error) => Verdict { code: error.code().as_str().to_owned(), key_index: None, id: None, event_type: None },
    }
}

fn line(case: &Case, outcome: &Outcome, differs: bool, surprises: bool) -> String {
    let Outcome { status, node, native, .. } = outcome;
    let mut line = format!(
        "{:<12}  {:<38}  {status:<4}  {:<20}  {:<20}  ",
        case.system.name(),
        case.fault.label(case.system),
        node.shown(),
        native.shown(),
    );
    line.push_str(if differs || surprises { "✗" } else { "✓" });
    if !case.note.is_empty() {
        line.push_str(&format!(" {}", case.note));
    }
    if differs {
        line.push_str(&format!("  DIFFERENT: Node {node:?}, native {native:?}"));
    }
    if surprises {
        line.push_str(&format!("  EXPECTED: {} {}", case.status, case.code));
    }
    if outcome.talkative {
        line.push_str("  the answer has a body");
    }
    line
}
