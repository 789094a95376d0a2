// Decides which faces answer: installs the packed package into a fresh folder, asks each face, and names those that could not be asked.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installPackage } from "./package.mjs";

const { values } = parseArgs({ options: { package: { type: "string" }, vectors: { type: "string", multiple: true }, on: { type: "string" }, out: { type: "string" }, brief: { type: "boolean" } } });
if (!values.package || !values.out) {
  console.error("usage: run.mjs --package <tgz> [--vectors <folder>]… [--on node,deno,bun,workerd,browser] [--brief] --out <folder>");
  process.exit(2);
}
await import("./install.mjs");
const { find } = await import("./runtimes.mjs");

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(values.out);
const deno = ["run", "--quiet", "--no-config", "--node-modules-dir=manual", "--no-lock", "--no-remote", "--no-prompt", "--allow-read", "--allow-write"];
/** A face `hashes` if its host has a SHA-256 that answers at once. */
const faces = {
  node: [
    { face: "node20-esm", runtime: "node20", runner: "node.mjs", hashes: true },
    { face: "node20-cjs", runtime: "node20", runner: "node.cjs", hashes: true },
    { face: "node-esm", runtime: "node", runner: "node.mjs", hashes: true },
    { face: "node-cjs", runtime: "node", runner: "node.cjs", hashes: true },
  ],
  deno: [{ face: "deno", runtime: "deno", before: deno, runner: "deno.mjs", hashes: true }],
  bun: [{ face: "bun", runtime: "bun", before: ["--no-install"], runner: "bun.mjs", hashes: true }],
  // miniflare and puppeteer want a newer Node than 20.
  workerd: [
    { face: "workerd", runtime: "node", runner: "workerd.mjs" },
    { face: "workerd-nodejs-compat", runtime: "node", runner: "workerd.mjs", after: ["--nodejs-compat"], hashes: true },
  ],
  browser: [{ face: "browser", runtime: "node", runner: "browser.mjs" }],
};

const asked = (values.on ?? Object.keys(faces).join(",")).split(",").filter(Boolean);
const unknown = asked.filter((name) => !faces[name]);
if (unknown.length > 0) fail(`no such face: ${unknown.join(", ")}; there are ${Object.keys(faces).join(", ")}`);

mkdirSync(out, { recursive: true });
const work = join(out, "work");
installPackage(work, values.package);
const core = (values.vectors ?? []).flatMap(vectorFiles);
const asymmetric = (values.vectors ?? []).map((folder) => join(folder, "asymmetric")).filter(existsSync).flatMap(read);
// What the other entries have of the first is the same source: there each case is asked in one form.
const entries = [
  { entry: "countersign", label: "countersign", files: core, brief: values.brief === true },
  { entry: "countersign/fast", label: "countersign/fast, host", files: core, brief: true, hashing: "host" },
  { entry: "countersign/fast", label: "countersign/fast, wasm", files: core, brief: true, hashing: "wasm" },
  { entry: "countersign/asymmetric", label: "countersign/asymmetric", files: [...core, ...asymmetric], brief: true },
].map((asked, index) => ({ ...asked, file: index === 0 ? "" : `.${index}` }));
for (const { file, ...asked } of entries) writeFileSync(join(work, `input${file}.json`), JSON.stringify(asked));

const silent = [];
const answered = [];
const runs = asked.flatMap((name) => faces[name]).flatMap((face) => entries.map((entry) => ({ ...face, ...entry })));
for (const { face, runtime, before = [], runner, after = [], label, file, hashing, hashes = false } of runs) {
  if (hashing === "host" && !hashes) {
    console.log(`${face}, ${label}: not asked, as this host has no SHA-256 that answers at once`);
    continue;
  }
  const input = join(work, `input${file}.json`);
  const output = join(out, `${face}${file}.json`);
  rmSync(output, { force: true });
  const begun = performance.now();
  const { status, error } = spawnSync(find(runtime).file, [...before, join(here, runner), work, input, output, ...after], {
    stdio: ["ignore", "inherit", "inherit"], timeout: 600_000, cwd: work,
    env: { ...process.env, DENO_DIR: join(out, "deno"), DENO_NO_UPDATE_CHECK: "1", WRANGLER_SEND_METRICS: "false" },
  });
  const answer = status === 0 ? answerIn(output, face) : undefined;
  if (answer === undefined) {
    console.error(`${face}, ${label}: could not be run (${error?.message ?? `status ${status}`})`);
    silent.push(`${face}, ${label}`);
    continue;
  }
  answered.push(answer);
  console.log(`${face} ${answer.version}, ${label}: ${answer.results.length} vectors, ${answer.hostile.length} wrong arguments, ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

const refused = entries.flatMap(({ label }) => spoiled(answered.filter((answer) => answer.entry === label)));
for (const line of refused) console.error(line);
if (silent.length > 0) fail(`faces that could not be run: ${silent.join(", ")}`);
if (refused.length > 0) fail(`wrong arguments: ${refused.length} without a titled TypeError or a WebhookError, or not the same on every face`);

/** A line for each wrong argument that is not refused as it must be, or not in the same words everywhere, with the faces that say so. */
function spoiled(answers) {
  const asked = new Map();
  for (const { face, hostile } of answers) {
    for (const { name, outcome } of hostile) asked.set(name, [...(asked.get(name) ?? []), [outcome, face]]);
  }
  return [...asked].flatMap(([name, given]) => {
    const outcomes = new Map(given.map(([outcome]) => [outcome, given.filter(([other]) => other === outcome)]));
    if (outcomes.size === 1 && given.length === answers.length && !given[0][0].startsWith('{"wrong"')) return [];
    return [...outcomes].map(([outcome, said]) => `${name}: ${outcome} on ${said.length === answers.length ? "every face" : said.map(([, face]) => face).join(", ")}`);
  });
}

function vectorFiles(folder) {
  const found = read(folder);
  if (found.length === 0) fail(`no vector file in ${folder}`);
  return found;
}

function read(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json")).sort().map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  return files.filter(({ vectors }) => Array.isArray(vectors));
}

function answerIn(file, face) {
  try {
    const answer = JSON.parse(readFileSync(file, "utf8"));
    return answer.face === face && Array.isArray(answer.results) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
