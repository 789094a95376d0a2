export default function compiled(): WebAssembly.Module;
/** Bytes of a body from which on the host's own hash is faster, where the flag `nodejs_compat` gives it one; see docs/benchmarks.md. */
export declare const fasterFrom = 1280;
