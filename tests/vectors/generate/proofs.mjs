// What each built-in scheme was proved with, by what somebody published of it.

import { publishedFamilies } from "./families.mjs";
import { asymmetricPublished, default as published } from "./published.mjs";

const VENDOR = "vendor vector";
const INDEPENDENT = "independent vector";
export const DOCUMENTED = "documentation only";

/** A request that was refused proves nothing of how the genuine one is signed. */
function label(accepted) {
  // The last words of a source, in brackets, say who made it.
  return accepted.some(({ source }) => source.endsWith("(vendor)")) ? VENDOR : accepted.length > 0 ? INDEPENDENT : DOCUMENTED;
}

/** The label of each scheme of which somebody published a genuine request; the others are `DOCUMENTED`. */
export const proofs = proofsOf([...published.vectors, ...asymmetricPublished.vectors, ...publishedFamilies.vectors]);

export function proofsOf(vectors) {
  const accepted = vectors.filter((vector) => typeof vector.scheme === "string" && vector.expect.ok);
  const names = [...new Set(accepted.map(({ scheme }) => scheme))];
  return new Map(names.map((name) => [name, label(accepted.filter(({ scheme }) => scheme === name))]));
}
