//! Whether the core builds where there is no standard library, and depends there only on crates that were looked at.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::toolchain;
use crate::workspace::Workspace;

const TARGET: &str = "thumbv7em-none-eabi";

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
    // Of the feature `explain`.
    "adler2",
    "miniz_oxide",
    // Of the feature `asymmetric`. Of these no more is known than that they build there, and that no `std` of theirs is on.
    "base16ct",
    "const-oid",
    "cpubits",
    "crypto-bigint",
    "curve25519-dalek",
    "der",
    "ecdsa",
    "ed25519",
    "ed25519-dalek",
    "elliptic-curve",
    "ff",
    "generic-array",
    "group",
    "lazy_static",
    "libm",
    "num-bigint-dig",
    "num-integer",
    "num-iter",
    "num-traits",
    "p256",
    "pkcs1",
    "pkcs8",
    "ppv-lite86",
    "primefield",
    "primeorder",
    "rand",
    "rand_chacha",
    "rand_core",
    "rfc6979",
    "rsa",
    "sec1",
    "signature",
    "smallvec",
    "spin",
    "spki",
    "wnaf",
    "zerocopy",
];

/// Builds the core for a microcontroller with each set of features, and looks at what it depends on.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    toolchain::ensure_target(workspace, TARGET)?;
    let sets = sets(workspace)?;
    for (place, features) in sets.iter().enumerate() {
        // Nothing and everything down to the machine's code; what lies between is made of the same.
        let verb = if place == 0 || place.saturating_add(1) == sets.len() { "build" } else { "check" };
        let selection = ["--package", "countersign", "--no-default-features", "--features", features, "--target", TARGET];
        toolchain::cargo(workspace, format!("cargo {verb} for {TARGET}, features [{features}]")).arg(verb).args(selection).run()?;

        let tree = toolchain::cargo(workspace, "cargo tree")
            .arg("tree")
            .args(selection)
            .args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--no-dedupe", "--format", "{p}|{f}"])
            .answer()?;
        look_at(&tree, features)?;
    }
    Ok(())
}

/// No feature, each that promises to need no standard library, and all of those together.
fn sets(workspace: &Workspace) -> Result<Vec<String>> {
    let metadata = toolchain::cargo(workspace, "cargo metadata").args(["metadata", "--no-deps", "--format-version", "1"]).answer()?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let core = metadata["packages"].as_array().and_then(|all| all.iter().find(|package| package["name"] == "countersign"));
    let features = core.and_then(|core| core["features"].as_object()).context("cargo metadata does not list the core's features")?;
    let features: BTreeMap<&str, Vec<&str>> = features
        .iter()
        .map(|(name, needs)| (name.as_str(), needs.as_array().into_iter().flatten().filter_map(Value::as_str).collect()))
        .collect();
    let without: Vec<&str> = features.keys().copied().filter(|name| !needs_std(&features, name)).collect();
    let each = without.iter().map(|name| (*name).to_owned());
    Ok([String::new()].into_iter().chain(each).chain([without.join(",")]).collect())
}

fn needs_std(features: &BTreeMap<&str, Vec<&str>>, name: &str) -> bool {
    name == "std" || features.get(name).is_some_and(|needs| needs.iter().any(|need| needs_std(features, need)))
}

/// Refuses a crate that was not looked at, or that has its standard library switched on.
fn look_at(tree: &str, features: &str) -> Result<()> {
    // Of some there are two versions.
    let mut crates: Vec<(&str, &str)> = tree
        .lines()
        .filter_map(|line| {
            let (package, features) = line.split_once('|')?;
            Some((package.split(' ').next()?, features))
        })
        .collect();
    crates.sort_unstable();
    crates.dedup();
    println!("features [{features}]: {}", crates.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "));
    if !crates.iter().any(|(name, _)| *name == "countersign") {
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
