//! What cargo itself has to say of the Rust code: format, lints, documentation, tests.

use anyhow::Result;

use crate::toolchain;
use crate::workspace::Workspace;

/// Each feature of the core alone: one may only add, so each has to do without the others.
const FEATURES: [&str; 11] =
    ["", "alloc", "std", "serde", "http", "asymmetric", "jws", "http-signatures", "handshake", "explain", "receiver"];

pub(crate) fn format(workspace: &Workspace) -> Result<()> {
    toolchain::ensure_component(workspace, "rustfmt", "fmt")?;
    toolchain::cargo(workspace, "cargo fmt --all --check").args(["fmt", "--all", "--check"]).run()
}

pub(crate) fn clippy(workspace: &Workspace) -> Result<()> {
    toolchain::ensure_component(workspace, "clippy", "clippy")?;
    let deny = ["--", "-D", "warnings"];
    toolchain::cargo(workspace, "cargo clippy --workspace --all-targets --all-features")
        .args(["clippy", "--workspace", "--all-targets", "--all-features"])
        .args(deny)
        .run()?;
    for features in FEATURES {
        toolchain::cargo(workspace, format!("cargo clippy of the core, features [{features}] alone"))
            .args(["clippy", "--package", "countersign", "--no-default-features", "--features", features])
            .args(deny)
            .run()?;
    }
    Ok(())
}

pub(crate) fn document(workspace: &Workspace) -> Result<()> {
    toolchain::cargo(workspace, "cargo doc --workspace --all-features")
        .args(["doc", "--workspace", "--no-deps", "--all-features"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()
}

/// Unit, integration and documentation tests; the README is the core's documentation.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    toolchain::cargo(workspace, "cargo test --workspace --all-features").args(["test", "--workspace", "--all-features"]).run()
}
