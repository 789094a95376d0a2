// How the wasm module is made smaller and no slower, by binaryen's wasm-opt from node_modules.
//
//   node bindings/js/optimize.mjs --in core_bg.wasm --out small.wasm
//   node bindings/js/optimize.mjs --in fast_bg.wasm --out fast.wasm --speed

import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { nameInOrder } from "./arrange.mjs";
import { assemble, DATA, sections } from "./sections.mjs";

// What rustc turns on for this target, and simd128 for SHA-2. Named here because wasm-opt refuses what the module does not declare.
const FEATURES = [
  "--enable-simd",
  "--enable-bulk-memory",
  "--enable-bulk-memory-opt",
  "--enable-mutable-globals",
  "--enable-nontrapping-float-to-int",
  "--enable-sign-ext",
  "--enable-multivalue",
];

const WASM_OPT = join(dirname(fileURLToPath(import.meta.url)), "node_modules/binaryen/bin/wasm-opt");

const STRIPPED = ["--strip-debug", "--strip-producers", "--strip-target-features"];

// Adding to a pointer never wraps here: the stack stands first, and nothing is kept in the first 1024 bytes below it.
const OFFSETS = "--low-memory-unused";

const LEVELS = [
  [OFFSETS, "-O3"],
  [OFFSETS, "--flatten", "--rereloop", "-Oz", "-Oz"],
  [OFFSETS, "--flatten", "--rereloop", "-O3", "-Oz", "-ocimfs", "0"],
  [OFFSETS, "--flatten", "--rereloop", "--pick-load-signs", "--duplicate-function-elimination", "--const-hoisting", "--vacuum", "-Oz", "--remove-unused-brs", "--merge-locals", "--simplify-locals-nostructure", "-O3", "--optimize-added-constants-propagate"],
  [OFFSETS, "--optimize-added-constants-propagate", "--flatten", "--rereloop", "-Oz", "-O3", "-fimfs", "0", "-aimfs", "0", "-ocimfs", "0"],
];

const { values } = parseArgs({ options: { in: { type: "string" }, out: { type: "string" }, speed: { type: "boolean" } } });
if (values.in === undefined || values.out === undefined) throw new Error("--in and --out are needed");

const folder = await mkdtemp(join(tmpdir(), "countersign-wasm-opt-"));
try {
  // By what is loaded: the smaller file can be the larger one on the way. It can grow a module with simd, so the input itself
  // is a candidate.
  let best = { level: "as it was", path: values.in, gzip: await gzipped(values.in) };
  const consider = async (level, path) => {
    const gzip = await gzipped(path);
    if (gzip < best.gzip) best = { level, path, gzip };
  };
  if (values.speed) {
    best.path = join(folder, "fast.wasm");
    optimize(values.in, best.path, [OFFSETS, "-O3"]);
  }
  for (const [index, passes] of (values.speed ? [] : LEVELS).entries()) {
    const path = join(folder, `${index}.wasm`);
    optimize(values.in, path, passes);
    await consider(passes.join(" "), path);
  }
  if (!values.speed) {
    const [named, arranged] = ["named.wasm", "arranged.wasm"].map((name) => join(folder, name));
    await writeFile(named, nameInOrder(await readFile(best.path)));
    optimize(named, arranged, ["--reorder-functions-by-name"]);
    await consider(`${best.level}, arranged`, arranged);
  }
  await writeFile(values.out, blanked(await readFile(best.path)));
  console.log(`wasm-opt: ${best.level}, ${await gzipped(values.out)} bytes gzip`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

function optimize(input, output, passes) {
  execFileSync(process.execPath, [WASM_OPT, input, "-o", output, ...passes, ...FEATURES, ...STRIPPED], { stdio: ["ignore", 2, 2] });
}

/** The module without the names of files, which only panics would say: the panic handler of bindings/wasm says nothing. */
function blanked(binary) {
  const blank = (data) => Buffer.from(Buffer.from(data).toString("latin1").replaceAll(/\/rustc\/[\w./-]*?\.rs/g, (name) => "\0".repeat(name.length)), "latin1");
  return assemble([...sections(binary)].map(([kind, bytes]) => [kind, kind === DATA ? blank(bytes) : bytes]));
}

async function gzipped(path) {
  return gzipSync(await readFile(path), { level: 9 }).length;
}
