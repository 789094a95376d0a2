// The entry that works on what an inbox stores: takes what is due, runs the handler, and tries again later what failed.

import type { EventOf, ProviderName, Scheme } from "#countersign";
import { named, optionalString, wrong } from "../arguments.js";
import { accepted } from "./accepted.js";
import { MANY, milliseconds, numbers, WAIT } from "./amounts.js";
import { drive } from "./drive.js";
import { fromKept, type Handler } from "./event.js";
import type { Reason } from "./flow.js";
import { type Held, holding } from "./hold.js";
import { newToken } from "./key.js";
import { limited, pause } from "./limit.js";
import { type OnOutcome, type Outcome, tell } from "./outcome.js";
import { ATTEMPTS, BACKOFF_SECONDS, CONCURRENCY, HANDLER_SECONDS, KEEP_SECONDS, LEASE_SECONDS, POLL_SECONDS, STORE_SECONDS } from "./policy.js";
import type { InboxStore, Taken } from "./store.js";

export type { Context, Handler, ReceivedEvent } from "./event.js";
export type { Reason } from "./flow.js";
export type { OnOutcome, Outcome } from "./outcome.js";
export type { DeadEvent, InboxStore } from "./store.js";

/** Options of {@link drain}. Times are in seconds, and need not be whole. */
export interface DrainOptions<S = ProviderName | Scheme> {
  /** The store that the receiver has, in mode `inbox`. */
  readonly store: InboxStore;
  /** The receiver's scheme: by it events are typed, and its name is the endpoint's unless that is given. */
  readonly scheme?: S | undefined;
  /** The receiver's `endpoint`. */
  readonly endpoint?: string | undefined;
  /** How many handlers run at once. Default 4. */
  readonly concurrency?: number | undefined;
  /** After which the store is asked again once nothing was due. Default 1. */
  readonly pollSeconds?: number | undefined;
  /** Within which the handler has to end. Default 25. */
  readonly handlerSeconds?: number | undefined;
  /** For which an event is held: when a process dies, its events are tried again after so long. It is extended while the handler runs. Default 60. */
  readonly leaseSeconds?: number | undefined;
  /** For which a finished event is remembered. Default 30 days. */
  readonly keepSeconds?: number | undefined;
  /** Within which each call of the store has to answer. Default 5. */
  readonly storeSeconds?: number | undefined;
  /** How often an event is tried before it is given up: it waits in the store for a person then. Default 10, which takes about a day. */
  readonly attempts?: number | undefined;
  /** Ends the work: no other event is taken, and what runs comes to its end. */
  readonly signal?: AbortSignal | undefined;
  /** Ends once nothing is due, for cron jobs and scheduled handlers. What failed waits in the store until its time has come. */
  readonly once?: boolean | undefined;
  /** Takes note of what became of each event. Default: what failed goes to `console.error`. */
  readonly onOutcome?: OnOutcome | undefined;
}

/** How many events came to which end. */
export interface Drained {
  readonly done: number;
  /** Those that are tried again. */
  readonly failed: number;
  /** Those that were given up. */
  readonly dead: number;
}

/**
 * Works on the events of an endpoint, as they are due, until `signal` is aborted; or, with `once`, until nothing is due.
 *
 * Any number of processes may do so at once: each event is held by one. If the handler throws or does not end in time, the event is
 * tried again after ten seconds, and three times longer each time.
 *
 * @returns how many events came to which end, once all handlers have ended
 * @throws TypeError (as a rejection) if an option is wrong, with its name and the fix
 * @throws what the store failed with (as a rejection), with `once` only; without it the store is asked again
 * @example
 * ```ts
 * await drain({ store, scheme: "iexexchanger", signal }, async (event, { signal }) => {
 *   await ship(event.json(), signal);
 * });
 * ```
 */
export async function drain<const S extends ProviderName | Scheme>(
  options: DrainOptions<S>, handler: Handler<EventOf<S>, readonly (readonly [name: string, value: string])[], undefined, readonly []>,
): Promise<Drained> {
  const settings = check(options, handler);
  const { store, endpoint, concurrency, leaseSeconds, storeSeconds, pollSeconds, signal, once } = settings;
  const counts = { done: 0, failed: 0, dead: 0 };
  const running = new Set<Promise<void>>();
  try {
    while (!signal?.aborted) {
      if (running.size >= concurrency) {
        await Promise.race(running);
        continue;
      }
      const token = newToken();
      let taken: Taken | undefined;
      try {
        taken = await limited(storeSeconds, "store.take", () => store.take(endpoint, token, milliseconds(leaseSeconds)));
      } catch (error) {
        tell(settings.onOutcome, { endpoint, reason: "store_failed", seconds: 0, error });
        if (once) throw error;
      }
      if (taken !== undefined) {
        const work = workOn(taken, token, settings, handler as Handler<unknown, unknown, undefined, readonly []>).then((end) => {
          counts[end]++;
          running.delete(work);
        });
        running.add(work);
      } else if (!once) await pause(pollSeconds, signal);
      // More may be due once a handler has ended.
      else if (running.size === 0) break;
      else await Promise.race(running);
    }
  } finally {
    await Promise.all(running);
  }
  return counts;
}

/** Runs one event to its end. Never rejects. */
async function workOn(taken: Taken, token: string, settings: Settings, handler: Handler<unknown, unknown, undefined, readonly []>): Promise<keyof Drained> {
  const begun = performance.now();
  const { key, attempt } = taken;
  const { store, endpoint, attempts, onOutcome } = settings;
  let about: Partial<Outcome> = {};
  const held: Held = {
    store, key, token, attempt, lastAttempt: attempts,
    delay: spread(BACKOFF_SECONDS[Math.min(attempt, BACKOFF_SECONDS.length) - 1] ?? 0),
    call: (signal) => {
      // Here, so that one that cannot be read is an attempt that failed.
      const event = fromKept(taken);
      about = { id: event.id, type: event.type };
      return handler(event, { endpoint, key, attempt, signal, transaction: undefined, host: [] });
    },
  };
  // What never came to an end took its process with it, perhaps.
  const isLost = attempt > attempts;
  if (isLost) held.error = new Error("no attempt came to its end");
  const reason = await drive("inline", isLost ? "exhausted" : "won", holding(held, settings));
  tell(onOutcome, { endpoint, reason, ...about, attempt, seconds: (performance.now() - begun) / 1000, error: held.error });
  return ENDS[reason] ?? "failed";
}

const ENDS: Partial<Record<Reason, keyof Drained>> = { processed: "done", duplicate: "done", dead: "dead" };

/** A fifth more or less, so that what failed together is not tried together. */
function spread(seconds: number): number {
  return seconds * (0.8 + 0.4 * Math.random());
}

const AMOUNTS = {
  concurrency: [CONCURRENCY, 1000],
  pollSeconds: [POLL_SECONDS, WAIT],
  handlerSeconds: [HANDLER_SECONDS, WAIT],
  leaseSeconds: [LEASE_SECONDS, WAIT],
  keepSeconds: [KEEP_SECONDS, MANY],
  storeSeconds: [STORE_SECONDS, WAIT],
  attempts: [ATTEMPTS, 1000],
} as const;

const OTHERS = ["store", "scheme", "endpoint", "signal", "once", "onOutcome"];

type Settings = ReturnType<typeof check>;

function check(options: unknown, handler: unknown) {
  const given = named(options as Record<string, unknown>, "options", "{ store, scheme }");
  for (const name in given) {
    if (!(name in AMOUNTS) && !OTHERS.includes(name)) throw new TypeError(`options.${name}: expected the name of an option, got another; is it misspelt?`);
  }
  const { store, scheme, signal, once = false, onOutcome } = given;
  const name = typeof scheme === "object" ? (scheme as Scheme | null)?.name : optionalString(scheme, "options.scheme");
  const endpoint = optionalString(given["endpoint"], "options.endpoint") ?? name;
  if (endpoint === undefined) throw wrong("options.endpoint", "string", endpoint, "pass the endpoint of the receiver, or its scheme");
  if (signal !== undefined && typeof (signal as AbortSignal | null)?.addEventListener !== "function") throw wrong("options.signal", "AbortSignal", signal);
  if (typeof once !== "boolean") throw wrong("options.once", "boolean", once);
  if (onOutcome !== undefined && typeof onOutcome !== "function") throw wrong("options.onOutcome", "function", onOutcome);
  if (typeof handler !== "function") throw wrong("handler", "function", handler);
  return {
    ...numbers(given, AMOUNTS),
    store: accepted(store, "inbox") as InboxStore,
    endpoint,
    signal: signal as AbortSignal | undefined,
    once,
    onOutcome: onOutcome as OnOutcome | undefined,
  };
}
