// Decides how a bundled Worker is run: its folder's modules in workerd, through miniflare, and its answer printed.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Miniflare } from "miniflare";

const [folder] = process.argv.slice(2);
const kinds = { js: "ESModule", wasm: "CompiledWasm" };
const modules = readdirSync(folder)
  .sort((a, b) => Number(a.endsWith(".wasm")) - Number(b.endsWith(".wasm")))
  .flatMap((name) => (kinds[name.split(".").pop()] ? [{ type: kinds[name.split(".").pop()], path: name, contents: readFileSync(join(folder, name)) }] : []));
const server = new Miniflare({ modules, cf: false, compatibilityDate: "2026-01-01" });
try {
  console.log(await (await server.dispatchFetch("http://consumer.invalid/")).text());
} finally {
  await server.dispose();
}
