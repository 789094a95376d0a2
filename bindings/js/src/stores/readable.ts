// What is kept of texts that only people read: ids, types, what failed.

/** As much of an id or a type as is kept for people. */
export const LABEL_LENGTH = 255;
/** As much of what failed as is kept for people. */
export const ERROR_LENGTH = 1000;

/**
 * A text as a column takes it, for people to read: at most `length` code points, U+FFFD for control characters (PostgreSQL refuses NUL) and
 * for halves of surrogate pairs.
 */
export function readable(text: string | undefined, length: number): string | null {
  if (text === undefined) return null;
  let kept = "";
  let count = 0;
  for (const character of text) {
    if (count++ === length) break;
    kept += /[\p{Cc}\p{Cs}]/u.test(character) ? "\uFFFD" : character;
  }
  return kept;
}
