// What there is to know of a webhook to hand it requests and to read what it reports.

import { type Names, withLengths } from "./headers.js";

export interface Description {
  /** Lower-case names of the headers that are read, in slot order. */
  readonly headers: Names;
  /** What a signature covers. */
  readonly covers: readonly string[];
  /** RFC 6901 pointers to id and type in the body, where they stand there. */
  readonly idPointer: string | undefined;
  readonly typePointer: string | undefined;
  /** Which of {@link headers} holds the id, type or nonce; -1 for one that stands in none. */
  readonly idSlot: number;
  readonly typeSlot: number;
  readonly nonceSlot: number;
  /** Which fact stands in a token or beside a signature, and in no header; the core tells it of each delivery it takes. */
  readonly told: "id" | "nonce" | undefined;
  /** What the host may hash. */
  readonly hosted: "message" | "body" | undefined;
  /** Whether the method or the URL is read at all. */
  readonly readsRequestLine: boolean;
}

/** Reads what the core wrote when the webhook was sealed. */
export function describe(text: string): Description {
  const [line, idPointer, typePointer, ...rest] = text.split("\n");
  // An empty line stands between the headers, each after a letter for its role, and what is covered.
  const end = rest.indexOf("");
  const headers = rest.slice(0, end);
  const slot = (role: string) => headers.findIndex((header) => header[0] === role);
  return {
    headers: withLengths(headers.map((header) => header.slice(1).toLowerCase())),
    covers: rest.slice(end + 1),
    idPointer: idPointer || undefined,
    typePointer: typePointer || undefined,
    idSlot: slot("i"),
    typeSlot: slot("t"),
    nonceSlot: slot("n"),
    told: !TELLS ? undefined : line?.includes("i") ? "id" : line?.includes("n") ? "nonce" : undefined,
    hosted: !HOSTS ? undefined : line?.includes("m") ? "message" : line?.includes("b") ? "body" : undefined,
    readsRequestLine: line?.[0] === "1",
  };
}
