//! Whether every face answers every vector as expected, and as native does.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use comfy_table::{Table, presets};
use serde_json::Value;

use crate::faces::{self, Answers, Packaged};
use crate::npm;
use crate::workspace::Workspace;
use crate::wycheproof;

/// Of all differences, so many are told in full.
const DIFFERENCES_SHOWN: usize = 20;

/// Which vectors, on which faces.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// A folder of vector files instead of tests/vectors and Wycheproof's HMAC cases
    #[arg(long, value_name = "DIR")]
    vectors: Option<PathBuf>,
    /// The faces to run, separated by commas
    #[arg(long, value_name = "FACES", value_delimiter = ',', default_values = faces::ALL, value_parser = faces::ALL)]
    on: Vec<String>,
}

impl Options {
    /// The whole corpus on every face.
    pub(crate) fn everything() -> Self {
        Self { vectors: None, on: faces::ALL.map(str::to_owned).to_vec() }
    }

    /// Whether a face was asked for that runs the packed package.
    fn packaged(&self) -> Vec<&str> {
        self.on.iter().map(String::as_str).filter(|face| *face != "native").collect()
    }
}

/// Packs the package if a face needs it, runs the vectors, prints the table.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let tarball = if options.packaged().is_empty() { PathBuf::new() } else { npm::pack(workspace)? };
    compare(workspace, options, &tarball)
}

/// Runs the vectors with a package that is packed already, and prints the table.
pub(crate) fn compare(workspace: &Workspace, options: &Options, tarball: &Path) -> Result<()> {
    let folder = staged(workspace, options)?;
    let parsed = |folder: &Path| -> Result<Vec<Value>> {
        faces::json_files(folder)?.iter().map(|file| Ok(serde_json::from_slice(&fs::read(file)?)?)).collect()
    };
    let mut files = parsed(&folder)?;
    let smaller = expected(&files)?;
    files.extend(parsed(&folder.join(faces::ASYMMETRIC))?);
    let all = expected(&files)?;
    let expected = |answers: &Answers| if answers.entry == faces::LARGEST || answers.entry.is_empty() { &all } else { &smaller };

    let native = faces::native(&files);
    let asked = options.packaged();
    let Packaged { answers, runner } = match asked[..] {
        [] => Packaged { answers: Vec::new(), runner: Ok(()) },
        _ => faces::packaged(workspace, tarball, &folder, &asked, false)?,
    };
    let ran = |face: &str, entry: &str| answers.iter().any(|answers| answers.face.starts_with(face) && answers.entry == entry);
    let needed = |face: &str, entry: &str| entry != faces::HOSTED || face != "browser";
    let missed: Vec<&str> =
        asked.into_iter().filter(|face| !faces::ENTRIES.iter().all(|entry| ran(face, entry) || !needed(face, entry))).collect();

    // Native is what the others are measured against, so it is run in any case and shown when asked for.
    let shown = options.on.iter().any(|face| face == "native").then_some(&native);
    let mut differences = Vec::new();
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN).set_header(["face", "entry", "version", "vectors", "as expected", "differences"]);
    for answers in shown.into_iter().chain(&answers) {
        let expected = expected(answers);
        let different = differences_of(answers, &native, expected);
        let as_expected = expected.iter().filter(|(name, outcome)| answers.outcomes.get(*name) == Some(*outcome)).count();
        table.add_row([
            &answers.face,
            &answers.entry,
            &answers.version,
            &answers.outcomes.len().to_string(),
            &as_expected.to_string(),
            &different.len().to_string(),
        ]);
        differences.extend(different);
    }
    println!("{table}");
    for difference in differences.iter().take(DIFFERENCES_SHOWN) {
        println!("{difference}");
    }
    if differences.len() > DIFFERENCES_SHOWN {
        println!("... and {} more", differences.len() - DIFFERENCES_SHOWN);
    }
    for face in &missed {
        println!("{face} was asked for and did not run");
    }
    println!("{} differences", differences.len());

    if all.is_empty() {
        bail!("there is no vector in {}", workspace.shown(&folder));
    }
    if !differences.is_empty() || !missed.is_empty() {
        bail!("the faces do not agree on {} vectors; not run: {missed:?}", differences.len());
    }
    runner
}

/// In the corpus, the one file of those that need the second entry which stands beside the others.
const FAMILIES: &str = "families.json";

/// One folder with every vector file to run, so that each face is started once for each entry.
fn staged(workspace: &Workspace, options: &Options) -> Result<PathBuf> {
    let sources = match &options.vectors {
        Some(folder) => vec![folder.clone()],
        None => {
            let wycheproof = workspace.target("vectors/wycheproof");
            wycheproof::export(&wycheproof)?;
            vec![workspace.path("tests/vectors"), wycheproof]
        }
    };
    let folder = workspace.target("conformance/vectors");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let asymmetric = folder.join(faces::ASYMMETRIC);
    fs::create_dir_all(&asymmetric)?;
    for source in sources {
        let mut found = faces::json_files(&source)?;
        let more = source.join(faces::ASYMMETRIC);
        if more.exists() {
            found.extend(faces::json_files(&more)?);
        }
        for file in found {
            let name = file.file_name().context("a file has a name")?;
            let needs_asymmetric = file.starts_with(&more) || name == FAMILIES;
            let folder = if needs_asymmetric { &asymmetric } else { &folder };
            let text = fs::read(&file)?;
            let content: Value = serde_json::from_slice(&text).with_context(|| workspace.shown(&file))?;
            // schema.json, say, stands there too.
            if content["vectors"].is_array() {
                fs::write(folder.join(name), text)?;
            }
        }
    }
    Ok(folder)
}

/// The outcome each vector names, by the vector's name.
fn expected(files: &[Value]) -> Result<BTreeMap<String, String>> {
    let mut expected = BTreeMap::new();
    for (name, outcome) in countersign_conformance::expected(files) {
        if expected.insert(name.clone(), outcome).is_some() {
            bail!("two vectors are called {name:?}");
        }
    }
    Ok(expected)
}

/// A sentence for each vector on which a face does not answer as expected, or not as native does.
fn differences_of(answers: &Answers, native: &Answers, expected: &BTreeMap<String, String>) -> Vec<String> {
    let outcome =
        |answers: &Answers, name: &str| -> String { answers.outcomes.get(name).map_or_else(|| "nothing".to_owned(), Clone::clone) };
    let unknown = answers.outcomes.keys().filter(|name| !expected.contains_key(*name));
    let face = format!("{} {}", answers.face, answers.entry);
    let unknown = unknown.map(|name| format!("{face}: {name:?} is no vector that was asked"));
    expected
        .iter()
        .filter_map(|(name, wanted)| {
            let (mine, natives) = (outcome(answers, name), outcome(native, name));
            if mine == *wanted && mine == natives {
                return None;
            }
            Some(format!("{face}: {name}\n    answers  {mine}\n    expected {wanted}\n    native   {natives}"))
        })
        .chain(unknown)
        .collect()
}
