//! What each face answers to a folder of vectors: native in this process, the others through tests/faces.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::steps::Step;
use crate::toolchain;
use crate::workspace::{VERSION, Workspace};

/// Every face the library promises to give the same answer on.
pub(crate) const ALL: [&str; 6] = ["native", "node", "deno", "bun", "workerd", "browser"];

/// One face's answers, by the name of the vector.
pub(crate) struct Answers {
    pub(crate) face: String,
    /// The entry of the package; empty for native, which has them all.
    pub(crate) entry: String,
    pub(crate) version: String,
    pub(crate) outcomes: BTreeMap<String, String>,
}

/// The entries of the package that decide, and who hashes where that is forced, as `tests/faces/run.mjs` names them.
pub(crate) const ENTRIES: [&str; 4] = ["countersign", HOSTED, "countersign/fast, wasm", LARGEST];

/// Asked only of faces whose host can hash.
pub(crate) const HOSTED: &str = "countersign/fast, host";

/// The one that decides all schemes.
pub(crate) const LARGEST: &str = "countersign/asymmetric";

/// In a folder of vectors, those that need the second entry.
pub(crate) const ASYMMETRIC: &str = "asymmetric";

/// The core, called from this process.
pub(crate) fn native(files: &[Value]) -> Answers {
    let outcomes = countersign_conformance::run(files).into_iter().collect();
    Answers { face: "native".to_owned(), entry: String::new(), version: VERSION.to_owned(), outcomes }
}

/// What the packed package answers, and whether its runner was content.
pub(crate) struct Packaged {
    /// A face that did not run is not among these: the caller knows which it asked for.
    pub(crate) answers: Vec<Answers>,
    /// The runner also passes arguments of the wrong type to each face, and judges the answers itself.
    pub(crate) runner: Result<()>,
}

/// The packed package, installed and run on each of `faces`.
///
/// With `brief`, each case is asked in one form and not in many.
pub(crate) fn packaged(workspace: &Workspace, tarball: &Path, vectors: &Path, faces: &[&str], brief: bool) -> Result<Packaged> {
    install(workspace)?;
    let results = workspace.target("conformance/results");
    if results.exists() {
        fs::remove_dir_all(&results)?;
    }
    fs::create_dir_all(&results)?;
    let runner = Step::new(workspace, format!("vectors on {}", faces.join(", ")), "node")
        .arg(workspace.path("tests/faces/run.mjs"))
        .arg("--package")
        .arg(tarball)
        .arg("--vectors")
        .arg(vectors)
        .arg("--on")
        .arg(faces.join(","))
        .args(brief.then_some("--brief"))
        .arg("--out")
        .arg(&results)
        .shows_output()
        .run();
    let mut answers = Vec::new();
    for file in json_files(&results)? {
        answers.extend(read_answers(&file)?);
    }
    Ok(Packaged { answers, runner })
}

/// Installs every runtime the tests need; each is asked whether it starts.
pub(crate) fn install(workspace: &Workspace) -> Result<()> {
    toolchain::ensure_node(workspace)?;
    Step::new(workspace, "install the runtimes", "node").arg(workspace.path("tests/faces/install.mjs")).run()
}

/// The JSON files of a folder, by name.
pub(crate) fn json_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    Ok(files)
}

/// A face's answers; nothing if the file holds something else, such as what the faces were asked.
fn read_answers(file: &Path) -> Result<Option<Answers>> {
    let text = fs::read(file)?;
    let answers: Value = serde_json::from_slice(&text).with_context(|| file.display().to_string())?;
    if answers["face"].is_null() {
        return Ok(None);
    }
    let text_of = |value: &Value, field: &str| -> Result<String> {
        let text = value[field].as_str().with_context(|| format!("{}: no text `{field}`", file.display()))?;
        Ok(text.to_owned())
    };
    let mut outcomes = BTreeMap::new();
    for result in answers["results"].as_array().with_context(|| format!("{}: no list `results`", file.display()))? {
        let name = text_of(result, "name")?;
        if outcomes.insert(name.clone(), text_of(result, "outcome")?).is_some() {
            bail!("{}: two results for {name:?}", file.display());
        }
    }
    let entry = text_of(&answers, "entry")?;
    Ok(Some(Answers { face: text_of(&answers, "face")?, entry, version: text_of(&answers, "version")?, outcomes }))
}
