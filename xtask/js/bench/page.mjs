// Decides what docs/benchmarks.md says: goals and limits with what was found, losses as plainly as wins, then every table.
//
//   node page.mjs <found.json> <folder to write into>
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { chart } from "./chart.mjs";
import { GOAL_SIZES, goals, limits, nativeGoals, ratio } from "./goals.mjs";
import { SIZES } from "./measure.mjs";

const NAMES = Object.fromEntries(Object.entries(SIZES).map(([name, size]) => [size, name]));
const OWN = ["auto", "wasm", "streaming", "genuine"];
const CHART = "benchmarks.svg";
const CHARTED = { scheme: "standard-webhooks", group: "signature only", ids: ["hmac"] };

const lossOf = (ratio) => (ratio < 1 ? ratio.toFixed(2) : "");
const times = (ratio) => (ratio.toFixed(2) < 1 ? `**${ratio.toFixed(2)}×**` : `${ratio.toFixed(2)}×`);
const time = (ns) => (ns < 999_500 ? `${(ns / 1000).toPrecision(3)} µs` : `${(ns / 1e6).toPrecision(3)} ms`);
const milliseconds = ({ median, first }) => `${digits(median)} ms (${digits(first)})`;
const digits = (number) => (number < 10 ? number.toPrecision(2) : number.toFixed(0));
const mebibytes = (bytes) => `${(bytes / 1_048_576).toFixed(2)} MiB`;
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const [file, folder] = process.argv.slice(2);
const found = JSON.parse(readFileSync(file, "utf8"));
const beside = join(dirname(file), "native.json");
const native = existsSync(beside) ? JSON.parse(readFileSync(beside, "utf8")) : undefined;
const kept = limits(found);
const lines = found.results
  .map(({ title, rows }) => ({ title: title.replace(" with nodejs_compat", ""), ratios: Object.values(SIZES).map((size) => ratio(rows, CHARTED, size)) }))
  .filter(({ ratios }) => !ratios.includes(undefined));
if (lines.length > 0) writeFileSync(join(folder, CHART), chart(Object.keys(SIZES), lines));
writeFileSync(join(folder, "benchmarks.md"), page());

for (const { what, found, enforced } of kept.filter(({ kept }) => !kept)) {
  console.log(`does not hold: ${what}: ${found}`);
  if (enforced) process.exitCode = 1;
}

function page() {
  const versions = Object.entries(found.versions).map(([name, version]) => `${name} ${version}`).join(", ");
  const runtimes = found.results.map(({ title, version }) => `${title.replace(/ \d+$/, "")} ${version}`).join(", ");
  return `# Benchmarks

Written by \`cargo xtask bench\` on ${found.date}; do not edit. ${found.machine}. ${runtimes}. ${versions}.

${lines.length > 0 ? `![How many times as long createHmac takes as countersign, by runtime and size](${CHART})\n\n` : ""}## How it is measured

- The packed package, as npm installs it, beside others at locked versions, in one process for each runtime. Batches of all contenders take
  turns, and the median batch counts. Ratios hold from machine to machine, absolute figures do not.
- Each contender takes a genuine delivery and refuses a forged signature and a changed body, or it is not timed.
- Eight deliveries in turn, each JSON of an exact size with the headers a proxy adds; headers are an object, the body is a \`Buffer\` (on workerd
  without node:crypto a \`Uint8Array\`), or text where it says decoded.
- What is written over node:crypto, Bun.CryptoHasher or WebCrypto looks up its headers, holds the window of 300 seconds, decodes the signature
  and compares in constant time. What is asynchronous is awaited call by call.
- workerd is timed from outside, since its clock stands still within a request: a request that verifies N times, less the same request with N = 0.
- With nodejs_compat, workerd runs \`countersign/fast\`, whose module is built for speed and lets node:crypto hash; without it \`countersign\`.
- × is the time beside that of \`countersign, verify\` in the same group: above 1 countersign is faster. Below 1 it is bold.

## Goals

Ratio of the other's time to ours, with the goal and whether it is reached. Where another takes bytes or text, the faster counts.

${table(["runtime", "against", ...GOAL_SIZES.map((size) => NAMES[size])], goalRows(), 2)}

## Limits

${table(["what has to hold", "found", ""], kept.map(({ what, found, kept }) => [what, found, kept ? "kept" : "**not kept**"]), 3)}

## Where countersign is slower

What takes less time than \`countersign, verify\` (or what stands first in the group), as its time beside ours.

${slower()}

${found.results.map((result) => `## ${result.title}\n\nVersion ${result.version}.\n\n${runtimeTable(result)}`).join("\n\n")}
${nativePart()}
## Starting, refusing, keeping

Node ${found.node}, each in fresh processes that take turns.

${table(["import", "median"], found.imports.map(({ name, ms }) => [name, `${ms.toFixed(1)} ms`]))}

${table(["first verify of 1 MiB in a cold process", "median"], found.first.map(({ name, ms }) => [name, `${ms.toFixed(1)} ms`]))}

${hostilePart()}${table(
    ["memory, after a forced collection", "heap", "wasm memory", "RSS"],
    found.memory.map(({ name, before, after }) => [name, ...["heap", "wasm", "rss"].map((part) => `${mebibytes(before[part])} → ${mebibytes(after[part])}`)]),
  )}

${table(["bundle of what verifying needs", "minified", "gzip -9"], found.sizes.map(({ name, bytes, gzip }) => [name, kilobytes(bytes), kilobytes(gzip)]))}
`;
}

function goalRows() {
  const rows = goals.flatMap(({ runtime, against, ratios, ...wanted }) => {
    const result = found.results.find((result) => result.runtime === runtime);
    if (!result) return [];
    const cells = GOAL_SIZES.map((size, at) => judged(ratio(result.rows, wanted, size), ratios?.[at]));
    return [[result.title, against, ...cells]];
  });
  for (const { against, contender, ratios } of native?.rows ? nativeGoals : []) {
    const cells = GOAL_SIZES.map((size, at) => judged(nativeRows().find((row) => row.bytes === size && contender.test(row.contender))?.ratio, ratios[at]));
    rows.push(["native", against, ...cells]);
  }
  return rows;
}

function judged(ratio, goal) {
  if (ratio === undefined) return "not measured";
  if (goal === undefined) return `${ratio.toFixed(2)} (no goal)`;
  return `${ratio.toFixed(2)} of ${goal}, ${ratio >= goal ? "reached" : "**not reached**"}`;
}

/** Every contender that beats ours in its group, at the sizes at which it does. */
function slower() {
  const lost = found.results.flatMap(({ title, rows }) => {
    const others = new Map(rows.filter(({ id }) => !OWN.includes(id)).map((row) => [`${row.scheme}, ${row.group}: ${row.name}`, row]));
    const cells = [...others].map(([key, row]) => [title, key, ...Object.values(SIZES).map((size) => lossOf(ratio(rows, { ...row, ids: [row.id] }, size)))]);
    return cells.filter(([, , ...losses]) => losses.some(Boolean));
  });
  return lost.length > 0 ? table(["runtime", "is beaten by", ...Object.keys(SIZES)], lost, 2) : "Nowhere in these tables.";
}

function runtimeTable({ rows }) {
  const groups = [...new Map(rows.map(({ scheme, group }) => [`${scheme}, ${group}`, { scheme, group }])).entries()].sort(([a], [b]) => order(a) - order(b));
  const lines = groups.flatMap(([title, { scheme, group }]) => {
    const members = rows.filter((row) => row.scheme === scheme && row.group === group);
    const names = [...new Set(members.map(({ name }) => name))];
    const cells = names.map((name) => [
      name,
      ...Object.values(SIZES).map((size) => {
        const row = members.find((row) => row.name === name && row.size === size);
        return row.id === "auto" ? time(row.ns) : `${time(row.ns)} ${times(ratio(rows, { ...row, ids: [row.id] }, size))}`;
      }),
    ]);
    return [[`**${title}**`, ...Object.keys(SIZES).map(() => "")], ...cells];
  });
  return table(["", ...Object.keys(SIZES)], lines);
}

function order(title) {
  const at = ["standard-webhooks", "stripe", "github"].findIndex((scheme) => title.startsWith(scheme));
  return 10 * at + ["signature only", "signature and JSON", "signing", "a forged signature"].findIndex((group) => title.endsWith(group));
}

function nativePart() {
  if (!native?.rows) return "";
  const names = [...new Set(nativeRows().map(({ contender }) => contender))];
  const cells = names.map((name) => [
    name,
    ...Object.values(SIZES).map((size) => {
      const row = nativeRows().find((row) => row.contender === name && row.bytes === size);
      return name === "countersign" ? time(row.ns) : `${time(row.ns)} ${times(row.ratio)}`;
    }),
  ]);
  return `\n## Native\n\nStandard Webhooks, signature only, by the Rust crate.\n\n${table(["", ...Object.keys(SIZES)], cells)}\n`;
}

function nativeRows() {
  return native.rows.filter(({ scheme }) => scheme === "STANDARD_WEBHOOKS");
}

function hostilePart() {
  const rows = found.results.flatMap(({ title, hostile = [] }) => hostile.map(({ name, ours, theirs }) => [`${title}: ${name}`, milliseconds(ours), milliseconds(theirs)]));
  return rows.length > 0 ? `${table(["refusing a header, median (first)", "countersign", "standardwebhooks"], rows)}\n\n` : "";
}

/** So many first columns are text, the others numbers. */
function table(head, rows, texts = 1) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map((_, column) => (column < texts ? "---" : "--:")).join("|")}|`, ...rows.map(line)].join("\n");
}
