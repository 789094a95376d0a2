// What is done with an event that is held: the handler's run under its lease and time limit, and everything that can come after it.

import { milliseconds } from "./amounts.js";
import type { Steps } from "./drive.js";
import type { Happened } from "./flow.js";
import { LimitError, limited } from "./limit.js";
import type { InboxStore, KeptDelivery, Store } from "./store.js";

/** Times of a receiver, in seconds. */
export interface Times {
  readonly handlerSeconds: number;
  readonly leaseSeconds: number;
  readonly keepSeconds: number;
  readonly storeSeconds: number;
}

/** An event that is held. */
export interface Held {
  readonly store: Store;
  readonly key: string;
  readonly token: string;
  /** How often it was claimed, from 1. */
  attempt: number;
  /** At this attempt it is given up. */
  readonly lastAttempt: number;
  /** What is kept of it when it is given up, where the store has not got it yet. */
  readonly delivery?: (() => KeptDelivery) | undefined;
  /** Seconds until it can be claimed once it was given back. */
  readonly delay: number;
  call(signal: AbortSignal): unknown;
  /** What the handler or the store failed with last. */
  error?: unknown;
}

/** What can be done with it, by the rules of mode `inline`. */
export function holding(held: Held, times: Times): Steps {
  const { store, key, token } = held;
  const ask = asking(times);
  const extend = () => ask("extend", () => store.extend(key, token, milliseconds(times.leaseSeconds)));
  return {
    run: () => run(held, times, extend),
    complete: async () => {
      const ours = await twice(() => ask("complete", () => store.complete(key, token, milliseconds(times.keepSeconds))));
      return ours ? "completed" : "superseded";
    },
    bury: async () => {
      const ours = await ask("bury", () => (store as InboxStore).bury(key, token, explain(held.error), held.delivery?.()));
      return ours ? "buried" : "superseded";
    },
    look: async () => ((await ask("look", () => store.look(key))) === "done" ? "found_done" : "found_other"),
    release: () => ask("release", () => store.release(key, token, milliseconds(held.delay), explain(held.error))),
    failed: (error) => {
      held.error = error;
    },
  };
}

/** Asks the store, for as long as it may take. */
export function asking({ storeSeconds }: Times): <T>(what: string, work: () => T | PromiseLike<T>) => Promise<T> {
  return (what, work) => limited(storeSeconds, `store.${what}`, work);
}

/** Asks again, once, if the answer was lost: for what changes nothing the second time. */
export async function twice<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch {
    return ask();
  }
}

/** Runs the handler. `extend` holds the event for longer, and tells whether it was ours; without it nothing need be extended. */
export async function run(held: Held, times: Times, extend?: () => Promise<boolean>): Promise<Happened> {
  const control = new AbortController();
  let taken = false;
  const letGo = extend && keep(extend, times.leaseSeconds * 1000, (byAnother, why) => {
    taken = byAnother;
    control.abort(new Error(`lease: ${why}`));
  });
  try {
    await limited(times.handlerSeconds, "handler", () => held.call(control.signal));
    return "returned";
  } catch (error) {
    held.error = error;
    const late = error instanceof LimitError;
    if (late) control.abort(error);
    // What another holds is not ours to give back or up.
    if (taken) return "superseded";
    if (held.attempt >= held.lastAttempt) return "exhausted";
    return late ? "timed_out" : "threw";
  } finally {
    letGo?.();
  }
}

/** Extends a lease of so many milliseconds every third of it, until the function is called that this gives, or the lease is lost. */
function keep(extend: () => Promise<boolean>, lease: number, lost: (byAnother: boolean, why: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let ended = false;
  let until = performance.now() + lease;
  const again = () => {
    timer = setTimeout(async () => {
      const asked = performance.now();
      const ours = await extend().catch(() => undefined);
      if (ended) return;
      if (ours) until = asked + lease;
      if (ours === false) lost(true, "another holds the event now");
      else if (performance.now() >= until) lost(false, "it is over");
      else again();
    }, lease / 3);
  };
  again();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** What went wrong, for people who look into the store. */
function explain(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  try {
    // Some databases take no NUL in a text.
    return String(error).replaceAll("\0", "").slice(0, 500);
  } catch {
    return "no text";
  }
}
