//! How fast the packed package verifies and is imported on Node, beside what a receiver would use without it.

mod native;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::steps::Step;
use crate::workspace::Workspace;
use crate::{faces, npm};

/// The package that ours has to be ahead of.
const PEER: &str = "standardwebhooks";

/// On which Node.js besides the one on the PATH.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Also on the newest Node.js, which the tests install
    #[arg(long)]
    newest: bool,
}

/// Packs the package and times it, one Node after the other so that they do not disturb each other.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    native::native(workspace)?;
    let tarball = npm::pack(workspace)?;
    let folder = workspace.target("bench");
    npm::install(workspace, &tarball, &folder, &locked(workspace, PEER)?)?;
    let mut nodes = vec!["node".to_owned()];
    if options.newest {
        faces::install(workspace)?;
        nodes.push(newest(workspace)?);
    }
    for node in nodes {
        Step::new(workspace, format!("bench with {}", workspace.shown(Path::new(&node))), &node)
            .args(["--no-warnings", "--experimental-vm-modules"])
            .arg(workspace.path("xtask/js/bench.mjs"))
            .arg(&folder)
            .shows_output()
            .run()?;
    }
    Ok(())
}

/// A package of the tests and what it needs, for npm to install, at the versions that the tests' lock file says.
fn locked(workspace: &Workspace, name: &str) -> Result<Vec<String>> {
    const FILE: &str = "tests/package-lock.json";
    let lock: Value = serde_json::from_slice(&fs::read(workspace.path(FILE)).context(FILE)?).context(FILE)?;
    let package = |name: &str| &lock["packages"][format!("node_modules/{name}")];
    let needed = package(name)["dependencies"].as_object();
    [name]
        .into_iter()
        .chain(needed.into_iter().flat_map(|needed| needed.keys().map(String::as_str)))
        .map(|name| {
            let version = package(name)["version"].as_str().with_context(|| format!("{FILE} does not lock {name}"))?;
            Ok(format!("{name}@{version}"))
        })
        .collect()
}

fn newest(workspace: &Workspace) -> Result<String> {
    let found = Step::new(workspace, "ask where the runtimes are", "node").arg(workspace.path("xtask/js/runtimes.mjs")).answer()?;
    let found: Value = serde_json::from_str(&found)?;
    Ok(found["node"].as_str().context("the tests did not install the newest Node.js")?.to_owned())
}
