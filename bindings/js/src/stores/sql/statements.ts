// How the core's statements are said to one server: its dialect and the table's name filled in, parameters by number or by place.

import { wrong } from "../../arguments.js";
import * as sql from "../../receiver/sql.js";

/** What a parameter can be. */
export type Value = string | number | Uint8Array | null;

/** A row: its columns in the order in which the statement names them, which no driver's way of renaming them can spoil. */
export type Row = readonly unknown[];

/** A statement as it goes to the server. A store always gives the same object for the same statement, to prepare it once. */
export interface Statement {
  /** Its name among all statements over all tables. */
  readonly name: string;
  readonly text: string;
}

/** All that a SQL store asks of a driver: one statement, its parameters in order, its rows. */
export type Execute = (statement: Statement, params: readonly Value[]) => Promise<readonly Row[]>;

/** How a server wants to be spoken to. */
export interface Dialect {
  readonly words: Readonly<Record<"now" | "bytes" | "skip_locked", string>>;
  /** Whether parameters are `?` in the order in which they stand, and not `$1`, `$2`, … */
  readonly byPlace: boolean;
}

export const SQLITE: Dialect = { words: sql.SQLITE, byPlace: true };
export const POSTGRES: Dialect = { words: sql.POSTGRES, byPlace: false };

/** The statements of the core that a store runs by their names. */
export type Name = Exclude<keyof typeof sql, "TABLE" | "SQLITE" | "POSTGRES" | "MIGRATIONS">;

/** Runs one of the core's statements with what it names `$1`, `$2`, … */
export type Run = (name: Name, ...params: Value[]) => Promise<readonly Row[]>;

/** The core's statements over one table. */
export interface Statements {
  readonly table: string;
  /** The statement, and `params` in the order it takes them. */
  prepare(name: Name, params: readonly Value[]): [Statement, readonly Value[]];
  /** What makes the table, version by version from 1. */
  readonly migrations: readonly (readonly Statement[])[];
}

/**
 * The statements over `table` as a server takes them.
 *
 * @throws {TypeError} if the name is none that may stand in a statement as it is.
 */
export function statements(dialect: Dialect, table: string | undefined): Statements {
  const name = tableName(table);
  const fill = (text: string) => text.replaceAll("{table}", name).replace(/\{(now|bytes|skip_locked)\}/g, (_, word: "now") => dialect.words[word]);
  const filled = new Map<Name, Filled>();
  return {
    table: name,
    prepare(of, params) {
      let found = filled.get(of);
      if (found === undefined) filled.set(of, (found = place(`${name}_${of.toLowerCase()}`, fill(sql[of]), dialect.byPlace)));
      return [found.statement, found.order?.map((index) => params[index] ?? null) ?? params];
    },
    migrations: sql.MIGRATIONS.map((texts, version) => texts.map((text, index) => ({ name: `${name}_${version + 1}_${index}`, text: fill(text) }))),
  };
}

interface Filled {
  readonly statement: Statement;
  /** Which parameter stands at each place; undefined where the server goes by their numbers. */
  readonly order: readonly number[] | undefined;
}

/** A parameter that stands twice in a statement is passed twice to a driver that goes by places. */
function place(name: string, text: string, byPlace: boolean): Filled {
  if (!byPlace) return { statement: { name, text }, order: undefined };
  const order: number[] = [];
  const placed = text.replace(/\$(\d+)/g, (_, number: string) => {
    order.push(Number(number) - 1);
    return "?";
  });
  return { statement: { name, text: placed }, order };
}

/** A name cannot be a parameter, and quoting differs by server: so nothing that needs quotes. */
function tableName(value: unknown = sql.TABLE): string {
  if (typeof value !== "string") throw wrong("table", "string", value);
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,39}$/.test(value)) {
    throw new TypeError(`table: expected ASCII letters, digits and _, not a digit first, at most 40, got ${value.length} characters; such as "${sql.TABLE}"`);
  }
  return value;
}
