//! How the npm package is made: the wasm module, the bundled JavaScript, one tarball in target/npm.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::steps::Step;
use crate::toolchain;
use crate::wasm;
use crate::workspace::{VERSION, Workspace};

/// Builds and packs the package and gives the tarball's path, which is the same for each version.
pub(crate) fn pack(workspace: &Workspace) -> Result<PathBuf> {
    let module = wasm::build(workspace)?;
    let folder = workspace.target("npm");
    let package = folder.join("package");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&package)?;

    Step::new(workspace, "bundle the npm package", "node")
        .arg(workspace.path("bindings/js/build.mjs"))
        .arg("--wasm")
        .arg(&module)
        .arg("--out")
        .arg(&package)
        .args(["--version", VERSION, "--licenses"])
        .arg(workspace.root())
        .shows_output()
        .run()?;
    toolchain::ensure_node(workspace)?;
    Step::new(workspace, "npm pack", "npm").args(["pack", "--ignore-scripts", "--pack-destination"]).arg(&folder).dir(&package).run()?;

    let packed = folder.join(format!("countersign-{VERSION}.tgz"));
    let tarball = folder.join("countersign.tgz");
    fs::copy(&packed, &tarball).with_context(|| workspace.shown(&packed))?;
    eprintln!("   ok {}: {} bytes", workspace.shown(&packed), fs::metadata(&packed)?.len());
    Ok(tarball)
}

/// Installs the packed package, and others with it, into a folder of its own, as a user would.
pub(crate) fn install(workspace: &Workspace, tarball: &Path, folder: &Path, others: &[String]) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    Step::new(workspace, format!("npm install into {}", workspace.shown(folder)), "npm")
        .args(["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"])
        .arg(tarball)
        .args(others)
        .dir(folder)
        .run()
}
