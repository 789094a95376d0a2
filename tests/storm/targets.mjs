// Decides which receivers there are storms for: how each is made ready and started, and the same server without countersign.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { built } from "../../examples/check/cargo.mjs";
import { secret } from "../../examples/check/deliveries.mjs";
import { install } from "../../examples/check/receiver.mjs";
import { postgres, sqlite } from "./databases.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Seconds that a claim holds: so long an event waits whose receiver was killed. The handlers take no longer than a millisecond. */
const LEASE_SECONDS = "3";
const POSTGRES_PROCESSES = 4;

/** Of each process to PostgreSQL: as many as the sender has to it. */
const CONNECTIONS = "16";

const others = { MIEX_SECRET: "example-miex-secret", HUBEX_TOKEN: "example-hubex-token", BITEX_API_KEY: "example-bitex-api-key" };
const common = { HOST: "127.0.0.1", LEASE_SECONDS };

/** What has to be there for a target: `tarball`, the packed package; `server`, the URL of a PostgreSQL server; whether it is `timed`. */
export const names = ["express-sqlite", "express-postgres", "axum-postgres"];

/**
 * A target, made ready: `{ name, path, processes, database(), receiver(start), bare(start), clear() }`.
 *
 * `receiver` and `bare` give the command for `{ port, mode, database }`.
 */
export function ready(name, { tarball, server, timed }) {
  const onPostgres = { processes: POSTGRES_PROCESSES, database: () => postgres(server) };
  if (name === "axum-postgres") return { name, ...axum(timed), ...onPostgres };
  return { name, ...express(name, tarball), ...(name === "express-sqlite" ? { processes: 1, database: sqlite } : onPostgres) };
}

function express(name, tarball) {
  const folder = mkdtempSync(join(tmpdir(), "countersign-storm-"));
  install(join(root, "examples/express"), folder, tarball);
  const where = (database) => (
    name === "express-sqlite" ? { DATABASE_FILE: database, DATABASE_URL: "" } : { DATABASE_URL: database }
  );
  const env = ({ port, mode, database }) => ({ ...common, ...others, IEXEXCHANGER_SECRET: secret, PORT: String(port), MODE: mode, ...where(database) });
  return {
    path: "/webhooks/iexexchanger",
    receiver: (start) => ({ file: process.execPath, args: ["receiver.mjs"], cwd: folder, env: env(start) }),
    bare: (start) => ({ file: process.execPath, args: [join(root, "tests/storm/bare/express.mjs"), folder], cwd: folder, env: env(start) }),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function axum(timed) {
  // To build for speed takes minutes.
  const programs = built(["countersign-example-axum-postgres", "countersign-storm-bare"], timed ? ["--release"] : []);
  const env = ({ port, mode, database }) => (
    { ...common, WEBHOOK_SECRET: secret, PORT: String(port), MODE: mode, DATABASE_URL: database, DATABASE_CONNECTIONS: CONNECTIONS }
  );
  return {
    path: "/",
    receiver: (start) => ({ file: programs["countersign-example-axum-postgres"], args: [], cwd: root, env: env(start) }),
    bare: (start) => ({ file: programs["countersign-storm-bare"], args: [], cwd: root, env: env(start) }),
    clear: () => {},
  };
}
