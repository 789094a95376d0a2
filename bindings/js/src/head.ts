// How the fields of a request lie in the core's buffer: per field its length as 32 bits, little end first, then its bytes.

import { type Found, REPEATED } from "./headers.js";

const enum Length {
  Absent = 0xffffffff,
  Repeated = 0xfffffffe,
}

/**
 * Writes one field at `at` and gives the place after it.
 *
 * A text longer than `limit` is cut one byte past it: the core refuses it by its length, and the head always fits the buffer.
 */
export function writeField(buffer: Uint8Array, at: number, value: Found, limit: number): number {
  if (value === undefined) return writeLength(buffer, at, Length.Absent);
  if (value === REPEATED) return writeLength(buffer, at, Length.Repeated);
  const length = value.length > limit ? limit + 1 : value.length;
  const start = writeLength(buffer, at, length);
  for (let index = 0; index < length; index++) {
    const unit = value.charCodeAt(index);
    // No field may hold a byte above 0x7E, so any such byte will do for what is no byte at all.
    buffer[start + index] = unit < 256 ? unit : 255;
  }
  return start + length;
}

/** Writes the length of a field and gives the place where its bytes begin. */
export function writeLength(buffer: Uint8Array, at: number, length: number): number {
  buffer[at] = length;
  buffer[at + 1] = length >>> 8;
  buffer[at + 2] = length >>> 16;
  buffer[at + 3] = length >>> 24;
  return at + 4;
}
