// Where the facts of a verified delivery come from: its headers at once, its body only when asked.

import { last_timestamp } from "#core-bindings";
import { told } from "./core.js";
import { plainView } from "./arguments.js";
import type { Description } from "./description.js";
import { WebhookError } from "./errors.js";
import { type Found, onlyOnce } from "./headers.js";
import { decode, hasLoneSurrogate } from "./text.js";
import type { Verified } from "./verified.js";

/** What of a scheme a verified delivery needs. */
export type Facts = Pick<Description, "covers" | "idPointer" | "typePointer" | "idSlot" | "typeSlot" | "nonceSlot" | "told">;

/** The one implementation of {@link Verified}. */
export class Delivery<E> implements Verified<E> {
  /** For `safeVerify`, whose result is told apart by it. */
  readonly ok = true as const;
  readonly keyIndex: number;
  readonly #facts: Facts;
  readonly #body: Uint8Array | undefined;
  readonly #seconds: number;
  readonly #found: readonly Found[];
  readonly #told: string | undefined;
  #json: { value: unknown } | undefined;

  /** Made right after the core took the delivery, while it can still tell what stood in a token. */
  constructor(facts: Facts, keyIndex: number, found: readonly Found[], body: Uint8Array | undefined) {
    this.keyIndex = keyIndex;
    this.#facts = facts;
    this.#seconds = last_timestamp();
    this.#found = found;
    this.#told = TELLS ? facts.told && told() : undefined;
    this.#body = body;
  }

  get id(): string | undefined {
    return this.#fact("id", this.#facts.idSlot) ?? this.#inBody(this.#facts.idPointer);
  }

  get type(): string | undefined {
    return this.#fact("type", this.#facts.typeSlot) ?? this.#inBody(this.#facts.typePointer);
  }

  get timestamp(): Date | undefined {
    return Number.isNaN(this.#seconds) ? undefined : new Date(this.#seconds * 1000);
  }

  get nonce(): string | undefined {
    return this.#fact("nonce", this.#facts.nonceSlot);
  }

  get covers(): string[] {
    return [...this.#facts.covers];
  }

  get idCovered(): boolean {
    return this.#facts.covers.includes(this.#facts.idPointer ? "body" : "id");
  }

  /** The facts as a plain object: what they are read by are getters, which copies and `JSON.stringify` would pass over. */
  toJSON(): object {
    const { ok, keyIndex, id, type, timestamp, nonce, covers } = this;
    return { ok, keyIndex, id, type, timestamp, nonce, covers };
  }

  json<T = E>(): T {
    if (this.#body === undefined) throw new TypeError("json: chunks are not kept; collect and parse them yourself");
    this.#json ??= { value: parse(plainView(this.#body, "body")) };
    return this.#json.value as T;
  }

  #fact(name: string, slot: number): string | undefined {
    return TELLS && this.#facts.told === name ? this.#told : onlyOnce(this.#found[slot]);
  }

  #inBody(pointer: string | undefined): string | undefined {
    if (pointer === undefined || this.#body === undefined) return undefined;
    try {
      return fact(this.json<unknown>(), pointer);
    } catch {
      return undefined;
    }
  }
}

function parse(body: Uint8Array): unknown {
  let text: string;
  try {
    text = decode(body);
  } catch {
    throw new WebhookError("malformed_body", "the body is not UTF-8");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new WebhookError("malformed_body", "the body is not JSON");
  }
}

/** The text at an RFC 6901 pointer: a string, or a whole number that a double holds exactly. */
function fact(value: unknown, pointer: string): string | undefined {
  for (const token of pointer.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    if (Array.isArray(value) && name === "length") return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  if (typeof value === "string") return hasLoneSurrogate(value) ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
