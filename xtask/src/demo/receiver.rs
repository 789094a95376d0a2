//! How examples/express is installed, started on a free port, killed, and what its log says that Node decided.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver as Lines};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::Value;

use super::system::System;
use crate::steps::Step;
use crate::workspace::Workspace;

const FOLDER: &str = "examples/express";

/// How long the receiver may take to start, or to log a delivery that it has answered.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a receiver made of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// `ok`, or the code of the refusal.
    pub(crate) code: String,
    pub(crate) key_index: Option<u64>,
    pub(crate) id: Option<String>,
    pub(crate) event_type: Option<String>,
}

impl Verdict {
    /// The code, with the secret that matched where that is not the first.
    pub(crate) fn shown(&self) -> String {
        match self.key_index {
            None | Some(0) => self.code.clone(),
            Some(index) => format!("{}, secret {}", self.code, index + 1),
        }
    }
}

/// What the log says of a delivery.
pub(crate) struct Logged {
    /// Why it was answered as it was: `processed`, `duplicate`, or the code of a refusal.
    pub(crate) outcome: String,
    /// What the handler was given, if it was run.
    pub(crate) run: Option<Value>,
}

impl Logged {
    /// What was decided about the signature.
    pub(crate) fn verdict(&self) -> Verdict {
        let text = |field: &str| self.run.as_ref().and_then(|run| run[field].as_str()).map(str::to_owned);
        Verdict {
            code: if self.run.is_some() { "ok".to_owned() } else { self.outcome.clone() },
            key_index: self.run.as_ref().and_then(|run| run["keyIndex"].as_u64()),
            id: text("run"),
            event_type: text("type"),
        }
    }
}

/// The packed package, and the locked rest, in the example's own folder, as its README says.
pub(crate) fn install(workspace: &Workspace, tarball: &Path) -> Result<()> {
    Step::new(workspace, format!("install the tarball into {FOLDER}"), "npm")
        .args(["install", "--no-save", "--no-audit", "--no-fund"])
        .arg(tarball)
        .dir(workspace.path(FOLDER))
        .run()
}

/// How the example is set up, beside its secrets.
pub(crate) struct Setup<'a> {
    pub(crate) database: &'a Path,
    /// Milliseconds that its handler takes.
    pub(crate) work: u32,
    /// Seconds for which it holds an event.
    pub(crate) lease: u32,
}

/// The running example. It is killed when this is dropped.
pub(crate) struct Receiver {
    process: Child,
    origin: String,
    lines: Lines<String>,
}

impl Receiver {
    pub(crate) fn start(workspace: &Workspace, setup: &Setup<'_>) -> Result<Self> {
        let mut command = Command::new("node");
        command.arg("receiver.mjs").current_dir(workspace.path(FOLDER)).env("HOST", "127.0.0.1").env("PORT", "0");
        command.env_remove("DATABASE_URL").env_remove("MODE").env("DATABASE_FILE", setup.database);
        command.env("WORK_MS", setup.work.to_string()).env("LEASE_SECONDS", setup.lease.to_string());
        for system in System::ALL {
            command.env(system.variable(), system.secret());
            command.env(format!("{}_PREVIOUS", system.variable()), system.previous_secret());
        }
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("starting examples/express with node")?;
        let output = process.stdout.take().context("the receiver's output")?;
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let mut receiver = Self { process, origin: String::new(), lines };
        let entry = receiver.next_entry("the receiver did not start")?;
        receiver.origin = entry["listening"].as_str().map(str::to_owned).with_context(|| format!("the receiver began with {entry}"))?;
        Ok(receiver)
    }

    /// Where it listens: `http://127.0.0.1:port`.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// What the log says of the delivery that was answered last.
    ///
    /// # Errors
    /// When it says nothing: it was refused by the framework, or the process is gone.
    pub(crate) fn logged(&mut self) -> Result<Logged> {
        let mut run = None;
        loop {
            let entry = self.next_entry("a delivery was not logged")?;
            match entry["outcome"].as_str() {
                Some(outcome) => return Ok(Logged { outcome: outcome.to_owned(), run }),
                None if entry["attempt"].is_u64() => run = Some(entry),
                None => bail!("expected the log of a delivery, got {entry}"),
            }
        }
    }

    /// Waits until the handler has begun, and kills the process as `kill -9` does.
    pub(crate) fn kill_while_it_works(mut self) -> Result<()> {
        let entry = self.next_entry("the handler was not run")?;
        if !entry["attempt"].is_u64() {
            bail!("expected the log of a run, got {entry}");
        }
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// Ends the receiver.
    ///
    /// # Errors
    /// When it had ended by itself: no delivery may do that.
    pub(crate) fn stop(mut self) -> Result<()> {
        match self.process.try_wait()? {
            Some(status) => bail!("the receiver ended by itself: {status}"),
            None => Ok(()),
        }
    }

    fn next_entry(&mut self, trouble: &str) -> Result<Value> {
        let line = self.lines.recv_timeout(PATIENCE).map_err(|_| match self.process.try_wait() {
            Ok(Some(status)) => anyhow!("{trouble}: it ended with {status}"),
            _ => anyhow!("{trouble} within {} s", PATIENCE.as_secs()),
        })?;
        serde_json::from_str(&line).with_context(|| format!("{trouble}: {line}"))
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        // Either fails only if the process is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
