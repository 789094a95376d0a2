//! What becomes of an event that is sent again, and of one whose receiver is killed while it works: each step, expected and got.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use ureq::Agent;

use super::delivery::{self, Fault};
use super::receiver::{Receiver, Setup};
use super::system::System;
use crate::steps::Step;
use crate::workspace::Workspace;

/// Seconds for which the receiver holds an event: so long it waits when its process was killed.
const LEASE: u32 = 5;

/// Milliseconds that the handler takes when it is to be killed: longer than it takes to do that.
const LONG: u32 = 60_000;

/// What one step must show: the answer's status, why the log says it was so, and how often the event took effect in the database.
struct Expected {
    what: &'static str,
    /// None: the connection broke.
    status: Option<u16>,
    outcome: &'static str,
    effects: u64,
}

const fn expect(what: &'static str, status: Option<u16>, outcome: &'static str, effects: u64) -> Expected {
    Expected { what, status, outcome, effects }
}

const DELIVERED: Expected = expect("an event is delivered", Some(200), "processed", 1);
const REPEATED: Expected = expect("it is delivered again", Some(200), "duplicate", 1);
const KILLED: Expected = expect("another; kill -9 while its handler works", None, "-", 0);
const TOO_EARLY: Expected = expect("its retry at once, after a restart", Some(503), "busy", 0);
const RETRIED: Expected = expect("its retry after Retry-After", Some(200), "processed", 1);
const REPEATED_AFTER: Expected = expect("it is delivered again", Some(200), "duplicate", 1);

/// Takes two events through their lives; gives how many steps were not as expected.
pub(crate) fn run(workspace: &Workspace, agent: &Agent, database: &Path) -> Result<usize> {
    println!("\n{:<42}  {:<4}  {:<10}  {:<7}", "what happens", "HTTP", "outcome", "effects");
    let mut story = Story { workspace, agent, database, surprises: 0 };
    let usual = Setup { database, work: 0, lease: LEASE };
    // Numbers that the table before did not use.
    let (first, second) = (901, 902);

    let mut receiver = Receiver::start(workspace, &usual)?;
    story.answered(&DELIVERED, &mut receiver, first)?;
    story.answered(&REPEATED, &mut receiver, first)?;
    receiver.stop()?;

    let receiver = Receiver::start(workspace, &Setup { work: LONG, ..usual })?;
    let origin = receiver.origin().to_owned();
    let held = Instant::now();
    let answer = thread::scope(|scope| {
        let sent = scope.spawn(|| story.post(&origin, second));
        receiver.kill_while_it_works()?;
        sent.join().map_err(|_| anyhow::anyhow!("the sender panicked"))
    })?;
    story.tell(&KILLED, answer.ok().map(|(status, _)| status), "-", second)?;

    let mut receiver = Receiver::start(workspace, &usual)?;
    if held.elapsed() >= Duration::from_secs(LEASE.into()) {
        bail!("the receiver took longer than its lease to start again, so nothing is shown");
    }
    let wait = story.answered(&TOO_EARLY, &mut receiver, second)?;
    thread::sleep(wait.context("an event that is held was answered without Retry-After")?);
    story.answered(&RETRIED, &mut receiver, second)?;
    story.answered(&REPEATED_AFTER, &mut receiver, second)?;
    receiver.stop()?;
    Ok(story.surprises)
}

struct Story<'a> {
    workspace: &'a Workspace,
    agent: &'a Agent,
    database: &'a Path,
    surprises: usize,
}

impl Story<'_> {
    /// Delivers the event and compares; gives after which time it should be tried again, if the answer says so.
    fn answered(&mut self, expected: &Expected, receiver: &mut Receiver, number: usize) -> Result<Option<Duration>> {
        let (status, retry_after) = self.post(receiver.origin(), number)?;
        let logged = receiver.logged()?;
        self.tell(expected, Some(status), &logged.outcome, number)?;
        Ok(retry_after)
    }

    /// A new attempt: the same event, signed anew. Its status, and what it says of trying again.
    fn post(&self, origin: &str, number: usize) -> Result<(u16, Option<Duration>)> {
        let delivery = delivery::make(System::IexExchanger, Fault::Genuine, number)?;
        let mut request = self.agent.post(format!("{origin}{}", delivery.target));
        for (name, value) in &delivery.headers {
            request = request.header(name, value);
        }
        let response = request.send(&delivery.body[..])?;
        let retry_after = response.headers().get("retry-after").map(|value| value.to_str().map(str::parse)).transpose()?.transpose()?;
        Ok((response.status().as_u16(), retry_after.map(Duration::from_secs)))
    }

    fn tell(&mut self, expected: &Expected, status: Option<u16>, outcome: &str, number: usize) -> Result<()> {
        let effects = self.effects(number)?;
        let right = (status, outcome, effects) == (expected.status, expected.outcome, expected.effects);
        self.surprises += usize::from(!right);
        let shown = |status: Option<u16>| status.map_or_else(|| "-".to_owned(), |status| status.to_string());
        let mut line = format!("{:<42}  {:<4}  {outcome:<10}  {effects:<7}  ", expected.what, shown(status));
        line.push_str(if right { "✓" } else { "✗" });
        if !right {
            line.push_str(&format!("  EXPECTED: {} {} {}", shown(expected.status), expected.outcome, expected.effects));
        }
        println!("{line}");
        Ok(())
    }

    /// How often the event took effect.
    fn effects(&self, number: usize) -> Result<u64> {
        let counts = Step::new(self.workspace, "count effects", "node")
            .arg(self.workspace.path("xtask/js/effects.mjs"))
            .arg(self.workspace.path("examples/express"))
            .arg(self.database)
            .answer()?;
        let counts: BTreeMap<String, u64> = serde_json::from_str(&counts)?;
        Ok(counts.get(&System::IexExchanger.id(number)).copied().unwrap_or(0))
    }
}
