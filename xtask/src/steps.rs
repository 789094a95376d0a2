//! How an external command runs: shown, timed, its output kept in a log and printed when it fails.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};

use crate::workspace::Workspace;

/// Of a failed command's output, so many last lines are printed; the log has all.
const LINES_SHOWN: usize = 120;

/// One external command with the sentence that says what it is for.
pub(crate) struct Step {
    label: String,
    log: PathBuf,
    command: Command,
    shows_output: bool,
    alone: bool,
}

impl Step {
    /// `program` run at the root of the repository.
    pub(crate) fn new(workspace: &Workspace, label: impl Into<String>, program: impl AsRef<OsStr>) -> Self {
        let label = label.into();
        let name: String = label.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
        let mut command = Command::new(program);
        command.current_dir(workspace.root()).stdin(Stdio::null());
        Self { label, log: workspace.target("xtask-logs").join(name).with_extension("log"), command, shows_output: false, alone: true }
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Print what the command printed also when it succeeds.
    pub(crate) fn shows_output(mut self) -> Self {
        self.shows_output = true;
        self
    }

    /// It runs while others do: only its end is told.
    pub(crate) fn beside_others(mut self) -> Self {
        self.alone = false;
        self
    }

    /// Runs the command to its end.
    ///
    /// # Errors
    /// When it cannot be started or ends with anything but success; its output has then been printed.
    pub(crate) fn run(mut self) -> Result<()> {
        if let Some(folder) = self.log.parent() {
            fs::create_dir_all(folder)?;
        }
        // One file for both streams keeps their lines in the order in which they were written.
        let log = File::create(&self.log).with_context(|| format!("{}", self.log.display()))?;
        self.command.stdout(log.try_clone()?).stderr(log);

        let started = Instant::now();
        let progress = Progress::begin(&self.label, self.alone);
        let child = self.command.spawn().map_err(|error| self.not_started(&error))?;
        let status = progress.wait(child)?;
        progress.end(if status.success() { "ok" } else { "FAILED" }, started.elapsed());

        if !status.success() {
            self.print_output(LINES_SHOWN)?;
            eprintln!("    the whole output is in {}", self.log.display());
            bail!("{} ({status})", self.label);
        }
        if self.shows_output {
            self.print_output(usize::MAX)?;
        }
        Ok(())
    }

    /// What the command writes to its standard output. Nothing is shown: this is for asking a tool a question.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub(crate) fn answer(mut self) -> Result<String> {
        let output = self.command.output().map_err(|error| self.not_started(&error))?;
        if !output.status.success() {
            bail!("{} ({}): {}", self.label, output.status, String::from_utf8_lossy(&output.stderr).trim());
        }
        String::from_utf8(output.stdout).with_context(|| format!("{}: its output is not UTF-8", self.label))
    }

    fn print_output(&self, most: usize) -> Result<()> {
        let output = fs::read(&self.log)?;
        let output = String::from_utf8_lossy(&output);
        let lines: Vec<&str> = output.trim_end().lines().collect();
        for line in &lines[lines.len().saturating_sub(most)..] {
            eprintln!("    {line}");
        }
        Ok(())
    }

    fn not_started(&self, error: &io::Error) -> anyhow::Error {
        let program = self.command.get_program().to_string_lossy();
        if error.kind() != ErrorKind::NotFound {
            return anyhow!("{}: {program}: {error}", self.label);
        }
        if self.command.get_current_dir().is_some_and(|dir| !dir.is_dir()) {
            return anyhow!("{}: its folder is missing: {:?}", self.label, self.command.get_current_dir());
        }
        let fix = match &*program {
            "node" | "npm" | "npx" => "install Node.js 20 or newer, which brings npm: https://nodejs.org/en/download",
            "rustup" => "install rustup: https://rustup.rs",
            "valgrind" => "install your system's package of that name, such as with `apt-get install valgrind`",
            _ => "install it and run this again",
        };
        anyhow!("{}: `{program}` is not on this machine: {fix}", self.label)
    }
}

/// How long something took, for people.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// A line that says what is running: rewritten every so often on a terminal, written once elsewhere.
struct Progress<'a> {
    label: &'a str,
    started: Instant,
    terminal: bool,
    shown: bool,
}

impl<'a> Progress<'a> {
    fn begin(label: &'a str, shown: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        if shown && !terminal {
            eprintln!("  ... {label}");
        }
        Self { label, started: Instant::now(), terminal, shown }
    }

    fn wait(&self, mut child: Child) -> Result<ExitStatus> {
        if !(self.terminal && self.shown) {
            return Ok(child.wait()?);
        }
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            eprint!("\r\x1b[K  ... {} {}", self.label, seconds(self.started.elapsed()));
            io::stderr().flush()?;
            thread::sleep(Duration::from_millis(100));
        }
    }

    fn end(&self, result: &str, time: Duration) {
        let back = if self.terminal { "\r\x1b[K" } else { "" };
        eprintln!("{back}  {result:>3} {} {}", self.label, seconds(time));
    }
}
