//! Whether a real receiver and the native core agree on real deliveries, and whether it runs each event once: one line for each step.

mod cases;
mod delivery;
mod life;
mod receiver;
mod system;

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use countersign::{RawRequest, UnixTime, Webhook};
use ureq::Agent;

use self::cases::{CASES, Case};
use self::delivery::Delivery;
pub(crate) use self::receiver::install;
use self::receiver::{Receiver, Setup, Verdict};
use self::system::System;
use crate::npm;
use crate::workspace::Workspace;

/// What came of one delivery.
struct Outcome {
    status: u16,
    /// Whether the answer's body said more than its status does; it must not, whatever was sent.
    talkative: bool,
    node: Verdict,
    native: Verdict,
}

/// Builds and packs the package, installs it into examples/express, and sends that receiver every delivery of the table; then takes
/// two events through a repeat, a crash and a retry.
///
/// # Errors
/// When anything cannot be built or started, when Node and native differ, or when either is not as the table expects.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let tarball = npm::pack(workspace)?;
    install(workspace, &tarball)?;
    let folder = workspace.target("demo");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let database = folder.join("receiver.db");
    let mut receiver = Receiver::start(workspace, &Setup { database: &database, work: 0, lease: 60 })?;
    eprintln!("   ok examples/express listens on {}, over {}", receiver.origin(), workspace.shown(&database));

    let agent: Agent = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .max_idle_connections(0)
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .into();
    let webhooks = webhooks()?;
    let (mut different, mut unexpected) = (0, 0);
    println!("\n{:<12}  {:<38}  {:<4}  {:<20}  {:<20}", "system", "delivery", "HTTP", "Node", "native");
    for (number, case) in CASES.iter().enumerate() {
        let webhook = webhooks.get(case.system.name()).context("a system without a webhook")?;
        let delivery = delivery::make(case.system, case.fault, number)?;
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

    let surprises = life::run(workspace, &agent, &database)?;
    if different + unexpected > 0 {
        bail!("Node and native must agree, and both with the table in xtask/src/demo/cases.rs");
    }
    if surprises > 0 {
        bail!("{surprises} steps of an event's life were not as expected");
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
    let status = response.status().as_u16();
    let talkative = response.body_mut().read_to_string()? != problem(status);
    Ok(Outcome { status, talkative, node: receiver.logged()?.verdict(), native: decide(webhook, delivery) })
}

/// The body of an answer with this status: a problem by RFC 9457 without a detail, and nothing for a success.
fn problem(status: u16) -> String {
    let title = match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        _ => return String::new(),
    };
    format!(r#"{{"type":"about:blank","title":"{title}","status":{status}}}"#)
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
        line.push_str("  the answer says more than its status");
    }
    line
}
