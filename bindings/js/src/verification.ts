// How a delivery goes to the core piece by piece, and what is refused once it is finished.

import { finish, last_timestamp, update } from "#core-bindings";
import { bytes } from "./arguments.js";
import { core } from "./core.js";
import { Delivery, type Facts, type HeaderFacts } from "./delivery.js";
import { Disposable } from "./dispose.js";
import { Handle } from "./handle.js";
import type { Stream } from "./stream.js";
import type { Verified } from "./verified.js";

/** The one implementation of {@link Stream}. */
export class Verification<E> extends Disposable implements Stream<E> {
  readonly #handle: Handle;
  readonly #facts: Facts;
  readonly #found: HeaderFacts;

  constructor(stream: number, facts: Facts, found: HeaderFacts) {
    super(() => this.#handle.free());
    this.#handle = new Handle(stream);
    this.#facts = facts;
    this.#found = found;
  }

  update(chunk: Uint8Array | ArrayBuffer): void {
    const body = bytes(chunk, "chunk");
    feed(opened(this.#handle.number, "update"), body);
  }

  finish(): Verified<E> {
    const keyIndex = core.accepted(finish(opened(this.#handle.take(), "finish")));
    return new Delivery<E>(this.#facts, keyIndex, last_timestamp(), this.#found, undefined);
  }
}

function opened(stream: number | undefined, method: string): number {
  if (stream === undefined) throw new TypeError(`${method}: this stream is finished; begin() another`);
  return stream;
}

/** Hands bytes to the core, a buffer at a time. */
export function feed(stream: number, body: Uint8Array): void {
  const { capacity } = core;
  for (let at = 0; at < body.length; at += capacity) {
    const length = Math.min(capacity, body.length - at);
    core.buffer.set(length === body.length ? body : new Uint8Array(body.buffer, body.byteOffset + at, length));
    update(stream, length);
  }
}
