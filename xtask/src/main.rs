//! Which command of `cargo xtask` was asked for, and with which options.

mod bench;
mod conformance;
mod demo;
mod differential;
mod embedded;
mod examples;
mod faces;
mod generate;
mod instructions;
mod linking;
mod npm;
mod receivers;
mod rust;
mod sizes;
mod snippets;
mod steps;
mod stores;
mod storm;
mod test;
mod toolchain;
mod vectors;
mod wasm;
mod workspace;
mod wycheproof;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

/// Builds, tests and measures countersign.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Send real deliveries to the Express example, compare its answers with the core's, and kill it in between
    Demo,
    /// Build the wasm module and its bindings into target/wasm
    Wasm,
    /// Build the npm package and pack it into target/npm
    Npm,
    /// Write what TypeScript and the corpus repeat of the Rust catalogue
    Generate {
        /// Compare instead, and fail if a file is not as it would be written
        #[arg(long)]
        check: bool,
    },
    /// Write the generated part of the corpus in tests/vectors, and docs/providers.md
    Vectors {
        /// Compare instead, and fail if a file is not as it would be written
        #[arg(long)]
        check: bool,
    },
    /// Run a folder of vectors on every face and compare the answers
    Conformance(conformance::Options),
    /// Decide random deliveries natively and on Node and compare the answers
    Differential(differential::Options),
    /// Try the packed receiver on every framework: bodies of every kind, and bad input
    Receivers(receivers::Options),
    /// Measure on every runtime beside other packages and bare primitives, and write docs/benchmarks.md
    Bench(bench::Options),
    /// Count the instructions of native verification and compare them with benches/instructions.json
    Instructions(instructions::Options),
    /// Send the examples storms of deliveries while they are killed, and compare what took effect with what was sent
    Storm(storm::Options),
    /// Ask every store of receivers what receivers ask, over real servers, from several processes, some of which are killed
    Stores(stores::Options),
    /// Print what the bytes of a wasm module are spent on
    Sizes(sizes::Options),
    /// Run every check and test there is
    #[command(visible_alias = "ci")]
    Test,
}

fn main() -> ExitCode {
    let Cli { command } = Cli::parse();
    let done = Workspace::find().and_then(|workspace| match command {
        Task::Demo => demo::run(&workspace),
        Task::Wasm => wasm::build(&workspace).map(drop),
        Task::Npm => npm::pack(&workspace).map(drop),
        Task::Generate { check } => generate::run(&workspace, check),
        Task::Vectors { check } => vectors::generate(&workspace, check),
        Task::Conformance(options) => conformance::run(&workspace, &options),
        Task::Differential(options) => differential::run(&workspace, &options),
        Task::Receivers(options) => receivers::run(&workspace, &options),
        Task::Bench(options) => bench::run(&workspace, &options),
        Task::Instructions(options) => instructions::run(&workspace, &options),
        Task::Storm(options) => storm::run(&workspace, &options),
        Task::Stores(options) => stores::run(&workspace, &options),
        Task::Sizes(options) => sizes::run(&workspace, &options),
        Task::Test => test::run(&workspace),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
