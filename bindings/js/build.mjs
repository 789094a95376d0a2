// How the package folder comes about: bundles and declarations from src and target/wasm, then the template filled in.
//
//   node bindings/js/build.mjs --wasm target/wasm --out target/npm/package --version 0.1.0 --licenses .

import { execFileSync } from "node:child_process";
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { cutGlue, inGlue } from "./glue.mjs";
import { minify } from "./minify.mjs";
import { shorten } from "./names.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const template = join(here, "../../pkg-template");
const source = join(here, "src");

const { values } = parseArgs({
  options: { wasm: { type: "string" }, out: { type: "string" }, version: { type: "string" }, licenses: { type: "string" } },
});
for (const name of ["wasm", "out", "version"]) {
  if (values[name] === undefined) throw new Error(`--${name} is missing`);
}
const wasm = resolve(values.wasm);
const out = resolve(values.out);
const dist = join(out, "dist");

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const { binary, ...names } = shorten(await readFile(join(wasm, "core_bg.wasm")));
await Promise.all([
  bundle("index.js", "esm", "inline"),
  bundle("index.cjs", "cjs", "inline"),
  bundle("index.workerd.js", "esm", "workerd"),
  writeFile(join(dist, "core.wasm"), binary),
  declarations(),
  fillTemplate(),
]);

/** One entry of the package; `module` says where it takes the wasm from. */
async function bundle(file, format, module) {
  const { outputFiles } = await build({
    entryPoints: [join(source, "index.ts")],
    outfile: join(dist, file),
    bundle: true,
    format,
    // Only for the list of exports that it adds for Node's CJS reader: nothing of Node is used.
    platform: format === "cjs" ? "node" : "neutral",
    target: "es2022",
    // The rest is for minify.mjs.
    minifySyntax: true,
    write: false,
    legalComments: "none",
    // The comment is how JSR and Deno find the declarations.
    banner: format === "esm" ? { js: '/* @ts-self-types="./index.d.ts" */' } : {},
    external: ["./core.wasm"],
    alias: { "#core-module": join(source, "module", `${module}.ts`), "#core-bindings": join(wasm, "core_bg.js") },
    plugins: [virtualModules(), glue()],
    absWorkingDir: join(here, "../.."),
    logLevel: "warning",
  });
  await writeFile(join(dist, file), await minify(outputFiles[0].text));
}

/** The modules that are made from the wasm file itself. */
function virtualModules() {
  return {
    name: "core",
    setup(bundler) {
      bundler.onResolve({ filter: /^#core-(base64|imports)$/ }, ({ path }) => ({ path, namespace: "core" }));
      bundler.onLoad({ filter: /base64/, namespace: "core" }, () => ({
        contents: `export default "${binary.toString("base64")}";`,
      }));
      bundler.onLoad({ filter: /imports/, namespace: "core" }, () => ({ contents: importsModule(), resolveDir: source }));
    },
  };
}

/** wasm-bindgen's script, as far as it is used. */
function glue() {
  return {
    name: "glue",
    setup(bundler) {
      bundler.onLoad({ filter: /\bcore_bg\.js$/ }, async ({ path }) => ({ contents: cutGlue(await readFile(path, "utf8"), names) }));
    },
  };
}

/** By name rather than as a namespace object, which no bundler could drop. */
function importsModule() {
  const functions = [...names.imports.values()].map(inGlue);
  const members = [...names.imports.values()].map((short) => `${short}: ${inGlue(short)}`);
  return `import { ${functions.join(", ")} } from "#core-bindings";\nexport const imports = () => ({ b: { ${members.join(", ")} } });\n`;
}

/** `index.d.ts` with what it refers to in `types/`, and the same again for `require`. */
async function declarations() {
  const emitted = await mkdtemp(join(tmpdir(), "countersign-types-"));
  try {
    execFileSync(
      process.execPath,
      [join(here, "node_modules/typescript/bin/tsc"), "--project", here, "--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--rootDir", source, "--outDir", emitted],
      { stdio: ["ignore", 2, 2] },
    );
    for (const file of await reachable(emitted, "index.d.ts")) {
      const text = await readFile(join(emitted, file), "utf8");
      const isEntry = file === "index.d.ts";
      const target = join(dist, isEntry ? "" : "types", file);
      const moved = isEntry ? text.replaceAll(/"\.\//g, '"./types/') : text;
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, moved);
      await writeFile(target.replace(/\.d\.ts$/, ".d.cts"), moved.replaceAll(/("\.{1,2}\/[^"]*)\.js"/g, '$1.cjs"'));
    }
  } finally {
    await rm(emitted, { recursive: true, force: true });
  }
}

/** The declaration files that a consumer can come to from `entry`. */
async function reachable(folder, entry) {
  const found = new Set([entry]);
  for (const file of found) {
    const text = await readFile(join(folder, file), "utf8");
    for (const [, specifier] of text.matchAll(/(?:from |import\()"([^"]+)"/g)) {
      if (!specifier.startsWith(".")) throw new Error(`${file} refers to ${specifier}, which is not in the package`);
      found.add(relative(folder, join(folder, dirname(file), specifier.replace(/\.js$/, ".d.ts"))));
    }
  }
  return found;
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
