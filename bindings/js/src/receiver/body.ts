// The bytes of a body within a limit, and what is said when someone else has read them.

import type { Happened } from "./flow.js";

/** A body, or why there is none. */
export type Body = Uint8Array | Extract<Happened, "too_large" | "too_slow" | "cut_short"> | BodyTakenError;

/**
 * Something before the receiver read the body, so that the bytes which were signed are lost. The message names the fix.
 *
 * It is given to `onOutcome`; the delivery is answered 500.
 */
export class BodyTakenError extends Error {
  override readonly name = "BodyTakenError";
  /** Always `body_taken`. */
  readonly code = "body_taken";
  /** The framework that was found, such as `express`. */
  readonly framework: string | undefined;

  constructor(framework: string | undefined, message: string) {
    super(`body: expected one that nobody has read; ${message}`);
    this.framework = framework;
  }
}

/** The pieces of a body, of so many bytes together, as one. */
export function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The length that a `Content-Length` announces. */
export function announced(value: string | null | undefined): number | undefined {
  return value && /^\d+$/.test(value) ? Number(value) : undefined;
}
