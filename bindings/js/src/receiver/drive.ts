// Drives a receiver: does the step that the core's table names, reports what happened, and so on until the table names an answer.

import { ANSWERS, FLOW, type Happened, type Mode, MODES, type Reason, type Step } from "./flow.js";

/** What a receiver can do in one mode. A step that rejects is a store that failed. */
export type Steps = Partial<Record<Step, () => Promise<Happened>>> & {
  /** Gives the event back, or rolls back; what becomes of it changes nothing. */
  release?(): Promise<unknown>;
  /** Takes note of what a step rejected with. */
  failed?(error: unknown): void;
};

/** Why the delivery is to be answered as it is, once all is done after what `happened` first. Never rejects. */
export async function drive(mode: Mode, happened: Happened, steps: Steps): Promise<Reason> {
  for (;;) {
    const line = FLOW[happened];
    const next = typeof line === "string" ? line : line[MODES.indexOf(mode)];
    const [word, reason] = (next as string).split(" ") as ["release" | Step | Reason, Reason?];
    if (word in ANSWERS) return word as Reason;
    try {
      happened = (await steps[word as Step]?.()) as Happened;
    } catch (error) {
      steps.failed?.(error);
      happened = "store_failed";
    }
    if (reason !== undefined) return reason;
  }
}
