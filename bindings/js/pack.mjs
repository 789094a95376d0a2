// How the catalogue is made smaller than gzip alone can make it: for what recurs most stands one character.

import { gzipSync } from "node:zlib";

/** Characters that JSON never holds: gzip gives each fewer bits than a reference to what stood before. */
const KEYS = Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)).filter((key) => !/[\n\r]/.test(key));

/** Of the phrases that look best by each measure, so many are tried. */
const TRIED = 16;
const LONGEST = 90;

/**
 * The text with phrases replaced by keys, each followed at the end of the text by what it stands for, and the keys in the order in which
 * `unpack` wants them.
 */
export function pack(text) {
  let best = { text, keys: "", size: size(text) };
  for (const key of KEYS) {
    const shorter = phrases(best.text).map((phrase) => {
      const replaced = best.text.replaceAll(phrase, () => key) + key + phrase;
      return { text: replaced, keys: key + best.keys, size: size(replaced) };
    });
    const next = shorter.reduce((a, b) => (b.size < a.size ? b : a), best);
    if (next === best) break;
    best = next;
  }
  if (unpack(best.text, best.keys) !== text) throw new Error("the packed text is another; does it hold a key?");
  return best;
}

/** What turns a packed text back; its source goes into the package. */
export function unpack(text, keys) {
  for (const key of keys) {
    const parts = text.split(key);
    const phrase = parts.pop();
    text = parts.join(phrase);
  }
  return text;
}

function size(text) {
  return gzipSync(text, { level: 9 }).length;
}

/** What begins and ends at a word's end, occurs more than twice, and looks as if it were worth a key. */
function phrases(text) {
  const ends = [0, ...[...text.matchAll(/\b|\W/g)].map(({ index }) => index), text.length];
  const counts = new Map();
  ends.forEach((start, at) => {
    for (let next = at + 2; next < ends.length && ends[next] - start <= LONGEST; next++) {
      const phrase = text.slice(start, ends[next]);
      if (phrase.length > 3) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
    }
  });
  const recurring = [...counts].filter(([, count]) => count > 2);
  const best = (measure) => recurring.toSorted((a, b) => measure(b) - measure(a)).slice(0, TRIED).map(([phrase]) => phrase);
  const saved = ([phrase, count]) => (count - 1) * (phrase.length - 1);
  const frequent = ([phrase, count]) => count * Math.min(3, phrase.length / 3);
  return [...new Set([...best(saved), ...best(frequent)])];
}
