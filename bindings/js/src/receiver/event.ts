// What a handler is given, and what of it is stored for later.

import type { Verified } from "#countersign";
import type { KeptDelivery } from "./store.js";

/**
 * A delivery that verified.
 *
 * @typeParam E - what `json()` gives: the provider's events, or `unknown`
 * @typeParam N - the form of the headers
 */
export interface ReceivedEvent<E = unknown, N = unknown> {
  readonly id: string | undefined;
  readonly type: string | undefined;
  /** When it was signed, to the second. */
  readonly timestamp: Date | undefined;
  readonly nonce: string | undefined;
  /** Which secret matched, from 0. */
  readonly keyIndex: number;
  /** What the signature protects. */
  readonly covers: readonly string[];
  /** Whether the signature covers the id. */
  readonly idCovered: boolean;
  /** The bytes as they came. */
  readonly body: Uint8Array;
  /** As the host gave them; out of an inbox the pairs that were stored. */
  readonly headers: N;
  /** The body, parsed as JSON. Throws if it is not UTF-8 or not JSON. The type is a claim about the sender, not checked. */
  json<T = E>(): T;
}

/** What a handler may need beside the event. */
export interface Context<T = undefined, H extends readonly unknown[] = readonly unknown[]> {
  readonly endpoint: string;
  /** The event in the store: 64 hex digits, fit for an idempotency key in calls that the handler makes. */
  readonly key: string;
  /** How often the event was claimed, from 1. */
  readonly attempt: number;
  /** Aborted when the time limit is over, or the event was lost to another. */
  readonly signal: AbortSignal;
  /** What to write by in mode `transactional`, so that it takes effect with the event or not at all; else undefined. */
  readonly transaction: T;
  /** What the host gave beside the request: on Workers `[env, ctx]`, in Node the request itself; out of an inbox nothing. */
  readonly host: H;
}

/** Works on an event. What it gives is not looked at; if it throws, the event is tried again. */
export type Handler<E, N, T, H extends readonly unknown[] = readonly unknown[]> = (event: ReceivedEvent<E, N>, context: Context<T, H>) => unknown;

/** Headers one by one. */
export type HeaderList = Iterable<readonly [name: string, value: string]>;

/** The event of a delivery. */
export function received<E, N>(verified: Verified<E>, body: Uint8Array, headers: N): ReceivedEvent<E, N> {
  const { id, type, timestamp, nonce, keyIndex, covers, idCovered } = verified;
  return { id, type, timestamp, nonce, keyIndex, covers, idCovered, body, headers, json: <T>() => verified.json<T>() };
}

/** A delivery to be stored, with no more of its headers than asked for: others may hold secrets. */
export function toKeep(event: ReceivedEvent, headers: HeaderList, names: ReadonlySet<string>): KeptDelivery {
  const { body, timestamp, ...known } = event;
  const kept = Array.from(headers, ([name, value]) => [name.toLowerCase(), value] as const).filter(([name]) => names.has(name));
  return { head: JSON.stringify({ ...known, timestamp: timestamp && timestamp.getTime() / 1000, headers: kept }), body };
}

/** The event of a delivery that was stored. */
export function fromKept<E>({ head, body }: KeptDelivery): ReceivedEvent<E, [name: string, value: string][]> {
  const { id, type, timestamp, nonce, covers = [], keyIndex = 0, idCovered = covers.includes("id"), headers = [] } = JSON.parse(head);
  const date = typeof timestamp === "number" ? new Date(timestamp * 1000) : undefined;
  return { id, type, timestamp: date, nonce, keyIndex, covers, idCovered, body, headers, json: <T>() => parse(body) as T };
}

function parse(body: Uint8Array): unknown {
  try {
    // As `Verified.json` does: a BOM is no JSON.
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    // What JSON.parse says quotes the body, and goes into the log and the store.
    throw Object.assign(new Error("the body is not JSON"), { code: "malformed_body" });
  }
}
