// Decides whether every framework hands over the bytes that were sent, or says why not, and what each does with bad input.
import { parseArgs } from "node:util";
import { badInput } from "./bad.mjs";
import { bodies, genuine, post } from "./deliveries.mjs";
import { bad, frameworks, unlike } from "./expected.mjs";
import { install } from "./install.mjs";
import { shapes } from "./lambda.mjs";
import { matrix } from "./matrix.mjs";
import { describe, Row, sawExactly } from "./row.mjs";
import { start } from "./server.mjs";
import { shown, table } from "./table.mjs";
import { vendor } from "./vendor.mjs";
import { exchange } from "./wire.mjs";

/** Servers that are tried at a time. */
const AT_ONCE = 3;

const { values } = parseArgs({ options: { package: { type: "string" }, only: { type: "string" } } });
if (!values.package) fail("usage: run.mjs --package <tgz> [--only express]", 2);
const asked = frameworks.filter(({ name }) => values.only === undefined || name.startsWith(values.only));
if (asked.length === 0) fail(`no such framework: ${values.only}; there are ${frameworks.map(({ name }) => name).join(", ")}`, 2);

await import("../faces/install.mjs");
const { find, tool } = await import("../faces/runtimes.mjs");
const app = install(values.package);

const begun = performance.now();
const results = new Map();
const waiting = [...asked];
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) results.set(next.name, await tried(next));
}));
// Express 4 is what it crashes on, so it goes with that.
const crash = asked.some(({ name }) => name === "express 4") ? await vendorResult() : [];

const rows = asked.flatMap(({ name }) => results.get(name).rows.map(({ row, cells }) => [`${name}: ${row}`, cells]));
console.log("\nthe bytes on the wire: what became of each body\n");
console.log(table(rows.map(([row, cells]) => [row, cells.map(([name, got, wanted]) => [name, shown(got, wanted)])]), bodies.map(({ name }) => name)));
const inputs = asked.map(({ name }) => [name, results.get(name).bad]);
console.log("\nbad input: ok is what the first column says\n");
console.log(table(badRows(), ["expected", ...asked.map(({ name }) => name)]));
for (const { name } of asked) {
  for (const [what, [said, why]] of Object.entries(unlike[name] ?? {})) console.log(`${name}, ${what}: ${said}, as ${why}`);
}
for (const [what, got, wanted] of crash) console.log(`the vendor's handler on Express 4, ${what}: ${shown(got, wanted)}`);

const checked = [
  ...rows.flatMap(([row, cells]) => cells.map((cell) => [row, ...cell])),
  ...inputs.flatMap(([name, cells]) => cells.map((cell) => [name, ...cell])),
  ...asked.flatMap(({ name }) => results.get(name).others.map((cell) => [name, ...cell])),
  ...crash.map((cell) => ["the vendor's handler", ...cell]),
];
const wrong = checked.filter(([, , got, wanted]) => got !== wanted);
for (const [where, what, got, wanted] of wrong) console.error(`${where}, ${what}: expected ${wanted}, got ${got}`);
console.log(`\n${asked.length} frameworks in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
console.log(`${checked.length - wrong.length} passed, ${wrong.length} failed`);
process.exit(wrong.length === 0 ? 0 : 1);

/** What every row of a framework did, what bad input did to the first, and whether the process was alive after all that. */
async function tried(framework) {
  const { name, file, args = [], on = "node20", before, tools = [], rows, shape } = framework;
  const result = { rows: [], bad: [], others: [], wired: shape === undefined };
  let server;
  try {
    server = await start(app, { file, args: [...args, ...tools.map(tool)], runtime: needed(on), before });
    for (const [row, expected] of Object.entries(rows)) {
      const target = shape ? new Row(server, server.ports.alone, shapes[shape][row]) : new Row(server, server.ports[row]);
      result.rows.push({ row, cells: await matrix(target, expected) });
      result.others.push([`${row}: answers afterwards`, await alive(target, expected), "as it should"]);
      if (result.rows.length > 1) continue;
      const wanted = { ...bad, ...Object.fromEntries(Object.entries(unlike[name] ?? {}).map(([what, [said]]) => [what, said])) };
      result.bad = await badInput(target, wanted);
      result.others.push(["answers after bad input", await alive(target, expected), "as it should"]);
    }
    if (framework.beside) result.others.push(["a JSON route beside it", await beside(server, Object.keys(rows)[0]), '200 {"parsed":{"a":1}}']);
  } catch (error) {
    result.others.push(["runs", error.message, "to its end"]);
  }
  const ended = server && (await Promise.race([server.ended, Promise.resolve("alive")]));
  result.others.push(["the process", String(ended), "alive"]);
  if (ended !== "alive" && server) console.error(`${name} ended: ${server.output().slice(-2_000)}`);
  await server?.stop();
  console.log(`${name}: ${result.rows.length} rows, ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  return result;
}

/** Whether a genuine delivery still does what the row says of JSON. */
async function alive(row, expected) {
  const delivery = genuine();
  const all = await row.tell(post("/raised", delivery));
  const said = describe(all);
  const right = expected.json === "taken" ? said === "500 body_taken" : said === "200 processed" && sawExactly(all.seen, delivery);
  return right ? "as it should" : said;
}

/** The cases of bad input as rows, with a cell for each framework. */
function badRows() {
  return Object.entries(bad).map(([what, usual]) => {
    const cells = inputs.map(([name, cells]) => {
      const [, got, wanted] = cells.find(([other]) => other === what) ?? [];
      if (got === undefined) return [name, results.get(name).wired ? "***not run***" : "-"];
      return [name, shown(got, wanted, wanted === usual ? "ok" : "other")];
    });
    return [what, [["expected", usual], ...cells]];
  });
}

async function beside(server, row) {
  const body = Buffer.from('{"a":1}');
  const headers = [["Content-Type", "application/json"], ["Content-Length", String(body.length)]];
  const { status, text, error } = await exchange(server.ports[row], { path: "/beside", headers, pieces: [body] });
  return error ?? `${status} ${text}`;
}

async function vendorResult() {
  try {
    return await vendor(app, needed("node20"));
  } catch (error) {
    return [["runs", error.message, "to its end"]];
  }
}

function needed(name) {
  const runtime = find(name);
  if (runtime === undefined) throw new Error(`${name} is not there; install it with: node tests/faces/install.mjs`);
  return runtime;
}

function fail(message, code) {
  console.error(message);
  process.exit(code);
}
