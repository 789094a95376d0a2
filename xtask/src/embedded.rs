//! Whether the core builds where there is no standard library, and depends there only on crates that were looked at.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use crate::toolchain;
use crate::workspace::Workspace;

const TARGET: &str = "thumbv7em-none-eabi";

/// Sets of features that promise to need no standard library.
const FEATURES: [&str; 3] = ["", "alloc", "alloc,serde"];

/// The crates the core may have there. Each was looked at: it is `no_std`, unless its feature `std` is on.
const ALLOWED: &[&str] = &[
    "block-buffer",
    "cfg-if",
    "cmov",
    "countersign",
    "crypto-common",
    "ctutils",
    "digest",
    "hex",
    "hmac",
    "hybrid-array",
    "itoa",
    "memchr",
    "serde",
    "serde_core",
    "serde_json",
    "sha1",
    "sha2",
    "subtle",
    "typenum",
    "zeroize",
    "zmij",
];

/// Builds the core for a microcontroller with each set of features, and looks at what it depends on.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    toolchain::ensure_target(workspace, TARGET)?;
    for features in FEATURES {
        let selection = ["--package", "countersign", "--no-default-features", "--features", features, "--target", TARGET];
        toolchain::cargo(workspace, format!("cargo build for {TARGET}, features [{features}]")).arg("build").args(selection).run()?;

        let tree = toolchain::cargo(workspace, "cargo tree")
            .arg("tree")
            .args(selection)
            .args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--no-dedupe", "--format", "{p}|{f}"])
            .answer()?;
        look_at(&tree, features)?;
    }
    Ok(())
}

/// Refuses a crate that was not looked at, or that has its standard library switched on.
fn look_at(tree: &str, features: &str) -> Result<()> {
    let crates: BTreeMap<&str, &str> = tree
        .lines()
        .filter_map(|line| {
            let (package, features) = line.split_once('|')?;
            Some((package.split(' ').next()?, features))
        })
        .collect();
    println!("features [{features}]: {}", crates.keys().copied().collect::<Vec<_>>().join(", "));
    if !crates.contains_key("countersign") {
        bail!("cargo tree does not list the core itself, so its output was not understood");
    }
    for (name, features) in crates {
        if !ALLOWED.contains(&name) {
            bail!("{name} is new here: if it is no_std, add it to ALLOWED in xtask/src/embedded.rs");
        }
        if features.split(',').any(|feature| feature == "std") {
            bail!("{name} has its feature `std` on; ask for it with default-features = false");
        }
    }
    Ok(())
}
