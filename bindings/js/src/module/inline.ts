// Where the wasm module comes from on most hosts: base64 within the script, compiled when it is started, with no file and no network.

import base64 from "#core-base64";

export default function compile(): WebAssembly.Module {
  return new WebAssembly.Module(decode());
}

function decode(): Uint8Array {
  const host: { fromBase64?(text: string): Uint8Array } = Uint8Array as object;
  if (host.fromBase64 !== undefined) return host.fromBase64(base64);
  // Where the standard's own is missing, this one of Node's takes a tenth of the time of the loop below.
  const { Buffer } = globalThis as { Buffer?: { from(text: string, encoding: string): Uint8Array } };
  if (Buffer !== undefined) return Buffer.from(base64, "base64");
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Bytes of a body from which on the host's own hash is faster, where it has one; see docs/benchmarks.md. */
export const fasterFrom = /* @__PURE__ */ measured();

function measured(): number {
  const { Bun, Deno } = globalThis as { Bun?: unknown; Deno?: unknown };
  return Bun ? 160 : Deno ? 640 : 256;
}

