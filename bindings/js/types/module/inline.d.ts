export default function compile(): WebAssembly.Module;
/** Bytes of a body from which on the host's own hash is faster, where it has one; see docs/benchmarks.md. */
export declare const fasterFrom: number;
