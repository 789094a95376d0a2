// Where the wasm module comes from on workerd, which compiles no bytes at run time: the file beside the script.

import wasm from "#core-wasm";

export default function compiled(): WebAssembly.Module {
  return wasm;
}

/** Bytes of a body from which on the host's own hash is faster, where the flag `nodejs_compat` gives it one; see docs/benchmarks.md. */
export const fasterFrom = 1280;
