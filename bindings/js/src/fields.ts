// How single fields lie in the core's buffer, each as its length and then its bytes, and what stands for one that is not there.

import { type Found, REPEATED } from "./headers.js";

const enum Length {
  Absent = 0xffffffff,
  Repeated = 0xfffffffe,
}

/** The length of a field as it crosses: one that is too long is cut one character past its limit, and the core refuses it by its length. */
export function lengthOf(value: Found, limit: number): number {
  if (typeof value !== "string") return value === REPEATED ? Length.Repeated : Length.Absent;
  return Math.min(value.length, limit + 1);
}

/** A character's byte. No field may hold a byte above 0x7E, so any such byte will do for what is no byte at all. */
export function unit(text: string, at: number): number {
  return Math.min(text.charCodeAt(at), 255);
}

/**
 * Writes one field at `at`, its length as 32 bits, little end first, then its bytes, and gives the place after it.
 *
 * A text longer than `limit` is cut one byte past it: the core refuses it by its length, and the head always fits the buffer.
 */
export function writeField(buffer: Uint8Array, at: number, value: Found, limit: number): number {
  const length = lengthOf(value, limit);
  const start = writeLength(buffer, at, length);
  if (typeof value !== "string") return start;
  for (let index = 0; index < length; index++) buffer[start + index] = unit(value, index);
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
