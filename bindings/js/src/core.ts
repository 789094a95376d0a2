// The one wasm instance of this process: how it is started and how bytes get into its buffer.

import module from "#core-module";
import { attach, buffer_length, buffer_pointer, code_name, last_message, last_timestamp } from "#core-bindings";
import { WebhookError } from "./errors.js";
import type { Code } from "./generated.js";
import { decode } from "./text.js";

class Core {
  /** Bytes of the buffer. */
  readonly capacity: number;
  readonly #memory: WebAssembly.Memory;
  readonly #pointer: number;
  #buffer: Uint8Array;
  readonly #codes: Code[] = [];

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.capacity = buffer_length();
    this.#pointer = buffer_pointer();
    this.#buffer = new Uint8Array(memory.buffer, this.#pointer, this.capacity);
  }

  /** The static buffer. Ask again after each call into the core: memory that grew leaves the old view with no bytes. */
  get buffer(): Uint8Array {
    if (this.#buffer.length === 0) this.#buffer = new Uint8Array(this.#memory.buffer, this.#pointer, this.capacity);
    return this.#buffer;
  }

  /** The text of `length` bytes that the core has just written into the buffer. */
  text(length: number): string {
    return decode(this.buffer.subarray(0, length));
  }

  /** The name of a code, by its number in the table that all languages share. */
  code(number: number): Code {
    return (this.#codes[number] ??= this.text(code_name(number)) as Code);
  }

  /** The number that the core decided on, which is no refusal: one is thrown. Ask right after the call that decided. */
  accepted(outcome: number): number {
    if (outcome < 0) throw new WebhookError(this.code(-outcome), this.message());
    return outcome;
  }

  /** The sentence of the refusal that the core gave last. */
  message(): string {
    return this.text(last_message());
  }

  /** What stood in the token of the request that the core took last; only where the description says that something does. */
  told(): string | undefined {
    const text = this.message();
    return text === "" ? undefined : text.slice(1);
  }

  /** Unix seconds of the request that the core took last; NaN where its scheme has no timestamp. */
  timestamp(): number {
    return last_timestamp();
  }
}

function start(): Core {
  const { exports } = new WebAssembly.Instance(module);
  attach(exports);
  return new Core(exports["memory"] as WebAssembly.Memory);
}

// Started on import rather than on first use, which on some hosts may be within a request; a bundler may still drop it
// together with everything that refers to it.
export const core = /* @__PURE__ */ start();
