//! Whether a program that uses one built-in scheme carries that one alone.

use std::fs;

use anyhow::{Result, bail};
use countersign::{Scheme, providers};

use crate::toolchain;
use crate::workspace::Workspace;

/// The one that the program in tests/one-provider uses.
const USED: &Scheme = &providers::GITHUB;

pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    toolchain::cargo(workspace, "cargo build of a program that uses one provider")
        .args(["build", "--package", "countersign-one-provider", "--release"])
        .env("CARGO_TARGET_DIR", workspace.target(""))
        .run()?;
    let name = format!("countersign-one-provider{}", std::env::consts::EXE_SUFFIX);
    let program = fs::read(workspace.target("release").join(name))?;
    let carries = |scheme: &Scheme| program.windows(scheme.docs().len()).any(|window| window == scheme.docs().as_bytes());
    // Without this the check would pass on a program that holds no scheme in a form it can see.
    if !carries(USED) {
        bail!("the program does not carry the scheme that it uses, so nothing can be told of the others");
    }
    let others = providers::ALL.iter().filter(|scheme| scheme.docs() != USED.docs());
    let linked: Vec<&str> = others.filter(|scheme| carries(scheme)).map(|scheme| scheme.name()).collect();
    if !linked.is_empty() {
        bail!("a program that uses {} alone carries {}", USED.name(), linked.join(", "));
    }
    println!("   ok of {} schemes the program carries one; it has {} bytes", providers::ALL.len(), program.len());
    Ok(())
}
