// What becomes of the record of one event: absent, pending under a lease, then done or dead. The twin of src/receiver/record.rs.
//
// For stores that can only compare and swap. None of these changes what it is given, and a record is plain JSON. Times are milliseconds
// since 1970 by one clock, the store's own where it has one.

import type { Claimed, ClaimInput, State } from "./store.js";

/** What a store keeps of one event, beside the delivery itself where an inbox keeps that. */
export interface EventRecord {
  readonly state: State;
  /** Who holds it, or held it last: 32 hex digits. */
  readonly token: string | null;
  /** How often it was claimed. */
  readonly attempt: number;
  /** Until when it is held, or is to be left alone after a failure. */
  readonly leaseUntil: number;
  /** SHA-256 of the body: 64 hex digits. */
  readonly digest: string;
  /** Until when it is remembered; null: until a person removes it. */
  readonly keepUntil: number | null;
}

/** The record, unless it need not be remembered any longer. */
export function remembered(record: EventRecord | undefined, now: number): EventRecord | undefined {
  return record === undefined || (record.keepUntil !== null && record.keepUntil <= now) ? undefined : record;
}

/** Claims the event of which `known` is kept, if any is: the record as it is then, and what became of the claim. */
export function claim(
  known: EventRecord | undefined, { digest, token, lease, keep }: Pick<ClaimInput, "digest" | "token" | "lease" | "keep">, now: number,
): { readonly record: EventRecord; readonly claimed: Claimed } {
  const leaseUntil = now + lease;
  const record = remembered(known, now);
  if (record === undefined) {
    return {
      record: { state: "pending", token, attempt: 1, leaseUntil, digest, keepUntil: leaseUntil + keep },
      claimed: { is: "won", attempt: 1 },
    };
  }
  // What is stored is run as it is stored.
  const lasts = record.state !== "pending" || record.keepUntil === null;
  if (lasts && record.digest !== digest) return { record, claimed: { is: "conflict" } };
  if (record.state !== "pending") return { record, claimed: { is: record.state } };
  // The same token: the answer to this very claim was lost.
  const again = record.token === token;
  if (!again && record.leaseUntil > now) return { record, claimed: { is: "busy", retryAfter: record.leaseUntil - now } };
  const attempt = record.attempt + (again ? 0 : 1);
  return {
    // Some senders write an event anew each time they send it. Nothing was done of the one before.
    record: { ...record, token, attempt, leaseUntil, digest, keepUntil: record.keepUntil === null ? null : leaseUntil + keep },
    claimed: { is: "won", attempt },
  };
}

/** Stores an event to be worked on later. It is remembered until it is done. One that was claimed without its delivery stays claimed. */
export function keep(known: EventRecord | undefined, digest: string, now: number): { readonly record: EventRecord; readonly kept: "new" | "conflict" | State } {
  const record = remembered(known, now);
  if (record === undefined) {
    return { record: { state: "pending", token: null, attempt: 0, leaseUntil: now, digest, keepUntil: null }, kept: "new" };
  }
  const same = record.digest === digest;
  // Claimed without its delivery: another body is taken once nobody works on the one before, whose holder is then too late.
  if (record.state === "pending" && record.keepUntil !== null && (same || record.leaseUntil <= now)) {
    return { record: { ...record, keepUntil: null, digest, token: same ? record.token : null }, kept: "new" };
  }
  return { record, kept: same ? record.state : "conflict" };
}

/**
 * Claims what an inbox stores and is due, for `lease` milliseconds; nothing if it is held, is to be left alone, is over, or was stored
 * without its delivery.
 */
export function take(record: EventRecord, token: string, lease: number, now: number): EventRecord | undefined {
  if (record.state !== "pending" || record.keepUntil !== null || record.leaseUntil > now) return undefined;
  return { ...record, token, attempt: record.attempt + 1, leaseUntil: now + lease };
}

/** Records that the event is done, to be remembered for `keep` milliseconds; nothing if it is not by this holder. To say so twice changes nothing. */
export function complete(record: EventRecord, token: string, keep: number, now: number): EventRecord | undefined {
  if (record.token !== token || record.state === "dead") return undefined;
  return record.state === "done" ? record : { ...record, state: "done", keepUntil: now + keep };
}

/** Gives the event back, to be claimed after `delay` milliseconds; nothing if it was not this holder's. */
export function release(record: EventRecord, token: string, delay: number, now: number): EventRecord | undefined {
  return isHeldBy(record, token) ? { ...heldUntil(record, now + delay), token: null } : undefined;
}

/** Holds the event for `lease` milliseconds from now; nothing if it was not this holder's. */
export function extend(record: EventRecord, token: string, lease: number, now: number): EventRecord | undefined {
  return isHeldBy(record, token) ? heldUntil(record, now + lease) : undefined;
}

/** Gives the event up for good; nothing if it was not this holder's. */
export function bury(record: EventRecord, token: string): EventRecord | undefined {
  return isHeldBy(record, token) ? { ...record, state: "dead", keepUntil: null } : undefined;
}

/** Lets an event that was given up be tried again from the start; nothing if it was not given up. The caller sees to it that its delivery is stored. */
export function revive(record: EventRecord, now: number): EventRecord | undefined {
  return record.state === "dead" ? { ...record, state: "pending", token: null, attempt: 0, leaseUntil: now } : undefined;
}

/** It is remembered for as long after that as it was to be before, so that it is not forgotten while someone holds it. */
function heldUntil(record: EventRecord, leaseUntil: number): EventRecord {
  return { ...record, leaseUntil, keepUntil: record.keepUntil === null ? null : record.keepUntil - record.leaseUntil + leaseUntil };
}

function isHeldBy(record: EventRecord, token: string): boolean {
  return record.state === "pending" && record.token === token;
}
