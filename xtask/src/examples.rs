//! Whether every example runs as it stands, with the packed package: each folder of examples has a check.mjs that says so.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::demo;
use crate::faces;
use crate::steps::Step;
use crate::workspace::Workspace;

/// The examples that have to be there.
const NAMES: [&str; 6] = ["axum-postgres", "bun", "cloudflare-worker", "deno", "express", "rust"];

/// Runs the check of each example, all of them even if one fails.
pub(crate) fn run(workspace: &Workspace, tarball: &Path) -> Result<()> {
    faces::install(workspace)?;
    let runtimes = runtimes(workspace)?;
    // What it compiles stays in its folder, of which the check takes a copy.
    demo::install(workspace, tarball)?;
    let mut names: Vec<String> = NAMES.map(str::to_owned).to_vec();
    for entry in fs::read_dir(workspace.path("examples")).context("examples")? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().join("check.mjs").is_file() && !names.contains(&name) {
            names.push(name);
        }
    }
    let mut failed = Vec::new();
    for name in names {
        let step = Step::new(workspace, format!("examples/{name}"), "node")
            .arg(workspace.path("examples").join(&name).join("check.mjs"))
            .env("COUNTERSIGN_TGZ", tarball)
            .shows_output();
        let step = runtimes.iter().fold(step, |step, (variable, path)| step.env(variable, path));
        if let Err(error) = step.run() {
            eprintln!("{error:#}");
            failed.push(name);
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("examples that do not run: {}", failed.join(", ")) }
}

/// Where the runtimes stand that the tests installed, by the variable that tells an example: `DENO`, say.
fn runtimes(workspace: &Workspace) -> Result<BTreeMap<String, String>> {
    let found = Step::new(workspace, "ask where the runtimes are", "node").arg(workspace.path("xtask/js/runtimes.mjs")).answer()?;
    let found: BTreeMap<String, String> = serde_json::from_str(&found)?;
    Ok(found.into_iter().map(|(name, path)| (if name == "node" { "NODE26".to_owned() } else { name.to_uppercase() }, path)).collect())
}
