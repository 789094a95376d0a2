// How the wasm module is made smaller and no slower, by binaryen's wasm-opt from node_modules.
//
//   node bindings/js/optimize.mjs --in core_bg.wasm --out small.wasm

import { execFileSync } from "node:child_process";
import { copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

// What rustc turns on for this target, and simd128 for SHA-2. Named here because wasm-opt refuses what the module does not declare.
const FEATURES = [
  "--enable-simd",
  "--enable-bulk-memory",
  "--enable-bulk-memory-opt",
  "--enable-mutable-globals",
  "--enable-nontrapping-float-to-int",
  "--enable-sign-ext",
  "--enable-multivalue",
  "--enable-reference-types",
];

const WASM_OPT = join(dirname(fileURLToPath(import.meta.url)), "node_modules/binaryen/bin/wasm-opt");

const LEVELS = ["-O3", "-Oz"];

const { values } = parseArgs({ options: { in: { type: "string" }, out: { type: "string" } } });
if (values.in === undefined || values.out === undefined) throw new Error("--in and --out are needed");

const folder = await mkdtemp(join(tmpdir(), "countersign-wasm-opt-"));
try {
  // It can grow a module with simd, so the input itself is a candidate.
  let best = { level: "as it was", path: values.in, bytes: (await stat(values.in)).size };
  for (const level of LEVELS) {
    const path = join(folder, `${level}.wasm`);
    execFileSync(process.execPath, [WASM_OPT, values.in, "-o", path, level, ...FEATURES, "--strip-debug", "--strip-producers"], {
      stdio: ["ignore", 2, 2],
    });
    const { size } = await stat(path);
    if (size < best.bytes) best = { level, path, bytes: size };
  }
  await copyFile(best.path, values.out);
  console.log(`wasm-opt: ${best.level}, ${best.bytes} bytes`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
