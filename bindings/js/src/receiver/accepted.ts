// Which stores are accepted for which mode, and why others are not.

import { kind, wrong } from "../arguments.js";
import type { Mode } from "./flow.js";
import type { InboxStore, Store, TransactionalStore } from "./store.js";

const TITLE = "options.store";
const KEPT = "dynamodb, durable-object, d1, sqlite or postgres";

/** A store that has what the mode needs. */
export function accepted(store: unknown, mode: Mode, buries: boolean): Store {
  const given = (typeof store === "object" && store !== null ? store : {}) as Partial<InboxStore & TransactionalStore>;
  if (!has(given, "claim", "complete", "release", "extend", "look")) throw notOurs(store);
  const { name } = given;
  if (mode === "inbox" && !has(given, "keep", "take", "bury")) {
    throw new TypeError(`${TITLE}: expected one that keeps deliveries, for mode inbox, got ${name}, which may lose its last second; use ${KEPT}`);
  }
  if (buries && !has(given, "bury")) {
    throw new TypeError(`${TITLE}: expected one that keeps what is given up, for options.maxAttempts, got ${name}; use ${KEPT}, or leave maxAttempts out`);
  }
  if (mode === "transactional" && !has(given, "transaction")) {
    throw new TypeError(`${TITLE}: expected one with transactions that a handler can write in, for mode transactional, got ${name}; use sqlite or postgres, or mode inline`);
  }
  return given as Store;
}

function has(value: object, ...methods: string[]): boolean {
  return methods.every((method) => typeof (value as Record<string, unknown>)[method] === "function");
}

function notOurs(store: unknown): TypeError {
  const found = typeof store === "object" && store !== null ? NOT_ATOMIC.find(([, ...methods]) => has(store, ...methods))?.[0] : undefined;
  if (found === undefined) {
    return wrong(TITLE, "a store of countersign/stores/…", store, kind(store) === "object" ? "a client has to be wrapped by one of them" : undefined);
  }
  return new TypeError(
    `${TITLE}: expected a store in which a claim is one atomic step, got ${found}, which has no set-if-absent: of 50 claims at once 20 won; `
    + "use a store of countersign/stores/…, on Workers durable-object or d1",
  );
}

/** What people reach for first, by methods that tell it. */
const NOT_ATOMIC = [
  ["Workers KV", "getWithMetadata", "put"],
  ["unstorage", "getItem", "setItem"],
  ["keyv", "get", "set", "clear"],
] as const;
