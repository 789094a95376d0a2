// Decides whether every framework hands over the bytes that were sent, or says why not, and what each does with bad input.
import { parseArgs } from "node:util";
import { badInput } from "./bad.mjs";
import { bodies, genuine, post } from "./deliveries.mjs";
import { bad, frameworks, unlike } from "./expected.mjs";
import { install } from "./install.mjs";
import { matrix } from "./matrix.mjs";
import { describe, Row, sawExactly } from "./row.mjs";
import { start } from "./server.mjs";
import { table } from "./table.mjs";
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
const wasVendor = values.only === undefined || "express".startsWith(values.only) || values.only.startsWith("express") ? await vendorResult() : undefined;

const rows = asked.flatMap(({ name }) => results.get(name).rows.map(({ row, cells }) => [`${name}: ${row}`, cells]));
console.log("\nthe bytes on the wire: what became of each body\n");
console.log(table(rows, bodies.map(({ name }) => name), (got) => got));
const inputs = asked.map(({ name }) => [name, results.get(name).bad]);
console.log("\nbad input: `as written` is what tests/receivers/expected.mjs has for it\n");
console.log(table(Object.keys(bad).map((what) => [what, inputs.map(([name, cells]) => [name, ...(cells.find(([other]) => other === what)?.slice(1) ?? ["does not apply", "does not apply"])])]), inputs.map(([name]) => name), (got, wanted, what) => (got === "does not apply" ? "-" : got === bad[what] ? "as written" : got)));
for (const [name, cases] of Object.entries(unlike)) {
  for (const [what, [said, why]] of Object.entries(cases)) console.log(`${name}, ${what}: ${said}, because ${why}`);
}

const checked = [
  ...rows.flatMap(([row, cells]) => cells.map((cell) => [row, ...cell])),
  ...inputs.flatMap(([name, cells]) => cells.map((cell) => [name, ...cell])),
  ...asked.flatMap(({ name }) => results.get(name).others.map((cell) => [name, ...cell])),
  ...(wasVendor ?? []).map((cell) => ["the vendor's handler", ...cell]),
];
const wrong = checked.filter(([, , got, wanted]) => got !== wanted);
for (const [where, what, got, wanted] of wrong) console.error(`${where}, ${what}: expected ${wanted}, got ${got}`);
console.log(`\n${asked.length} frameworks in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
console.log(`${checked.length - wrong.length} passed, ${wrong.length} failed`);
process.exit(wrong.length === 0 ? 0 : 1);

/** What every row of a framework did, what bad input did to the first, and whether the process was alive after all that. */
async function tried(framework) {
  const { name, file, args = [], on = "node20", before, tools = [], rows, shapes = false } = framework;
  const result = { rows: [], bad: [], others: [] };
  let server;
  try {
    server = await start(app, { file, args: [...args, ...tools.map(tool)], runtime: needed(on), before });
    for (const [row, expected] of Object.entries(rows)) {
      const target = shapes ? new Row(server, server.ports.alone, row) : new Row(server, server.ports[row]);
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
