// What is remembered in a SQLite database: by better-sqlite3, node:sqlite or bun:sqlite.

import { named, wrong } from "../arguments.js";
import type { Claimed, TransactionalStore } from "../receiver/store.js";
import { lend } from "./sql/lend.js";
import type { Row, Statement, Value } from "./sql/statements.js";
import { SQLITE, statements } from "./sql/statements.js";
import type { SqlStore } from "./sql/store.js";
import { claims, runner, sqlStore } from "./sql/store.js";
import { turnsOn } from "./sql/turns.js";

/** What the store uses of a connection: `Database` of `better-sqlite3` and of `bun:sqlite`, and `DatabaseSync` of `node:sqlite`, have it. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): object;
}

/** What {@link sqliteStore} can be told. */
export interface SqliteOptions {
  /** The table's name: ASCII letters, digits and `_`, not a digit first, at most 40. Default: `countersign_events`. */
  readonly table?: string;
}

/** A store in SQLite. In transactional mode a handler is lent the connection. */
export type SqliteStore<D extends SqliteDatabase = SqliteDatabase> = SqlStore & TransactionalStore<D>;

/**
 * A store in a SQLite database (SQLite 3.35 or newer), for all processes of one machine. Call `migrate()` once at start.
 *
 * The store leaves the connection's settings as they are. Two are advised: `PRAGMA journal_mode = WAL`, so that readers do not stand in the way, and
 * `PRAGMA synchronous = FULL` beside it (some drivers are built with NORMAL), without which the last events before a power failure
 * can be forgotten and run again. Where another process writes, the store waits without blocking the event loop, for 5 seconds, whatever busy
 * timeout the connection has; then it rejects with the driver's SQLITE_BUSY.
 *
 * A connection has one transaction at a time. In transactional mode an event has it to itself until its handler is done, and everything
 * else that this store does waits; give the store **a connection of its own**, since what the program writes meanwhile by the same one would be
 * part of that transaction. A handler writes by the connection it is lent, which refuses once the transaction is over.
 *
 * @throws {TypeError} if `db` is no such connection, or the table's name cannot be used.
 */
export function sqliteStore<D extends SqliteDatabase>(db: D, options: SqliteOptions = {}): SqliteStore<D> {
  const { table } = named(options, "sqliteStore", "{ table }");
  const connection = checked(db);
  const of = statements(SQLITE, table);
  const turns = turnsOn(db);
  const prepared = new Map<Statement, PreparedStatement>();

  const run = (statement: Statement, params: readonly Value[]): Row[] => {
    let ready = prepared.get(statement);
    if (ready === undefined) prepared.set(statement, (ready = connection.prepare(statement.text)));
    if (ready.reader === false) {
      ready.run(...params);
      return [];
    }
    return ready.all(...params).map((row) => Object.values(row));
  };
  const store = sqlStore("sqlite", of, (statement, params) => (
    insist(PATIENCE, () => turns.take(PATIENCE, async () => {
      alone(connection);
      return briefly(connection, () => run(statement, params));
    }, occupied))
  ));

  return {
    ...store,
    claim: (claim) => store.claim(claim).catch((error: unknown) => {
      if (error instanceof Occupied) return BUSY;
      throw error;
    }),
    async transaction(patience, work) {
      type Result = Awaited<ReturnType<typeof work>>["result"];
      const late = async (): Promise<Result> => {
        const { commit, result } = await work({ claim: async () => BUSY, complete: async () => false, client: db });
        if (commit) throw new Error("sqlite: there is no transaction to commit; its claim was busy");
        return result;
      };
      const begun = async (): Promise<Result> => {
        const lent = lend(db);
        try {
          const within = claims(runner(of, async (statement, params) => {
            check(connection);
            return run(statement, params);
          }));
          const { commit, result } = await work({ ...within, client: lent.client });
          if (commit) {
            check(connection);
            await insist(PATIENCE, async () => briefly(connection, () => connection.exec("COMMIT")));
          }
          return result;
        } finally {
          lent.end();
          rollBack(connection);
        }
      };
      const until = Date.now() + patience;
      return turns.take(patience, async () => {
        try {
          await insist(until - Date.now(), async () => briefly(connection, () => connection.exec("BEGIN IMMEDIATE")));
        } catch (error) {
          if (isBusy(error)) return late();
          throw error;
        }
        return begun();
      }, late);
    },
  };
}

/** What the drivers have in common, and what only some have. */
interface Connection {
  exec(sql: string): unknown;
  prepare(sql: string): PreparedStatement;
  /** `better-sqlite3` and `bun:sqlite`. */
  readonly inTransaction?: boolean;
  /** `node:sqlite`, from Node 22.16 and 24. */
  readonly isTransaction?: boolean;
}

interface PreparedStatement {
  all(...params: unknown[]): Record<string, unknown>[];
  run(...params: unknown[]): unknown;
  /** `better-sqlite3`: whether it gives rows; it refuses `all` for others. */
  readonly reader?: boolean;
}

/** Milliseconds to wait for other processes, and for a transaction on this connection. */
const PATIENCE = 5000;
/** Milliseconds for which the event loop may stand still while another process writes. */
const BLOCKED = 20;
/** SQLite's own number for it, of which there are kinds in the higher bits. */
const SQLITE_BUSY = 5;
const BUSY: Claimed = { is: "busy", retryAfter: 1000 };

/** A transaction has this connection, and did not end in time. */
class Occupied extends Error {
  override readonly name = "Occupied";
}

function occupied(): never {
  throw new Occupied(`sqlite: a transaction had the connection for ${PATIENCE} ms; does a handler use the store itself, or hang?`);
}

/** Runs `work`, and again for so many milliseconds while another process writes. */
async function insist<R>(patience: number, work: () => Promise<R>): Promise<R> {
  const until = Date.now() + patience;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || Date.now() >= until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * BLOCKED));
  }
}

/** Runs `work` without the connection's own busy timeout: drivers are synchronous, so while that lasts nothing else in the process goes on. */
function briefly<R>(connection: Connection, work: () => R): R {
  const [row] = connection.prepare("PRAGMA busy_timeout").all();
  const before = Number(Object.values(row ?? {})[0] ?? 0);
  if (before <= BLOCKED) return work();
  connection.exec(`PRAGMA busy_timeout = ${BLOCKED}`);
  try {
    return work();
  } finally {
    connection.exec(`PRAGMA busy_timeout = ${before}`);
  }
}

function isBusy(error: unknown): boolean {
  const { code, errcode } = Object(error) as { code?: unknown; errcode?: unknown };
  return (typeof code === "string" && code.startsWith("SQLITE_BUSY")) || (typeof errcode === "number" && (errcode & 0xff) === SQLITE_BUSY);
}

/** Whether a transaction is open, where the driver tells. */
function isWithin({ inTransaction, isTransaction }: Connection): boolean | undefined {
  return inTransaction ?? isTransaction;
}

/** SQLite ends a transaction by itself after some errors, a full disk for one. What follows would be written for good, statement by statement. */
function check(connection: Connection): void {
  if (isWithin(connection) === false) throw new Error("sqlite: the transaction is over already; did a statement in it fail, or the handler end it?");
}

/** What is written within the program's own transaction goes when that is rolled back, though it was answered with success. It is waited for. */
function alone(connection: Connection): void {
  if (isWithin(connection)) {
    const error = new Error("sqlite: the program has a transaction open on the store's connection; give the store a connection of its own");
    throw Object.assign(error, { code: "SQLITE_BUSY" });
  }
}

function rollBack(connection: Connection): void {
  if (isWithin(connection) === false) return;
  try {
    connection.exec("ROLLBACK");
  } catch (error) {
    // Where the driver does not tell, it may be over.
    if (isWithin(connection) === true) throw error;
  }
}

function checked(db: unknown): Connection {
  const { exec, prepare, all, batch } = Object(db) as Record<string, unknown>;
  const expected = "a Database of better-sqlite3 or bun:sqlite, or a DatabaseSync of node:sqlite";
  if (typeof batch === "function") throw wrong("sqliteStore: db", expected, db, "for Cloudflare D1 use countersign/stores/d1");
  if (typeof exec !== "function" || typeof prepare !== "function" || typeof all === "function") {
    throw wrong("sqliteStore: db", expected, db, typeof all === "function" ? "the asynchronous `sqlite3` and `sqlite` cannot be used" : undefined);
  }
  return db as Connection;
}
