// What is told to logs and metrics of each delivery, and that nothing they do changes its answer.

import type { Code } from "#countersign";
import type { Reason } from "./flow.js";

/** What became of one delivery. Neither a secret nor the body is in it; `id` and `type` are what the sender wrote. */
export interface Outcome {
  readonly endpoint: string;
  /** Why it was answered as it was, if its signature was not refused; a closed set. */
  readonly reason?: Reason | undefined;
  /** Why its signature was refused; a closed set. */
  readonly code?: Code | undefined;
  /** The HTTP status that it was answered with; none for an event out of an inbox. */
  readonly status?: number | undefined;
  /** The event's id and type, once it verified. */
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  /** How often the event was claimed, from 1, if it was this time. */
  readonly attempt?: number | undefined;
  /** How long it took. */
  readonly seconds: number;
  /** What the handler or the store failed with, or why the delivery was refused; for the log, not for the sender. */
  readonly error?: unknown;
  /** What is doubtful about the options, with the first outcome only. */
  readonly warning?: string | undefined;
}

/** Takes note of an outcome. What it throws, or its promise rejects with, is dropped. */
export type OnOutcome = (outcome: Outcome) => unknown;

/** Tells the hook. Where there is none, what failed here, and not at the sender's, goes to `console.error`. */
export function tell(hook: OnOutcome = complain, outcome: Outcome): void {
  (async () => hook(outcome))().catch(() => {});
}

function complain({ endpoint, reason, status = 500, error, warning }: Outcome): void {
  if (warning !== undefined) console.error("countersign:", endpoint, warning);
  // Not the id, which is the sender's to choose.
  if (reason === "conflict" || (error !== undefined && (status >= 500 || reason === "dead"))) console.error("countersign:", endpoint, reason, error);
}
