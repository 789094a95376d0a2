// Decides how a server under test is started, asked what it saw, and stopped.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** It may have to be built first. */
const PATIENCE = 120_000;

/** Starts a script of the app's folder: `{ ports, report, ended, output, stop }`. Rejects with its output if it does not get ready. */
export async function start(app, { file, args = [], runtime, before = [] }) {
  const child = spawn(runtime.file, [...before, join(app, file), ...args], {
    cwd: app,
    env: { ...process.env, ...runtime.env, NEXT_TELEMETRY_DISABLED: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const ended = new Promise((resolve) => child.on("close", (code, signal) => resolve(signal ?? code)).on("error", (error) => resolve(error.message)));
  const ready = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (piece) => {
        text += piece;
        const line = /^READY (.*)$/m.exec(text);
        if (line) resolve(JSON.parse(line[1]));
      });
    }
  });
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 3_000);
    await ended;
    clearTimeout(late);
  };
  const abandoned = new AbortController();
  const where = await Promise.race([ready, ended, wait(PATIENCE, undefined, { signal: abandoned.signal }).catch(() => {})]);
  abandoned.abort();
  if (where?.ports === undefined) {
    await stop();
    throw new Error(`${file} did not get ready: ${text.slice(-2_000)}`);
  }
  return { ports: where.ports, report: () => report(where.witness), ended, output: () => text, stop };
}

/** What was seen and answered since the last time. */
async function report(witness) {
  const answer = await fetch(witness, { headers: { connection: "close" } });
  return answer.json();
}
