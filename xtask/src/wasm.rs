//! How the wasm module is made: cargo, then wasm-bindgen, then wasm-opt, into target/wasm.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::steps::Step;
use crate::toolchain;
use crate::workspace::Workspace;

const TARGET: &str = "wasm32-unknown-unknown";

/// What the module and its bindings are called: `core_bg.wasm`, `core_bg.js`, `core.d.ts`.
const NAME: &str = "core";

/// What takes part in making target/wasm after cargo is done.
const BUILD_INPUTS: [&str; 3] = ["Cargo.lock", "bindings/js/optimize.mjs", "bindings/js/package-lock.json"];

/// Builds the module and gives the folder it stands in.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    ensure_one_wasm_bindgen(workspace)?;
    toolchain::ensure_target(workspace, TARGET)?;
    toolchain::ensure_npm(workspace, "bindings/js")?;

    let compiled = compile(workspace)?;
    let folder = workspace.target("wasm");
    let stamp = folder.join(".countersign-inputs");
    let inputs = fingerprint(workspace, &compiled)?;
    if fs::read_to_string(&stamp).is_ok_and(|last| last == inputs) {
        eprintln!("   ok wasm is up to date");
        return Ok(folder);
    }

    // The stamp goes first and comes back last, so that a build that was interrupted is no build. The rest of the
    // folder is cargo's own: it keeps what it builds for the host in the profile `wasm` there.
    let bindings = workspace.target("wasm-bindgen");
    if stamp.exists() {
        fs::remove_file(&stamp)?;
    }
    if bindings.exists() {
        fs::remove_dir_all(&bindings)?;
    }
    fs::create_dir_all(&bindings)?;
    fs::create_dir_all(&folder)?;
    generate_bindings(&compiled, &bindings)?;
    let module = format!("{NAME}_bg.wasm");
    Step::new(workspace, "wasm-opt", "node")
        .arg(workspace.path("bindings/js/optimize.mjs"))
        .arg("--in")
        .arg(bindings.join(&module))
        .arg("--out")
        .arg(folder.join(&module))
        .run()?;
    // wasm-bindgen's loader, core.js, is left behind: the package has its own.
    for file in [format!("{NAME}_bg.js"), format!("{NAME}.d.ts")] {
        fs::copy(bindings.join(&file), folder.join(&file)).with_context(|| file)?;
    }
    fs::write(&stamp, inputs)?;

    let size = |path: &Path| fs::metadata(path).map(|file| file.len());
    eprintln!(
        "   ok {}: {} bytes ({} before wasm-opt)",
        workspace.shown(&folder.join(&module)),
        size(&folder.join(&module))?,
        size(&bindings.join(&module))?,
    );
    Ok(folder)
}

/// Compiles `bindings/wasm` and gives the module as rustc left it.
fn compile(workspace: &Workspace) -> Result<PathBuf> {
    // The machine's paths would stand in panic messages of the published module, and make it differ by machine.
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned()];
    // A verify takes less than 16 KiB of stack; the default of 1 MiB would be most of the module's memory.
    flags.push("-Clink-arg=-zstack-size=65536".to_owned());
    flags.push(format!("--remap-path-prefix={}=.", workspace.root().display()));
    if let Some(home) = cargo_home {
        flags.push(format!("--remap-path-prefix={}=cargo", home.display()));
        // The last that fits wins: a dependency is called by its name and version alone.
        for registry in fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten() {
            flags.push(format!("--remap-path-prefix={}/=", registry.path().display()));
        }
    }
    toolchain::cargo(workspace, format!("cargo build for {TARGET}"))
        .args(["build", "--package", "countersign-wasm", "--target", TARGET, "--profile", "wasm"])
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
        .env("CARGO_TARGET_DIR", workspace.target(""))
        .run()?;
    Ok(workspace.target(TARGET).join("wasm").join("countersign_wasm.wasm"))
}

/// The one place where wasm-bindgen's own library is called.
fn generate_bindings(module: &Path, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name(NAME)
        .bundler(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
        .context("wasm-bindgen")
}

/// wasm-bindgen's crate and its generator share a private format, so they have to be the same release.
fn ensure_one_wasm_bindgen(workspace: &Workspace) -> Result<()> {
    let lock = fs::read_to_string(workspace.path("Cargo.lock")).context("Cargo.lock")?;
    let versions = |name: &str| -> Vec<String> {
        let heading = format!("name = \"{name}\"");
        let mut lines = lock.lines();
        let mut found = Vec::new();
        while lines.any(|line| line == heading) {
            found.extend(lines.next().map(|line| line.trim_start_matches("version = ").trim_matches('"').to_owned()));
        }
        found
    };
    let (library, generator) = (versions("wasm-bindgen"), versions("wasm-bindgen-cli-support"));
    if library.len() != 1 || library != generator {
        bail!(
            "wasm-bindgen is {library:?} and wasm-bindgen-cli-support is {generator:?} in Cargo.lock: \
             give both one exact version in [workspace.dependencies] of Cargo.toml"
        );
    }
    Ok(())
}

/// One text that changes with anything that takes part in making target/wasm.
fn fingerprint(workspace: &Workspace, module: &Path) -> Result<String> {
    let mut digest = Sha256::new();
    for file in BUILD_INPUTS.map(|file| workspace.path(file)).iter().chain([&module.to_owned()]) {
        let bytes = fs::read(file).with_context(|| workspace.shown(file))?;
        digest.update(bytes.len().to_le_bytes());
        digest.update(bytes);
    }
    Ok(hex::encode(digest.finalize()))
}
