// Decides how the packed package gets into a consumer's folder: by npm, from the tarball, into a folder made new.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Empties the folder and installs the tarball there; `manifest` is the consumer's package.json beyond `private`. */
export function installPackage(folder, tarball, manifest = {}) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, ...manifest }));
  const args = ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error", resolve(tarball)];
  const { status, stdout } = spawnSync("npm", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`npm could not install ${tarball}\n${stdout}`);
}
