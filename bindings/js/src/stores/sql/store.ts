// What a store in a SQL database does: one statement for each change, over whatever runs statements.

import type { Claimed, ClaimInput, CleanableStore, InboxStore, State, Store } from "../../receiver/store.js";
import { ERROR_LENGTH, LABEL_LENGTH, readable } from "../readable.js";
import type { Execute, Row, Run, Statements, Value } from "./statements.js";
import { bytes, date, number, text } from "./values.js";

/** A store in a SQL database. */
export interface SqlStore extends InboxStore, CleanableStore {
  /**
   * Makes the table and its indexes, or brings those of an earlier release up to date. Call it once at start: it does nothing if all is
   * there, and several processes may do it at once.
   */
  migrate(): Promise<void>;
}

/** A store over what runs statements. `name` is what logs call it. */
export function sqlStore(name: string, statements: Statements, execute: Execute): SqlStore {
  const run = runner(statements, execute);
  const isThere = async (...[of, ...params]: Parameters<Run>) => (await run(of, ...params)).length > 0;
  return {
    name,
    ...claims(run),
    release: (key, token, delay, error) => isThere("RELEASE", key, token, delay, readable(error, ERROR_LENGTH)),
    extend: (key, token, lease) => isThere("EXTEND", key, token, lease),
    async look(key) {
      const [row] = await run("LOOK", key);
      return row?.[0] as State | undefined;
    },
    async keep(input) {
      const { key, digest, delivery } = input;
      for (let tries = 0; tries < TRIES; tries++) {
        if (await isThere("KEEP", ...about(input), digest, delivery.head, delivery.body)) return "new";
        const [row] = await run("KEPT", key, digest);
        // No row: it was cleaned away in between.
        if (row !== undefined) return row[0] as "conflict" | State;
      }
      throw unsettled(name);
    },
    async take(endpoint, token, lease) {
      const [row] = await run("TAKE", endpoint, token, lease);
      if (row === undefined) return undefined;
      const [key, , , attempt, receivedAt, head, body] = row;
      return { key: String(key), attempt: number(attempt), receivedAt: date(receivedAt), head: String(head), body: bytes(body) };
    },
    bury: (key, token, error, delivery) => (
      isThere("BURY", key, token, readable(error, ERROR_LENGTH), delivery?.head ?? null, delivery?.body ?? null)
    ),
    async dead(endpoint, limit) {
      const rows = await run("DEAD", endpoint, limit);
      return rows.map(([key, id, type, attempt, receivedAt, error]) => (
        { key: String(key), id: text(id), type: text(type), attempt: number(attempt), receivedAt: date(receivedAt), error: text(error) }
      ));
    },
    revive: (key) => isThere("REVIVE", key),
    clean: async (limit) => (await run("CLEAN", limit)).length,
    migrate: () => migrate(statements, execute),
  };
}

/** The two steps of a store that can also be taken within a transaction. */
export function claims(run: Run): Pick<Store, "claim" | "complete"> {
  return {
    async claim(claim) {
      for (let tries = 0; tries < TRIES; tries++) {
        const [won] = await run("CLAIM", ...about(claim), claim.digest, claim.token, claim.lease, claim.keep);
        if (won !== undefined) return { is: "won", attempt: number(won[0]) };
        const lost = refusal(await run("CLAIMED", claim.key, claim.digest));
        if (lost !== undefined) return lost;
      }
      // Others take it and give it back at that very moment.
      return { is: "busy", retryAfter: 1 };
    },
    complete: async (key, token, keep) => (await run("COMPLETE", key, token, keep)).length > 0,
  };
}

/** Runs the core's statements by their names. */
export function runner(statements: Statements, execute: Execute): Run {
  return async (name, ...params) => {
    const [statement, placed] = statements.prepare(name, params);
    try {
      return await execute(statement, placed);
    } catch (error) {
      throw isMissingTable(error) ? missing(statements.table, error) : error;
    }
  };
}

/** How often a statement is run again because what stood in its way went away. */
const TRIES = 4;
/** How often the table is tried to be made, and milliseconds from the first time to the second; then twice as many. */
const MIGRATION_TRIES = 6;
const MIGRATION_PAUSE = 40;

/** Why a claim was not won; undefined if it could be by now. */
function refusal([row]: readonly Row[]): Claimed | undefined {
  if (row === undefined) return undefined;
  const outcome = row[0] as State | "conflict";
  if (outcome !== "pending") return { is: outcome };
  const retryAfter = number(row[1]);
  return retryAfter > 0 ? { is: "busy", retryAfter } : undefined;
}

function about({ key, endpoint, id, type }: Pick<ClaimInput, "key" | "endpoint" | "id" | "type">): [string, string, Value, Value] {
  return [key, endpoint, readable(id, LABEL_LENGTH), readable(type, LABEL_LENGTH)];
}

/** `IF NOT EXISTS` is no lock: of two processes that make a table at once one may fail, and finds it made the next time. */
async function migrate(statements: Statements, execute: Execute): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await migrateOnce(statements, execute);
    } catch (error) {
      if (tries === MIGRATION_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, MIGRATION_PAUSE * 2 ** (tries - 1) * (1 + Math.random())));
    }
  }
}

async function migrateOnce(statements: Statements, execute: Execute): Promise<void> {
  const run: Run = (name, ...params) => execute(...statements.prepare(name, params));
  await run("VERSIONS");
  for (const [index, migration] of statements.migrations.entries()) {
    if ((await run("HAS_VERSION", index + 1)).length > 0) continue;
    for (const statement of migration) await execute(statement, []);
    await run("ADD_VERSION", index + 1);
  }
}

/** SQLite says it in words alone, PostgreSQL by a code. */
function isMissingTable(error: unknown): boolean {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  return code === "42P01" || (typeof message === "string" && message.includes("no such table"));
}

function missing(table: string, cause: unknown): Error {
  return new Error(`table ${table} is missing; call await store.migrate() once at start`, { cause });
}

function unsettled(name: string): Error {
  return new Error(`${name}: the event was stored and removed over and over meanwhile`);
}
