// What is remembered in a Cloudflare D1 database.

import { named, wrong } from "../arguments.js";
import { SQLITE, statements } from "./sql/statements.js";
import type { SqlStore } from "./sql/store.js";
import { sqlStore } from "./sql/store.js";

/** What the store uses of the binding. */
export interface D1 {
  prepare(sql: string): D1Statement;
}

/** A statement of D1. */
export interface D1Statement {
  bind(...params: any[]): D1Statement;
  raw(): Promise<any[]>;
}

/** What {@link d1Store} can be told. */
export interface D1Options {
  /** The table's name: ASCII letters, digits and `_`, not a digit first, at most 40. Default: `countersign_events`. */
  readonly table?: string;
}

/** A store in D1. */
export type D1Store = SqlStore;

/**
 * A store in a Cloudflare D1 database. `db` is the binding, `env.DB`; with read replication on, `env.DB.withSession("first-primary")`.
 *
 * It has no transactional mode: D1 has no transaction that a program can do something within. A delivery that an inbox keeps, its headers included,
 * has to be smaller than 2 MB, which is the most that D1 takes for a row.
 *
 * @throws {TypeError} if `db` is no such binding, or the table's name cannot be used.
 */
export function d1Store(db: D1, options: D1Options = {}): D1Store {
  const { table } = named(options, "d1Store", "{ table }");
  if (typeof (Object(db) as Partial<D1>).prepare !== "function") throw wrong("d1Store: db", "a D1 binding", db, "is it bound in wrangler's configuration?");
  return sqlStore("d1", statements(SQLITE, table), ({ text }, params) => {
    const statement = db.prepare(text);
    return (params.length === 0 ? statement : statement.bind(...params)).raw();
  });
}
