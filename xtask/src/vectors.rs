//! How the corpus in tests/vectors is written anew, or compared with what would be written.

use anyhow::{Context as _, Result};

use crate::steps::Step;
use crate::toolchain;
use crate::workspace::Workspace;

/// Runs the corpus' own generator, which belongs to no face.
pub(crate) fn generate(workspace: &Workspace, check: bool) -> Result<()> {
    toolchain::ensure_node(workspace)?;
    let label = if check { "the corpus is as generated" } else { "generate the corpus" };
    let step = Step::new(workspace, label, "node").arg(workspace.path("tests/vectors/generate.mjs"));
    let step = if check { step.arg("--check") } else { step };
    step.run().context(if check { "to write the files anew: cargo xtask vectors" } else { "tests/vectors" })
}

/// Whether the oracle, which shares no code with the core, agrees with the corpus.
pub(crate) fn check_with_oracle(workspace: &Workspace) -> Result<()> {
    toolchain::ensure_node(workspace)?;
    Step::new(workspace, "the oracle agrees with the corpus", "node")
        .arg(workspace.path("tests/oracle/check-corpus.mjs"))
        .shows_output()
        .run()
}
