//! Whether every store of receivers does what is asked of one: in JavaScript from the packed package, in Rust by the crate's own tests.

use std::env;
use std::ffi::OsString;
use std::path::Path;

use anyhow::Result;
use clap::Args;

use crate::steps::Step;
use crate::workspace::Workspace;
use crate::{faces, npm};

#[derive(Args)]
pub(crate) struct Options {
    /// Only the stores whose name has this in it, such as `redis`, and none in Rust
    #[arg(long)]
    only: Option<String>,
}

/// Packs the package and tests its stores, then those in Rust.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let tarball = npm::pack(workspace)?;
    match &options.only {
        Some(name) => javascript(workspace, &tarball, Some(name)),
        None => check(workspace, &tarball),
    }
}

/// All stores there are.
pub(crate) fn check(workspace: &Workspace, tarball: &Path) -> Result<()> {
    javascript(workspace, tarball, None)?;
    over_servers(workspace)?;
    rust(workspace)
}

fn javascript(workspace: &Workspace, tarball: &Path, only: Option<&str>) -> Result<()> {
    faces::install(workspace)?;
    Step::new(workspace, "stores in JavaScript", "node")
        .arg(workspace.path("tests/stores/run.mjs"))
        .arg("--package")
        .arg(tarball)
        .arg("--out")
        .arg(workspace.target("stores"))
        .args(only.map(|name| ["--only", name]).into_iter().flatten())
        .shows_output()
        .run()
}

/// Those tests of bindings/js that are skipped where there is no server.
fn over_servers(workspace: &Workspace) -> Result<()> {
    Step::new(workspace, "tests of bindings/js over PostgreSQL", "node")
        .arg(workspace.path("tests/stores/servers.mjs"))
        .args(["--", "node", "--test"])
        .arg(workspace.path("bindings/js/test/stores.postgres.test.mjs"))
        .env("COUNTERSIGN_DIST", workspace.target("npm/package/dist"))
        .run()
}

/// Those tests that need a server are ignored unless they are asked for; here they have one.
fn rust(workspace: &Workspace) -> Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    Step::new(workspace, "stores in Rust", "node")
        .arg(workspace.path("tests/stores/servers.mjs"))
        .arg("--")
        .arg(cargo)
        .args(["test", "--package", "countersign-receiver", "--all-features", "--", "--ignored"])
        .run()
}
