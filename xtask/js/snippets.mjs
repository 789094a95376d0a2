// Runs every JavaScript and TypeScript snippet of the READMEs, each as a module of its own, in a folder where the package is installed.
//
//   node snippets.mjs <folder> <README>…
//
// A snippet has to end by itself and well. One that is fenced as `js no_run`, as in Rust, is only parsed.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";

const [folder, ...documents] = process.argv.slice(2);
const { transformSync } = createRequire(new URL("../../bindings/js/package.json", import.meta.url))("esbuild");
// The snippets read what a deployment would set; the value is nobody's.
const env = { ...process.env, WEBHOOK_SECRET: "an-example-secret-that-is-nobody's" };
const loaders = { js: "js", javascript: "js", ts: "ts", typescript: "ts" };
let failed = 0;
let ran = 0;

for (const document of documents) {
  const text = readFileSync(document, "utf8");
  const before = ran;
  for (const { 1: language, 2: words, 3: code, index } of text.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)) {
    if (!Object.hasOwn(loaders, language)) continue;
    const line = text.slice(0, index).split("\n").length;
    const place = `${basename(dirname(resolve(document)))}/${basename(document)}:${line}`;
    const onlyParsed = words.split(/[\s,]+/).includes("no_run");
    const said = check(code, loaders[language], `snippet-${ran}.mjs`, onlyParsed);
    ran += 1;
    if (said !== undefined) failed += 1;
    console.log(`${said === undefined ? "ok  " : "FAIL"} ${place}${onlyParsed ? " (parsed)" : ""}${said === undefined ? "" : `\n${said}`}`);
  }
  if (ran === before) {
    failed += 1;
    console.log(`FAIL ${document} has no JavaScript or TypeScript snippet`);
  }
}
console.log(`${ran} snippets, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Nothing if the snippet is well, else what is wrong with it. */
function check(code, loader, name, onlyParsed) {
  try {
    writeFileSync(join(folder, name), transformSync(code, { loader, format: "esm", target: "es2022" }).code);
  } catch (error) {
    return error.message;
  }
  if (onlyParsed) return undefined;
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [name], { cwd: folder, env, encoding: "utf8", timeout: 30_000 });
  if (status === 0) return undefined;
  return `${signal ? `ended by ${signal} after 30 s` : `status ${status}`}\n${stdout}${stderr}`;
}
