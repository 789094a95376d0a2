// What is remembered within one process, for tests: it is lost when the process ends, and no other process sees it.

import { named, wrong } from "../arguments.js";
import * as records from "../receiver/record.js";
import type { EventRecord } from "../receiver/record.js";
import type { CleanableStore, InboxStore, KeptDelivery } from "../receiver/store.js";
import { ERROR_LENGTH, LABEL_LENGTH, readable } from "./readable.js";

/** What {@link memoryStore} can be told. */
export interface MemoryOptions {
  /** The clock: milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

/** A store in memory. */
export type MemoryStore = InboxStore & CleanableStore;

/**
 * A store in the memory of this process, **for tests and trying out**: after a restart every event runs again, and two processes run it twice.
 *
 * @throws {TypeError} if `now` is no function.
 */
export function memoryStore(options: MemoryOptions = {}): MemoryStore {
  const { now = Date.now } = named(options, "memoryStore", "{ now }");
  if (typeof now !== "function") throw wrong("memoryStore: now", "function", now);
  const entries = new Map<string, Entry>();

  const remembered = (key: string, at: number): Entry | undefined => {
    const entry = entries.get(key);
    return records.remembered(entry?.record, at) && entry;
  };
  /** Puts the record that a change made, and tells whether it made one. */
  const change = (key: string, to: (record: EventRecord) => EventRecord | undefined, also?: Partial<Entry>): boolean => {
    const entry = entries.get(key);
    const record = entry && to(entry.record);
    if (entry === undefined || record === undefined) return false;
    // What is done needs its delivery no longer.
    const over = record.state === "done" ? { delivery: undefined, error: undefined } : undefined;
    entries.set(key, { ...entry, ...also, ...over, record });
    return true;
  };
  /** The entries of an endpoint, those first of which `by` is less. */
  const sorted = (of: string, is: (entry: Entry) => boolean, by: (entry: Entry) => number) =>
    [...entries].filter(([, entry]) => entry.endpoint === of && is(entry)).sort(([, one], [, other]) => by(one) - by(other));

  return {
    name: "memory",
    async claim(input) {
      const at = now();
      const known = remembered(input.key, at);
      const { record, claimed } = records.claim(known?.record, input, at);
      if (claimed.is === "won") entries.set(input.key, { ...(known ?? about(input, at)), record });
      return claimed;
    },
    async complete(key, token, keep) {
      return change(key, (record) => records.complete(record, token, keep, now()));
    },
    async release(key, token, delay, error) {
      return change(key, (record) => records.release(record, token, delay, now()), { error: told(error, ERROR_LENGTH) });
    },
    async extend(key, token, lease) {
      return change(key, (record) => records.extend(record, token, lease, now()));
    },
    async look(key) {
      return remembered(key, now())?.record.state;
    },
    async keep(input) {
      const at = now();
      const known = remembered(input.key, at);
      const { record, kept } = records.keep(known?.record, input.digest, at);
      if (kept === "new") entries.set(input.key, { ...(known ?? about(input, at)), delivery: copy(input.delivery), record });
      return kept;
    },
    async take(endpoint, token, lease) {
      for (const [key, entry] of sorted(endpoint, ({ delivery }) => delivery !== undefined, ({ record }) => record.leaseUntil)) {
        const record = records.take(entry.record, token, lease, now());
        if (record === undefined || entry.delivery === undefined) continue;
        entries.set(key, { ...entry, record });
        return { key, attempt: record.attempt, receivedAt: new Date(entry.receivedAt), ...copy(entry.delivery) };
      }
      return undefined;
    },
    async bury(key, token, error, delivery) {
      return change(key, (record) => records.bury(record, token), { error: told(error, ERROR_LENGTH), ...(delivery && { delivery: copy(delivery) }) });
    },
    async dead(endpoint, limit) {
      const given = sorted(endpoint, ({ record }) => record.state === "dead", ({ receivedAt }) => receivedAt);
      return given.slice(0, limit).map(([key, { id, type, record, receivedAt, error }]) => (
        { key, id, type, attempt: record.attempt, receivedAt: new Date(receivedAt), error }
      ));
    },
    async revive(key) {
      return entries.get(key)?.delivery !== undefined && change(key, (record) => records.revive(record, now()), { error: undefined });
    },
    async clean(limit) {
      let removed = 0;
      for (const [key, { record }] of entries) {
        if (removed >= limit) break;
        if (records.remembered(record, now()) === undefined) removed += Number(entries.delete(key));
      }
      return removed;
    },
  };
}

/** What is kept of an event beside its record. */
interface About {
  readonly endpoint: string;
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly receivedAt: number;
  readonly error?: string | undefined;
  readonly delivery?: KeptDelivery | undefined;
}

interface Entry extends About {
  readonly record: EventRecord;
}

function about({ endpoint, id, type }: Pick<About, "endpoint" | "id" | "type">, receivedAt: number): About {
  return { endpoint, id: told(id), type: told(type), receivedAt };
}

/** A text as other stores give it back. */
function told(text: string | undefined, length = LABEL_LENGTH): string | undefined {
  return readable(text, length) ?? undefined;
}

/** The caller may write over its bytes. */
function copy({ head, body }: KeptDelivery): KeptDelivery {
  return { head, body: Uint8Array.from(body) };
}
