// What there is to know of a webhook to hand it requests and to read what it reports.

export interface Description {
  /** Lower-case names of the headers that are read, in slot order. */
  readonly headers: readonly string[];
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
  /** Whether the method or the URL is read at all. */
  readonly readsRequestLine: boolean;
}

/** Reads what the core wrote when the webhook was sealed. */
export function describe(lines: string): Description {
  const [line, id, type, nonce, idPointer, typePointer, count, ...texts] = lines.split("\n");
  const slot = (text: string | undefined) => (text ? Number(text) : -1);
  return {
    headers: texts.slice(0, Number(count)),
    covers: texts.slice(Number(count)),
    idPointer: idPointer || undefined,
    typePointer: typePointer || undefined,
    idSlot: slot(id),
    typeSlot: slot(type),
    nonceSlot: slot(nonce),
    told: id === "t" ? "id" : nonce === "t" ? "nonce" : undefined,
    readsRequestLine: line === "1",
  };
}
