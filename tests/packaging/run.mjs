// Decides whether the packed package works for those who install it: every consumer, every gate, one line each.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installPackage } from "../faces/package.mjs";

const { values } = parseArgs({ options: { package: { type: "string" }, only: { type: "string" } } });
if (!values.package) {
  console.error("usage: run.mjs --package <tgz> [--only <part of a name>]");
  process.exit(2);
}
await import("../faces/install.mjs");
const { consumers } = await import("./consumers.mjs");
const { gates } = await import("./gates.mjs");
const { program, run: start } = await import("./processes.mjs");
const { find } = await import("../faces/runtimes.mjs");

const expected = "genuine evt_01J0TEST, forged signature_mismatch";
const tarball = resolve(values.package);
const folder = mkdtempSync(join(tmpdir(), "countersign-packaging-"));
let passed = 0;
let failed = 0;

try {
  installPackage(folder, tarball);
  cpSync(fileURLToPath(new URL("memory-scan.mjs", import.meta.url)), join(folder, "memory-scan.mjs"));
  const home = join(folder, "node_modules", "countersign");
  const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));

  for (const entry of ["countersign", "countersign/asymmetric"]) {
    const own = sources(entry);
    for (const [name, run] of Object.entries(consumers)) {
      await line(`${entry}, ${name}`, async () => {
        const said = await run(own);
        if (said !== expected) throw new Error(`said ${JSON.stringify(said)}, not ${JSON.stringify(expected)}`);
        return said;
      });
    }
  }
  for (const [name, check] of Object.entries(gates)) await line(name, () => check({ home, tarball }));
  for (const entry of Object.keys(manifest.exports)) {
    const name = entry.replace(".", "countersign");
    await line(`${name}, import without any permission`, () => start(find("node").file, ["--permission", `--allow-fs-read=${join(folder, "*")}`, "--input-type=module", "--eval", `import * as all from ${JSON.stringify(name)}; console.log(Object.keys(all).length, "names")`], { cwd: folder }));
  }
  const alone = fileURLToPath(new URL("alone.mjs", import.meta.url));
  for (const runtime of ["node20", "node"]) {
    await line(`import without files or a host, ${runtime}`, () => start(find(runtime).file, ["--no-warnings", "--experimental-vm-modules", alone, folder]));
  }
  for (const runtime of ["node20", "node", "bun"]) await line(`memory scan, ${runtime}`, () => program(runtime, join(folder, "memory-scan.mjs")));
  await line("arguments of the wrong type, every face", () => {
    const said = start(process.execPath, [fileURLToPath(new URL("../faces/run.mjs", import.meta.url)), "--package", tarball, "--out", join(folder, "faces")]);
    return said.split("\n").pop();
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** The consumers' sources in a folder below the installed package, written for one entry of it. */
function sources(entry) {
  const own = join(folder, entry.replace("/", "-"));
  const from = fileURLToPath(new URL("consumers", import.meta.url));
  mkdirSync(own);
  for (const name of readdirSync(from)) {
    // What only one entry has is compiled for that one.
    const [, only, rest] = /^(core|asymmetric)-(.*)$/.exec(name) ?? [];
    if (only !== undefined && entry !== { core: "countersign", asymmetric: "countersign/asymmetric" }[only]) continue;
    writeFileSync(join(own, rest ? `own-${rest}` : name), readFileSync(join(from, name), "utf8").replaceAll('"countersign"', JSON.stringify(entry)));
  }
  return own;
}

async function line(name, action) {
  if (values.only && !name.toLowerCase().includes(values.only.toLowerCase())) return;
  const begun = performance.now();
  const time = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  try {
    const said = await action();
    passed += 1;
    console.log(`ok   ${name}: ${said} (${time()})`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name} (${time()})\n${shown(error)}`);
  }
}

function shown(error) {
  const lines = error.message.replaceAll(folder, ".").split("\n");
  const cut = lines.length > 60 ? [...lines.slice(0, 60), `… and ${lines.length - 60} lines`] : lines;
  return cut.map((text) => `     ${text}`).join("\n");
}
