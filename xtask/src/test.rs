//! Everything that has to hold, in the order in which a break is cheapest to find. What cannot run has failed.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use comfy_table::{Table, presets};

use crate::steps::{Step, seconds};
use crate::workspace::Workspace;
use crate::{
    conformance, demo, differential, embedded, examples, generate, instructions, linking, npm, receivers, rust, snippets, stores, storm,
    toolchain, vectors,
};

/// Runs every step, also after one has failed, and prints what became of each.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let mut tests = Tests::default();
    tests.step("rustfmt", || rust::format(workspace));
    tests.step("clippy", || rust::clippy(workspace));
    tests.step("rustdoc", || rust::document(workspace));
    tests.step("cargo test", || rust::test(workspace));
    tests.step("no standard library", || embedded::check(workspace));
    tests.step("one provider alone", || linking::check(workspace));
    tests.step("instruction counts", || instructions::check(workspace));
    tests.step("generated TypeScript", || generate::run(workspace, true));
    tests.step("generated corpus", || vectors::generate(workspace, true));
    tests.step("oracle on the corpus", || vectors::check_with_oracle(workspace));

    let mut tarball = None;
    tests.step("npm package", || {
        tarball = Some(npm::pack(workspace)?);
        Ok(())
    });
    let packed = || tarball.clone().context("could not run: there is no npm package");
    tests.step("TypeScript and its tests", || packed().and_then(|_| javascript(workspace)));
    tests.step("conformance on six faces", || conformance::compare(workspace, &conformance::Options::everything(), &packed()?));
    tests.step("differential", || differential::compare(workspace, &differential::Options::usual(), &packed()?));
    tests.step("receivers", || receivers::check(workspace, &receivers::Options::default(), &packed()?));
    tests.step("packaging", || packaging(workspace, packed()?));
    tests.step("stores", || stores::check(workspace, &packed()?));
    tests.step("README snippets", || snippets::run(workspace, &packed()?));
    tests.step("examples", || examples::run(workspace, &packed()?));
    tests.step("storm", || storm::send(workspace, &storm::Options::usual(), &packed()?));
    tests.step("demo", || packed().and_then(|_| demo::run(workspace)));
    tests.finish()
}

/// The types of bindings/js, and its own tests on the package that was just built.
fn javascript(workspace: &Workspace) -> Result<()> {
    toolchain::ensure_npm(workspace, "bindings/js")?;
    Step::new(workspace, "npm run check in bindings/js", "npm").args(["run", "check"]).dir(workspace.path("bindings/js")).run()?;
    let folder = workspace.path("bindings/js/test");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    if files.is_empty() {
        bail!("there is no test in {}", workspace.shown(&folder));
    }
    Step::new(workspace, "node --test in bindings/js", "node")
        .arg("--test")
        .args(files)
        .env("COUNTERSIGN_DIST", workspace.target("npm/package/dist"))
        .run()
}

fn packaging(workspace: &Workspace, tarball: PathBuf) -> Result<()> {
    Step::new(workspace, "packaging consumers and gates", "node")
        .arg(workspace.path("tests/packaging/run.mjs"))
        .arg("--package")
        .arg(tarball)
        .shows_output()
        .run()
}

/// The steps that ran, and how each ended.
#[derive(Default)]
struct Tests {
    ended: Vec<(&'static str, Duration, Result<()>)>,
}

impl Tests {
    fn step(&mut self, name: &'static str, action: impl FnOnce() -> Result<()>) {
        println!("== {name}");
        let started = Instant::now();
        let result = action();
        if let Err(error) = &result {
            println!("{name} failed: {error:#}");
        }
        self.ended.push((name, started.elapsed(), result));
    }

    fn finish(self) -> Result<()> {
        let mut table = Table::new();
        table.load_preset(presets::ASCII_MARKDOWN).set_header(["step", "time", "result"]);
        for (name, time, result) in &self.ended {
            let result = result.as_ref().map_or_else(|error| format!("FAILED: {error:#}"), |()| "passed".to_owned());
            table.add_row([(*name).to_owned(), seconds(*time), result]);
        }
        let passed = self.ended.iter().filter(|(_, _, result)| result.is_ok()).count();
        let failed = self.ended.len() - passed;
        println!("\n{table}\n{passed} passed, {failed} failed");
        if failed == 0 { Ok(()) } else { bail!("{failed} steps failed") }
    }
}
