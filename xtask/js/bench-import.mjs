// Decides what an import of the package costs a fresh Node process, and whether it needs a file or a socket.
import { execFileSync } from "node:child_process";
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

const SAMPLES = 21;
/** A little use of the package, for where only its text can go. */
const USE = `const webhook = new Webhook("github", "0123456789abcdef0123456789abcdef");
  const body = new Uint8Array(100);
  webhook.verify({ headers: webhook.sign({ body }), body });`;

/** Median milliseconds of each import, as Node itself times it; the processes take turns. */
export function importTimes(folder) {
  writeFileSync(join(folder, "empty.mjs"), "");
  const imports = {
    "an empty module": 'import("./empty.mjs")',
    "countersign, import": 'import("countersign")',
    "countersign, require": 'require("countersign")',
    "standardwebhooks, import": 'import("standardwebhooks")',
    "standardwebhooks, require": 'require("standardwebhooks")',
  };
  const program = (what) => `import { createRequire } from "node:module";
    const require = createRequire(process.cwd() + "/");
    const start = performance.now();
    await ${what};
    console.log(performance.now() - start);`;
  const samples = Object.fromEntries(Object.keys(imports).map((name) => [name, []]));
  for (let round = 0; round <= SAMPLES; round++) {
    for (const [name, what] of Object.entries(imports)) {
      const took = Number(execFileSync(process.execPath, ["--input-type=module", "--eval", program(what)], { cwd: folder, encoding: "utf8" }));
      // The first round only warms the system's file cache.
      if (round > 0) samples[name].push(took);
    }
  }
  return Object.entries(samples).map(([name, took]) => [name, took.sort((a, b) => a - b)[SAMPLES >> 1]]);
}

/**
 * Imports the package where only the files that Node's own loader has to read are readable, then uses it. The wasm file,
 * which lies beside the script, has to be out of reach: that shows that the permissions hold.
 */
export function importsWithoutFiles(folder) {
  const home = realpathSync(folder);
  const wasm = join(home, "node_modules/countersign/dist/core.wasm");
  const files = ["package.json", "without-files.mjs", "node_modules/countersign/package.json", "node_modules/countersign/dist/index.js"];
  readFileSync(wasm);
  writeFileSync(
    join(home, "without-files.mjs"),
    `import { readFileSync } from "node:fs";
    import { Webhook } from "countersign";
    ${USE}
    try { readFileSync(${JSON.stringify(wasm)}); console.log("the permissions do not hold"); }
    catch ({ code }) { console.log(code); }`,
  );
  const permission = process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";
  const args = ["--no-warnings", permission, ...files.map((file) => `--allow-fs-read=${join(home, file)}`), join(home, "without-files.mjs")];
  const said = execFileSync(process.execPath, args, { cwd: home, encoding: "utf8" }).trim();
  if (said !== "ERR_ACCESS_DENIED") throw new Error(`the import without files: ${said}`);
  return files.filter((file) => file.includes("countersign/")).map((file) => file.replace("node_modules/", ""));
}

/**
 * Runs the package's script in a realm of its own that has the language, WebAssembly and the functions that this returns: no
 * `fetch`, no `process`, no `require`, and an import of anything fails. It is used in the same tick, so there is no top-level
 * await either.
 */
export async function runsWithoutHost(folder) {
  const globals = { atob, TextDecoder, TextEncoder };
  const names = Object.keys(globals);
  const script = readFileSync(join(folder, "node_modules/countersign/dist/index.js"), "utf8");
  const refuse = (specifier) => {
    throw new Error(`the package imports ${specifier}`);
  };
  const module = new vm.SourceTextModule(script, { context: vm.createContext(globals), importModuleDynamically: refuse });
  await module.link(refuse);
  const evaluated = module.evaluate();
  if (module.status === "errored") await evaluated;
  // A top-level await would leave the exports without a value here.
  new Function("Webhook", USE)(module.namespace.Webhook);
  await evaluated;
  return names;
}
