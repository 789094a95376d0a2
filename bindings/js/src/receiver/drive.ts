// Drives a receiver: does the step that the core's table names, reports what happened, and so on until the table names an answer.

import { FLOW, type Happened, type Mode, MODES, type Reason, type Step } from "./flow.js";

/** What a receiver can do in one mode. A step that rejects is a store that failed. */
export type Steps = Partial<Record<Step, () => Promise<Happened>>> & {
  /** Gives the event back for this reason, or rolls back. */
  release?(reason: Reason): Promise<unknown>;
  /** Takes note of what a step rejected with. */
  failed(error: unknown): void;
};

/** Why the delivery is to be answered as it is, once all is done after what `happened` first. Never rejects. */
export async function drive(mode: Mode, happened: Happened, steps: Steps): Promise<Reason> {
  for (;;) {
    const [word, reason] = next(mode, happened);
    if (reason === undefined) happened = await attempt<Happened>(steps, steps[word as Step], "store_failed");
    else {
      if (word === "release") await attempt(steps, () => steps.release?.(reason), undefined);
      return reason;
    }
  }
}

/** The line of the table, taken apart. */
function next(mode: Mode, happened: Happened): [word: string, reason?: Reason] {
  const line = FLOW[happened];
  return (typeof line === "string" ? line : (line[MODES.indexOf(mode)] as string)).split(" ") as [string, Reason?];
}

async function attempt<T>(steps: Steps, step: (() => T | PromiseLike<T>) | undefined, otherwise: T): Promise<T> {
  try {
    return step === undefined ? otherwise : await step();
  } catch (error) {
    steps.failed(error);
    return otherwise;
  }
}
