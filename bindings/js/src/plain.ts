// How plain data is written for the core: a tag, then what belongs to it, numbers little end first.

import { hasLoneSurrogate } from "./text.js";

/** How deep the parts of a scheme lie within each other; as `Node::DEPTH` of the core, which reads no deeper. */
const DEPTH = 4;

const enum Tag {
  Nothing,
  No,
  Yes,
  Number,
  Text,
  List,
  Map,
  /** A class instance, a function, half a surrogate pair, or what is too deep: the core refuses it. */
  NotPlain,
  /** Of a list or an object. */
  End,
}

/**
 * The bytes of values, one after another, in an array of their own.
 *
 * Reading an object may run the caller's code, a getter for one, which may use another webhook and so the core's buffer.
 */
export function plainBytes(values: readonly unknown[], limit: number): Uint8Array {
  const bytes: number[] = [];
  for (const value of values) write(bytes, value, DEPTH, limit);
  return Uint8Array.from(bytes);
}

/** Writes at most a little over `limit`, whatever the value is: what is longer is refused for its length. */
function write(bytes: number[], value: unknown, depth: number, limit: number): void {
  if (bytes.length > limit) return;
  if (value === undefined || value === null) bytes.push(Tag.Nothing);
  else if (typeof value === "boolean") bytes.push(value ? Tag.Yes : Tag.No);
  else if (typeof value === "number") bytes.push(Tag.Number, ...new Uint8Array(new Float64Array([value]).buffer));
  else if (typeof value === "string") writeText(bytes, value.slice(0, limit + 1));
  else if (Array.isArray(value) && depth > 0) {
    bytes.push(Tag.List);
    for (let at = 0; at < value.length && bytes.length <= limit; at++) write(bytes, value[at], depth - 1, limit);
    bytes.push(Tag.End);
  } else if (isPlain(value) && depth > 0) {
    bytes.push(Tag.Map);
    for (const [name, member] of Object.entries(value)) {
      write(bytes, name, 0, limit);
      write(bytes, member, depth - 1, limit);
    }
    bytes.push(Tag.End);
  } else bytes.push(Tag.NotPlain);
}

function writeText(bytes: number[], text: string): void {
  if (hasLoneSurrogate(text)) return void bytes.push(Tag.NotPlain);
  const encoded = new TextEncoder().encode(text);
  bytes.push(Tag.Text, ...new Uint8Array(new Uint32Array([encoded.length]).buffer));
  for (const byte of encoded) bytes.push(byte);
}

/** An object literal or one without a prototype, of any realm. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
