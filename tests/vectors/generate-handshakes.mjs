// Writes the vector files of handshakes/, or with --check compares them with what would be written.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

import files from "./generate/handshakes.mjs";

const folder = new URL("handshakes/", import.meta.url);

/** JSON in ASCII, one field of a vector a line, so that a change of one field is a change of one line. */
function render({ about, vectors }) {
  const ascii = (value) => JSON.stringify(value).replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const field = ([key, value]) => `      ${ascii(key)}: ${ascii(value)}`;
  const vector = (entry) => `    {\n${Object.entries(entry).filter(([, value]) => value !== undefined).map(field).join(",\n")}\n    }`;
  return `{\n  "$schema": "./schema.json",\n  "about": ${ascii(about)},\n  "vectors": [\n${vectors.map(vector).join(",\n")}\n  ]\n}\n`;
}

function read(name) {
  try {
    return readFileSync(new URL(name, folder), "utf8");
  } catch {
    return undefined;
  }
}

const names = Object.values(files).flatMap(({ vectors }) => vectors.map(({ name }) => name));
const repeated = names.find((name, at) => names.indexOf(name) !== at);
if (repeated !== undefined) throw new Error(`two vectors are called ${repeated}`);

const comparing = process.argv.includes("--check");
const drifted = [];
mkdirSync(folder, { recursive: true });
for (const [name, file] of Object.entries(files)) {
  const text = render(file);
  if (comparing && read(name) !== text) drifted.push(name);
  if (!comparing) writeFileSync(new URL(name, folder), text);
  if (!comparing) console.log(`handshakes/${name}: ${file.vectors.length} vectors`);
}
for (const name of readdirSync(folder)) {
  if (name.endsWith(".json") && name !== "schema.json" && !(name in files)) drifted.push(`${name} (nothing writes it)`);
}
if (drifted.length > 0) {
  console.error(`these vector files are not what the generator writes: ${drifted.join(", ")}\nto write them again: node tests/vectors/generate-handshakes.mjs`);
  process.exitCode = 1;
}
