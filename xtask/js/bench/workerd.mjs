// Measures workerd from outside: time does not go on there while a request is worked on. `--nodejs-compat` turns that flag on.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "../../../tests/faces/bundled.mjs";
import { tool } from "../../../tests/faces/runtimes.mjs";
import { effort, measure, SIZES } from "./measure.mjs";

// Longer batches than inside, since each pays for a request.
const EFFORT = { batchNs: 3_000_000, warmUp: 10, rounds: 31 };

const { Miniflare } = await import(pathToFileURL(tool("miniflare")).href);
const { compatibilityDate, version } = await import(pathToFileURL(tool("workerd")).href).then((module) => module.default ?? module);
const [folder, output, runtime, flag] = process.argv.slice(2);
const withNode = flag === "--nodejs-compat";

const at = (path) => JSON.stringify(path);
// A Worker whose host can hash takes the entry that asks it to.
const source = `import * as libraries from ${at(join(folder, withNode ? "libraries-fast.mjs" : "libraries.mjs"))};
import { worker } from ${at(fileURLToPath(new URL("worker.mjs", import.meta.url)))};
${withNode ? 'import { Buffer } from "node:buffer"; import * as crypto from "node:crypto"; const host = { Buffer, crypto };' : "const host = {};"}
export default worker(libraries, host);`;
const conditions = ["workerd", "worker", ...(withNode ? [] : ["browser"])];
const files = await bundle(folder, "countersign", source, { conditions, external: ["node:*"] });
const modules = files.map(({ name, contents }) => ({ type: name.endsWith(".wasm") ? "CompiledWasm" : "ESModule", path: name, contents }));
modules.sort((a, b) => Number(a.type === "CompiledWasm") - Number(b.type === "CompiledWasm"));
const server = new Miniflare({ modules, cf: false, compatibilityDate, compatibilityFlags: withNode ? ["nodejs_compat"] : [] });
try {
  const home = await server.ready;
  const ask = async (query) => {
    const response = await fetch(new URL(`/?${new URLSearchParams(query)}`, home));
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  };
  const time = async (query) => {
    const start = performance.now();
    await ask(query);
    return (performance.now() - start) * 1e6;
  };
  const rows = [];
  for (const size of Object.values(SIZES)) {
    const all = JSON.parse(await ask({ size }));
    const batch = async (contender, count) => {
      const index = all.indexOf(contender);
      return (await time({ contender: index, count })) - (await time({ contender: index, count: 0 }));
    };
    const times = await measure(all, batch, effort(size, EFFORT));
    rows.push(...all.map((contender, index) => ({ ...contender, size, ns: times[index] })));
  }
  writeFileSync(output, JSON.stringify({ runtime, version, rows }));
} finally {
  await server.dispose();
}
