// Decides what stays in memory: over a million deliveries, and over one of a gigabyte. Run with `--expose-gc`.
import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { WASM_ONLY } from "./ours.mjs";

const TIMES = 1_000_000;
const GIBIBYTE = 1_073_741_824;
const CHUNK = 65_536;
const KEY = new Uint8Array(32).fill(7);

// The package keeps its memory to itself, so it is taken where the module is made.
const memories = [];
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args) {
    const instance = Reflect.construct(target, args);
    memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
    return instance;
  },
});
const [folder, output] = process.argv.slice(2);
const { countersign } = await import(pathToFileURL(join(folder, "libraries.mjs")).href);
new countersign.Webhook("github", KEY);
if (memories.length !== 1) throw new Error(`the memories of ${memories.length} modules were seen`);

const rows = [];
for (const [hashing, options] of [["automatic", {}], ["wasm", WASM_ONLY]]) {
  const webhook = new countersign.Webhook("github", KEY, options);
  rows.push(around(`${TIMES.toLocaleString("en")} verifies of 1 KiB, ${hashing}`, false, (part) => verify(webhook, part)));
  rows.push(around(`one body of 1 GiB in pieces of 64 KiB, ${hashing}`, true, (part) => stream(webhook, part)));
}
writeFileSync(output, JSON.stringify(rows));

/** What memory was before and after; a hundredth of the work is done first, so that what is compiled is compiled. */
function around(name, streams, work) {
  work(0.01);
  const before = taken();
  work(1);
  return { name, streams, before, after: taken() };
}

function taken() {
  gc();
  gc();
  return { heap: process.memoryUsage().heapUsed, wasm: memories[0].buffer.byteLength, rss: process.memoryUsage.rss() };
}

function verify(webhook, part) {
  const body = new Uint8Array(1024).fill(65);
  const headers = { "x-hub-signature-256": `sha256=${createHmac("sha256", KEY).update(body).digest("hex")}` };
  for (let at = 0; at < TIMES * part; at++) webhook.verify({ headers, body });
}

function stream(webhook, part) {
  const chunk = new Uint8Array(CHUNK).fill(65);
  const chunks = Math.floor((GIBIBYTE * part) / CHUNK);
  const hmac = createHmac("sha256", KEY);
  for (let at = 0; at < chunks; at++) hmac.update(chunk);
  const verification = webhook.begin({ headers: { "x-hub-signature-256": `sha256=${hmac.digest("hex")}` } });
  for (let at = 0; at < chunks; at++) verification.update(chunk);
  verification.finish();
}
