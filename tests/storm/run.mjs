// Decides which storms are run, on which receivers, and that none of them may have lost or doubled an event.
//
//   node tests/storm/run.mjs --package target/npm/countersign.tgz [--target express-sqlite] [--deliveries 20000] [--events 5000] [--kills 5]
import { join, resolve } from "node:path";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { postgres } from "../stores/servers.mjs";
import { storm } from "./storm.mjs";
import { names, ready } from "./targets.mjs";
import { throughput } from "./throughput.mjs";

const MODES = ["transactional", "inline"];

const { values } = parseArgs({
  options: {
    package: { type: "string" },
    target: { type: "string", multiple: true, default: names },
    mode: { type: "string", multiple: true, default: MODES },
    deliveries: { type: "string", default: "20000" },
    events: { type: "string" },
    kills: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    /** Deliveries of each round that is timed; 0 for none. */
    timed: { type: "string", default: "3000" },
    logs: { type: "string", default: tmpdir() },
  },
});
for (const name of values.target) if (!names.includes(name)) throw new Error(`--target: there are ${names.join(", ")}`);
if (values.package === undefined) throw new Error("--package must name the packed package: run `cargo xtask npm`, then target/npm/countersign.tgz");
const deliveries = number("deliveries");
const events = values.events === undefined ? Math.floor(deliveries / 4) : number("events");
const [kills, seed, timed] = ["kills", "seed", "timed"].map(number);

const server = values.target.some((name) => name.endsWith("-postgres")) ? await postgres() : undefined;
let failed = 0;
try {
  for (const name of values.target) failed += await tried(name);
} finally {
  await server?.stop();
}
if (failed > 0) {
  console.error(`${failed} storms found faults`);
  process.exitCode = 1;
}

/** How many storms of a target failed. */
async function tried(name) {
  const target = ready(name, { tarball: resolve(values.package), server: server?.url, timed: timed > 0 });
  const log = join(values.logs, `storm-${name}.log`);
  let failed = 0;
  try {
    for (const mode of values.mode) {
      const { report, faults } = await storm({ target, mode, deliveries, events, kills, seed, log });
      console.log(Object.entries(report).map(([what, value]) => `${what} ${value}`).join(" · "));
      for (const fault of faults) console.error(`FAULT ${name}, ${mode}: ${fault}`);
      failed += faults.length > 0 ? 1 : 0;
    }
    if (timed > 0) for (const { mode, ours, bare, ratio } of await throughput({ target, modes: values.mode, count: timed, log })) {
      console.log(`${name}, ${mode}: ${Math.round(ours)} a second, ${Math.round(bare)} without countersign: ${ratio.toFixed(2)} of it`);
    }
  } finally {
    target.clear();
  }
  return failed;
}

function number(name) {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name}: expected a number, got ${values[name]}`);
  return value;
}
