// What the library takes from its host beyond the language itself, and what the build puts under its `#` names.
// Kept apart from lib.dom and @types/node, so that a use of something only one runtime has does not compile.

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: Record<string, unknown>);
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

/** The module's bytes as base64. */
declare module "#core-base64" {
  const base64: string;
  export default base64;
}

/** What the module imports: functions of its own bindings, by the short names that the build gives them. */
declare module "#core-imports" {
  export const imports: () => Record<string, unknown>;
}

/** The file beside the script, which workerd compiles before the script runs. */
declare module "#core-wasm" {
  const module: WebAssembly.Module;
  export default module;
}

/** The bindings as wasm-bindgen writes them. Numbers that decide are minus a code for a refusal, whose sentence `last_message()` gives. */
declare module "#core-bindings" {
  export function __wbg_set_wasm(exports: unknown): void;
  export function buffer_pointer(): number;
  export function buffer_length(): number;
  export function code_name(number: number): string;
  export function last_message(): string;
  export function last_timestamp(): number;

  export class Handle {
    constructor();
    open(length: number, tolerance: number | undefined, allowWeakSecrets: boolean): number;
    secret(length: number, isText: boolean): number;
    seal(): number;
    describe(): string;
    verify(headLength: number, bodyLength: number, now: number): number;
    begin(stream: Stream, signs: boolean, headLength: number, now: number): number;
    free(): void;
  }

  export class Stream {
    constructor();
    update(length: number): void;
    finish(): number;
    headers(): number;
    free(): void;
  }
}
