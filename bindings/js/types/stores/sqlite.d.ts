import type { TransactionalStore } from "../receiver/store.js";
import type { SqlStore } from "./sql/store.js";
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
export declare function sqliteStore<D extends SqliteDatabase>(db: D, options?: SqliteOptions): SqliteStore<D>;
