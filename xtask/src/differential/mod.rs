//! Whether the native core and the packed package on Node answer random deliveries alike, and as an independent oracle does.

mod case;
mod genuine;
mod mutated;
mod random;
mod senders;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail};
use comfy_table::{Table, presets};
use fastrand::Rng;
use serde_json::{Value, json};

use crate::faces::{self, Packaged};
use crate::npm;
use crate::steps::Step;
use crate::workspace::Workspace;
use case::{Case, Kind};
use senders::Sender;

/// Where a run that disagrees leaves its cases, as vectors.
const FAILURES: &str = "differential-failures.json";

/// A run in which fewer than so many cases of a hundred are accepted tests little but refusals.
const LEAST_ACCEPTED: usize = 20;

/// How many cases, from which seed.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many random deliveries to decide
    #[arg(long, default_value_t = 10_000)]
    cases: usize,
    /// The seed to draw them from, to repeat a run; a new one each time otherwise
    #[arg(long)]
    seed: Option<u64>,
}

impl Options {
    /// Ten thousand cases from a new seed.
    pub(crate) fn usual() -> Self {
        Self { cases: 10_000, seed: None }
    }
}

/// Packs the package and compares.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let tarball = npm::pack(workspace)?;
    compare(workspace, options, &tarball)
}

/// Compares with a package that is packed already.
pub(crate) fn compare(workspace: &Workspace, options: &Options, tarball: &Path) -> Result<()> {
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| u64::from(time.subsec_nanos()) ^ time.as_secs());
    let seed = options.seed.unwrap_or_else(clock);
    println!("seed {seed}: repeat with cargo xtask differential --cases {} --seed {seed}", options.cases);

    let senders = senders::all();
    let cases = draw(&mut Rng::with_seed(seed), options.cases, &senders)?;
    let vectors: Vec<Value> = cases.iter().enumerate().map(|(index, case)| case.vector(&name(index, case, &senders))).collect();
    let file = json!({ "about": format!("{} random deliveries from the seed {seed}.", options.cases), "vectors": vectors });
    let native: Vec<String> = countersign_conformance::run(std::slice::from_ref(&file)).into_iter().map(|(_, outcome)| outcome).collect();
    let node = on_node(workspace, tarball, &file, &cases, &senders)?;
    if native.len() != cases.len() || node.len() != cases.len() {
        bail!("of {} cases native decided {} and Node {}", cases.len(), native.len(), node.len());
    }

    let accepted: Vec<bool> = native.iter().map(|outcome| outcome.starts_with(r#"{"ok""#)).collect();
    print_outcomes(&cases, &native);
    print_senders(&cases, &accepted, &node, &senders);

    let mut failures = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let disagrees = native[index] != node[index].outcome || node[index].oracle.is_some_and(|oracle| oracle != accepted[index]);
        let is_refused = case.kind == Kind::Genuine && !accepted[index];
        if disagrees || is_refused {
            let mut vector = vectors[index].clone();
            vector["answers"] = json!({ "native": native[index], "node": node[index].outcome, "oracle": node[index].oracle });
            failures.push(vector);
        }
    }
    let share = 100 * accepted.iter().filter(|accepted| **accepted).count() / cases.len().max(1);
    println!(
        "{share} % of {} cases accepted, {} decided by the oracle too",
        cases.len(),
        node.iter().filter(|node| node.oracle.is_some()).count()
    );
    let elsewhere = on_faces(workspace, tarball, &file)?;
    for (face, outcomes) in &elsewhere {
        let different = vectors.iter().zip(&native).filter(|(vector, native)| {
            let name = vector["name"].as_str().unwrap_or_default();
            outcomes.get(name) != Some(native)
        });
        let mut count: usize = 0;
        for (vector, native) in different {
            count = count.saturating_add(1);
            let mut vector = vector.clone();
            let name = vector["name"].as_str().unwrap_or_default();
            vector["answers"] = json!({ "native": native, face.as_str(): outcomes.get(name) });
            failures.push(vector);
        }
        println!("{face}: {} decided, {count} not as native does", outcomes.len());
    }
    for failure in failures.iter().take(10) {
        println!("{}: {}", failure["name"], failure["answers"]);
    }
    println!("{} disagreements", failures.len());
    let path = workspace.target(FAILURES);
    if failures.is_empty() {
        if path.exists() {
            fs::remove_file(&path)?;
        }
        if share < LEAST_ACCEPTED {
            bail!("only {share} % of the cases were accepted, so the test says little");
        }
        return Ok(());
    }
    let count = failures.len();
    fs::write(&path, serde_json::to_vec_pretty(&json!({ "about": file["about"], "vectors": failures }))?)?;
    bail!("{count} disagreements from the seed {seed}; the cases are in {}", workspace.shown(&path))
}

/// Draws the cases: genuine ones are signed by the native core, the others made from such.
fn draw(rng: &mut Rng, count: usize, senders: &[Sender]) -> Result<Vec<Case>> {
    let systems = senders.iter().filter(|sender| sender.has_oracle).count();
    let drafts: Vec<genuine::Draft> = (0..count)
        .map(|_| {
            let sender = if rng.bool() { rng.usize(..systems) } else { rng.usize(..senders.len()) };
            genuine::draft(rng, sender, senders)
        })
        .collect();
    let vectors: Vec<Value> = drafts.iter().enumerate().map(|(index, draft)| draft.vector(&index.to_string())).collect();
    let signed = countersign_conformance::run(&[json!({ "vectors": vectors })]);
    drafts
        .into_iter()
        .zip(signed)
        .map(|(draft, (_, outcome))| {
            let case = draft.signed(rng, &outcome)?;
            Ok(match rng.u8(..10) {
                0..=3 => case,
                4..=7 => mutated::mutate(rng, case, senders),
                _ => mutated::hostile(rng, case, senders),
            })
        })
        .collect()
}

fn name(index: usize, case: &Case, senders: &[Sender]) -> String {
    format!("random {index}: {}, {}", senders[case.sender].name, case.kind.name())
}

/// What Node says to a case: the package's outcome, and whether the oracle accepts, where it was asked.
struct OnNode {
    outcome: String,
    oracle: Option<bool>,
}

fn on_node(workspace: &Workspace, tarball: &Path, file: &Value, cases: &[Case], senders: &[Sender]) -> Result<Vec<OnNode>> {
    let folder = workspace.target("differential");
    npm::install(workspace, tarball, &folder, &[])?;
    let (input, output) = (folder.join("cases.json"), folder.join("answers.json"));
    fs::write(&input, serde_json::to_vec(file)?)?;
    let knows = |case: &Case| senders[case.sender].has_oracle && case.scheme == senders[case.sender].scheme;
    let asks_oracle: Vec<bool> = cases.iter().map(knows).collect();
    fs::write(folder.join("oracle.json"), serde_json::to_vec(&asks_oracle)?)?;
    Step::new(workspace, format!("{} random deliveries on Node", cases.len()), "node")
        .arg(workspace.path("xtask/js/differential.mjs"))
        .arg(&folder)
        .run()?;
    let answers: Value = serde_json::from_slice(&fs::read(&output)?)?;
    let answers = answers.as_array().context("answers.json: expected a list")?;
    answers
        .iter()
        .map(|answer| {
            let outcome = answer["outcome"].as_str().context("answers.json: no text `outcome`")?.to_owned();
            Ok(OnNode { outcome, oracle: answer["oracle"].as_bool() })
        })
        .collect()
}

/// What the faces answer whose host can hash, with that forced, forbidden and left alone: by face and entry, the outcome of each case.
fn on_faces(workspace: &Workspace, tarball: &Path, file: &Value) -> Result<Vec<(String, BTreeMap<String, String>)>> {
    let folder = workspace.target("differential/vectors");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("cases.json"), serde_json::to_vec(file)?)?;
    let Packaged { answers, runner } = faces::packaged(workspace, tarball, &folder, &["node", "deno", "bun", "workerd"], true)?;
    runner?;
    Ok(answers.into_iter().map(|answers| (format!("{}, {}", answers.face, answers.entry), answers.outcomes)).collect())
}

/// How often each kind of case had each outcome, so that a test of nothing is seen.
fn print_outcomes(cases: &[Case], native: &[String]) {
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for (case, outcome) in cases.iter().zip(native) {
        let outcome: Value = serde_json::from_str(outcome).unwrap_or_default();
        let name = if outcome["ok"].is_object() { "ok" } else { outcome["code"].as_str().unwrap_or("no outcome") };
        let row = counts.entry(name.to_owned()).or_default();
        for (count, kind) in row.iter_mut().zip(Kind::ALL) {
            *count += usize::from(kind == case.kind);
        }
    }
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header(["outcome"].into_iter().chain(Kind::ALL.map(Kind::name)));
    for (name, row) in counts {
        table.add_row([name].into_iter().chain(row.map(|count| count.to_string())));
    }
    println!("{table}");
}

fn print_senders(cases: &[Case], accepted: &[bool], node: &[OnNode], senders: &[Sender]) {
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN).set_header(["scheme", "cases", "accepted", "oracle asked"]);
    for (index, sender) in senders.iter().enumerate() {
        let of_sender = || cases.iter().enumerate().filter(|(_, case)| case.sender == index).map(|(at, _)| at);
        table.add_row([
            sender.name,
            &of_sender().count().to_string(),
            &of_sender().filter(|at| accepted[*at]).count().to_string(),
            &of_sender().filter(|at| node[*at].oracle.is_some()).count().to_string(),
        ]);
    }
    println!("{table}");
}
