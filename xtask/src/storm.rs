//! How large a storm the receivers of the examples are sent while they are killed; `tests/storm` decides how they came through.

use std::path::Path;

use anyhow::Result;

use crate::demo;
use crate::faces;
use crate::npm;
use crate::steps::Step;
use crate::workspace::Workspace;

/// How many deliveries, to which receivers.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// express-sqlite, express-postgres or axum-postgres; may be given more than once. All of them otherwise
    #[arg(long)]
    target: Vec<String>,
    /// How many deliveries each is sent, a quarter as many events among them
    #[arg(long, default_value_t = 20_000)]
    deliveries: u32,
    /// How often each is killed meanwhile
    #[arg(long, default_value_t = 5)]
    kills: u32,
    /// How many deliveries each round is timed with, beside the same server without countersign; 0 for none
    #[arg(long, default_value_t = 3_000)]
    timed: u32,
}

impl Options {
    /// Small enough for every change. Speeds that a busy machine shows say nothing.
    pub(crate) fn usual() -> Self {
        Self { target: Vec::new(), deliveries: 2_000, kills: 2, timed: 0 }
    }
}

/// Packs the package and sends the storms.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let tarball = npm::pack(workspace)?;
    send(workspace, options, &tarball)
}

/// Sends them to receivers with a package that is packed already.
pub(crate) fn send(workspace: &Workspace, options: &Options, tarball: &Path) -> Result<()> {
    faces::install(workspace)?;
    // The example is installed once, where what it compiles stays; each storm takes a copy of it.
    demo::install(workspace, tarball)?;
    Step::new(workspace, format!("storms of {} deliveries", options.deliveries), "node")
        .arg(workspace.path("tests/storm/run.mjs"))
        .arg("--package")
        .arg(tarball)
        .args(options.target.iter().flat_map(|target| ["--target", target]))
        .args(["--deliveries", &options.deliveries.to_string()])
        .args(["--kills", &options.kills.to_string()])
        .args(["--timed", &options.timed.to_string()])
        .arg("--logs")
        .arg(workspace.target("xtask-logs"))
        .shows_output()
        .run()
}
