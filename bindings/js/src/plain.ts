// How plain data is taken out of the caller's hands before the core reads it.

/** Deeper than any scheme. */
const DEPTH = 8;

/**
 * A copy of plain data. What is not plain, a class instance for one, becomes a value that the core refuses.
 *
 * The core reads objects through calls back into JavaScript. Were one of them to run a getter that throws, the exception would
 * leave the core in the middle of its work, with its stack and its locks as they were.
 */
export function copyPlain(value: unknown, depth = DEPTH): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return copyPlain;
  if (Array.isArray(value)) return Array.from(value, (element) => copyPlain(element, depth - 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return copyPlain;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyPlain(member, depth - 1)]));
}
