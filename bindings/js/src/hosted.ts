// How the host hashes what the core asks for: which bytes, in which order. What follows from the digest is decided in the core.

import { conclude } from "#core-bindings";
import { fasterFrom } from "#core-module";
import { plainView, wrong } from "./arguments.js";
import { core } from "./core.js";
import { type Crypto, type Hash, hostCrypto } from "./host-crypto.js";

/** Bytes of a block of SHA-256. */
const BLOCK = 64;

/** What the core answers where it has no answer yet. */
export const NOT_YET = 0x7fffffff;

/** Up to so many bytes it takes less to copy a body next to what is hashed with it than to hash in pieces. */
const COPIED = 16_384;

/** The hashing by the host for one webhook. */
export class Hosted {
  /** Bytes of a body from which on the host is faster than the core. */
  readonly least: number;
  readonly #crypto: Crypto;
  /** What the inner hash of HMAC begins with under each key: as good as the key. */
  readonly #blocks: Uint8Array[] = [];

  private constructor(crypto: Crypto, least: number) {
    this.#crypto = crypto;
    this.least = least;
  }

  /** For the option `hashing`; undefined where the core is to hash everything. */
  static by(hashing: unknown): Hosted | undefined {
    if (hashing !== "auto" && hashing !== "host" && hashing !== "wasm") throw wrong("options.hashing", '"auto", "host" or "wasm"', hashing);
    const crypto = hashing === "wasm" ? undefined : hostCrypto();
    if (crypto !== undefined) return new Hosted(crypto, hashing === "host" ? 0 : fasterFrom);
    if (hashing === "host") throw new TypeError('options.hashing: this host has no SHA-256 that answers at once; leave it at "auto"');
    return undefined;
  }

  /** Takes the block of `length` bytes that the core left in the buffer. */
  take(length: number): void {
    // Apart from the engine's heap, which moves what is small and leaves copies behind.
    const block = new Uint8Array(new ArrayBuffer(length));
    for (let at = 0; at < length; at++) block[at] = core.buffer[at] as number;
    core.buffer.fill(0, 0, length);
    this.#blocks.push(block);
  }

  wipe(): void {
    for (const block of this.#blocks) block.fill(0);
  }

  /** Decides what was outlined, of a head of `length` bytes in the buffer: the index of a key, or a refusal. */
  decide(outlined: number, length: number, body: Uint8Array, size: number): number {
    const { buffer, capacity } = core;
    const start = length + BLOCK;
    const end = start + (outlined & 0xffff);
    const after = outlined >>> 16;
    const { hash } = this.#crypto;
    const copied = hash !== undefined && after === 0 && size <= COPIED && end + size <= capacity;
    if (copied) buffer.set(body, end);
    for (let key = 0; ; key++) {
      const block = this.#blocks[key] as Uint8Array;
      if (copied) {
        buffer.set(block, length);
        writeDigest(hash("sha256", buffer.subarray(length, end + size), "hex"));
        buffer.fill(0, length, start);
      } else {
        const inner = this.#crypto.createHash("sha256").update(block).update(buffer.subarray(start, end)).update(plainView(body, "body"));
        writeDigest(inner.update(buffer.subarray(end, end + after)).digest("hex"));
      }
      const outcome = conclude(key);
      if (outcome !== NOT_YET) return outcome;
    }
  }

  /** The digest of a body alone, into the buffer at `length`. */
  digest(length: number, body: Uint8Array): void {
    writeDigest(this.#crypto.createHash("sha256").update(plainView(body, "body")).digest("hex"), length);
  }

  /** What was outlined, for a body that comes in pieces. */
  begin(outlined: number, length: number): Inner {
    const start = length + BLOCK;
    const end = start + (outlined & 0xffff);
    const hashes = this.#blocks.map((block) => this.#crypto.createHash("sha256").update(block).update(core.buffer.subarray(start, end)));
    return new Inner(hashes, core.buffer.slice(end, end + (outlined >>> 16)));
  }
}

/** The inner hashes of one delivery, one a key. */
export class Inner {
  readonly #hashes: Hash[];
  readonly #after: Uint8Array;

  constructor(hashes: Hash[], after: Uint8Array) {
    this.#hashes = hashes;
    this.#after = after;
  }

  update(chunk: Uint8Array): void {
    for (const hash of this.#hashes) hash.update(chunk);
  }

  /** Decides what was recalled right before. */
  decide(): number {
    for (let key = 0; ; key++) {
      writeDigest((this.#hashes[key] as Hash).update(this.#after).digest("hex"));
      const outcome = conclude(key);
      if (outcome !== NOT_YET) return outcome;
    }
  }
}

function writeDigest(hex: string, at = 0): void {
  const { buffer } = core;
  for (let index = 0; index < hex.length; index++) buffer[at + index] = hex.charCodeAt(index);
}
