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
  /** Always `body_taken`. */
  readonly code = "body_taken";
  /** The framework that was found, such as `express`. */
  readonly framework: string | undefined;

  constructor(framework: string | undefined, message: string) {
    super(`body: expected one that nobody has read; ${message}`);
    this.framework = framework;
  }

  override get name(): string {
    return "BodyTakenError";
  }
}

/** Bytes that come in pieces. */
export class Pieces {
  readonly #limit: number;
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds a piece, unless all would be longer than the limit then. */
  add(piece: Uint8Array): boolean {
    this.#length += piece.length;
    if (this.#length > this.#limit) return false;
    this.#pieces.push(piece);
    return true;
  }

  whole(): Uint8Array {
    const [first] = this.#pieces;
    if (this.#pieces.length === 1 && first !== undefined) return first;
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
}

/** The length that a `Content-Length` announces. */
export function announced(value: string | null | undefined): number | undefined {
  return value && /^\d+$/.test(value) ? Number(value) : undefined;
}
