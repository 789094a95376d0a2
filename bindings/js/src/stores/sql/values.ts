// What drivers give, whatever each makes of a column, as what the store promises.

/** A number, which drivers give as a text or a bigint where it may be larger than a number is exact. */
export function number(value: unknown): number {
  const read = typeof value === "number" ? value : Number(value);
  if (!Number.isSafeInteger(read)) throw new TypeError("a column: expected an integer; was the table made by something else?");
  return read;
}

/** A text that may be missing. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A moment of milliseconds since 1970. */
export function date(value: unknown): Date {
  return new Date(number(value));
}

/** Bytes, which some drivers give as a Buffer, an ArrayBuffer or, D1, as an array of numbers. */
export function bytes(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (Array.isArray(value)) return Uint8Array.from(value as number[]);
  throw new TypeError("a column: expected bytes; was the table made by something else?");
}
