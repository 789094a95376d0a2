//! How the corpus in tests/vectors, and the page of providers, are written anew or compared with what would be written.

use anyhow::{Context as _, Result};

use crate::steps::Step;
use crate::toolchain;
use crate::workspace::Workspace;

/// The corpus' own generators, which belong to no face, and what is worked out from the corpus; in the order in which they build on each other.
const GENERATORS: [(&str, &str); 3] =
    [("the corpus", "generate.mjs"), ("the handshakes' corpus", "generate-handshakes.mjs"), ("docs/providers.md", "providers-page.mjs")];

/// Runs the generators. The built-in schemes have to be in tests/vectors/schemes.json before, where `cargo xtask generate` puts them.
pub(crate) fn generate(workspace: &Workspace, check: bool) -> Result<()> {
    toolchain::ensure_node(workspace)?;
    for (what, script) in GENERATORS {
        let label = if check { format!("{what} is as generated") } else { format!("generate {what}") };
        let step = Step::new(workspace, label, "node").arg(workspace.path(format!("tests/vectors/{script}")));
        let step = if check { step.arg("--check") } else { step };
        step.run().context(if check { "to write the files anew: cargo xtask vectors" } else { "tests/vectors" })?;
    }
    Ok(())
}

/// Whether the oracles, which share no code with the core, agree with the corpus: one on the four systems' decisions, one on every
/// scheme's signatures.
pub(crate) fn check_with_oracle(workspace: &Workspace) -> Result<()> {
    toolchain::ensure_node(workspace)?;
    // A label is the name of a log too.
    for (what, script) in [("the four systems", "check-corpus.mjs"), ("every scheme", "check-signatures.mjs")] {
        let step = Step::new(workspace, format!("the oracle of {what} agrees with the corpus"), "node");
        step.arg(workspace.path(format!("tests/oracle/{script}"))).shows_output().run()?;
    }
    Ok(())
}
