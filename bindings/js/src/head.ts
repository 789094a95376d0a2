// How the fields of a request, or of a delivery to sign, lie in the core's buffer: all their lengths, then all their texts.

import { core } from "./core.js";
import { HEADER_LIMIT, METHOD_LIMIT, URL_LIMIT } from "./generated.js";
import { lengthOf, unit } from "./fields.js";
import type { Found } from "./headers.js";
import { encodeInto } from "./text.js";

/**
 * Writes the method, the URL, the id, type and nonce of a delivery to sign, and the headers, and gives the length of it all.
 *
 * One text of all costs the host least. Where it holds more than ASCII, of which no field may have any, the bytes do not matter as long
 * as there is one a character.
 */
export function writeHead(found: readonly Found[], method?: string, url?: string, id?: string, type?: string, nonce?: string): number {
  const { buffer, table, texts } = core;
  let text = note(table, 0, method, METHOD_LIMIT) + note(table, 1, url, URL_LIMIT);
  text += note(table, 2, id, HEADER_LIMIT) + note(table, 3, type, HEADER_LIMIT) + note(table, 4, nonce, HEADER_LIMIT);
  for (let slot = 0; slot < found.length; slot++) text += note(table, slot + 5, found[slot], HEADER_LIMIT);
  if (encodeInto(text, texts) !== text.length) {
    for (let at = 0; at < text.length; at++) texts[at] = unit(text, at);
  }
  return texts.byteOffset - buffer.byteOffset + text.length;
}

/** Writes a field's length into the table, and gives its text: one that is too long one character past its limit. */
function note(table: Int32Array, place: number, value: Found, limit: number): string {
  const length = (table[place] = lengthOf(value, limit));
  return typeof value === "string" ? value.slice(0, length) : "";
}
