// Writes the vector files of this folder, or with --check compares them with what would be written.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

import asymmetric from "./generate/asymmetric.mjs";
import bitexWhitelabeler from "./generate/bitex-whitelabeler.mjs";
import bitex from "./generate/bitex.mjs";
import { asymmetricCatalogue, catalogue } from "./generate/catalogue.mjs";
import bodyFields from "./generate/body-fields.mjs";
import { check } from "./generate/check.mjs";
import custom from "./generate/custom.mjs";
import { httpSignatures, publishedFamilies, tokens } from "./generate/families.mjs";
import github from "./generate/github.mjs";
import grammars from "./generate/grammars.mjs";
import hubex from "./generate/hubex.mjs";
import iexexchangerApi from "./generate/iexexchanger-api.mjs";
import iexexchanger from "./generate/iexexchanger.mjs";
import invalidSchemes from "./generate/invalid-schemes.mjs";
import keys from "./generate/keys.mjs";
import miex from "./generate/miex.mjs";
import published, { asymmetricPublished } from "./generate/published.mjs";
import requestFields from "./generate/request-fields.mjs";
import { rfc2202File, rfc4231File } from "./generate/rfc.mjs";
import secrets from "./generate/secrets.mjs";
import standardWebhooks from "./generate/standard-webhooks.mjs";
import times from "./generate/times.mjs";

const files = {
  "asymmetric/catalogue.json": asymmetricCatalogue,
  "asymmetric/custom.json": asymmetric,
  "asymmetric/http-signatures.json": httpSignatures,
  "asymmetric/published-families.json": publishedFamilies,
  "asymmetric/published.json": asymmetricPublished,
  "asymmetric/tokens.json": tokens,
  "bitex-whitelabeler.json": bitexWhitelabeler,
  "bitex.json": bitex,
  "body-fields.json": bodyFields,
  "catalogue.json": catalogue,
  "custom.json": custom,
  "github.json": github,
  "grammars.json": grammars,
  "hubex.json": hubex,
  "iexexchanger-api.json": iexexchangerApi,
  "iexexchanger.json": iexexchanger,
  "invalid-schemes.json": invalidSchemes,
  "keys.json": keys,
  "miex.json": miex,
  "published.json": published,
  "request-fields.json": requestFields,
  "rfc2202.json": rfc2202File,
  "rfc4231.json": rfc4231File,
  "secrets.json": secrets,
  "standard-webhooks.json": standardWebhooks,
  "times.json": times,
};

/** What stands beside the files: their shape, and the built-in schemes, which cargo xtask generate writes. */
const NO_VECTORS = ["schema.json", "schemes.json"];

/** JSON in ASCII, one field of a vector a line, so that a change of one field is a change of one line. */
function render(name, { about, vectors }) {
  const ascii = (value) => JSON.stringify(value).replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const field = ([key, value]) => `      ${ascii(key)}: ${ascii(value)}`;
  const vector = (entry) => `    {\n${Object.entries(entry).filter(([, value]) => value !== undefined).map(field).join(",\n")}\n    }`;
  return `{\n  "$schema": "${name.includes("/") ? "../" : "./"}schema.json",\n  "about": ${ascii(about)},\n  "vectors": [\n${vectors.map(vector).join(",\n")}\n  ]\n}\n`;
}

function read(name) {
  try {
    return readFileSync(new URL(name, import.meta.url), "utf8");
  } catch {
    return undefined;
  }
}

check(files);
const comparing = process.argv.includes("--check");
const drifted = [];
const FOLDERS = ["", "asymmetric/"];
for (const folder of FOLDERS) mkdirSync(new URL(`./${folder}`, import.meta.url), { recursive: true });
for (const [name, file] of Object.entries(files)) {
  const text = render(name, file);
  if (comparing && read(name) !== text) drifted.push(name);
  if (!comparing) writeFileSync(new URL(name, import.meta.url), text);
  if (!comparing) console.log(`${name}: ${file.vectors.length} vectors`);
}
for (const folder of FOLDERS) {
  for (const name of readdirSync(new URL(`./${folder}`, import.meta.url)).map((own) => folder + own)) {
    if (name.endsWith(".json") && !NO_VECTORS.includes(name) && !(name in files)) drifted.push(`${name} (nothing writes it)`);
  }
}
if (drifted.length > 0) {
  console.error(`these vector files are not what the generator writes: ${drifted.join(", ")}\nto write them again: node tests/vectors/generate.mjs`);
  process.exitCode = 1;
}
