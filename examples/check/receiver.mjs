// Decides whether an example runs as it stands: a fresh copy with the packed package, started, sent deliveries, stopped.
import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { forged, genuine, secret, send, unsigned } from "./deliveries.mjs";

const PATIENCE = 60_000;
/** Milliseconds until what a receiver wrote is here: some write through another process. */
const LINE_PATIENCE = 5_000;
const AT_ONCE = 20;
/** What an example leaves in its folder when it is run there. */
const LEFT_BEHIND = /^(receiver\.db|events\.kv|\.wrangler$|\.dev\.vars$)/;

/** Every example must answer these so; an example may add its own. */
const EXPECTED = [
  ["genuine", genuine, 200],
  ["forged", forged, 401],
  ["signature missing", unsigned, 401],
];

/**
 * Checks the example whose check.mjs has this URL, and ends the process with 1 if it does not do as it should.
 *
 * `start(folder, port)` gives the command that starts the copy in `folder`: `{ file, args, env? }`. `path` is where it receives. One that
 * does not remember events is not asked for repeats.
 */
export async function check(url, { start, path = "/", more = [], packages = true, remembers = true }) {
  const example = fileURLToPath(new URL(".", url));
  const folder = mkdtempSync(join(tmpdir(), "countersign-example-"));
  let receiver;
  try {
    if (packages) install(example, folder);
    const port = await freePort();
    receiver = run(await start(folder, port), packages ? folder : example);
    const target = `http://127.0.0.1:${port}${path}`;
    await listening(target, receiver);
    for (const [what, make, status] of [...EXPECTED, ...more, ["genuine, after all that", genuine, 200]]) {
      const answer = await send(target, make());
      if (answer.status !== status) throw new Error(`${what}: expected ${status}, got ${answer.status} ${answer.text.slice(0, 500)}`);
      if (!saysNoMore(answer)) throw new Error(`${what}: the answer says more than its status: ${answer.text.slice(0, 500)}`);
      console.log(`${what}: ${status}`);
    }
    if (remembers) await repeats(target, receiver);
  } catch (error) {
    console.error(`examples/${basename(example)}: ${error.message}\n${receiver?.output() ?? ""}`);
    process.exitCode = 1;
  } finally {
    await receiver?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The same event, one after the other and many at once: it is run once, and none of its deliveries is refused for good. */
async function repeats(target, receiver) {
  const id = `evt_${randomUUID()}`;
  for (const what of ["an event", "a repeat"]) {
    const { status } = await send(target, genuine(id));
    if (status !== 200) throw new Error(`${what}: expected 200, got ${status}`);
    await ran(receiver, id);
    console.log(`${what}: 200, one run`);
  }
  const together = `evt_${randomUUID()}`;
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => send(target, genuine(together))));
  const others = answers.filter(({ status }) => status !== 200 && status !== 503);
  if (others.length > 0) throw new Error(`${AT_ONCE} of an event at once: expected 200 or 503, got ${others.map(({ status }) => status)}`);
  const after = await send(target, genuine(together));
  if (after.status !== 200) throw new Error(`an event that was sent ${AT_ONCE} times at once: expected 200, got ${after.status}`);
  await ran(receiver, together);
  console.log(`${AT_ONCE} of an event at once: 200 or 503, one run`);
}

/** An example writes a line with the word `run` and the event's id each time it runs one. */
async function ran(receiver, id) {
  const runs = () => receiver.output().split("\n").filter((line) => /\brun\b/.test(line) && line.includes(id)).length;
  for (const until = Date.now() + LINE_PATIENCE; runs() === 0 && Date.now() < until; ) await wait(50);
  await wait(100);
  if (runs() !== 1) throw new Error(`${id}: expected one run, got ${runs()}`);
}

/** Whether an answer has no body, or that of a problem which repeats its status. */
function saysNoMore({ status, text }) {
  const title = { 400: "Bad Request", 401: "Unauthorized", 413: "Content Too Large" }[status];
  return text === "" || text === JSON.stringify({ type: "about:blank", title, status });
}

/** What a runtime that the tests installed needs to be started; see tests/faces/install.mjs. */
export function needed(found, name) {
  if (found === undefined) throw new Error(`${name} is not there; install it with: node tests/faces/install.mjs`);
  return found;
}

/**
 * A copy of an example with the packed package. What is installed in the example already is taken along: npm puts it right, and need
 * not compile it again.
 */
export function install(example, folder, tarball = process.env.COUNTERSIGN_TGZ) {
  if (!tarball) throw new Error("COUNTERSIGN_TGZ must name the packed package: run `cargo xtask npm` and set it to target/npm/countersign.tgz");
  cpSync(example, folder, { recursive: true, filter: (source) => !LEFT_BEHIND.test(basename(source)) });
  const args = ["install", "--no-save", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error", tarball];
  execFileSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
}

function run({ file, args, env }, cwd) {
  const child = spawn(file, args, { cwd, env: { ...process.env, WEBHOOK_SECRET: secret, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => chunks.push(chunk));
  const ended = new Promise((resolve) => child.on("close", resolve).on("error", resolve));
  return {
    ended: () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined,
    output: () => Buffer.concat(chunks).toString(),
    stop: async () => {
      child.kill("SIGTERM"); // wrangler stops its workerd on this one
      const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}

async function listening(target, receiver) {
  for (const until = Date.now() + PATIENCE; Date.now() < until && !receiver.ended(); await wait(100)) {
    const up = await fetch(target).then(() => true, () => false);
    if (up) return;
  }
  throw new Error(receiver.ended() ? "it ended before it listened" : `it did not listen within ${PATIENCE / 1000} s`);
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
