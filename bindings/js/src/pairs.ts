// Every header of a request, from any of the accepted forms. Converts; decides nothing.

import { kind, wrong } from "./arguments.js";

/** Headers that are handed over at most: more than the core looks at. */
const LIMIT = 256;

/** Names and values, repeats included, as far as they are text: what is not is refused where a webhook reads it. */
export function pairs(headers: unknown): [name: string, value: string][] {
  const found: [string, string][] = [];
  const note = (name: unknown, value: unknown): void => {
    if (Array.isArray(value)) for (const one of value.slice(0, LIMIT)) note(name, one);
    else if (typeof name === "string" && typeof value === "string" && found.length < LIMIT) found.push([name, value]);
  };
  if (typeof headers !== "object" || headers === null) {
    throw wrong("headers", "Headers, a record, rawHeaders or [name, value][]", headers, headers === undefined ? "pass request.headers" : undefined);
  }
  if (Array.isArray(headers) && typeof headers[0] === "string") {
    for (let at = 0; at + 1 < headers.length; at += 2) note(headers[at], headers[at + 1]);
  } else if (Symbol.iterator in headers) {
    for (const pair of headers as Iterable<unknown>) if (Array.isArray(pair)) note(pair[0], pair[1]);
  } else if (typeof (headers as { get?: unknown }).get === "function") {
    throw wrong("headers", "something to go through", headers, `pass [...headers], a ${kind(headers)} does not tell its names`);
  } else {
    for (const [name, value] of Object.entries(headers)) note(name, value);
  }
  return found;
}
