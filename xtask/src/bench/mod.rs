//! How fast ours is beside what a receiver would use without it, on every runtime and natively, and the page that says so.

mod native;

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::steps::Step;
use crate::workspace::Workspace;
use crate::{faces, npm};

/// The packages that ours is measured beside; the tests' lock file says which versions.
const PEERS: [&str; 4] = ["@octokit/webhooks-methods", "standardwebhooks", "stripe", "svix"];

/// Where `cargo xtask bench` measures.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Measure on some runtimes only, and write the page below target/bench instead of docs:
    /// node20, node, deno, bun, workerd, workerd-plain, native
    #[arg(long, value_delimiter = ',')]
    runtime: Vec<String>,
}

/// Packs the package, measures it, one runtime after the other so that they do not disturb each other, and writes the page.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let tarball = npm::pack(workspace)?;
    faces::install(workspace)?;
    let folder = workspace.target("bench");
    npm::install(workspace, &tarball, &folder, &locked(workspace, &PEERS)?)?;

    let everything = options.runtime.is_empty();
    if everything || options.runtime.iter().any(|name| name == NATIVE) {
        fs::write(folder.join("native.json"), native::native(workspace)?.to_string())?;
    }
    let node = newest(workspace)?;
    let runtimes: Vec<&str> = options.runtime.iter().map(String::as_str).filter(|name| *name != NATIVE).collect();
    let mut measured = Step::new(workspace, "measure on each runtime", &node)
        .args(["--no-warnings"])
        .arg(workspace.path("xtask/js/bench/run.mjs"))
        .arg("--folder")
        .arg(&folder);
    if !everything {
        measured = measured.arg("--runtime").arg(runtimes.join(","));
    }
    measured.shows_output().run()?;

    // A page of some runtimes says less than the one that is kept, and must not take its place.
    let page = if everything { workspace.path("docs") } else { folder.clone() };
    let written = Step::new(workspace, "write the page", &node)
        .arg(workspace.path("xtask/js/bench/page.mjs"))
        .arg(folder.join("found.json"))
        .arg(&page)
        .shows_output()
        .run();
    eprintln!("      {}", workspace.shown(&page.join("benchmarks.md")));
    written
}

/// What `--runtime` calls the core without any JavaScript.
const NATIVE: &str = "native";

/// Packages of the tests and all that they need, for npm to install, at the versions that the tests' lock file says.
fn locked(workspace: &Workspace, names: &[&str]) -> Result<Vec<String>> {
    const FILE: &str = "tests/package-lock.json";
    let lock: Value = serde_json::from_slice(&fs::read(workspace.path(FILE)).context(FILE)?).context(FILE)?;
    let mut versions = BTreeSet::new();
    let mut open: Vec<&str> = names.to_vec();
    while let Some(name) = open.pop() {
        let package = &lock["packages"][format!("node_modules/{name}")];
        let version = package["version"].as_str().with_context(|| format!("{FILE} does not lock {name}"))?;
        if versions.insert(format!("{name}@{version}")) {
            open.extend(package["dependencies"].as_object().into_iter().flat_map(|needed| needed.keys().map(String::as_str)));
        }
    }
    Ok(versions.into_iter().collect())
}

fn newest(workspace: &Workspace) -> Result<String> {
    let found = Step::new(workspace, "ask where the runtimes are", "node").arg(workspace.path("xtask/js/runtimes.mjs")).answer()?;
    let found: Value = serde_json::from_str(&found)?;
    Ok(found["node"].as_str().context("the tests did not install the newest Node.js")?.to_owned())
}
