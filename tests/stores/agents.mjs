// Decides how the processes that use a store are started, told what to do, and killed.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { find } from "../faces/runtimes.mjs";

const before = {
  deno: ["run", "--quiet", "--no-config", "--node-modules-dir=manual", "--no-lock", "--no-remote", "--no-prompt", "--unstable-kv", "--allow-all"],
  bun: ["--no-install"],
  node20: [],
  node: ["--disable-warning=ExperimentalWarning"],
  workerd: [],
};
/** What starts it: workerd is started by miniflare. */
const host = (runtime) => (runtime === "workerd" ? "node" : runtime);
/** A store answers within this, or it hangs. */
const PATIENCE = 60_000;

/** A process over the suite as it was copied into the folder `work`; `config` says which store and how it is opened. */
export async function start(work, runtime, config) {
  const agent = new Agent(work, runtime, config);
  await agent.ready;
  return agent;
}

class Agent {
  #child;
  #asked = new Map();
  #next = 0;
  /** What it told while it was at something. */
  told = [];
  ended = false;

  constructor(work, runtime, config) {
    const args = [...before[runtime], join(work, "suite", "agent.mjs"), JSON.stringify(config)];
    const env = { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", WRANGLER_SEND_METRICS: "false" };
    // A group of its own, so that what it starts itself is killed with it.
    const child = spawn(find(host(runtime)).file, args, { cwd: work, env, detached: true, stdio: ["pipe", "pipe", "pipe"] });
    this.#child = child;
    let complaints = "";
    child.stderr.on("data", (chunk) => (complaints = (complaints + chunk).slice(-3000)));
    child.stdin.on("error", () => {});
    this.exit = new Promise((resolve) => child.once("exit", resolve));
    this.ready = new Promise((resolve, reject) => {
      child.once("error", reject);
      createInterface({ input: child.stdout }).on("line", (line) => {
        const said = line.startsWith('{"') ? JSON.parse(line) : {};
        if (said.ready) resolve();
        if (said.told) this.told.push(said.told);
        if (said.id !== undefined) this.#answered(said);
      });
      child.once("close", (code, signal) => {
        this.ended = true;
        const error = new Error(`the process of ${config.store} ended with ${signal ?? code}\n${complaints}`);
        reject(error);
        for (const { reject } of this.#asked.values()) reject(error);
        this.#asked.clear();
      });
    });
  }

  /** Does something of actions.mjs. */
  do(action, asked = {}, patience = PATIENCE) {
    const id = ++this.#next;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#answered({ id, error: `${action}: no answer after ${patience / 1000} s` }), patience);
      this.#asked.set(id, { resolve, reject, late });
      this.#child.stdin.write(`${JSON.stringify({ id, action, ...asked })}\n`);
    });
  }

  /** A method of the store. */
  call(method, ...args) {
    return this.do("call", { method, args: args.map((value) => value ?? null) });
  }

  async kill() {
    if (!this.ended) process.kill(-this.#child.pid, "SIGKILL");
    await this.exit;
  }

  async end() {
    if (this.ended) return;
    this.#child.stdin.write(`${JSON.stringify({ id: 0, action: "end" })}\n`);
    const late = setTimeout(() => this.kill().catch(() => {}), 5000);
    await this.exit;
    clearTimeout(late);
  }

  #answered({ id, value, error }) {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    clearTimeout(asked.late);
    this.#asked.delete(id);
    if (error === undefined) asked.resolve(value);
    else asked.reject(new Error(error));
  }
}

/** Waits until something is so. */
export async function until(what, is, patience = 20_000) {
  for (const end = performance.now() + patience; !is(); ) {
    if (performance.now() > end) throw new Error(`${what}: not within ${patience / 1000} s`);
    await sleep(10);
  }
}

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
