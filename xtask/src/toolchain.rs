//! Which tools a command needs: cargo, a Rust target, Node.js, a folder's npm packages. What can be installed is.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::steps::Step;
use crate::workspace::Workspace;

/// The oldest Node.js that the build scripts run on.
const OLDEST_NODE: u32 = 20;

/// The cargo that runs this, so that a toolchain chosen with `cargo +name` stays chosen.
pub(crate) fn cargo(workspace: &Workspace, label: impl Into<String>) -> Step {
    Step::new(workspace, label, env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// Adds a Rust target with rustup when its libraries are missing.
pub(crate) fn ensure_target(workspace: &Workspace, target: &str) -> Result<()> {
    // Asked of rustc, not of rustup: a toolchain from a distribution has targets too.
    let libraries =
        Step::new(workspace, "ask rustc for its targets", "rustc").args(["--print", "target-libdir", "--target", target]).answer()?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    Step::new(workspace, format!("rustup target add {target}"), "rustup").args(["target", "add", target]).run()
}

/// Adds rustfmt or clippy with rustup when cargo does not have it.
pub(crate) fn ensure_component(workspace: &Workspace, component: &str, subcommand: &str) -> Result<()> {
    let there = cargo(workspace, format!("ask for {component}")).args([subcommand, "--version"]).answer().is_ok();
    if there {
        return Ok(());
    }
    Step::new(workspace, format!("rustup component add {component}"), "rustup").args(["component", "add", component]).run()
}

/// Refuses a Node.js that is missing or too old, naming the fix.
pub(crate) fn ensure_node(workspace: &Workspace) -> Result<()> {
    let version = Step::new(workspace, "ask Node.js for its version", "node").arg("--version").answer()?;
    let version = version.trim();
    let major: u32 = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok())
        .with_context(|| format!("node --version says {version:?}"))?;
    if major < OLDEST_NODE {
        bail!("Node.js {version} is too old: install {OLDEST_NODE} or newer from https://nodejs.org/en/download");
    }
    Ok(())
}

/// Installs a folder's locked npm packages, unless just these are installed already.
pub(crate) fn ensure_npm(workspace: &Workspace, folder: &str) -> Result<()> {
    ensure_node(workspace)?;
    let dir = workspace.path(folder);
    if is_installed(&dir)? {
        return Ok(());
    }
    Step::new(workspace, format!("npm ci in {folder}"), "npm").args(["ci", "--no-audit", "--no-fund"]).dir(&dir).run()
}

/// Whether npm's record of what it installed agrees with the lock file.
fn is_installed(dir: &Path) -> Result<bool> {
    let lock = dir.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| lock.display().to_string())?;
    let lock: Value = serde_json::from_slice(&lock)?;
    let Ok(record) = fs::read(dir.join("node_modules/.package-lock.json")) else {
        return Ok(false);
    };
    let record: Value = serde_json::from_slice(&record)?;
    let (Some(wanted), Some(have)) = (lock["packages"].as_object(), record["packages"].as_object()) else {
        return Ok(false);
    };
    // What is made for another platform is optional, locked, and rightly not installed.
    let all_there = wanted.iter().filter(|(path, _)| !path.is_empty()).all(|(path, package)| match have.get(path) {
        Some(installed) => installed["integrity"] == package["integrity"] && dir.join(path).is_dir(),
        None => package["optional"] == true,
    });
    Ok(all_there && have.keys().all(|path| wanted.contains_key(path)))
}
