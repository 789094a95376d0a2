//! What the bytes of a wasm module are spent on.

use anyhow::Result;

use crate::steps::Step;
use crate::wasm;
use crate::workspace::Workspace;

/// Which module.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A module of bindings/entries.json
    #[arg(long, default_value = "core")]
    module: String,
}

/// Prints the parts of a module as rustc left it: wasm-opt, which comes after, moves code about among them.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let module = wasm::named(workspace, &options.module)?;
    Step::new(workspace, format!("sizes of {}", options.module), "node")
        .arg(workspace.path("xtask/js/sizes.mjs"))
        .arg(module)
        .shows_output()
        .run()
}
