//! The native core decides every vector of the corpus as the corpus expects.
#![allow(clippy::unwrap_used, reason = "a corpus that cannot be read is a failed test")]

use std::{fs, path::Path};

use serde_json::Value;

fn corpus() -> Vec<Value> {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let folders = [vectors.join("asymmetric"), vectors];
    let mut paths: Vec<_> = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    // Their shape, and the built-in schemes.
    paths.retain(|path| !path.ends_with("schema.json") && !path.ends_with("schemes.json"));
    paths.sort();
    paths.iter().map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap()).collect()
}

#[test]
fn every_vector_is_decided_as_expected() {
    let files = corpus();
    let wrong: Vec<String> = countersign_conformance::run(&files)
        .into_iter()
        .zip(countersign_conformance::expected(&files))
        .filter(|((_, actual), (_, expected))| actual != expected)
        .map(|((name, actual), (_, expected))| format!("{name}\n  expected {expected}\n  decided  {actual}"))
        .collect();
    assert!(wrong.is_empty(), "{} vectors:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_corpus_is_there() {
    assert!(countersign_conformance::run(&corpus()).len() > 300);
}
