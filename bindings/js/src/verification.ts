// How a delivery goes to the core piece by piece, and what is refused once it is finished.

import type { Stream as CoreStream } from "#core-bindings";
import { bytes } from "./arguments.js";
import { core } from "./core.js";
import { Delivery, type Facts, type HeaderFacts } from "./delivery.js";
import { Disposable } from "./dispose.js";
import type { Stream } from "./stream.js";
import type { Verified } from "./verified.js";

/** The one implementation of {@link Stream}. */
export class Verification<E> extends Disposable implements Stream<E> {
  #stream: CoreStream | undefined;
  readonly #facts: Facts;
  readonly #found: HeaderFacts;

  constructor(stream: CoreStream, facts: Facts, found: HeaderFacts) {
    super(() => {
      this.#stream?.free();
      this.#stream = undefined;
    });
    this.#stream = stream;
    this.#facts = facts;
    this.#found = found;
  }

  update(chunk: Uint8Array | ArrayBuffer): void {
    const body = bytes(chunk, "chunk");
    feed(this.#open("update"), body);
  }

  finish(): Verified<E> {
    const stream = this.#open("finish");
    this.#stream = undefined;
    try {
      const keyIndex = core.accepted(stream.finish());
      return new Delivery<E>(this.#facts, keyIndex, core.timestamp(), this.#found, undefined);
    } finally {
      stream.free();
    }
  }

  #open(method: string): CoreStream {
    if (this.#stream === undefined) throw new TypeError(`${method}: this stream is finished; begin() another`);
    return this.#stream;
  }
}

/** Hands bytes to the core, a buffer at a time. */
export function feed(sink: { update(length: number): void }, body: Uint8Array): void {
  const { capacity } = core;
  for (let at = 0; at < body.length; at += capacity) {
    const length = Math.min(capacity, body.length - at);
    core.buffer.set(length === body.length ? body : new Uint8Array(body.buffer, body.byteOffset + at, length));
    sink.update(length);
  }
}
