// Decides how the tools of the tests are run: on the newest Node, without a word to the outside, their output kept for the failure.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { find, modules } from "../faces/runtimes.mjs";

const quiet = { CI: "1", NO_COLOR: "1", NO_UPDATE_NOTIFIER: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true", DO_NOT_TRACK: "1" };

/** Runs a program and returns what it said; throws with all of it if it failed. */
export function run(file, args, { cwd, env } = {}) {
  const { status, error, stdout, stderr } = spawnSync(file, args, { cwd, encoding: "utf8", timeout: 300_000, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...quiet, ...env } });
  if (status !== 0) throw new Error(`${[stdout, stderr].map((text) => text?.trim()).filter(Boolean).join("\n")}\n(${error?.message ?? `status ${status}`})`);
  return stdout.trim() || "done";
}

/** Runs a tool of the tests' node_modules, by its script, on the newest Node. */
export const node = (script, args, options) => run(find("node").file, [join(modules, script), ...args], options);

/** Runs a consumer's file with a runtime, in the folder of that file. */
export const program = (runtime, file) => run(find(runtime).file, [file], { cwd: dirname(file) });
