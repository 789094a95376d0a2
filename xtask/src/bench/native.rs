//! How fast the core verifies natively, beside what a receiver in Rust would use without it.

use std::fs;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::toolchain;
use crate::workspace::Workspace;

/// Times the contenders of `benches/native`, prints their tables, and gives what was measured:
/// `rows` of `scheme`, `contender`, `bytes`, `ns` (the median), `quartiles` and `ratio` (the time beside countersign's).
pub(crate) fn native(workspace: &Workspace) -> Result<Value> {
    let file = workspace.target("bench-native.json");
    toolchain::cargo(workspace, "bench natively")
        .args(["bench", "--quiet", "--package", "countersign-bench", "--bench", "native", "--", "--json"])
        .arg(&file)
        .shows_output()
        .run()?;
    let measured = fs::read(&file).with_context(|| workspace.shown(&file))?;
    serde_json::from_slice(&measured).with_context(|| workspace.shown(&file))
}
