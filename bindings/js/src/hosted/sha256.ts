// Hashing by the SHA-256 of `node:crypto`, which Node, Deno and workerd with `nodejs_compat` have, or by Bun's own: which bytes, in which order.

import { conclude, keep_outline, outline, recall_outline, verify_digest } from "#core-bindings";
import { fasterFrom } from "#core-module";
import { plainView } from "../arguments.js";
import { core } from "../core.js";
import { type Hashes, type Hosting, NOT_YET, withoutHost } from "../hosting.js";

/** A hash that is fed in pieces. */
interface Hash {
  update(bytes: Uint8Array): Hash;
  digest(encoding: Encoding): string;
}

/** How a digest is handed over: a text costs hosts less than a buffer of its own. Bun's own writes it where it is told to, for less. */
type Encoding = "latin1" | "hex";

interface BunHash {
  update(bytes: Uint8Array): BunHash;
  digest(into: Uint8Array): unknown;
}

interface BunSha256 {
  new (): BunHash;
  hash(bytes: Uint8Array, into: Uint8Array): unknown;
}

interface Crypto {
  /** All at once, in a third of the time. */
  readonly hash?: (algorithm: "sha256", bytes: Uint8Array, encoding: Encoding) => string;
  readonly createHash: (algorithm: "sha256") => Hash;
}

/** Bytes of a block of SHA-256. */
const BLOCK = 64;

/** Bytes of a digest. */
const DIGEST = 32;

/** Up to so many bytes it takes less to copy a body next to what is hashed with it than to hash in pieces; with Bun's own, so many. */
const COPIED = 16_384;
const COPIED_BUN = 8192;

/** Deno has a fast way for hex alone. */
const ENCODING: Encoding = "Deno" in globalThis ? "hex" : "latin1";

let crypto: Crypto | false | undefined;
let own: BunSha256 | undefined;

/** What the option `hashing` asks for; undefined where the core is to hash everything. */
export function hosting(hashing: unknown): Hosting | undefined {
  if (hashing !== "auto" && hashing !== "host") return withoutHost(hashing);
  // Asked for when the first webhook is made and not on import, which it would make take twice as long.
  const { process, Bun } = globalThis as { process?: { getBuiltinModule?(name: string): Crypto | undefined }; Bun?: { SHA256?: BunSha256 } };
  crypto ??= process?.getBuiltinModule?.("node:crypto") ?? false;
  own = Bun?.SHA256;
  if (crypto) return new Sha256(crypto, hashing === "host" ? 0 : fasterFrom);
  return withoutHost(hashing);
}

class Sha256 implements Hosting {
  readonly least: number;
  readonly #crypto: Crypto;
  /** What the inner hash of HMAC begins with under each key: as good as the key. */
  readonly #blocks: Uint8Array[] = [];
  #begun: Hashes | undefined;

  constructor(crypto: Crypto, least: number) {
    this.#crypto = crypto;
    this.least = least;
  }

  take(length: number): void {
    // In a buffer of its own: the engine moves what is small about, and leaves copies behind.
    const block = new Uint8Array(new ArrayBuffer(length));
    for (let at = 0; at < length; at++) block[at] = core.buffer[at] as number;
    core.buffer.fill(0, 0, length);
    this.#blocks.push(block);
  }

  wipe(): void {
    for (const block of this.#blocks) block.fill(0);
  }

  verify(what: "message" | "body", webhook: number, length: number, now: number, body: Uint8Array, size: number): number {
    if (what === "body") {
      writeDigest(this.#create().update(plainView(body, "body")), length);
      return verify_digest(webhook, length, now);
    }
    const outlined = outline(webhook, length, now);
    return outlined < 0 || outlined === NOT_YET ? outlined : this.#decide(outlined, length, body, size);
  }

  #decide(outlined: number, length: number, body: Uint8Array, size: number): number {
    const { buffer } = core;
    const start = length + BLOCK;
    const end = start + (outlined & 0xffff);
    const after = outlined >>> 16;
    const { hash } = this.#crypto;
    const copied = (own ?? hash) !== undefined && after === 0 && size <= (own ? COPIED_BUN : COPIED) && end + size <= core.capacity;
    if (copied) buffer.set(body, end);
    for (let key = 0; ; key++) {
      const block = this.#blocks[key] as Uint8Array;
      if (copied) {
        buffer.set(block, length);
        const message = buffer.subarray(length, end + size);
        if (own) own.hash(message, buffer.subarray(0, DIGEST));
        else write((hash as NonNullable<typeof hash>)("sha256", message, ENCODING), 0);
      } else {
        const inner = this.#create().update(block).update(buffer.subarray(start, end)).update(plainView(body, "body"));
        writeDigest(after ? inner.update(buffer.subarray(end, end + after)) : inner, 0);
      }
      const outcome = conclude(key, length);
      if (outcome !== NOT_YET) return outcome;
    }
  }

  #create(): Hash | BunHash {
    return own ? new own() : this.#crypto.createHash("sha256");
  }

  begin(webhook: number, length: number, now: number): number {
    const outlined = outline(webhook, length, now);
    if (outlined < 0 || outlined === NOT_YET) return outlined;
    const start = length + BLOCK;
    const end = start + (outlined & 0xffff);
    const hashes = this.#blocks.map((block) => this.#create().update(block).update(core.buffer.subarray(start, end)));
    this.#begun = new Pieces(hashes, core.buffer.slice(end, end + (outlined >>> 16)));
    return keep_outline();
  }

  begun(): Hashes {
    const begun = this.#begun as Hashes;
    this.#begun = undefined;
    return begun;
  }
}

class Pieces implements Hashes {
  readonly #hashes: (Hash | BunHash)[];
  /** What of the message follows the body. */
  readonly #after: Uint8Array;

  constructor(hashes: (Hash | BunHash)[], after: Uint8Array) {
    this.#hashes = hashes;
    this.#after = after;
  }

  update(chunk: Uint8Array): void {
    for (const hash of this.#hashes) hash.update(chunk);
  }

  finish(stream: number): number {
    recall_outline(stream);
    for (let key = 0; ; key++) {
      writeDigest((this.#hashes[key] as Hash | BunHash).update(this.#after), 0);
      const outcome = conclude(key, 0);
      if (outcome !== NOT_YET) return outcome;
    }
  }
}

/** Ends a hash, and writes it into the buffer at this place. */
function writeDigest(hash: Hash | BunHash, at: number): void {
  if (own) (hash as BunHash).digest(core.buffer.subarray(at, at + DIGEST));
  else write((hash as Hash).digest(ENCODING), at);
}

function write(digest: string, at: number): void {
  const { buffer } = core;
  if (ENCODING === "hex") {
    for (let index = 0; index < digest.length; index += 2) buffer[at++] = (digit(digest, index) << 4) | digit(digest, index + 1);
  } else {
    for (let index = 0; index < digest.length; index++) buffer[at + index] = digest.charCodeAt(index);
  }
}

/** What a hex digit in lower case stands for. */
function digit(hex: string, at: number): number {
  const unit = hex.charCodeAt(at);
  return (unit & 15) + (unit >> 6) * 9;
}
