// Decides what each package adds to a bundle: what verifying needs of it, minified, and after gzip at its best.
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { tool } from "../../../tests/faces/runtimes.mjs";

const sources = {
  "countersign, for workerd: script and wasm": ['export { Webhook } from "countersign";', ["workerd", "worker"]],
  "countersign, for all others: wasm as base64": ['export { Webhook } from "countersign";', []],
  "standardwebhooks": ['export { Webhook } from "standardwebhooks";', []],
  "svix": ['export { Webhook } from "svix";', []],
  "stripe": ['import Stripe from "stripe"; export const { webhooks } = Stripe;', ["workerd", "worker"]],
  "@octokit/webhooks-methods, for browsers": ['export { verify } from "@octokit/webhooks-methods";', ["browser"]],
  "@octokit/webhooks-methods, over node:crypto": ['export { verify } from "@octokit/webhooks-methods";', ["node"]],
};

export async function bundleSizes(folder) {
  const { build } = await import(pathToFileURL(tool("esbuild")).href).then((module) => module.default ?? module);
  const rows = [];
  for (const [name, [contents, conditions]] of Object.entries(sources)) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: folder }, bundle: true, minify: true, write: false, outdir: "out", format: "esm", target: "es2022", platform: "neutral",
      mainFields: ["module", "main"], conditions, external: ["node:*"], loader: { ".wasm": "copy" }, logLevel: "error",
    });
    const gzip = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
    rows.push({ name, bytes: outputFiles.reduce((sum, { contents }) => sum + contents.length, 0), gzip });
  }
  return rows;
}
