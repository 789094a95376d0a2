// How a delivery goes to the core piece by piece, and what is refused once it is finished.

import { finish, recall_outline, update } from "#core-bindings";
import { bytes, plainView, sizeOf } from "./arguments.js";
import { core } from "./core.js";
import { Delivery, type Facts } from "./delivery.js";
import { Disposable } from "./dispose.js";
import { Handle } from "./handle.js";
import type { Found } from "./headers.js";
import type { Inner } from "./hosted.js";
import type { Stream } from "./stream.js";
import type { Verified } from "./verified.js";

/** The one implementation of {@link Stream}. */
export class Verification<E> extends Disposable implements Stream<E> {
  readonly #handle: Handle;
  readonly #facts: Facts;
  readonly #found: readonly Found[];
  /** Where the host hashes. */
  readonly #inner: Inner | undefined;

  constructor(stream: number, facts: Facts, found: readonly Found[], inner?: Inner) {
    super(() => this.#handle.free());
    this.#handle = new Handle(stream);
    this.#facts = facts;
    this.#found = found;
    this.#inner = inner;
  }

  update(chunk: Uint8Array | ArrayBuffer): void {
    const body = bytes(chunk, "chunk");
    const stream = opened(this.#handle.number, "update");
    if (this.#inner) this.#inner.update(body);
    else feed(stream, body);
  }

  finish(): Verified<E> {
    const stream = opened(this.#handle.take(), "finish");
    if (this.#inner) recall_outline(stream);
    const keyIndex = core.accepted(this.#inner ? this.#inner.decide() : finish(stream));
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
