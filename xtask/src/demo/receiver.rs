//! How examples/express is installed, started on a free port, and what its log says that Node decided.

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

/// The packed package, and the locked rest, in the example's own folder, as its README says.
pub(crate) fn install(workspace: &Workspace, tarball: &Path) -> Result<()> {
    Step::new(workspace, format!("install the tarball into {FOLDER}"), "npm")
        .args(["install", "--no-save", "--no-audit", "--no-fund"])
        .arg(tarball)
        .dir(workspace.path(FOLDER))
        .run()
}

/// The running example. It is stopped when this is dropped.
pub(crate) struct Receiver {
    process: Child,
    origin: String,
    lines: Lines<String>,
}

impl Receiver {
    pub(crate) fn start(workspace: &Workspace) -> Result<Self> {
        let mut command = Command::new("node");
        command.arg("receiver.mjs").current_dir(workspace.path(FOLDER)).env("HOST", "127.0.0.1").env("PORT", "0");
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

    /// What Node decided about the delivery with this `X-Request-Id`.
    ///
    /// # Errors
    /// When it was not decided at all: refused by the framework, or the process is gone.
    pub(crate) fn verdict(&mut self, request_id: &str) -> Result<Verdict> {
        let entry = self.next_entry(&format!("{request_id} was not logged"))?;
        if entry["request"] != request_id {
            bail!("expected the log of {request_id}, got {entry}");
        }
        let text = |field: &str| entry[field].as_str().map(str::to_owned);
        Ok(Verdict {
            code: text("code").with_context(|| format!("no code was decided: {entry}"))?,
            key_index: entry["keyIndex"].as_u64(),
            id: text("id"),
            event_type: text("type"),
        })
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
