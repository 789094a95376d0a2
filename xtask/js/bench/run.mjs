// Decides which runtimes measure, one after the other, and writes what they found and what the package costs besides into one file.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { find } from "../../../tests/faces/runtimes.mjs";
import { firstVerify, importTimes } from "./start.mjs";
import { bundleSizes } from "./sizes.mjs";

const { values } = parseArgs({ options: { folder: { type: "string" }, runtime: { type: "string" } } });
const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(values.folder);
const deno = ["run", "--quiet", "--no-config", "--node-modules-dir=manual", "--no-lock", "--no-remote", "--no-prompt", "--allow-read", "--allow-write", "--allow-env", "--allow-sys"];
/** By name on the command line; miniflare wants a newer Node than 20. */
const runtimes = {
  node20: { binary: "node20", runner: "node.mjs", title: "Node" },
  node: { binary: "node", runner: "node.mjs", title: "Node" },
  deno: { binary: "deno", before: deno, runner: "deno.mjs", title: "Deno" },
  bun: { binary: "bun", before: ["--no-install"], runner: "bun.mjs", title: "Bun" },
  workerd: { binary: "node", runner: "workerd.mjs", after: ["--nodejs-compat"], title: "workerd with nodejs_compat" },
  "workerd-plain": { binary: "node", runner: "workerd.mjs", title: "workerd" },
};

const asked = values.runtime ? values.runtime.split(",") : Object.keys(runtimes);
const unknown = asked.filter((name) => !runtimes[name]);
if (unknown.length > 0) throw new Error(`no such runtime: ${unknown.join(", ")}; there are ${Object.keys(runtimes).join(", ")}`);

for (const [file, entry] of [["libraries", "countersign"], ["libraries-fast", "countersign/fast"]]) writeFileSync(
  join(folder, `${file}.mjs`),
  `export * as countersign from "${entry}";
export * as octokit from "@octokit/webhooks-methods";
export * as standardwebhooks from "standardwebhooks";
export { default as Stripe } from "stripe";
export * as svix from "svix";
`,
);
const results = [];
for (const name of asked) {
  const { binary, before = [], runner, after = [], title } = runtimes[name];
  const output = join(folder, `${name}.json`);
  const begun = performance.now();
  run(find(binary).file, [...before, join(here, runner), folder, output, name, ...after]);
  const result = JSON.parse(readFileSync(output, "utf8"));
  // Two versions of Node measure.
  results.push({ title: title === "Node" ? `Node ${result.version.split(".")[0]}` : title, ...result });
  console.log(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}

const node = find("node");
const memory = join(folder, "memory.json");
run(node.file, ["--expose-gc", join(here, "memory.mjs"), folder, memory]);
const versionOf = (name) => JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8")).version;
const packages = ["countersign", "standardwebhooks", "svix", "stripe", "@octokit/webhooks-methods"];
const found = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus()[0].model.trim()}, ${cpus().length} cores, ${process.platform} ${process.arch}`,
  node: node.version,
  versions: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  results,
  memory: JSON.parse(readFileSync(memory, "utf8")),
  imports: importTimes(node.file, folder),
  first: firstVerify(node.file, folder),
  sizes: await bundleSizes(folder),
};
writeFileSync(join(folder, "found.json"), JSON.stringify(found, null, 1));

function run(file, args) {
  const env = { ...process.env, NODE_NO_WARNINGS: "1", DENO_DIR: join(folder, "deno"), DENO_NO_UPDATE_CHECK: "1", WRANGLER_SEND_METRICS: "false" };
  const { status, error } = spawnSync(file, args, { cwd: folder, env, stdio: ["ignore", "inherit", "inherit"], timeout: 300_000 });
  if (status !== 0) throw new Error(`${args.join(" ")}: ${error?.message ?? `status ${status}`}`);
}
