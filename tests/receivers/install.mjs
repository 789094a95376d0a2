// Decides that every framework is installed as locked, and that the packed package and the servers stand in an app beside them.
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackage } from "../faces/package.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const home = fileURLToPath(new URL("../../target/receivers", import.meta.url));

/** Installs what is not there yet, and gives the folder in which the servers are. */
export function install(tarball) {
  const stamp = join(home, "node_modules", ".countersign-lock");
  const lock = readFileSync(join(here, "package-lock.json"), "utf8");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
    console.log("installing the frameworks with npm ci (about 440 MB, once) …");
    mkdirSync(home, { recursive: true });
    for (const file of ["package.json", "package-lock.json", ".npmrc"]) copyFileSync(join(here, file), join(home, file));
    // Those that want a newer Node than the one that installs them run on the newest one of the tests.
    const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: home, stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" });
    if (npm.status !== 0) throw new Error("npm ci did not finish; try: (cd tests/receivers && npm ci)");
    writeFileSync(stamp, lock);
  }
  // Below the frameworks, so that the servers find both.
  const app = join(home, "app");
  installPackage(app, tarball, { type: "module" });
  cpSync(join(here, "servers"), app, { recursive: true });
  return app;
}
