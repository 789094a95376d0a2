// The accepted forms of headers, each turned into the values of the headers that a scheme reads. Converts; decides nothing.

import { kind, wrong } from "./arguments.js";

/** What `Headers` of the Fetch standard has, as far as it is used here. */
export interface HeadersLike {
  /** All values of a header joined by `, `, or null. */
  get(name: string): string | null;
  /** Present on `Headers` and not on `Map`, which would compare the case of names. */
  append(name: string, value: string): void;
}

/**
 * The headers of a request, in any of four forms:
 *
 * - a `Headers` object (Workers, Deno, Bun, every Fetch handler)
 * - Node's `request.headers`, or any record of name to value, where an array is a header that occurs several times
 * - Node's `request.rawHeaders`: name, value, name, value, …
 * - pairs of name and value
 *
 * Case of names does not matter. Values are the text as received, one character a byte (Latin-1), as all hosts give it.
 * Node's `request.headers` has dropped the repeats of some headers; `request.headersDistinct` and `request.rawHeaders` have not.
 */
export type HeadersInput =
  | HeadersLike
  | { readonly [name: string]: string | readonly string[] | null | undefined }
  | readonly string[]
  | readonly (readonly [name: string, value: string])[];

/** A header that occurs more than once. */
export const REPEATED: unique symbol = /* @__PURE__ */ Symbol("repeated");

/** The value of a header, undefined where there is none. */
export type Found = string | undefined | typeof REPEATED;

/** The value of a header that stands once. */
export function onlyOnce(value: Found): string | undefined {
  return value === REPEATED ? undefined : value;
}

const EXPECTED = "Headers, a record, rawHeaders or [name, value][]";

/**
 * The values of the named headers, in the order of `names`.
 *
 * @throws TypeError if `headers` has none of the accepted forms
 */
export function find(headers: unknown, names: Names): Found[] {
  if (typeof headers !== "object" || headers === null) {
    throw wrong("headers", EXPECTED, headers, headers === undefined ? "pass request.headers" : undefined);
  }
  if (Array.isArray(headers)) return typeof headers[0] === "string" ? inFlat(headers, names) : inPairs(headers, names);
  if (typeof (headers as HeadersLike).get === "function") return inHeaders(headers as HeadersLike, names);
  return inRecord(headers as Record<string, unknown>, names);
}

function inHeaders(headers: HeadersLike, names: Names): Found[] {
  if (typeof headers.append !== "function" || kind(headers) === "URLSearchParams") {
    throw wrong("headers", EXPECTED, headers, "pass [...headers]");
  }
  const found: Found[] = [];
  for (const name of names) found.push(text(headers.get(name), name));
  return found;
}

function inRecord(headers: Record<string, unknown>, names: Names): Found[] {
  const found = none(names);
  for (const name in headers) {
    const slot = position(name, names);
    if (slot < 0 || !Object.hasOwn(headers, name)) continue;
    const value = headers[name];
    // Nearly all are this.
    if (typeof value === "string" && found[slot] === undefined) found[slot] = value;
    else note(found, slot, value, name);
  }
  return found;
}

function inFlat(headers: readonly unknown[], names: Names): Found[] {
  if (headers.length % 2 !== 0) throw new TypeError(`headers: expected rawHeaders (name, value, …), got ${headers.length} elements`);
  const found = none(names);
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at];
    if (typeof name !== "string") throw wrong(`headers[${at}]`, "string", name);
    const slot = position(name, names);
    if (slot >= 0) note(found, slot, headers[at + 1], name);
  }
  return found;
}

function inPairs(headers: readonly unknown[], names: Names): Found[] {
  const found = none(names);
  for (let at = 0; at < headers.length; at++) {
    const pair = headers[at];
    if (!Array.isArray(pair) || pair.length !== 2) throw wrong(`headers[${at}]`, "[name, value]", pair);
    const [name, value] = pair as [unknown, unknown];
    if (typeof name !== "string") throw wrong(`headers[${at}][0]`, "string", name);
    const slot = position(name, names);
    if (slot >= 0) note(found, slot, value, name);
  }
  return found;
}

function none(names: Names): Found[] {
  const found: Found[] = [];
  for (let slot = 0; slot < names.length; slot++) found.push(undefined);
  return found;
}

/** Adds one occurrence; a list of values is as many. */
function note(found: Found[], slot: number, value: unknown, name: string): void {
  if (Array.isArray(value)) {
    for (const one of value) note(found, slot, string(one, name), name);
    return;
  }
  const one = text(value, name);
  if (one !== undefined) found[slot] = found[slot] === undefined ? one : REPEATED;
}

/** A value, where null and undefined stand for a header that was not sent. */
function text(value: unknown, name: string): string | undefined {
  return value === null || value === undefined ? undefined : string(value, name);
}

function string(value: unknown, name: string): string {
  if (typeof value !== "string") throw wrong(`headers[${JSON.stringify(name)}]`, "string", value);
  return value;
}

/** Names of headers, lower-case ASCII, and a bit for each of their lengths: most headers of a request have none of these. */
export type Names = readonly string[] & { readonly lengths: number };

/** These names with their lengths. A name that was the key of an object once is the very text that other keys are, and compared at once. */
export function withLengths(names: string[]): Names {
  const keys = names.flatMap((name) => Object.keys({ [name]: 0 }));
  return Object.assign(keys, { lengths: keys.reduce((bits, { length }) => bits | (1 << length), 0) });
}

/** Where `name` stands in `names`, or -1. */
function position(name: string, names: Names): number {
  // As with all that is shifted by, only the lowest five bits of a length count.
  if ((names.lengths & (1 << name.length)) === 0) return -1;
  for (let slot = 0; slot < names.length; slot++) {
    const candidate = names[slot] as string;
    if (candidate.length === name.length && (candidate === name || sameButForCase(name, candidate))) return slot;
  }
  return -1;
}

/** ASCII only: `toLowerCase` would make a plain `k` of a Kelvin sign. */
function sameButForCase(name: string, lower: string): boolean {
  for (let at = 0; at < lower.length; at++) {
    const unit = name.charCodeAt(at);
    if ((unit >= 65 && unit <= 90 ? unit + 32 : unit) !== lower.charCodeAt(at)) return false;
  }
  return true;
}

/** Names and values in turn, as an object; a plain assignment would lose a header called `__proto__`. */
export function record(flat: readonly string[]): Record<string, string> {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.push([flat[at] as string, flat[at + 1] as string]);
  return Object.fromEntries(pairs);
}
