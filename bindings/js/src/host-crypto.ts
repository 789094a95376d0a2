// What the host hashes with: its own SHA-256, where it has one that answers at once.

/** A hash that is fed in pieces. */
export interface Hash {
  update(bytes: Uint8Array): Hash;
  digest(encoding: "hex"): string;
}

/** What is used of Node's `crypto`, which Deno, Bun and workerd have too. */
export interface Crypto {
  /** All at once, in a third of the time. */
  readonly hash?: (algorithm: "sha256", bytes: Uint8Array, encoding: "hex") => string;
  readonly createHash: (algorithm: "sha256") => Hash;
}

let crypto: Crypto | false | undefined;

/** Asked for when the first webhook is made and not on import, which it would take twice as long. */
export function hostCrypto(): Crypto | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): Crypto | undefined } };
  crypto ??= process?.getBuiltinModule?.("node:crypto") ?? false;
  return crypto || undefined;
}
