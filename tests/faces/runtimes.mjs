// Decides where each runtime's binary stands, by asking the packages that ship it, and how it is started.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const tests = fileURLToPath(new URL("..", import.meta.url));
export const modules = join(tests, "node_modules");
/** Chromium is unpacked here once; a fresh `npm ci` drops it with the rest. */
export const chromiumHome = join(modules, ".cache", "chromium");

const exe = process.platform === "win32" ? ".exe" : "";

/** Every runtime: its name and the binaries to try, best first; each is `{ file, env? }`. */
export const runtimes = {
  node20: () => [...packaged(`node20-${process.platform}-${process.arch}`, `bin/node${exe}`), ...running(20)],
  node: () => [...packaged(`node-newest-${process.platform}-${process.arch}`, `bin/node${exe}`), ...running(26)],
  deno: () => [...scoped("@deno", `deno${exe}`), ...packaged("deno", `deno${exe}`)],
  bun: () => [...packaged("bun", "bin/bun.exe"), ...scoped("@oven", `bin/bun${exe}`)],
  workerd: () => [...packaged("workerd", "bin/workerd"), ...scoped("@cloudflare", `bin/workerd${exe}`)],
  chromium: () => {
    const file = join(chromiumHome, "chromium");
    const LD_LIBRARY_PATH = join(chromiumHome, "al2023", "lib");
    const FONTCONFIG_PATH = join(chromiumHome, "fonts");
    const own = existsSync(file) ? [{ file, env: { FONTCONFIG_PATH } }, { file, env: { FONTCONFIG_PATH, LD_LIBRARY_PATH } }] : [];
    return [...own, ...onPath("chromium"), ...onPath("chromium-browser"), ...onPath("google-chrome")];
  },
};

/** The first binary of a runtime that starts, with its version; undefined if none does. */
export function find(name) {
  for (const { file, env } of runtimes[name]()) {
    try {
      const text = execFileSync(file, ["--version"], { env: { ...process.env, ...env }, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 30_000 });
      return { file, env: env ?? {}, version: text.split("\n")[0].trim().replace(/^(v|deno |workerd |Chromium |Google Chrome )/, "").split(" ")[0] };
    } catch {
      // Not here, not for this processor, or a library is missing: the next one may start.
    }
  }
}

/** A module of the tests' own node_modules, by its main entry. */
export const tool = (name) => createRequire(join(tests, "package.json")).resolve(name);

function packaged(name, file) {
  const path = join(modules, name, file);
  return existsSync(path) ? [{ file: path }] : [];
}

function scoped(scope, file) {
  const home = join(modules, scope);
  return existsSync(home) ? readdirSync(home).flatMap((name) => packaged(join(scope, name), file)) : [];
}

function running(major) {
  return process.versions.node.startsWith(`${major}.`) && !process.versions.bun ? [{ file: process.execPath }] : [];
}

function onPath(name) {
  const found = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name + exe)).find(existsSync);
  return found ? [{ file: found }] : [];
}
