// Which stores are accepted for which mode, and why others are not.

import { wrong } from "../arguments.js";
import type { Mode } from "./flow.js";
import type { Store } from "./store.js";

/** What a mode needs of a store beside what all have: the methods, what they are for, and what to use instead. */
const NEEDED: Partial<Record<Mode | "maxAttempts", readonly [methods: string, does: string, instead: string]>> = {
  inbox: ["keep take bury", "keeps deliveries", "one that is no cache"],
  maxAttempts: ["bury", "keeps what is given up", "one that is no cache"],
  transactional: ["transaction", "lends transactions", "sqlite or postgres"],
};

/** What people reach for first, by methods that tell it. */
const NOT_ATOMIC = { "Workers KV": "getWithMetadata put", unstorage: "getItem setItem", keyv: "get set clear" };

/** A store that has what is needed: by the mode, or by `options.maxAttempts`, which is for a mode that needs nothing. */
export function accepted(store: unknown, need: keyof typeof NEEDED): Store {
  const title = "options.store";
  if (!has(store, "claim complete release extend look")) {
    for (const [name, methods] of Object.entries(NOT_ATOMIC)) {
      if (has(store, methods)) throw new TypeError(`${title}: expected atomic claims, got ${name}, without set-if-absent: 20 of 50 claims at once won; use countersign/stores, on Workers durable-object or d1`);
    }
    throw wrong(title, "a store of countersign/stores", store, "which wraps a client");
  }
  const [methods, does, instead] = NEEDED[need] ?? [];
  if (methods && !has(store, methods)) throw new TypeError(`${title}: expected one that ${does}, for ${need}, got ${(store as Store).name}; use ${instead}`);
  return store as Store;
}

function has(value: unknown, methods: string): boolean {
  return methods.split(" ").every((method) => typeof (value as Record<string, unknown> | null | undefined)?.[method] === "function");
}
