// By how much the clocks of machines may differ where the store has none of its own.

import { wrong } from "../arguments.js";

/** Milliseconds, of the option `skewSeconds`: 60 s unless another number is asked for. */
export function skew(seconds: unknown = 60): number {
  if (typeof seconds !== "number") throw wrong("skewSeconds", "number", seconds);
  if (!(seconds >= 0 && seconds <= 3600)) throw new TypeError(`skewSeconds: expected 0 to 3600, got ${seconds}`);
  return seconds * 1000;
}
