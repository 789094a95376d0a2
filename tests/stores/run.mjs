// Decides whether every store does what receivers ask of one: opens each from the packed package, on its runtime, over its server.
//
//   node tests/stores/run.mjs --package target/npm/countersign.tgz [--only redis] [--check inbox]
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statfsSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { installPackage } from "../faces/package.mjs";

const { values } = parseArgs({ options: { package: { type: "string" }, only: { type: "string" }, check: { type: "string" }, out: { type: "string", default: "target/stores" } } });
if (!values.package) {
  console.error("usage: run.mjs --package <tgz> [--only <store>] [--check <name>] [--out <folder>]");
  process.exit(2);
}
await import("../faces/install.mjs");
const { find, modules } = await import("../faces/runtimes.mjs");
const servers = await import("./servers.mjs");
const { start } = await import("./agents.mjs");
const { outage } = await import("./checks/outage.mjs");

/** So many stores are tested at once: much of the time they wait for leases. */
const AT_ONCE = 3;
/** Processes that race and work off an inbox. */
const WORKERS = 4;

const here = dirname(fileURLToPath(import.meta.url));
const work = resolve(values.out, "work");
const data = join(memory() ?? resolve(values.out), `countersign-stores-${process.pid}`);
process.on("exit", () => rmSync(data, { recursive: true, force: true }));
const begun = performance.now();
const checks = (await Promise.all(["records", "crashes", "races", "inbox", "transactions", "forgetting"].map((name) => import(`./checks/${name}.mjs`)))).flatMap(({ checks }) => checks);
const stores = await found();
prepare();
const running = await started();
const ended = [];
try {
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let store = stores.shift(); store !== undefined; store = stores.shift()) ended.push(await tested(store));
  }));
  await stopped(ended.filter(({ about }) => outage.not(about) === undefined));
} finally {
  await Promise.all(ended.flatMap(({ agents }) => agents.map((agent) => agent.end())));
  await servers.stopAll();
}
finish();

/** A folder in memory, if there is a large one: processes are killed here and not the machine, so that to wait for a disk proves nothing. */
function memory() {
  const folder = "/dev/shm";
  if (!existsSync(folder)) return undefined;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 2 ** 30 ? folder : undefined;
}

/** Every store that there is, once for each runtime it is to run on. */
async function found() {
  const files = readdirSync(join(here, "stores")).filter((file) => file.endsWith(".mjs")).sort();
  const all = [];
  for (const file of files) {
    const { about } = await import(pathToFileURL(join(here, "stores", file)).href);
    for (const runtime of about.on) all.push({ file: file.replace(".mjs", ""), about, runtime });
  }
  const wanted = all.filter(({ file }) => values.only === undefined || file.includes(values.only));
  if (wanted.length === 0) fail(`--only ${values.only}: expected one of ${[...new Set(all.map(({ file }) => file))].join(", ")}`);
  // Those that take long begin first.
  return wanted.sort((a, b) => (b.about.slow ?? 0) - (a.about.slow ?? 0));
}

/** The package is installed as a consumer has it, with the clients beside it, and the suite is copied there to find both. */
function prepare() {
  installPackage(work, values.package);
  const { exports } = JSON.parse(readFileSync(join(work, "node_modules", "countersign", "package.json"), "utf8"));
  const entries = new Set(readdirSync(join(here, "stores")).map((file) => /entry: "([^"]+)"/.exec(readFileSync(join(here, "stores", file), "utf8"))?.[1]));
  const untested = Object.keys(exports).filter((name) => name.startsWith("./stores/") && !entries.has(name.slice(2)));
  if (values.only === undefined && untested.length > 0) fail(`the package has stores that nothing here opens: ${untested.join(", ")}`);
  cpSync(here, join(work, "suite"), { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(here, "..", "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) {
    const link = join(work, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(modules, name), link, "junction");
  }
}

/** The servers that these stores need. */
async function started() {
  const needed = [...new Set(stores.map(({ about }) => about.server).filter(Boolean))];
  const begun = await Promise.allSettled(needed.map((name) => servers[name]()));
  // A server that is not there fails the stores over it by their names.
  return Object.fromEntries(needed.map((name, index) => [name, begun[index].value ?? { failed: begun[index].reason }]));
}

async function tested({ file, about, runtime }) {
  const began = performance.now();
  const result = { label: "", about, runtime, agents: [], passed: 0, failed: [], not: [], seconds: 0 };
  const client = about.client?.[runtime] ?? about.client;
  const version = client && JSON.parse(readFileSync(join(modules, client, "package.json"), "utf8")).version;
  result.label = `${file}${version ? ` ${version}` : ""}, ${runtime} ${find(runtime)?.version}`;
  const name = `${file}_${runtime}`.replace(/[^a-z0-9]/g, "_");
  const folder = join(data, name);
  mkdirSync(folder, { recursive: true });
  const config = { store: file, name, folder, url: running[about.server]?.url, skewSeconds: 0, runtime };
  let main;
  let racing;
  const open = async (other = {}) => {
    const agent = await start(work, runtime, { ...config, ...other });
    result.agents.push(agent);
    return agent;
  };
  const test = {
    about,
    get main() {
      return main;
    },
    /** Another process, opened as told; where there can be only one it is that. */
    other: (how) => (about.processes ? open(how) : main),
    workers: () => (racing ??= Promise.all(Array.from({ length: WORKERS }, () => open({ connections: 2 })))),
    /** The one process, after it was killed. */
    reopen: async () => (main = await open({ connections: 3 })),
  };
  result.test = test;
  try {
    const failed = running[about.server]?.failed;
    if (failed) throw failed;
    if (!find(runtime)) throw new Error(`the runtime ${runtime} does not start`);
    main = await open({ connections: about.processes ? 3 : 1 });
    await ask(result, { name: "what it can", run: offers });
    const wanted = checks.filter(({ name }) => values.check === undefined || name.includes(values.check));
    const alone = ({ alone }) => (typeof alone === "function" ? alone(about) : alone === true);
    await Promise.all(wanted.filter((check) => !alone(check)).map((check) => ask(result, check)));
    for (const check of wanted.filter(alone)) await ask(result, check);
  } catch (error) {
    refuse(result, "opened", error);
  }
  result.seconds = (performance.now() - began) / 1000;
  return result;
}

/** Whether a store has the methods that it says, so that none goes untested. */
async function offers({ main, about }) {
  const methods = { inbox: "keep", transactional: "transaction", cleanable: "clean" };
  const has = await main.do("offers", { methods: Object.values(methods) });
  const is = Object.keys(methods).filter((name) => has.includes(methods[name]));
  if (is.sort().join() !== [...about.is].sort().join()) throw new Error(`is: expected ${about.is.join(", ") || "claims alone"}, got ${is.join(", ") || "claims alone"}`);
  return ["claims", ...is].join(", ");
}

async function ask(result, check) {
  const reason = check.not?.(result.about);
  if (reason !== undefined) {
    result.not.push(`${check.name}: ${reason}`);
    return console.log(`  -  ${result.label}: ${check.name}: does not apply, ${reason}`);
  }
  const began = performance.now();
  try {
    const figures = await check.run(result.test);
    result.passed++;
    console.log(`  ok ${result.label}: ${check.name}: ${figures} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    refuse(result, check.name, error);
  }
}

function refuse(result, name, error) {
  result.failed.push(name);
  console.log(`FAILED ${result.label}: ${name}: ${error?.stack ?? error}`);
}

/** The servers stop once, while all their stores are busy, and start again. */
async function stopped(all) {
  if (values.check !== undefined && !outage.name.includes(values.check)) return;
  const phase = async (from, run) => {
    const went = await Promise.all(from.map(async ([result, state]) => {
      try {
        return [result, await run(state, result)];
      } catch (error) {
        refuse(result, outage.name, error);
      }
    }));
    return went.filter(Boolean);
  };
  const able = all.filter(({ failed }) => !failed.includes("opened")).map((result) => [result, undefined]);
  const names = [...new Set(able.map(([{ about }]) => about.server))];
  const before = await phase(able, (_, { test }) => outage.before(test));
  await Promise.all(names.map((name) => running[name].crash()));
  const during = await phase(before, ({ during }) => during());
  await Promise.all(names.map((name) => running[name].start()));
  await phase(during, async ({ after }, result) => {
    await ask(result, { name: outage.name, run: after });
  });
}

function finish() {
  const rows = ended.sort((a, b) => (a.label < b.label ? -1 : 1)).map(({ label, passed, failed, not, seconds }) => [label, passed, failed.length === 0 ? "" : failed.join("; "), not.length, `${seconds.toFixed(0)} s`]);
  const table = [["store", "passed", "failed", "do not apply", "time"], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => String(row[column]).length)));
  console.log("");
  for (const row of table) console.log(`| ${row.map((cell, column) => String(cell).padEnd(widths[column])).join(" | ")} |`);
  const passed = ended.reduce((sum, result) => sum + result.passed, 0);
  const failed = ended.reduce((sum, result) => sum + result.failed.length, 0);
  console.log(`${((performance.now() - begun) / 1000).toFixed(0)} s\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
