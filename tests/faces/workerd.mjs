// Runs the suite on workerd through miniflare; `--nodejs-compat` turns that flag on, and the answers must not care.
import { Miniflare } from "miniflare";
import workerd from "workerd";
import { bundle } from "./bundled.mjs";
import { readInput, writeOutput } from "./installed.mjs";

const source = `import * as lib from "countersign"; import { answers } from "./answers.mjs";
export default { fetch: async (request) => Response.json(answers(lib, await request.json())) };`;
const [folder, input, output, flag] = process.argv.slice(2);
const flags = flag === "--nodejs-compat" ? ["nodejs_compat"] : [];
const asked = readInput(input);
const files = await bundle(folder, asked.entry, source, { conditions: ["workerd", "worker"] });
const modules = files.map(({ name, contents }) => ({ type: name.endsWith(".wasm") ? "CompiledWasm" : "ESModule", path: name, contents }));
modules.sort((a, b) => Number(a.type === "CompiledWasm") - Number(b.type === "CompiledWasm"));
const server = new Miniflare({ modules, cf: false, compatibilityDate: workerd.compatibilityDate, compatibilityFlags: flags });
try {
  const response = await server.dispatchFetch("http://face.invalid/", { method: "POST", body: JSON.stringify(asked) });
  if (!response.ok) throw new Error(await response.text());
  writeOutput(output, { face: flags.length > 0 ? "workerd-nodejs-compat" : "workerd", version: workerd.version, wasm: modules.some(({ type }) => type === "CompiledWasm"), ...(await response.json()) });
} finally {
  await server.dispose();
}
