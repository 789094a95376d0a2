// Decides whether the package itself is fit to publish: its manifest, its types, its files, its size, and what its code must not hold.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { tests } from "../faces/runtimes.mjs";
import { node } from "./processes.mjs";

/** What the package has beside its providers, each with a wasm module of its own. */
const entries = JSON.parse(readFileSync(new URL("../../bindings/entries.json", import.meta.url), "utf8"));

/** What it has without one. */
const scripts = JSON.parse(readFileSync(new URL("../../bindings/scripts.json", import.meta.url), "utf8"));

// 50 kB of 1024 bytes: a path that is fast took the core past 50,000, and docs/DESIGN.md tells what was tried against it.
const LIMITS = { core: 50 * 1024, asymmetric: 130_000 };

/** The checks by name; each gets the installed package's folder and the tarball, and throws or returns a word for its line. */
export const gates = {
  "publint --strict": ({ home }) => node("publint/src/cli.js", ["run", home, "--strict", "--pack", "false"]) && "no suggestions",
  "attw": ({ tarball }) => node("@arethetypeswrong/cli/dist/index.js", [tarball, "--no-emoji", "--no-color", "--profile", "strict"]) && "no problems",
  "exports": ({ home }) => exported(home),
  "nothing leaks": ({ home }) => leaks(home),
  "entries apart": ({ home }) => apart(home),
  // What a Worker loads of each. Where there is a limit it is promised; the others are for people to look at.
  ...Object.fromEntries(entries.map(({ name, outputs }) => [`${name} entry`, ({ home }) => size(home, outputs.workerd, name, LIMITS[name])])),
};

/** Every documented path is there, types come first, and jsr.json names the same subpaths. */
function exported(home) {
  const manifest = json(home, "package.json");
  const targets = [];
  const walk = (value, path) => {
    if (typeof value === "string") return targets.push([path, value]);
    const [first] = Object.keys(value);
    if ("types" in value && first !== "types") throw new Error(`${path}: "types" must stand first`);
    for (const [key, inner] of Object.entries(value)) walk(inner, `${path} ${key}`);
  };
  for (const [subpath, value] of Object.entries(manifest.exports)) walk(value, subpath);
  for (const [path, target] of targets) {
    if (!existsSync(join(home, target))) throw new Error(`${path}: ${target} is not in the package`);
  }
  for (const [subpath, value] of Object.entries(manifest.exports)) {
    // What has no wasm, nor asks for a script that has, is the same everywhere.
    const alone = scripts.some(({ name, over }) => subpath === `./${name}` && over === undefined);
    const wanted = alone ? "import, require" : "workerd, import, require";
    const conditions = Object.keys(value).join(", ");
    if (conditions !== wanted) throw new Error(`${subpath}: the conditions are ${conditions}, not ${wanted}`);
  }
  const documented = new Set(readFileSync(join(home, "README.md"), "utf8").match(/(?<=["`])countersign(?:\/[\w-]+)*(?=["`])/g));
  for (const name of documented) {
    if (!(name.replace("countersign", ".") in manifest.exports)) throw new Error(`README.md speaks of ${name}, which is not exported`);
  }
  for (const subpath of Object.keys(manifest.exports)) {
    if (!documented.has(subpath.replace(".", "countersign"))) throw new Error(`README.md does not speak of ${subpath}`);
  }
  if (existsSync(join(home, "jsr.json"))) {
    const jsr = json(home, "jsr.json");
    const names = (value) => JSON.stringify(Object.keys(typeof value === "string" ? { ".": value } : value).filter((name) => name !== "./package.json").sort());
    if (names(jsr.exports) !== names(manifest.exports)) throw new Error(`jsr.json exports ${names(jsr.exports)}, package.json ${names(manifest.exports)}`);
    if (jsr.version !== manifest.version) throw new Error(`jsr.json is version ${jsr.version}, package.json ${manifest.version}`);
  }
  return `${targets.length} targets`;
}

const here = [tests.replace(/tests.?$/, ""), homedir()].map((path) => new RegExp(path.replace(/[^\w]/g, "\\$&")));
const machine = [...here, /\/(?:home|root|Users|tmp)\//, /[A-Z]:\\\\/, /file:\/\//, /\.cargo/, /sourceMappingURL/];
/** What only scripts over the core may ask their host for: random tokens and a digest, and a Durable Object. */
const receiving = ["\\bcrypto\\.", "\\bfetch\\s*\\("];
// Node's Buffer may be asked for as a property that may be missing, and its crypto of a function that may be; in no other way.
const host = [/(?<!getBuiltinModule\?\.\()["']node:/, /\brequire\s*\(/, /\bimport\.meta\b/, /\bprocess\./, /(?<!\{)\bBuffer\b|\bBuffer\b(?!:\w+\}=globalThis)/, /\beval\s*\(/, /\bnew Function\b/, /\bfetch\s*\(/, /\bXMLHttpRequest\b/, /\bcrypto\./, /\bimport\s*\(/];

async function leaks(home) {
  const names = readdirSync(join(home, "dist"), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => relative(join(home, "dist"), join(file.parentPath, file.name)));
  for (const name of names) {
    // The address of a vendor's page is no path.
    const text = readFileSync(join(home, "dist", name), "latin1").replaceAll(/https:\/\/[\w./-]+/g, "");
    for (const pattern of machine) refuse(name, text, pattern);
    if (name.endsWith(".js")) {
      // The inline build serves browsers too, so it may name no host; what workerd may name is no more.
      const receives = scripts.some((script) => script.name !== "providers" && [".js", ".workerd.js"].some((ending) => name === script.name + ending));
      for (const pattern of host) if (!receives || !receiving.includes(pattern.source)) refuse(name, text, pattern);
      // No target before 2022 knows top-level await, so the transform refuses it.
      await transform(text, { format: "esm", target: "es2021", supported: { "class-field": true, "class-private-field": true, "class-private-method": true, "class-private-brand-check": true, "class-static-blocks": true, "class-static-field": true }, logLevel: "silent" });
    }
  }
  return `${names.length} files`;
}

function refuse(name, text, pattern) {
  const at = text.search(pattern);
  if (at >= 0) throw new Error(`dist/${name} holds ${JSON.stringify(text.slice(Math.max(0, at - 20), at + 60))}`);
}

/** Each script holds its own module and no other: as base64, or on workerd as an import. */
function apart(home) {
  const modules = entries.map(({ name }) => [name, readFileSync(join(home, "dist", `${name}.wasm`)).toString("base64")]);
  for (const { name, outputs } of entries) {
    const { inline, workerd } = outputs;
    for (const file of [...(inline ? [`${inline}.js`, `${inline}.cjs`] : []), `${workerd}.workerd.js`]) {
      const text = readFileSync(join(home, "dist", file), "latin1");
      const held = modules.filter(([, base64]) => text.includes(base64)).map(([own]) => own);
      const asked = [...text.matchAll(/["'][^"']*?([\w-]+)\.wasm["']/g)].map(([, own]) => own);
      const [wanted, other] = file.endsWith(".workerd.js") ? [asked, held] : [held, asked];
      const modulesHeld = text.split("AGFzbQ").length - 1;
      if (wanted.join() !== name || other.length > 0 || modulesHeld !== held.length) throw new Error(`${file} holds ${held}, ${modulesHeld} in all, and asks for ${asked}`);
    }
  }
  const others = readdirSync(join(home, "dist")).filter((file) => file.endsWith(".wasm") && !entries.some(({ name }) => file === `${name}.wasm`));
  if (others.length > 0) throw new Error(`${others} belong to no entry`);
  return `${entries.length} modules, each in its own scripts`;
}

function size(home, script, module, limit = Infinity) {
  const parts = [`${script}.workerd.js`, `${module}.wasm`].map((name) => [name, gzipSync(readFileSync(join(home, "dist", name)), { level: 9 }).length]);
  const total = parts.reduce((sum, [, bytes]) => sum + bytes, 0);
  const line = `${total} bytes gzip${limit < Infinity ? ` of ${limit}` : ""} (${parts.map(([name, bytes]) => `${name} ${bytes}`).join(", ")})`;
  if (total > limit) throw new Error(line);
  return line;
}

const json = (home, name) => JSON.parse(readFileSync(join(home, name), "utf8"));
