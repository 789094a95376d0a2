//! Times native verification beside what a receiver would use without countersign: one process, everyone in turn.
//!
//! `cargo bench --package countersign-bench -- --json FILE` also writes what it prints into a file.

mod contenders;
mod github;
mod standard;
mod turns;

use std::{env, fs};

use anyhow::{Result, bail};
use contenders::Contender;
use serde_json::{Value, json};
use turns::{ROUNDS, Time};

const SIZES: [(&str, usize); 6] =
    [("256 B", 256), ("1 KiB", 1024), ("4 KiB", 4096), ("16 KiB", 16_384), ("64 KiB", 65_536), ("1 MiB", 1_048_576)];

/// Makes the contenders of a scheme, ours first, for bodies of so many bytes.
type Scheme = (&'static str, fn(usize) -> Result<Vec<Box<dyn Contender>>>);

const SCHEMES: [Scheme; 2] = [("STANDARD_WEBHOOKS", standard::contenders), ("GITHUB", github::contenders)];

fn main() -> Result<()> {
    let file = file()?;
    println!(
        "ns a delivery, median of {ROUNDS} interleaved batches; × is the time beside countersign's. Ratios hold, absolute figures do not."
    );
    println!(
        "{}, {}",
        env::consts::ARCH,
        if hashes_in_hardware() { "with instructions for SHA-256" } else { "without instructions for SHA-256" }
    );
    let mut rows = Vec::new();
    for (scheme, contenders) in SCHEMES {
        let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
        for (_, size) in SIZES {
            let contenders = contenders(size)?;
            let times = turns::take(&contenders)?;
            let Some(ours) = times.first().map(|time| time.median) else { continue };
            lines.resize_with(contenders.len(), Default::default);
            for ((contender, time), line) in contenders.iter().zip(&times).zip(&mut lines) {
                line.0 = contender.name();
                line.1.push(format!("{:.0} ({:.2}×)", time.median, time.median / ours));
                rows.push(row(scheme, contender.name(), size, time, ours));
            }
        }
        print(scheme, &lines);
    }
    if let Some(file) = file {
        let all = json!({ "rounds": ROUNDS, "arch": env::consts::ARCH, "sha256_instructions": hashes_in_hardware(), "rows": rows });
        fs::write(file, format!("{all:#}\n"))?;
    }
    Ok(())
}

/// Cargo itself hands in `--bench`.
fn file() -> Result<Option<String>> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match &arguments[..] {
        [] => Ok(None),
        [option, file] if option == "--json" => Ok(Some(file.clone())),
        _ => bail!("the one option is --json FILE"),
    }
}

fn hashes_in_hardware() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("sha");
    #[cfg(target_arch = "aarch64")]
    return std::arch::is_aarch64_feature_detected!("sha2");
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    false
}

fn row(scheme: &str, contender: &str, bytes: usize, time: &Time, ours: f64) -> Value {
    let tenths = |number: f64| (number * 10.0).round() / 10.0;
    json!({
        "scheme": scheme,
        "contender": contender,
        "bytes": bytes,
        "ns": tenths(time.median),
        "quartiles": [tenths(time.lower), tenths(time.upper)],
        "ratio": (time.median / ours * 1000.0).round() / 1000.0,
    })
}

fn print(scheme: &str, lines: &[(&str, Vec<String>)]) {
    println!("\n| {scheme} | {} |", SIZES.map(|(name, _)| name).join(" | "));
    println!("|---|{}", "--:|".repeat(SIZES.len()));
    for (name, cells) in lines {
        println!("| {name} | {} |", cells.join(" | "));
    }
}
