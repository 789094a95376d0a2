// Decides how each consumer is built and run from the installed package; each returns what its program said.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { node, program } from "./processes.mjs";

/** The consumers by name; each gets the folder in which the package is installed and their sources lie. */
export const consumers = {
  "Node 20, ESM": (folder) => program("node20", join(folder, "node.mjs")),
  "Node 20, CJS": (folder) => program("node20", join(folder, "node.cjs")),
  "newest Node, ESM": (folder) => program("node", join(folder, "node.mjs")),
  "newest Node, CJS": (folder) => program("node", join(folder, "node.cjs")),
  "TypeScript, node16, ESM": (folder) => typescript(folder, "mts", "node16"),
  "TypeScript, node16, CJS": (folder) => typescript(folder, "cts", "node16"),
  "TypeScript, nodenext, ESM": (folder) => typescript(folder, "mts", "nodenext"),
  "TypeScript, nodenext, CJS": (folder) => typescript(folder, "cts", "nodenext"),
  "TypeScript, bundler": (folder) => typescript(folder, "ts", "bundler"),
  "esbuild": bundled,
  "Vite": vite,
  "webpack": webpack,
  "workerd": (folder) => hosted(folder, "worker"),
  "wrangler": wrangler,
};

function typescript(folder, extension, moduleResolution) {
  const home = join(folder, `types-${moduleResolution}-${extension}`);
  mkdirSync(home);
  copyFileSync(join(folder, "types.ts"), join(home, `types.${extension}`));
  copyFileSync(join(folder, "own-types.ts"), join(home, `own-types.${extension}`));
  writeFileSync(join(home, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const module = moduleResolution === "bundler" ? "esnext" : moduleResolution;
  const compilerOptions = {
    strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: extension !== "cts", skipLibCheck: false,
    target: "es2022", lib: ["es2022", "dom", "dom.iterable"], types: [], module, moduleResolution, outDir: "out", rootDir: ".",
  };
  writeFileSync(join(home, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [`types.${extension}`, `own-types.${extension}`] }));
  node("typescript/bin/tsc", ["--project", home, "--pretty", "false"], { cwd: home });
  return program("node20", join(home, "out", `types.${extension.replace("ts", "js")}`));
}

async function bundled(folder) {
  const outfile = join(folder, "esbuild.mjs");
  await build({ entryPoints: [join(folder, "page.js")], outfile, bundle: true, minify: true, platform: "browser", format: "esm", target: "es2022", logLevel: "silent" });
  return program("node20", outfile);
}

function vite(folder) {
  const settings = { logLevel: "warn", build: { outDir: "vite", modulePreload: false, rollupOptions: { input: "page.js", output: { entryFileNames: "[name].mjs" } } } };
  writeFileSync(join(folder, "vite.config.mjs"), `export default ${JSON.stringify(settings)};\n`);
  node("vite/bin/vite.js", ["build"], { cwd: folder });
  return program("node20", join(folder, "vite", "page.mjs"));
}

function webpack(folder) {
  const settings = { mode: "production", target: "web", entry: "./page.js", output: { path: join(folder, "webpack"), filename: "page.cjs" }, performance: { hints: false } };
  writeFileSync(join(folder, "webpack.config.mjs"), `export default ${JSON.stringify(settings)};\n`);
  node("webpack-cli/bin/cli.js", ["--config", "webpack.config.mjs"], { cwd: folder });
  return program("node20", join(folder, "webpack", "page.cjs"));
}

async function hosted(folder, name) {
  const outdir = join(folder, "workerd");
  await build({ entryPoints: [join(folder, `${name}.js`)], outdir, bundle: true, format: "esm", conditions: ["workerd", "worker"], loader: { ".wasm": "copy" }, assetNames: "[name]", target: "es2022", logLevel: "silent" });
  return host(outdir);
}

function wrangler(folder) {
  writeFileSync(join(folder, "wrangler.json"), JSON.stringify({ name: "consumer", main: "worker.js", compatibility_date: "2026-01-01" }));
  node("wrangler/bin/wrangler.js", ["deploy", "--dry-run", "--outdir", "wrangler"], { cwd: folder, env: { XDG_CONFIG_HOME: join(folder, "config"), WRANGLER_LOG_PATH: join(folder, "log") } });
  return host(join(folder, "wrangler"));
}

/** Runs what a bundler made for Workers; the wasm must be a module of its own there, not text. */
function host(folder) {
  const names = readdirSync(folder);
  if (!names.some((name) => name.endsWith(".wasm"))) throw new Error(`no .wasm among ${names.join(", ")}`);
  if (names.some((name) => name.endsWith(".js") && readFileSync(join(folder, name), "latin1").includes("AGFzbQ"))) throw new Error("the bundle holds the wasm as text");
  return node("../packaging/worker-host.mjs", [folder]);
}
