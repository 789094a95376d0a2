// Times the packed package on the Node that runs this, beside node:crypto and the `standardwebhooks` package.
//
//   node --experimental-vm-modules bench.mjs <folder where both are installed>
//
// Ends badly if a contender is wrong, if ours is behind `standardwebhooks` anywhere, or if its import needs a file or a socket.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { imported } from "../../tests/faces/installed.mjs";
import { check, jsonBody, schemes } from "./bench-contenders.mjs";
import { importsWithoutFiles, importTimes, runsWithoutHost } from "./bench-import.mjs";

const SIZES = { "256 B": 256, "1 KiB": 1024, "4 KiB": 4096, "64 KiB": 65_536 };
/** Short enough that a disturbance hits one batch, long enough that the clock's grain does not show. */
const BATCH_NS = 400_000;
const ROUNDS = 301;
/** Rounds that are run and not counted: every contender is compiled by then, in the company of the others. */
const WARM_UP = 100;
/** Different deliveries in turn, so that nothing is remembered of the one before. */
const DELIVERIES = 8;

const folder = resolve(process.argv[2]);
const require = createRequire(join(folder, "package.json"));
const all = schemes(await imported(folder), require("standardwebhooks"));
const version = (name) => `${name} ${require(join(folder, "node_modules", name, "package.json")).version}`;
let kept;

console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${version("countersign")}, ${version("standardwebhooks")}`);
console.log(`ns per verify, median of ${ROUNDS} interleaved batches; × is the time beside countersign's in the same group.`);
console.log("Every body is JSON and reaches each contender as a Buffer, but where it says decoded.");
console.log("Ratios hold, absolute figures do not.");

const behind = [];
for (const scheme of all) {
  const contenders = Object.values(scheme.groups).flat();
  const times = Object.values(SIZES).map((size) => measure(contenders, scheme, size));
  for (const [group, members] of Object.entries(scheme.groups)) {
    const rows = members.map((contender) => [contender.name]);
    times.forEach((time, column) => {
      const ours = time.get(members[0]);
      members.forEach((contender, row) => {
        const ratio = time.get(contender) / ours;
        rows[row].push(`${time.get(contender).toFixed(0)} (${ratio.toFixed(2)}×)`);
        if (contender.peer && ratio <= 1) behind.push(`${scheme.name}, ${group}, ${Object.keys(SIZES)[column]}: ${contender.name}`);
      });
    });
    print([`${scheme.name}: ${group}`, ...Object.keys(SIZES)], rows);
  }
}

const imports = importTimes(folder);
print(["import in a fresh process", "median ms"], imports.map(([name, ms]) => [name, ms.toFixed(1)]));
console.log("countersign is to be under 10 ms on an idle machine.");
console.log(`\nImported and used with nothing readable but what Node's loader has to read: ${importsWithoutFiles(folder).join(", ")}.`);
console.log(`Run and used in one tick in a realm without files or network, given only WebAssembly, ${(await runsWithoutHost(folder)).join(", ")}.`);

if (behind.length > 0) {
  console.log(`\ncountersign is not ahead of standardwebhooks:\n${behind.join("\n")}`);
  process.exitCode = 1;
}

/** Median nanoseconds per verify of each contender, all on the same deliveries, taking turns. */
function measure(contenders, scheme, size) {
  // Signed now: each is good for five minutes only.
  const deliveries = Array.from({ length: DELIVERIES }, () => scheme.sign(jsonBody(size)));
  for (const contender of contenders) check(contender, deliveries[0]);
  const counts = contenders.map(() => 1);
  const samples = contenders.map(() => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      // Nobody always runs after the same neighbour's garbage: the order starts elsewhere and turns around.
      const at = round % 2 === 0 ? (round + turn) % contenders.length : (round + contenders.length - turn) % contenders.length;
      const ns = batch(contenders[at].verify, deliveries, counts[at]);
      if (round < WARM_UP) counts[at] = Math.max(1, Math.round(BATCH_NS / ns));
      else samples[at].push(ns);
    }
  }
  return new Map(contenders.map((contender, at) => [contender, samples[at].sort((a, b) => a - b)[ROUNDS >> 1]]));
}

function batch(verify, deliveries, count) {
  const start = process.hrtime.bigint();
  for (let at = 0; at < count; at++) kept = verify(deliveries[at % DELIVERIES]);
  return Number(process.hrtime.bigint() - start) / count;
}

function print(head, rows) {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  console.log(["", line(head), rule, ...rows.map(line)].join("\n"));
}
