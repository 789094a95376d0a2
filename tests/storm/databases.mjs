// Decides where a storm's receiver keeps its records, a new database each time, and what is read there afterwards.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";

const EFFECTS = "SELECT event_id AS name, CAST(COUNT(*) AS INTEGER) AS count FROM effects GROUP BY event_id";
const STATES = "SELECT state AS name, CAST(COUNT(*) AS INTEGER) AS count FROM countersign_events GROUP BY state";

const counts = (rows) => rows.map(({ name, count }) => [name, count]);

/** A database: its `url` for the receiver, what took effect how often by event, and how many events are in which state. */
export async function sqlite() {
  const folder = mkdtempSync(join(tmpdir(), "countersign-storm-"));
  const file = join(folder, "receiver.db");
  const read = (statement) => {
    const db = new Database(file, { readonly: true });
    try {
      return counts(db.prepare(statement).all());
    } finally {
      db.close();
    }
  };
  return {
    url: file,
    effects: async () => new Map(read(EFFECTS)),
    states: async () => Object.fromEntries(read(STATES)),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The same in PostgreSQL; `server` is the URL of one, by which databases can be made. */
export async function postgres(server) {
  const name = `countersign_storm_${process.pid}_${Date.now()}`;
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await ask(server, `CREATE DATABASE ${name}`);
  return {
    url,
    effects: async () => new Map(counts(await ask(url, EFFECTS))),
    states: async () => Object.fromEntries(counts(await ask(url, STATES))),
    close: async () => void (await ask(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

async function ask(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
