// Decides how servers are started for tests: real PostgreSQL and Redis, and dynalite for DynamoDB, on loopback and a free port, over a folder that is removed again.
//
//   node tests/stores/servers.mjs -- command args…     COUNTERSIGN_POSTGRES_URL and COUNTERSIGN_REDIS_URL are set for it
import { execFileSync, spawn } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { modules } from "../faces/runtimes.mjs";

const exe = process.platform === "win32" ? ".exe" : "";
const running = new Set();

/** A server over a folder of its own: `url`, `start()`, `crash()` (nothing is tidied up, the folder stays), `stop()`. */
class Server {
  #child;
  #ready;

  constructor({ name, folder, url, command, args, options, ready, crashBy }) {
    Object.assign(this, { name, folder, url, command, args, options, crashBy });
    this.#ready = ready;
  }

  async start() {
    const child = spawn(this.command, this.args, { ...this.options, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    running.add(this);
    let said = "";
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${this.name} is not ready after 30 s:\n${said}`)), 30_000);
      const hear = (chunk) => {
        said = (said + chunk).slice(-4000);
        if (this.#ready.test(said)) resolve(clearTimeout(late));
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`${this.name} ended with ${code}:\n${said}`)));
    });
    return this;
  }

  crash() {
    return this.#end(this.crashBy);
  }

  async stop() {
    await this.#end("SIGINT");
    running.delete(this);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Without waiting: this process is about to end. */
  drop() {
    this.#child?.kill(this.crashBy);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #end(signal) {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
  }
}

/** The machine's PostgreSQL, or else the one from npm. */
export async function postgres() {
  const folder = temporary("postgres");
  const as = otherThanRoot();
  let bin = newest([...onPath("initdb"), ...versions("/usr/lib/postgresql")]);
  if (bin === undefined) {
    const packaged = join(modules, `postgres-${process.platform}-${process.arch}`, "native");
    if (!existsSync(packaged)) throw new Error(`PostgreSQL is missing; install it, such as with: apt-get install postgresql`);
    bin = join(packaged, "bin");
    if (as !== undefined) {
      // The other user may not be let into the folder where this lies.
      cpSync(packaged, join(folder, "native"), { recursive: true, verbatimSymlinks: true });
      bin = join(folder, "native", "bin");
    }
  }
  const data = join(folder, "data");
  mkdirSync(data);
  if (as !== undefined) for (const owned of [folder, data]) chownSync(owned, as.uid, as.gid);
  const options = { ...as, cwd: folder, env: { ...process.env, LC_ALL: "C" } };
  execFileSync(join(bin, `initdb${exe}`), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], { ...options, stdio: ["ignore", "ignore", "pipe"] });
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1", port, unix_socket_directories: "", max_connections: 300,
    // The server is killed here, the machine is not: what was written is still there.
    fsync: "off",
    // In the folder, so that a kill leaves nothing elsewhere.
    dynamic_shared_memory_type: "mmap",
  };
  const args = ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  // SIGQUIT is its immediate shutdown: it drops everything, and recovers from its log when it starts.
  return new Server({ name: "PostgreSQL", folder, url, command: join(bin, `postgres${exe}`), args, options, ready: /ready to accept connections/, crashBy: "SIGQUIT" }).start();
}

/** The machine's Redis. */
export async function redis() {
  const bin = onPath("redis-server")[0];
  if (bin === undefined) throw new Error("redis-server is missing; install it, such as with: apt-get install redis-server");
  const folder = temporary("redis");
  const port = await freePort();
  // Its log is written before it answers, and read again when it starts after a kill.
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes", "--save", ""];
  const url = `redis://127.0.0.1:${port}`;
  return new Server({ name: "Redis", folder, url, command: join(bin, "redis-server"), args, options: { cwd: folder }, ready: /eady to accept connections/, crashBy: "SIGKILL" }).start();
}

/** What stands in for DynamoDB. */
export async function dynamodb() {
  const folder = temporary("dynamodb");
  const port = await freePort();
  const args = [join(modules, "dynalite", "cli.js"), "--host", "127.0.0.1", "--port", String(port), "--createTableMs", "10"];
  return new Server({ name: "dynalite", folder, url: `http://127.0.0.1:${port}`, command: process.execPath, args, options: { cwd: folder }, ready: /istening at/, crashBy: "SIGKILL" }).start();
}

/** Stops every server that was started here. */
export async function stopAll() {
  await Promise.all([...running].map((server) => server.stop()));
}

// A process that ends in a hurry takes its servers along.
process.on("exit", () => {
  for (const server of running) server.drop();
});
for (const [signal, number] of [["SIGINT", 2], ["SIGTERM", 15], ["SIGHUP", 1]]) process.once(signal, () => process.exit(128 + number));

function temporary(name) {
  return mkdtempSync(join(tmpdir(), `countersign-${name}-`));
}

/** PostgreSQL refuses to be run by root. */
function otherThanRoot() {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = ["-u", "-g"].map((what) => Number(execFileSync("id", [what, user], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })));
      return { uid, gid };
    } catch {
      // There is no such user here.
    }
  }
  throw new Error("PostgreSQL refuses to be run by root, and there is neither a user `postgres` nor `nobody`");
}

function onPath(name) {
  return (process.env.PATH ?? "").split(delimiter).filter((folder) => existsSync(join(folder, name + exe)));
}

function versions(folder) {
  return existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)).map((version) => join(folder, version, "bin")) : [];
}

/** The first folder with all that is needed. */
function newest(folders) {
  return folders.find((folder) => ["initdb", "postgres"].every((name) => existsSync(join(folder, name + exe))));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function main() {
  const [dashes, command, ...args] = process.argv.slice(2);
  if (dashes !== "--" || command === undefined) {
    console.error("usage: servers.mjs -- command args…");
    process.exit(2);
  }
  const [{ url: COUNTERSIGN_POSTGRES_URL }, { url: COUNTERSIGN_REDIS_URL }] = await Promise.all([postgres(), redis()]);
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, COUNTERSIGN_POSTGRES_URL, COUNTERSIGN_REDIS_URL } });
  process.on("exit", () => child.kill());
  const status = await new Promise((resolve, reject) => child.once("error", reject).once("exit", (code, signal) => resolve(signal === null ? code : 1)));
  await stopAll();
  process.exit(status);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
