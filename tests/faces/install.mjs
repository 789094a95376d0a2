// Decides that every runtime and packaging tool of the tests is installed and starts, and installs what is not.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromiumHome, find, modules, runtimes, tests } from "./runtimes.mjs";

const stamp = join(modules, ".countersign-lock");
const lock = readFileSync(join(tests, "package-lock.json"), "utf8");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  console.log("installing the runtimes with npm ci (about a gigabyte, once) …");
  // npm 11 warns about tools that want a newer Node than the one that installs them: they run on the newest one, installed here.
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: tests, stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" });
  if (npm.status !== 0) fail("npm ci did not finish", "(cd tests && npm ci)");
  writeFileSync(stamp, lock);
}

const missing = [];
for (const name of Object.keys(runtimes)) {
  const runtime = find(name) ?? repair(name);
  if (runtime) console.log(`${name} ${runtime.version}`);
  else missing.push(name);
}
if (missing.length > 0) fail(`not there or not starting: ${missing.join(", ")}`, "rm -rf tests/node_modules && node tests/faces/install.mjs");

// Where npm holds install scripts back, the package's own script is run here, and the runtime is asked again.
function repair(name) {
  try {
    if (name === "chromium") unpackChromium();
    else if (name !== "node" && name !== "node20") execFileSync(process.execPath, [name === "deno" ? "install.cjs" : "install.js"], { cwd: join(modules, name), stdio: "ignore" });
  } catch (error) {
    console.error(`${name}: ${error.message.split("\n")[0]}`);
  }
  return find(name);
}

// The package unpacks into the temporary folder, and its shared libraries only on the hosts it knows, so both are set for one child;
// the result is moved into place whole, so that a run cut short leaves nothing half unpacked.
function unpackChromium() {
  const work = `${chromiumHome}.${process.pid}`;
  const node = find("node")?.file ?? process.execPath;
  const script = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  mkdirSync(work, { recursive: true });
  try {
    execFileSync(node, ["--input-type=module", "--eval", script], { cwd: tests, env: { ...process.env, TMPDIR: work, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" } });
    rmSync(chromiumHome, { recursive: true, force: true });
    renameSync(work, chromiumHome);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function fail(what, command) {
  console.error(`${what}; install with: ${command}`);
  process.exit(1);
}
