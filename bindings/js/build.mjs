// How the package folder comes about: for each entry bundles and declarations from src and target/wasm, then the template filled in.
//
//   node bindings/js/build.mjs --wasm target/wasm --out target/npm/package --version 0.1.0 --licenses .

import { execFileSync } from "node:child_process";
import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { glue } from "./glue.mjs";
import { common, minify } from "./minify.mjs";
import { shorten } from "./names.mjs";
import { pack, unpack } from "./pack.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const template = join(here, "../../pkg-template");
const source = join(here, "src");
/** Where the compiler writes declarations, and finds those of `#countersign`. */
const emitted = join(here, "types");
/** The same of what stands over those: apart, since what is read may not be written. */
const over = join(emitted, "over");

const { values } = parseArgs({
  options: { wasm: { type: "string" }, out: { type: "string" }, version: { type: "string" }, licenses: { type: "string" } },
});
for (const name of ["wasm", "out", "version"]) {
  if (values[name] === undefined) throw new Error(`--${name} is missing`);
}
const wasm = resolve(values.wasm);
const out = resolve(values.out);
const dist = join(out, "dist");

/** What the package has beside its providers, each with a wasm module of its own. */
const entries = JSON.parse(await readFile(join(here, "../entries.json"), "utf8"));
/** What it has without one: for what `over` names they ask another script of the package, so that a program has that once. */
const scripts = JSON.parse(await readFile(join(here, "../scripts.json"), "utf8"));

/** The module whose catalogue and options one has: that which is built for speed is the core too. */
const plain = (name) => (name === "fast" ? "core" : name);

const coreCatalogue = join(source, "catalogue/core.ts");
/** It takes seconds, so it is done once. */
let packed;

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([...entries.map(entry), ...scripts.map(script), declarations(), fillTemplate()]);

/** The scripts of a module, in each of which the same source takes it from elsewhere, and its wasm file. */
async function entry({ name, script, outputs, features }) {
  const hosted = features.includes("webhook") ? "never" : "sha256";
  const module = { name, hosted, ...shorten(await readFile(join(wasm, `${name}_bg.wasm`))) };
  await Promise.all([
    ...Object.entries(outputs).map(([origin, output]) => bundle(script, output, module, origin)),
    writeFile(join(dist, `${name}.wasm`), module.binary),
  ]);
}

/** One script of the package, and the same for `require`; `origin` says where it takes the wasm module from, if it has one. */
async function bundle(script, output, module, origin) {
  const { outputFiles } = await build({
    entryPoints: [join(source, `${script}.ts`)],
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    // The rest is for minify.mjs.
    minifySyntax: true,
    write: false,
    legalComments: "none",
    define: { HOSTS: String(module?.hosted === "sha256"), EAGER: String(origin === "workerd"), TELLS: String(module?.name === "asymmetric") },
    alias: module && {
      "#core-module": join(source, "module", `${origin}.ts`),
      "#core-bindings": join(wasm, `${module.name}_bg.js`),
      "#hosted": join(source, "hosted", `${module.hosted}.ts`),
      "#catalogue": join(source, "catalogue", `${plain(module.name)}.ts`),
      "#options": join(source, "options", `${plain(module.name)}.ts`),
    },
    // First, and not in the midst of code, what is so unlike code takes 4 % less of the script once gzip has been over it.
    inject: module ? [coreCatalogue] : [],
    plugins: module ? [virtualModules(module), packedCatalogue()] : [],
    absWorkingDir: join(here, "../.."),
    logLevel: "warning",
  });
  const text = await minify(outputFiles[0].text);
  // The comment is how JSR and Deno find the declarations.
  await writeFile(join(dist, `${output}${origin === "workerd" ? ".workerd" : ""}.js`), `/* @ts-self-types="./${script}.d.ts" */${text}`);
  if (origin !== "workerd") await writeFile(join(dist, `${output}.cjs`), common(text));
}

/** A script without a module, once for each condition under which what it stands over is another file. */
async function script({ name, script, over }) {
  const kinds = [["esm", ".js"], ["cjs", ".cjs"], ...(over === undefined ? [] : [["esm", ".workerd.js"]])];
  await Promise.all(kinds.map(async ([format, ending]) => {
    const { outputFiles } = await build({
      entryPoints: [join(source, `${script}.ts`)],
      bundle: true,
      format,
      // Of the two it is `node` that tells Node's reader of CommonJS what is exported.
      platform: format === "cjs" ? "node" : "neutral",
      target: "es2022",
      minify: true,
      write: false,
      legalComments: "none",
      plugins: over === undefined ? [] : [standsOver(`${"../".repeat(name.split("/").length - 1) || "./"}${over}${ending}`)],
      absWorkingDir: join(here, "../.."),
      logLevel: "warning",
    });
    const file = join(dist, `${name}${ending}`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, (format === "esm" ? `/* @ts-self-types="./${name.split("/").pop()}.d.ts" */` : "") + outputFiles[0].text);
  }));
}

/** Where another script of the package is found at run time. */
function standsOver(path) {
  return { name: "over", setup: (bundler) => bundler.onResolve({ filter: /^#countersign$/ }, () => ({ path, external: true })) };
}

/** The core's catalogue as it is bundled: packed until the first name is looked up. */
function packedCatalogue() {
  return {
    name: "catalogue",
    setup(bundler) {
      bundler.onLoad({ filter: /[\\/]catalogue[\\/]core\.ts$/ }, async () => ({ contents: await (packed ??= packCatalogue()), loader: "ts" }));
    },
  };
}

async function packCatalogue() {
  const source = await readFile(coreCatalogue, "utf8");
  return source.replace(/`([^`]*)`/, (_, rows) => {
    // xtask writes no other escape.
    const { text, keys } = pack(rows.replaceAll("\\\\", "\\"));
    return `unpack(\`${text.replaceAll("\\", "\\\\")}\`, ${JSON.stringify(keys)})`;
  }) + unpack;
}

/** The modules that are made from the wasm file, and from what wasm-bindgen wrote beside it. */
function virtualModules({ name, binary, exports }) {
  return {
    name: "core",
    setup(bundler) {
      bundler.onResolve({ filter: /^#core-base64$/ }, ({ path }) => ({ path, namespace: "core" }));
      bundler.onResolve({ filter: /^#core-wasm$/ }, () => ({ path: `./${name}.wasm`, external: true }));
      bundler.onLoad({ filter: /base64/, namespace: "core" }, () => ({ contents: `export default "${binary.toString("base64")}";` }));
      bundler.onLoad({ filter: /_bg\.js$/ }, async ({ path }) => ({ contents: glue(await readFile(path, "utf8"), exports) }));
    },
  };
}

/** For each script its `.d.ts` with what that refers to in a folder of `types/`, and the same again for `require`. */
async function declarations() {
  await rm(emitted, { recursive: true, force: true });
  emit("tsconfig.json", emitted);
  // What stands over those sees of them what a user sees.
  emit("receiver.tsconfig.json", over);
  const declared = entries.filter(({ name }) => plain(name) === name).map(({ name, script }) => ({ name: script, script, catalogue: name }));
  await Promise.all([...declared, ...scripts].map(declare));
}

function emit(project, folder) {
  const args = ["--project", join(here, project), "--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--rootDir", source, "--outDir", folder];
  execFileSync(process.execPath, [join(here, "node_modules/typescript/bin/tsc"), ...args], { stdio: ["ignore", 2, 2] });
}

async function declare({ name, script, catalogue = "asymmetric" }) {
  const main = `${script}.d.ts`;
  /** Where a file that the compiler wrote goes. */
  const place = (file) => (file === main ? `${name}.d.ts` : `types/${name}/${file}`);
  const found = new Map([[main, ""]]);
  for (const file of found.keys()) {
    const text = await readFile(join(/^(receiver|adapters|stores)[\\/]/.test(file) ? over : emitted, file), "utf8");
    const from = dirname(place(file));
    found.set(file, text.replaceAll(/(?<=from |import\()"([^"]+)"/g, (quoted, specifier) => {
      if (/^node:|^fastify$/.test(specifier)) return quoted;
      if (specifier === "#countersign") return JSON.stringify(local(from, "index.js"));
      // What the build puts under these names differs by entry.
      const named = /^#(catalogue|options)$/.exec(specifier)?.[1];
      if (named === undefined && !specifier.startsWith(".")) throw new Error(`${file} refers to ${specifier}, which is not in the package`);
      const other = named === undefined ? join(dirname(file), specifier.replace(/\.js$/, ".d.ts")) : `${named}/${catalogue}.d.ts`;
      if (!found.has(other)) found.set(other, "");
      return JSON.stringify(local(from, place(other).replace(/\.d\.ts$/, ".js")));
    }));
  }
  for (const [file, text] of found) {
    const target = join(dist, place(file));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
    await writeFile(target.replace(/\.d\.ts$/, ".d.cts"), text.replaceAll(/("\.{1,2}\/[^"]*)\.js"/g, '$1.cjs"'));
  }
}

/** A file of `dist` as one in the folder `from` names it. */
function local(from, file) {
  const path = relative(from, file);
  return path.startsWith(".") ? path : `./${path}`;
}

async function fillTemplate() {
  await cp(template, out, { recursive: true });
  for (const file of ["package.json", "jsr.json"]) {
    const manifest = JSON.parse(await readFile(join(template, file), "utf8"));
    manifest.version = values.version;
    await writeFile(join(out, file), `${JSON.stringify(manifest, undefined, 2)}\n`);
  }
  if (values.licenses === undefined) return;
  const licenses = (await readdir(values.licenses)).filter((name) => name === "LICENSE-MIT" || name === "LICENSE-APACHE");
  await Promise.all(licenses.map((name) => copyFile(join(values.licenses, name), join(out, name))));
}
