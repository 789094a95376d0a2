// The number under which the core holds a webhook or a stream, and how that is freed: once, at the latest when nobody has it any more.

import { free } from "#core-bindings";

const collected = /* @__PURE__ */ registry();

function registry(): FinalizationRegistry<number> | undefined {
  return typeof FinalizationRegistry === "undefined" ? undefined : new FinalizationRegistry<number>((number) => free(number));
}

/** What the core holds under a number. */
export class Handle {
  #number: number | undefined;

  constructor(number: number) {
    this.#number = number;
    collected?.register(this, number, this);
  }

  /** The number; undefined once it was taken or freed. */
  get number(): number | undefined {
    return this.#number;
  }

  /** The number, for a call that frees it. */
  take(): number | undefined {
    const number = this.#number;
    this.#number = undefined;
    collected?.unregister(this);
    return number;
  }

  free(): void {
    const number = this.take();
    if (number !== undefined) free(number);
  }
}
