// Decides whether an import of the package needs a file, a socket or a host: `node --experimental-vm-modules alone.mjs <folder where it is installed>`.
import { execFileSync } from "node:child_process";
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

/** A little use of the package, for where only its text can go. */
const USE = `const webhook = new Webhook("github", "0123456789abcdef0123456789abcdef");
  const body = new Uint8Array(100);
  webhook.verify({ headers: webhook.sign({ body }), body });`;

const folder = process.argv[2];
const files = importsWithoutFiles(folder);
const names = await runsWithoutHost(folder);
console.log(`${files.length} files readable; in a realm of its own with WebAssembly, ${names.join(", ")}`);

/**
 * Imports the package where only the files that Node's own loader has to read are readable, then uses it. The wasm file,
 * which lies beside the script, has to be out of reach: that shows that the permissions hold.
 */
function importsWithoutFiles(folder) {
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
  return files;
}

/**
 * Runs the package's script in a realm of its own that has the language, WebAssembly and the functions that this returns: no
 * `fetch`, no `process`, no `require`, and an import of anything fails. It is used in the same tick, so there is no top-level
 * await either.
 */
async function runsWithoutHost(folder) {
  const globals = { atob, TextDecoder, TextEncoder };
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
  return Object.keys(globals);
}
