//! Whether every framework hands the receiver the bytes that were sent, and what each makes of bad input: tests/receivers.

use std::path::Path;

use anyhow::Result;

use crate::npm;
use crate::steps::Step;
use crate::toolchain;
use crate::workspace::Workspace;

/// Which frameworks.
#[derive(clap::Args, Default)]
pub(crate) struct Options {
    /// Only those whose names begin so, such as `express`
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

/// Packs the package and tries it on the frameworks.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let tarball = npm::pack(workspace)?;
    check(workspace, options, &tarball)
}

/// Tries a package that is packed already; what is missing of frameworks and runtimes is installed.
pub(crate) fn check(workspace: &Workspace, options: &Options, tarball: &Path) -> Result<()> {
    toolchain::ensure_node(workspace)?;
    let step = Step::new(workspace, "receivers on every framework", "node")
        .arg(workspace.path("tests/receivers/run.mjs"))
        .arg("--package")
        .arg(tarball)
        .shows_output();
    options.only.iter().fold(step, |step, name| step.args(["--only", name])).run()
}
