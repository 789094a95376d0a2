// The one wasm instance of this process: when and how it is started, and how bytes get into its buffer.

import module from "#core-module";
import { attach, buffer_length, buffer_pointer, sentence } from "#core-bindings";
import { WebhookError } from "./errors.js";
import { CODES, type Code, HEADERS_LIMIT } from "./generated.js";
import type { Refusal } from "./input.js";
import { decode } from "./text.js";

/** The place of a sentence that changes; the others stay. */
const LAST = 63;

let codes: string[] | undefined;

class Core {
  /** Bytes of the buffer. */
  readonly capacity: number;
  readonly #memory: WebAssembly.Memory;
  readonly #pointer: number;
  #buffer!: Uint8Array;
  #table!: Int32Array;
  #texts!: Uint8Array;
  /** Those that were asked for. */
  readonly #sentences: string[] = [];

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.capacity = buffer_length();
    this.#pointer = buffer_pointer();
    this.#view();
  }

  #view(): void {
    const { buffer } = this.#memory;
    this.#buffer = new Uint8Array(buffer, this.#pointer, this.capacity);
    this.#table = new Int32Array(buffer, this.#pointer, 5 + HEADERS_LIMIT);
    const { byteLength } = this.#table;
    this.#texts = new Uint8Array(buffer, this.#pointer + byteLength, this.capacity - byteLength);
  }

  /** The static buffer. Ask again after each call into the core: memory that grew leaves the old view with no bytes. */
  get buffer(): Uint8Array {
    if (this.#buffer.length === 0) this.#view();
    return this.#buffer;
  }

  /** The front of the buffer as the lengths of a head's fields; ask for {@link buffer} before. */
  get table(): Int32Array {
    return this.#table;
  }

  /** What follows {@link table}. */
  get texts(): Uint8Array {
    return this.#texts;
  }

  /** The text of `length` bytes that the core has just written into the buffer. */
  text(length: number): string {
    return decode(this.buffer.subarray(0, length));
  }

  /** What a number that is less than zero says. */
  refusal(outcome: number): Refusal {
    // Its lowest eight bits are the code's place in the table that all languages share, from 1, the others the sentence's place.
    const place = -outcome >> 8;
    const message = this.#sentences[place] ?? this.text(sentence(place));
    if (place < LAST) this.#sentences[place] = message;
    return { ok: false, code: (codes ??= CODES.split(" "))[(-outcome & 255) - 1] as Code, message };
  }

  /** The number that the core decided on, which is no refusal: one is thrown. Ask right after the call that decided. */
  accepted(outcome: number): number {
    if (outcome < 0) {
      const { code, message } = this.refusal(outcome);
      throw new WebhookError(code, message);
    }
    return outcome;
  }
}

function start(): Core {
  const { exports } = new WebAssembly.Instance(module());
  attach(exports);
  return new Core(exports["memory"] as WebAssembly.Memory);
}

/**
 * The instance, once {@link ready} was called.
 *
 * A Worker starts it on import, which is not counted to any request; a bundler may still drop it together with everything that refers
 * to it. Elsewhere an import that is not used, or not yet, shall cost next to nothing.
 */
export let core: Core = EAGER ? /* @__PURE__ */ start() : (undefined as never);

/** To be called by whatever may be the first thing that a program does with the package. */
export function ready(): void {
  if (!EAGER) core ??= start();
}

/** What stood in the token of the request that the core took last, right after `last_timestamp()`; only where the description says so. */
export function told(): string | undefined {
  const [low = 0, high = 0] = core.buffer;
  const length = low | (high << 8);
  return length === 0xffff ? undefined : decode(core.buffer.subarray(2, 2 + length));
}
