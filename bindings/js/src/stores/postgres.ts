// What is remembered in a PostgreSQL database: by pg or by postgres.js.

import { named, wrong } from "../arguments.js";
import type { Store, TransactionalStore } from "../receiver/store.js";
import { guard, lend } from "./sql/lend.js";
import type { Execute, Statements } from "./sql/statements.js";
import { POSTGRES, statements } from "./sql/statements.js";
import type { SqlStore } from "./sql/store.js";
import { claims, runner, sqlStore } from "./sql/store.js";
import { turnsOn } from "./sql/turns.js";

/** What the store uses of a `Pool` of `pg`; pools that take after it have it too. */
export interface PgPool {
  connect(): Promise<PgClient>;
  query(query: PgQuery): Promise<PgResult>;
  readonly totalCount: number;
}

/** What the store uses of a `Client` of `pg`, which is connected. */
export interface PgClient {
  query(query: PgQuery): Promise<PgResult>;
  escapeIdentifier(text: string): string;
}

/** A statement as `pg` takes it. */
export interface PgQuery {
  readonly text: string;
  readonly name?: string;
  readonly values?: any[];
  readonly rowMode: "array";
}

/** What `pg` gives. */
export interface PgResult {
  readonly rows: any[];
  readonly command: string;
}

/** What the store uses of `postgres()` of `postgres` (postgres.js). */
export interface PostgresJs {
  begin(work: (sql: any) => Promise<void>): Promise<unknown>;
  unsafe(text: string, params?: any[], options?: { prepare?: boolean }): PostgresJsPending;
}

/** What the store uses of the connection that postgres.js gives for a transaction. */
export interface PostgresJsTransaction {
  unsafe(text: string, params?: any[], options?: { prepare?: boolean }): PostgresJsPending;
}

/** A statement that postgres.js has not sent yet. */
export interface PostgresJsPending {
  values(): PromiseLike<readonly any[]>;
}

/** What {@link postgresStore} can be told. */
export interface PostgresOptions {
  /** The table's name: ASCII letters, digits and `_`, not a digit first, at most 40. Default: `countersign_events`. */
  readonly table?: string;
  /**
   * Whether statements are prepared once for each connection. Default: with `pg`, yes; with postgres.js, as it was told itself. Say no behind
   * a pooler that gives every transaction another connection and does not know of prepared statements (PgBouncer before 1.21).
   */
  readonly prepare?: boolean;
}

/** What a handler is lent by a store over such a client: a `PoolClient`, the `Client` itself, or a `TransactionSql`. */
export type Lent<P> = P extends PgClient
  ? P
  // Both have overloads, of which only as many are looked at as are named here.
  : P extends { connect: { (): Promise<infer C>; (...given: any[]): any } } | { connect(): Promise<infer C> }
    ? C
    : P extends { begin: { (work: (sql: infer T) => any): any; (options: string, work: any): any } } | { begin(work: (sql: infer T) => any): any }
      ? T
      : never;

/** A store in PostgreSQL. In transactional mode a handler is lent the connection of its transaction. */
export type PostgresStore<C> = SqlStore & TransactionalStore<C>;

/**
 * A store in a PostgreSQL database, for as many machines as there are. Call `migrate()` once at start.
 *
 * `client` is a `Pool` or a connected `Client` of `pg`, or what `postgres()` of postgres.js gave. Listen to `error` of a pool
 * (`pool.on("error", log)`): without a listener Node ends the process when the server goes away.
 *
 * In transactional mode an event holds one connection of the pool until its handler is done, so the pool's size is how many run at once. A
 * handler writes by the client it is lent, which refuses once the transaction is over. A claim waits for the
 * transaction of another who has the same event, at most for the receiver's patience. With a single `Client` every other call waits as well.
 *
 * @throws {TypeError} if `client` is none of these, or the table's name cannot be used.
 */
export function postgresStore<P extends PgPool | PgClient | PostgresJs>(client: P, options: PostgresOptions = {}): PostgresStore<Lent<P>> {
  const { table, prepare } = named(options, "postgresStore", "{ table, prepare }");
  if (prepare !== undefined && typeof prepare !== "boolean") throw wrong("postgresStore: prepare", "boolean", prepare);
  const of = statements(POSTGRES, table);
  const { execute, transaction } = driver(client, prepare);
  return {
    ...sqlStore("postgres", of, execute),
    async transaction(patience, work) {
      type End = Awaited<ReturnType<typeof work>>;
      let end: End | undefined;
      try {
        await transaction(async (connection, within) => {
          const lent = lend(connection);
          try {
            end = await work({ ...transactional(of, within, patience), client: lent.client as Lent<P> });
          } finally {
            lent.end();
          }
          return end.commit;
        });
      } catch (error) {
        // What was not to be committed was not, however the transaction ended.
        if (end?.commit !== false) throw error;
      }
      return (end as End).result;
    },
  };
}

/** What a client does for the store. */
interface Driver {
  readonly execute: Execute;
  /** Runs `work` within a transaction, which it commits if that resolves to true; rolls back all else. */
  transaction(work: (connection: object, execute: Execute) => Promise<boolean>): Promise<void>;
}

/** Milliseconds to wait for a transaction on a client that has only one connection. */
const PATIENCE = 5000;

/** A claim within a transaction waits for that of another no longer than it has patience; the handler's own statements wait as they always do. */
function transactional(of: Statements, execute: Execute, patience: number): Pick<Store, "claim" | "complete"> {
  const { claim, complete } = claims(runner(of, execute));
  const set = async (to: string): Promise<string> => {
    const [row] = await execute({ name: `${of.table}_wait`, text: WAIT }, [to]);
    return String(row?.[0]);
  };
  return {
    async claim(input) {
      // 0 would be forever.
      const before = await set(String(Math.max(1, Math.ceil(patience))));
      try {
        const claimed = await claim(input);
        if (claimed.is === "won") await set(before);
        return claimed;
      } catch (error) {
        if (codeOf(error) !== LOCK_NOT_AVAILABLE) throw error;
        return { is: "busy", retryAfter: 1000 };
      }
    },
    complete,
  };
}

/** Sets for how long this transaction waits for a lock, and gives what it was. */
const WAIT = "SELECT current_setting('lock_timeout'), set_config('lock_timeout', $1, true)";
const LOCK_NOT_AVAILABLE = "55P03";

function codeOf(error: unknown): unknown {
  return (Object(error) as { code?: unknown }).code;
}

function driver(client: unknown, prepare: boolean | undefined): Driver {
  const { query, connect, escapeIdentifier, unsafe, begin } = Object(client) as Record<string, unknown>;
  if (typeof unsafe === "function" && typeof begin === "function") return postgresJs(client as PostgresJs, prepare);
  if (typeof query === "function" && typeof escapeIdentifier === "function") return pgClient(client as PgClient, prepare);
  if (typeof query === "function" && typeof connect === "function") return pgPool(client as PgPool, prepare);
  throw wrong("postgresStore: client", "a Pool or Client of pg, or what postgres() gave", client);
}

function pgPool(pool: PgPool, prepare: boolean | undefined): Driver {
  return {
    execute: pgExecute(pool, prepare),
    async transaction(work) {
      const client = (await pool.connect()) as PgClient & Pooled;
      // While it is out of the pool nobody else listens, and without a listener Node would end the process when the server goes away.
      let broken: unknown;
      const onError = (error: unknown) => void (broken = error);
      client.on?.("error", onError);
      try {
        await pgTransaction(client, work, prepare, (error) => (broken = error));
      } finally {
        client.removeListener?.("error", onError);
        // With an error it is closed, and not given to the next.
        client.release(broken === undefined ? undefined : Object(broken));
      }
    },
  };
}

function pgClient(client: PgClient, prepare: boolean | undefined): Driver {
  const turns = turnsOn(client);
  const execute = pgExecute(client, prepare);
  return {
    execute: (statement, params) => turns.take(PATIENCE, async () => {
      const rows = await execute(statement, params);
      alone(client);
      return rows;
    }, occupied),
    transaction: (work) => turns.take(PATIENCE, () => pgTransaction(client, work, prepare, () => {}), occupied),
  };
}

/** What is written within the program's own transaction goes when that is rolled back, though it was answered with success. */
function alone(client: PgClient & { getTransactionStatus?: () => unknown }): void {
  // Older releases of pg do not tell.
  if (client.getTransactionStatus?.() === "T") {
    throw new Error("postgres: the program has a transaction open on the store's client; give the store a Pool, or a client of its own");
  }
}

/** What a client of a pool has besides. */
interface Pooled {
  release(error?: Error): void;
  on?(event: "error", listener: (error: unknown) => void): unknown;
  removeListener?(event: "error", listener: (error: unknown) => void): unknown;
}

/** `broke` is told if nobody can know whether the transaction still is open. */
async function pgTransaction(client: PgClient, work: Parameters<Driver["transaction"]>[0], prepare: boolean | undefined, broke: (error: unknown) => void): Promise<void> {
  const say = async (text: string): Promise<string> => (await client.query({ text, rowMode: "array" })).command;
  let isOver = false;
  try {
    await say("BEGIN");
    if (!(await work(client, pgExecute(client, prepare)))) return;
    const ended = await say("COMMIT");
    isOver = true;
    // After a statement that failed, whoever caught the error, PostgreSQL answers COMMIT with ROLLBACK and no error.
    if (ended !== "COMMIT") throw new Error("postgres: the transaction was rolled back, as a statement in it had failed");
  } finally {
    if (!isOver) await say("ROLLBACK").catch(broke);
  }
}

function pgExecute(client: Pick<PgClient, "query">, prepare = true): Execute {
  return async ({ name, text }, params) => {
    const { rows } = await client.query({ text, values: params as any[], rowMode: "array", ...(prepare && params.length > 0 && { name }) });
    return rows;
  };
}

function postgresJs(sql: PostgresJs, prepare: boolean | undefined): Driver {
  const { options } = sql as { options?: { prepare?: boolean } };
  const executeBy = (by: PostgresJsTransaction): Execute => async ({ text }, params) => (
    [...(await by.unsafe(text, params as any[], { prepare: (prepare ?? options?.prepare ?? true) && params.length > 0 }).values())]
  );
  return {
    execute: executeBy(sql),
    transaction: (work) => beginJs(sql, executeBy, work),
  };
}

/**
 * A transaction of postgres.js (seen with 3.4.9). It sends its COMMIT or ROLLBACK by a connection that was closed meanwhile, which ends the process, or by
 * what replaced it, which commits the work of others (its issues 1208 and 1216). So once the connection is closed nothing is sent by it, and what
 * postgres.js waits for stays open: its promise is rejected by the close itself.
 */
async function beginJs(sql: PostgresJs, executeBy: (by: PostgresJsTransaction) => Execute, work: Parameters<Driver["transaction"]>[0]): Promise<void> {
  let isClosed = false;
  const whileOpen = (): void => {
    if (isClosed) throw new Error("postgres: the transaction's connection was closed");
  };
  const begun = sql.begin((connection: PostgresJsTransaction) => new Promise<void>((resolve, reject) => {
    const execute = executeBy(connection);
    const guarded: Execute = async (...statement) => {
      whileOpen();
      return execute(...statement);
    };
    work(guard(connection, whileOpen), guarded).then(
      (commit) => {
        // It commits whatever resolves.
        if (!isClosed) commit ? resolve() : reject(new Error("postgres: rolled back"));
      },
      // A statement in flight is told of the close before the transaction is, if the socket failed much before.
      (error: unknown) => setTimeout(() => isClosed || reject(error), isOfConnection(error) ? CLOSING : 0),
    );
  }));
  begun.catch(() => (isClosed = true));
  await begun;
}

/** Milliseconds in which a connection that failed is closed. */
const CLOSING = 1000;

/** Whether an error is of the connection and not of the statement: the client's own codes, the system's, and those of PostgreSQL's classes 08 and 57. */
function isOfConnection(error: unknown): boolean {
  const code = codeOf(error);
  return typeof code === "string" && /^(CONN|E[A-Z]+$|08|57P)/.test(code);
}

function occupied(): never {
  throw new Error(`postgres: a transaction had the client for ${PATIENCE} ms; does a handler use the store itself, or hang? a Pool has more connections`);
}
