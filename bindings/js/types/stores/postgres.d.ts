import type { TransactionalStore } from "../receiver/store.js";
import type { SqlStore } from "./sql/store.js";
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
    unsafe(text: string, params?: any[], options?: {
        prepare?: boolean;
    }): PostgresJsPending;
}
/** What the store uses of the connection that postgres.js gives for a transaction. */
export interface PostgresJsTransaction {
    unsafe(text: string, params?: any[], options?: {
        prepare?: boolean;
    }): PostgresJsPending;
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
export type Lent<P> = P extends PgClient ? P : P extends {
    connect: {
        (): Promise<infer C>;
        (...given: any[]): any;
    };
} | {
    connect(): Promise<infer C>;
} ? C : P extends {
    begin: {
        (work: (sql: infer T) => any): any;
        (options: string, work: any): any;
    };
} | {
    begin(work: (sql: infer T) => any): any;
} ? T : never;
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
export declare function postgresStore<P extends PgPool | PgClient | PostgresJs>(client: P, options?: PostgresOptions): PostgresStore<Lent<P>>;
