//! How the wasm modules are made: for each entry of the npm package cargo, then wasm-bindgen, then wasm-opt, into target/wasm.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::steps::Step;
use crate::toolchain;
use crate::workspace::Workspace;

const TARGET: &str = "wasm32-unknown-unknown";

/// The entries, each with the features of `bindings/wasm` that its module is made with; the bundler reads them there too.
const ENTRIES: &str = "bindings/entries.json";

/// What takes part in making a module after cargo is done.
const BUILD_INPUTS: [&str; 5] =
    ["Cargo.lock", "bindings/js/arrange.mjs", "bindings/js/optimize.mjs", "bindings/js/package-lock.json", "bindings/js/sections.mjs"];

/// One module: `core` is `core_bg.wasm` with its bindings `core_bg.js` and their types `core.d.ts`.
struct Entry {
    name: String,
    features: String,
    /// The profile of cargo: `wasm`, which is small, or `wasm-fast`.
    profile: String,
    /// How much LLVM inlines. By itself it inlines half as much as is smallest, where the smallest size is asked for.
    inline: Option<u64>,
    /// Bytes of stack. The default of 1 MiB would be most of a module's memory.
    stack: u64,
}

/// Builds every module that has changed and gives the folder they stand in.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    ensure_one_wasm_bindgen(workspace)?;
    toolchain::ensure_target(workspace, TARGET)?;
    toolchain::ensure_npm(workspace, "bindings/js")?;
    let folder = workspace.target("wasm");
    fs::create_dir_all(&folder)?;
    let entries = entries(workspace)?;
    // Cargo compiles one after another into one place. What follows takes longer, one processor, and a file of its own; the last of the
    // list, which takes longest, is begun first.
    thread::scope(|scope| {
        let mut finishing = Vec::new();
        for entry in entries.iter().rev() {
            let compiled = compile(workspace, entry)?;
            let module = fs::read(&compiled).with_context(|| workspace.shown(&compiled))?;
            let folder = &folder;
            finishing.push(scope.spawn(move || finish(workspace, entry, module, folder)));
        }
        finishing.into_iter().try_for_each(|entry| entry.join().map_err(|_| anyhow!("a module was given up"))?)
    })?;
    Ok(folder)
}

/// Builds one module with the names of its functions, without wasm-opt's passes, and gives its path.
pub(crate) fn named(workspace: &Workspace, name: &str) -> Result<PathBuf> {
    toolchain::ensure_target(workspace, TARGET)?;
    let entry = entries(workspace)?.into_iter().find(|entry| entry.name == name);
    let entry = entry.with_context(|| format!("{ENTRIES} has no module called {name:?}"))?;
    let folder = workspace.target("wasm-named");
    fs::create_dir_all(&folder)?;
    generate_bindings(fs::read(compile(workspace, &entry)?)?, name, &folder, true)?;
    Ok(folder.join(format!("{name}_bg.wasm")))
}

fn entries(workspace: &Workspace) -> Result<Vec<Entry>> {
    let entries: Value = serde_json::from_slice(&fs::read(workspace.path(ENTRIES))?).context(ENTRIES)?;
    let entry = |entry: &Value| -> Option<Entry> {
        let features: Option<Vec<&str>> = entry["features"].as_array()?.iter().map(Value::as_str).collect();
        Some(Entry {
            name: entry["name"].as_str()?.to_owned(),
            features: features?.join(","),
            stack: entry["stack"].as_u64()?,
            inline: entry["inline"].as_u64(),
            profile: entry["profile"].as_str().unwrap_or("wasm").to_owned(),
        })
    };
    let entries = entries.as_array().and_then(|list| list.iter().map(entry).collect());
    entries.with_context(|| format!("{ENTRIES} is not a list of a name, features and bytes of stack each"))
}

/// Makes of what rustc left what goes into the package, unless that was made before.
fn finish(workspace: &Workspace, entry: &Entry, compiled: Vec<u8>, folder: &Path) -> Result<()> {
    let Entry { name, .. } = entry;
    let stamp = folder.join(format!(".{name}-inputs"));
    let inputs = fingerprint(workspace, &compiled)?;
    if fs::read_to_string(&stamp).is_ok_and(|last| last == inputs) {
        eprintln!("   ok wasm {name} is up to date");
        return Ok(());
    }

    // The stamp goes first and comes back last, so that a build that was interrupted is no build. The rest of the
    // folder is cargo's own: it keeps what it builds for the host in the profile `wasm` there.
    let bindings = workspace.target("wasm-bindgen").join(name);
    if stamp.exists() {
        fs::remove_file(&stamp)?;
    }
    if bindings.exists() {
        fs::remove_dir_all(&bindings)?;
    }
    fs::create_dir_all(&bindings)?;
    generate_bindings(compiled, name, &bindings, false)?;
    let module = format!("{name}_bg.wasm");
    Step::new(workspace, format!("wasm-opt {name}"), "node")
        .arg(workspace.path("bindings/js/optimize.mjs"))
        .arg("--in")
        .arg(bindings.join(&module))
        .arg("--out")
        .arg(folder.join(&module))
        .args((entry.profile != "wasm").then_some("--speed"))
        .beside_others()
        .run()?;
    // wasm-bindgen's loader, core.js, is left behind: the package has its own.
    for file in [format!("{name}_bg.js"), format!("{name}.d.ts")] {
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
    Ok(())
}

/// Compiles `bindings/wasm` and gives the module as rustc left it, which is there until the next entry is compiled.
fn compile(workspace: &Workspace, entry: &Entry) -> Result<PathBuf> {
    // The machine's paths would stand in panic messages of the published module, and make it differ by machine.
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned()];
    flags.push(format!("-Clink-arg=-zstack-size={}", entry.stack));
    if let Some(threshold) = entry.inline {
        flags.push(format!("-Cllvm-args=-inline-threshold={threshold}"));
    }
    flags.push(format!("--remap-path-prefix={}=.", workspace.root().display()));
    if let Some(home) = cargo_home {
        flags.push(format!("--remap-path-prefix={}=cargo", home.display()));
        // The last that fits wins: a dependency stands where rustc puts the standard library's files, which optimize.mjs blanks.
        for registry in fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten() {
            flags.push(format!("--remap-path-prefix={}=/rustc", registry.path().display()));
        }
    }
    toolchain::cargo(workspace, format!("cargo build {} for {TARGET}", entry.name))
        .args(["build", "--package", "countersign-wasm", "--target", TARGET, "--profile", &entry.profile])
        .args(["--no-default-features", "--features", &entry.features])
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
        .env("CARGO_TARGET_DIR", workspace.target(""))
        .run()?;
    Ok(workspace.target(TARGET).join(&entry.profile).join("countersign_wasm.wasm"))
}

/// The one place where wasm-bindgen's own library is called.
fn generate_bindings(mut module: Vec<u8>, name: &str, folder: &Path, names: bool) -> Result<()> {
    without_reference_types(&mut module)?;
    Bindgen::new()
        .input_bytes(name, module)
        .out_name(name)
        .bundler(true)?
        .typescript(true)
        .remove_name_section(!names)
        .remove_producers_section(true)
        .generate(folder)
        .context("wasm-bindgen")
}

/// Unsays that the module uses reference types. rustc says so of every module, and wasm-bindgen would add a table of the host's
/// objects with all that belongs to it; only numbers cross here.
fn without_reference_types(module: &mut [u8]) -> Result<()> {
    const USED: &[u8] = b"+\x0freference-types";
    let place = module.windows(USED.len()).rposition(|bytes| bytes == USED);
    let place = place.context("the module does not say whether it uses reference types; did rustc change?")?;
    module[place] = b'-';
    Ok(())
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

/// One text that changes with anything that takes part in making a module.
fn fingerprint(workspace: &Workspace, module: &[u8]) -> Result<String> {
    let mut digest = Sha256::new();
    let mut add = |bytes: &[u8]| {
        digest.update(bytes.len().to_le_bytes());
        digest.update(bytes);
    };
    for file in BUILD_INPUTS.map(|file| workspace.path(file)) {
        add(&fs::read(&file).with_context(|| workspace.shown(&file))?);
    }
    add(module);
    Ok(hex::encode(digest.finalize()))
}
