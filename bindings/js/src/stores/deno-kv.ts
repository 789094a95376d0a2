// What a store of claims asks of Deno KV: each change is computed from the record that was read, and written only if that is still there.

import { kind, named, wrong } from "../arguments.js";
import * as records from "../receiver/record.js";
import type { EventRecord } from "../receiver/record.js";
import { skew } from "../receiver/skew.js";
import type { Store } from "../receiver/store.js";

/** What is asked of the object that `Deno.openKv()` resolves to. */
export interface DenoKv {
  get(key: readonly string[]): Promise<DenoKvEntry>;
  atomic(): DenoKvAtomic;
}

/** A value with the version by which it is compared. */
export interface DenoKvEntry {
  /** Of parts that only Deno's own types name. */
  readonly key: readonly any[];
  readonly value: unknown;
  readonly versionstamp: string | null;
}

/** A change that is made whole or not at all. */
export interface DenoKvAtomic {
  check(entry: DenoKvEntry): this;
  set(key: readonly string[], value: unknown, options: { expireIn: number }): this;
  commit(): Promise<{ readonly ok: boolean }>;
}

export interface DenoKvStoreOptions {
  /** The first part of the keys; `countersign` unless another is asked for. */
  readonly prefix?: string;
  /** By how many seconds the clocks of the machines may differ; 60 unless another number is asked for. */
  readonly skewSeconds?: number;
}

/** So often a change is tried that others come before. */
const TRIES = 20;

/**
 * A store of claims in Deno KV.
 *
 * It has no clock of its own, so that of each machine is asked, and another's claim is taken over only `skewSeconds` after its end. What need
 * not be remembered any longer expires by itself. It has no inbox: Deno KV takes no value over 64 KiB.
 *
 * @throws TypeError if `kv` is no Deno KV.
 */
export function denoKvStore(kv: DenoKv, options: DenoKvStoreOptions = {}): Store {
  if (typeof kv?.get !== "function" || typeof kv.atomic !== "function") {
    throw wrong("kv", "a Deno KV", kv, kind(kv) === "Promise" ? "await Deno.openKv() first" : "Deno.openKv() opens one; deno runs it with --unstable-kv");
  }
  const { prefix = "countersign", skewSeconds } = named(options, "options", '{ prefix: "countersign" }');
  if (typeof prefix !== "string") throw wrong("prefix", "string", prefix);
  const allowed = skew(skewSeconds);

  const read = async (key: string) => {
    const entry = await kv.get([prefix, key]);
    return { entry, record: (entry.value ?? undefined) as EventRecord | undefined };
  };
  /** Reads, decides and writes until nobody came in between; gives what was decided. */
  const change = async <R>(key: string, decide: (record: EventRecord | undefined) => { readonly record: EventRecord | undefined; readonly result: R }): Promise<R> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const { entry, record: known } = await read(key);
      const { record, result } = decide(known);
      if (record === undefined || record === known) return result;
      // Not too early, by whichever clock; a record without an end is not made here.
      const expireIn = Math.max(1, (record.keepUntil ?? Infinity) - Date.now() + allowed);
      if ((await kv.atomic().check(entry).set([prefix, key], record, { expireIn }).commit()).ok) return result;
    }
    throw new Error(`deno-kv: an event was changed by others ${TRIES} times in a row`);
  };
  const changeHeld = (key: string, to: (record: EventRecord) => EventRecord | undefined): Promise<boolean> =>
    patiently(() => change(key, (known) => {
      const record = known && to(known);
      return { record, result: record !== undefined };
    }));
  return {
    name: "deno-kv",
    claim: ({ key, digest, token, lease, keep }) =>
      patiently(() => change(key, (known) => {
        // By a clock that is late by the allowance, what another holds is over that much later, and what is claimed ends when it should.
        const { record, claimed } = records.claim(known, { digest, token, lease: lease + allowed, keep }, Date.now() - allowed);
        return { record: claimed.is === "won" ? record : undefined, result: claimed };
      })),
    complete: (key, token, keep) => changeHeld(key, (record) => records.complete(record, token, keep, Date.now())),
    // What failed is told to the log hook.
    release: (key, token, delay) => changeHeld(key, (record) => records.release(record, token, delay, Date.now())),
    extend: (key, token, lease) => changeHeld(key, (record) => records.extend(record, token, lease, Date.now())),
    look: (key) => patiently(async () => records.remembered((await read(key)).record, Date.now() - allowed)?.state),
  };
}

/** Where it is a file of this machine, one process waits for another: nothing was done when it says so. */
async function patiently<R>(action: () => Promise<R>): Promise<R> {
  for (let left = 100; ; left--) {
    try {
      return await action();
    } catch (error) {
      if (left === 0 || !(error instanceof Error) || !error.message.includes("database is locked")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * 50));
    }
  }
}
