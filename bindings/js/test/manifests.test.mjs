// Whether the two manifests of the package say the same, and only what is there.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { test } from "node:test";
import { dist } from "./dist.mjs";

const home = join(dist, "..");
const read = (name) => JSON.parse(readFileSync(join(home, name), "utf8"));
const npm = read("package.json");
const jsr = read("jsr.json");

test("jsr.json exports what package.json exports to an import, and the other way round", () => {
  const imported = Object.fromEntries(Object.entries(npm.exports).map(([subpath, { import: { default: target } }]) => [subpath, target]));
  assert.deepEqual(jsr.exports, imported);
});

test("both manifests name the same version and licence", () => {
  assert.deepEqual([jsr.version, jsr.license], [npm.version, npm.license]);
});

test("every script that JSR publishes names its declarations, and they are published", () => {
  for (const [subpath, target] of Object.entries(jsr.exports)) {
    const text = readFileSync(join(home, target), "utf8");
    const types = /^\/\* @ts-self-types="\.\/([^"]+)" \*\//.exec(text)?.[1];
    const place = posix.join(posix.dirname(target), types);
    assert.equal(place, npm.exports[subpath].import.types.slice(2));
    assert.ok(jsr.publish.include.includes(target.slice(2)));
    assert.ok(jsr.publish.include.includes(place));
  }
});

test("every file that a manifest names is there", () => {
  const targets = JSON.stringify([npm.main, npm.types, npm.typesVersions, npm.exports, jsr.exports]).match(/\.\/[^"]+(?="[^:])/g);
  for (const target of targets) assert.ok(existsSync(join(home, target)), target);
});
