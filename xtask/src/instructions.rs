//! How many instructions a native verification takes, and whether that is what is written down.
//!
//! Time varies with the machine and its load; this does not: musl's `memcpy` and the portable SHA-256 are the same on every processor.
//! Hashing is counted apart. It is most of the whole, and would hide what else there is.

use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::{Map, Value, json};

use crate::steps::Step;
use crate::toolchain;
use crate::workspace::Workspace;

const FILE: &str = "benches/instructions.json";
const WRITE: &str = "cargo xtask instructions --write";
/// Scheme, bytes of the body, kind: the arguments of `benches/src/bin/instructions.rs`.
const CASES: [[&str; 3]; 8] = [
    ["STANDARD_WEBHOOKS", "256", "genuine"],
    ["STANDARD_WEBHOOKS", "256", "forged"],
    ["STANDARD_WEBHOOKS", "4096", "genuine"],
    ["STANDARD_WEBHOOKS", "4096", "forged"],
    ["GITHUB", "256", "genuine"],
    ["GITHUB", "256", "forged"],
    ["GITHUB", "4096", "genuine"],
    ["GITHUB", "4096", "forged"],
];
/// The function that is counted, and the one below it that hashes.
const COUNTED: &str = "counted";
const HASHING: &str = "compress256";
/// A figure may be off by so much, up or down: faster code is written down too, or it could be lost again unseen.
const TOLERANCE_PERCENT: f64 = 3.0;

/// Whether to write down what was counted.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Write the figures into benches/instructions.json instead of comparing
    #[arg(long)]
    write: bool,
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    if options.write { write(workspace) } else { check(workspace) }
}

/// Fails if a figure is not the one that is written down for this kind of machine; where there is none, says so and passes.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let written = read(workspace)?;
    let Some(figures) = written[target()].as_object() else {
        println!("skipped: {FILE} has no figures for {}; where valgrind and that target are to be had, `{WRITE}` adds them", target());
        return Ok(());
    };
    let counted = count(workspace)?;
    let mut off = Vec::new();
    for (case, count) in &counted {
        let before = figures.get(case).and_then(Value::as_u64).with_context(|| format!("{FILE} lacks {case}: run `{WRITE}`"))?;
        let percent = (*count as f64 / before as f64 - 1.0) * 100.0;
        println!("{case}: {count} instructions ({percent:+.1} %)");
        if percent.abs() > TOLERANCE_PERCENT {
            off.push(format!("{case}: {count} instead of {before}"));
        }
    }
    if off.is_empty() {
        return Ok(());
    }
    let (then, now) = (written["rustc"].as_str().unwrap_or_default(), rustc(workspace)?);
    let compiler = if then == now { String::new() } else { format!("; the figures are of rustc {then} and this is {now}") };
    bail!("{}{compiler}. If this is as it should be, write it down: {WRITE}", off.join(", "))
}

fn write(workspace: &Workspace) -> Result<()> {
    let counted: Map<String, Value> = count(workspace)?.into_iter().map(|(case, count)| (case, count.into())).collect();
    let mut written = read(workspace)?;
    written[target()] = counted.into();
    written["rustc"] = rustc(workspace)?.into();
    fs::write(workspace.path(FILE), format!("{written:#}\n"))?;
    println!("wrote {FILE}");
    Ok(())
}

fn read(workspace: &Workspace) -> Result<Value> {
    match fs::read(workspace.path(FILE)) {
        Ok(file) => serde_json::from_slice(&file).context(FILE),
        Err(_) => Ok(json!({})),
    }
}

fn target() -> String {
    format!("{ARCH}-unknown-{OS}-musl")
}

fn rustc(workspace: &Workspace) -> Result<String> {
    let version = Step::new(workspace, "ask rustc for its version", "rustc").arg("--version").answer()?;
    Ok(version.split(' ').nth(1).context("rustc --version says no version")?.to_owned())
}

/// For each case, the instructions of one verification: those that hash, and all others.
fn count(workspace: &Workspace) -> Result<Vec<(String, u64)>> {
    Step::new(workspace, "ask for valgrind", "valgrind").arg("--version").answer()?;
    let target = target();
    toolchain::ensure_target(workspace, &target)?;
    toolchain::cargo(workspace, "build what is counted")
        .args(["build", "--release", "--package", "countersign-bench", "--bin", "instructions", "--target", &target])
        // In place of flags of one's own: the figures are of the plain target.
        .env("RUSTFLAGS", "--cfg sha2_backend=\"soft\"")
        .run()?;
    let binary = workspace.target(Path::new(&target).join("release/instructions"));
    let mut counts = Vec::new();
    for case in CASES {
        let (hashing, others) = count_case(workspace, &binary, &case)?;
        let case = case.join(" ");
        counts.extend([(format!("{case}, hashing"), hashing), (case, others)]);
    }
    Ok(counts)
}

fn count_case(workspace: &Workspace, binary: &Path, case: &[&str]) -> Result<(u64, u64)> {
    let profile = workspace.target("xtask-logs/callgrind.out");
    let times = Step::new(workspace, format!("callgrind on {}", case.join(" ")), "valgrind")
        .args(["--quiet", "--tool=callgrind", "--collect-atstart=no", &format!("--toggle-collect=*{COUNTED}*")])
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(binary)
        .args(case)
        .answer()?;
    let times: u64 = times.trim().parse().with_context(|| format!("{} printed {times:?}", binary.display()))?;
    let profile = fs::read_to_string(&profile).with_context(|| profile.display().to_string())?;
    let all = profile.lines().find_map(|line| line.strip_prefix("summary: ")?.parse::<u64>().ok()).context("callgrind gave no sum")?;
    let hashing = instructions_in(HASHING, &profile);
    if hashing == 0 {
        bail!("no function is called {HASHING}: was it inlined, or renamed?");
    }
    Ok((hashing / times, (all - hashing) / times))
}

/// The instructions of the functions whose name has this part, but not of those they call, in the format that callgrind's manual
/// describes: the name stands only where the function is first told of, later its number alone.
fn instructions_in(part: &str, profile: &str) -> u64 {
    let numbers: Vec<&str> = profile
        .lines()
        .filter_map(|line| line.strip_prefix("fn=").or_else(|| line.strip_prefix("cfn="))?.split_once(' '))
        .filter(|(_, name)| name.contains(part))
        .map(|(number, _)| number)
        .collect();
    let (mut inside, mut called, mut sum) = (false, false, 0);
    for line in profile.lines() {
        if let Some(function) = line.strip_prefix("fn=") {
            inside = function.split(' ').next().is_some_and(|number| numbers.contains(&number));
        } else if line.starts_with("calls=") {
            called = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '*')) {
            // The line after a call has the instructions of what was called.
            if inside && !called {
                sum += line.split(' ').nth(1).and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
            }
            called = false;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_charged_its_own_lines_and_not_its_callees() {
        let profile =
            "fn=(1) a::counted\n0 5\ncfn=(2) b::compress256\ncalls=2 0\n0 100\n+1 7\nfn=(2)\n0 90\n* 4\ncfn=(3) memset\ncalls=1 0\n0 6\n";
        assert_eq!(instructions_in("compress256", profile), 94);
        assert_eq!(instructions_in("counted", profile), 12);
        assert_eq!(instructions_in("absent", profile), 0);
    }
}
