// How the fields of a request lie in the core's buffer.

import { core } from "./core.js";
import { HEADER_LIMIT, METHOD_LIMIT, URL_LIMIT } from "./generated.js";
import { type Found, REPEATED } from "./headers.js";
import { encodeInto } from "./text.js";

const enum Length {
  Absent = 0xffffffff,
  Repeated = 0xfffffffe,
}

/**
 * Writes the head of a request: a table of lengths, then the texts of method, URL and headers one after the other. Gives its length.
 *
 * One text of all costs the host least. Where it holds more than ASCII, of which no field may have any, the bytes do not matter as long
 * as there is one a character.
 */
export function writeHead(found: readonly Found[], method?: string, url?: string): number {
  const { buffer, table, texts } = core;
  let text = note(table, 0, method, METHOD_LIMIT) + note(table, 1, url, URL_LIMIT);
  for (let slot = 0; slot < found.length; slot++) text += note(table, slot + 2, found[slot], HEADER_LIMIT);
  if (encodeInto(text, texts) !== text.length) {
    for (let at = 0; at < text.length; at++) texts[at] = unit(text, at);
  }
  return texts.byteOffset - buffer.byteOffset + text.length;
}

/** Writes a field's length into the table, and gives its text: one that is too long one character past its limit. */
function note(table: Int32Array, place: number, value: Found, limit: number): string {
  if (typeof value !== "string") {
    table[place] = value === REPEATED ? Length.Repeated : Length.Absent;
    return "";
  }
  const text = value.length > limit ? value.slice(0, limit + 1) : value;
  table[place] = text.length;
  return text;
}

/** A character's byte. No field may hold a byte above 0x7E, so any such byte will do for what is no byte at all. */
function unit(text: string, at: number): number {
  return Math.min(text.charCodeAt(at), 255);
}

/**
 * Writes one field at `at`, its length as 32 bits, little end first, then its bytes, and gives the place after it.
 *
 * A text longer than `limit` is cut one byte past it: the core refuses it by its length, and the head always fits the buffer.
 */
export function writeField(buffer: Uint8Array, at: number, value: Found, limit: number): number {
  if (value === undefined) return writeLength(buffer, at, Length.Absent);
  if (value === REPEATED) return writeLength(buffer, at, Length.Repeated);
  const length = value.length > limit ? limit + 1 : value.length;
  const start = writeLength(buffer, at, length);
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
