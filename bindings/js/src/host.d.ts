// What the library takes from its host beyond the language itself, and what the build puts under its `#` names.
// Kept apart from lib.dom and @types/node, so that a use of something only one runtime has does not compile.

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: Record<string, unknown>;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
  }
}

declare class TextEncoder {
  encode(text: string): Uint8Array;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}

declare class TextDecoder {
  constructor(label: "utf-8", options: { fatal: true; ignoreBOM: true });
  decode(bytes: Uint8Array): string;
}

declare function atob(base64: string): string;

/** Whether the host may hash at all in this build; what depends on it is left out where it may not. */
declare const HOSTS: boolean;

/** Whether there are schemes in this build of which a fact stands in a token. */
declare const TELLS: boolean;

/** Whether this build starts its module on import. */
declare const EAGER: boolean;

/** The module's bytes as base64. */
declare module "#core-base64" {
  const base64: string;
  export default base64;
}

/** The file beside the script, which workerd compiles before the script runs. */
declare module "#core-wasm" {
  const module: WebAssembly.Module;
  export default module;
}

/**
 * The module's functions, once its instance is attached. A number less than zero is a refusal; see `core.refusal`. A
 * text is written into the buffer, and its length is what is given. Webhooks and streams are numbers, to be freed.
 */
declare module "#core-bindings" {
  export function attach(exports: Record<string, unknown>): void;
  export function buffer_pointer(): number;
  export function buffer_length(): number;
  export function sentence(place: number): number;
  export function outline(webhook: number, headLength: number, now: number): number;
  export function conclude(key: number, block: number): number;
  export function keep_outline(): number;
  export function recall_outline(number: number): void;
  export function verify_digest(webhook: number, headLength: number, now: number): number;
  /** Unix seconds of the request that was taken last; NaN where its scheme has no timestamp. */
  export function last_timestamp(): number;
  export function open(length: number, tolerance: number, allowed: number): number;
  export function secret(webhook: number, length: number, isText: boolean, hosted: boolean): number;
  export function seal(webhook: number): number;
  export function verify(webhook: number, headLength: number, bodyLength: number, now: number): number;
  export function begin(webhook: number, signs: boolean, headLength: number, now: number): number;
  export function update(stream: number, length: number): void;
  export function finish(stream: number): number;
  export function free(number: number): void;
  export function explain_open(length: number, tolerance: number, allowed: number): number;
  export function explain_secret(length: number, isText: boolean, other: boolean): void;
  export function explain_line(length: number): void;
  export function explain_header(length: number): void;
  export function explain_body(length: number): void;
  export function explain_run(now: number): number;
  export function explain_finding(index: number): number;
  export function explain_close(): void;
  export function gather(length: number): void;
  export function key_from_jwk(): number;
  export function key_from_certificates(now: number): number;
  export function is_allowed_host(): number;
  export function describe_handshake(length: number): number;
  export function answer_handshake(
    headLength: number, bodyLength: number, secrets: number, origins: number, rate: number, expectsSecret: boolean, allowWeakSecrets: boolean, verified: number,
  ): number;
}
