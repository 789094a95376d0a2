// Runs the oracle over the vectors of the four systems and reports each one on which it and the corpus differ.

import { readdirSync, readFileSync } from "node:fs";

import { accepts } from "./oracle.mjs";

const FOUR = new Set(["iexexchanger", "miex", "hubex", "bitex"]);
const folder = new URL("../vectors/", import.meta.url);

function bytes(body) {
  if ("hex" in body) return Buffer.from(body.hex, "hex");
  if ("base64" in body) return Buffer.from(body.base64, "base64");
  return Buffer.from("repeat" in body ? body.repeat.repeat(body.times) : body.utf8);
}

const text = (value) => (typeof value === "string" ? value : value.repeat.repeat(value.times));
const secret = (value) => (typeof value === "string" ? value : Buffer.from(value.hex, "hex"));

let checked = 0;
const differing = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json") && name !== "schema.json" && name !== "schemes.json").sort()) {
  for (const { name, scheme, secrets, options, request, sign, now, expect } of JSON.parse(readFileSync(new URL(file, folder), "utf8")).vectors) {
    if (!FOUR.has(scheme)) continue;
    // What a sender is expected to send must be accepted as well.
    if (sign && !expect.headers) continue;
    const { headers, body, method, url } = request ?? { ...sign, headers: expect.headers };
    const delivery = { headers: headers.map(([header, value]) => [header, text(value)]), body: bytes(body), method, url };
    const expected = expect.ok !== undefined || expect.headers !== undefined;
    checked += 1;
    if (accepts(scheme, secrets.map(secret), delivery, now, options) !== expected) {
      differing.push(`${file}: ${name}: the corpus ${expected ? "accepts" : "refuses"}, the oracle ${expected ? "refuses" : "accepts"}`);
    }
  }
}
console.log(`${checked} vectors of the four systems decided by the oracle, ${differing.length} differ`);
for (const line of differing) console.error(line);
if (checked === 0 || differing.length > 0) process.exitCode = 1;
