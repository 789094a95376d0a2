// How a delivery goes to the core piece by piece, and what is refused once it is finished.

import { finish, update } from "#core-bindings";
import { bytes, plainView, sizeOf } from "./arguments.js";
import { core } from "./core.js";
import { Delivery, type Facts } from "./delivery.js";
import { Disposable } from "./dispose.js";
import { Handle } from "./handle.js";
import type { Found } from "./headers.js";
import type { Hashes } from "./hosting.js";
import type { Stream } from "./stream.js";
import type { Verified } from "./verified.js";

/** The one implementation of {@link Stream}. */
export class Verification<E> extends Disposable implements Stream<E> {
  readonly #handle: Handle;
  readonly #facts: Facts;
  readonly #found: readonly Found[];
  /** Where the host hashes. */
  readonly #hashes: Hashes | undefined;

  constructor(stream: number, facts: Facts, found: readonly Found[], hashes?: Hashes) {
    super(() => this.#handle.free());
    this.#handle = new Handle(stream);
    this.#facts = facts;
    this.#found = found;
    this.#hashes = hashes;
  }

  update(chunk: Uint8Array | ArrayBuffer): void {
    const body = bytes(chunk, "chunk");
    const stream = opened(this.#handle.number, "update");
    if (HOSTS && this.#hashes) this.#hashes.update(body);
    else feed(stream, body);
  }

  finish(): Verified<E> {
    const stream = opened(this.#handle.take(), "finish");
    const keyIndex = core.accepted(HOSTS && this.#hashes ? this.#hashes.finish(stream) : finish(stream));
    return new Delivery<E>(this.#facts, keyIndex, this.#found, undefined);
  }
}

function opened(stream: number | undefined, method: string): number {
  if (stream === undefined) throw new TypeError(`${method}: this stream is finished; begin() another`);
  return stream;
}

/** Hands bytes to the core, a buffer at a time. */
export function feed(stream: number, body: Uint8Array): void {
  const { capacity } = core;
  const whole = plainView(body, "body");
  const size = sizeOf(whole);
  for (let at = 0; at < size; at += capacity) {
    const length = Math.min(capacity, size - at);
    core.buffer.set(length === size ? whole : whole.subarray(at, at + length));
    update(stream, length);
  }
}
