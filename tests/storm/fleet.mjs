// Decides how the receiver's processes are started, killed in the middle of their work, and started again.
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../../examples/check/receiver.mjs";

/** Milliseconds until a process has to listen, and for which a killed one stays away. */
const PATIENCE = 30_000;
const AWAY = 200;

/** Processes that all run what `command(port)` gives: `{ file, args, cwd, env }`. Their output goes to `log`. */
export class Fleet {
  #members = [];
  #command;
  #log;

  constructor(command, log) {
    this.#command = command;
    this.#log = log;
  }

  async start(count) {
    mkdirSync(dirname(this.#log), { recursive: true });
    for (let number = 0; number < count; number++) this.#members.push({ port: await freePort(), child: undefined });
    await Promise.all(this.#members.map((member) => this.#run(member)));
  }

  /** Where each receives. */
  origins() {
    return this.#members.map(({ port }) => `http://127.0.0.1:${port}`);
  }

  /** Kills one process, or `all`, and starts it again; gives how many were killed. One that had ended by itself is an error. */
  async kill(which) {
    const members = which === "all" ? this.#members : [this.#members[which % this.#members.length]];
    await Promise.all(members.map(async (member) => {
      this.#mustRun(member);
      await end(member, "SIGKILL");
      await wait(AWAY);
      await this.#run(member);
    }));
    return members.length;
  }

  /** Ends all that run. */
  async stop() {
    for (const member of this.#members) this.#mustRun(member);
    await this.abandon();
  }

  /** As {@link stop}, whatever state they are in. */
  async abandon() {
    await Promise.all(this.#members.map((member) => end(member, "SIGKILL")));
  }

  async #run(member) {
    const { file, args, cwd, env } = this.#command(member.port);
    const output = openSync(this.#log, "a");
    member.child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", output, output] });
    closeSync(output);
    member.ended = new Promise((resolve) => member.child.once("exit", resolve).once("error", resolve));
    for (const until = Date.now() + PATIENCE; Date.now() < until; await wait(20)) {
      this.#mustRun(member);
      if (await listens(member.port)) return;
    }
    throw new Error(`the receiver does not listen; the end of ${this.#log}:\n${this.#tail()}`);
  }

  #mustRun({ child }) {
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) return;
    throw new Error(`a receiver ended by itself; the end of ${this.#log}:\n${this.#tail()}`);
  }

  #tail() {
    return readFileSync(this.#log, "utf8").slice(-3000);
  }
}

async function end({ child, ended }, signal) {
  child?.kill(signal);
  await ended;
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => {
      resolve(true);
      socket.destroy();
    });
    socket.once("error", () => resolve(false));
  });
}
