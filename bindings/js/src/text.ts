// When a text stands for bytes: only if nothing is lost on the way.

import { WebhookError } from "./errors.js";
import { string } from "./arguments.js";

const encoder = /* @__PURE__ */ new TextEncoder();

// A BOM is kept, so that JSON.parse refuses it here as JSON parsers elsewhere do.
const decoder = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The bytes of a body that your framework hands out only as text, as UTF-8.
 *
 * Prefer the raw bytes: a text has often lost some already (a byte order mark, invalid UTF-8, the original charset), and
 * then a genuine signature no longer matches.
 *
 * @param text - the whole body
 * @returns its UTF-8 bytes, with no byte order mark added or removed
 * @throws {@link WebhookError} `malformed_body` if the text holds half a surrogate pair, which no UTF-8 body can have been
 * @throws TypeError if `text` is not a string
 */
export function bodyFromText(text: string): Uint8Array {
  if (hasLoneSurrogate(string(text, "text"))) {
    throw new WebhookError("malformed_body", "the text holds half a surrogate pair, so it is not what was sent; pass the raw bytes");
  }
  return encoder.encode(text);
}

/** The text's UTF-8; half a surrogate pair becomes U+FFFD. */
export function encode(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Writes as much of the text's UTF-8 as fits, and gives the bytes written. */
export function encodeInto(text: string, into: Uint8Array): number {
  return encoder.encodeInto(text, into).written;
}

/** The text of UTF-8 bytes; throws if they are not UTF-8. */
export function decode(bytes: Uint8Array): string {
  // Hosts differ on whether they decode shared memory, so it is copied first.
  return decoder.decode(isShared(bytes) ? new Uint8Array(bytes) : bytes);
}

/** Whether a text cannot be written as UTF-8. Not by a regular expression, which may keep the last text it matched. */
export function hasLoneSurrogate(text: string): boolean {
  // Of 2023, as is what the module itself needs of an engine (simd); the types are those of 2022.
  return !(text as string & { isWellFormed(): boolean }).isWellFormed();
}

function isShared(bytes: Uint8Array): boolean {
  return Object.prototype.toString.call(bytes.buffer) === "[object SharedArrayBuffer]";
}
