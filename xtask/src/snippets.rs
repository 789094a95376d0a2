//! Whether the JavaScript of the READMEs runs as it stands. The Rust of them is run by rustdoc.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::npm;
use crate::steps::Step;
use crate::toolchain;
use crate::workspace::Workspace;

/// Runs the snippets of the repository's README and of the one that is packed.
pub(crate) fn run(workspace: &Workspace, tarball: &Path) -> Result<()> {
    toolchain::ensure_npm(workspace, "bindings/js")?;
    let folder = workspace.target("snippets");
    npm::install(workspace, tarball, &folder, &[express(workspace)?])?;
    Step::new(workspace, "the READMEs' JavaScript", "node")
        .arg(workspace.path("xtask/js/snippets.mjs"))
        .arg(&folder)
        .arg(workspace.path("README.md"))
        .arg(folder.join("node_modules/countersign/README.md"))
        .shows_output()
        .run()
}

/// The Express that the example runs on: snippets import it too.
fn express(workspace: &Workspace) -> Result<String> {
    const FILE: &str = "examples/express/package.json";
    let manifest: Value = serde_json::from_slice(&fs::read(workspace.path(FILE)).context(FILE)?).context(FILE)?;
    let version = manifest["dependencies"]["express"].as_str().with_context(|| format!("{FILE} has no dependency on express"))?;
    Ok(format!("express@{version}"))
}
