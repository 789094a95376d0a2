// Vectors whose expectation follows from the rules and which the core decides otherwise: kept apart, so that nobody bends them to a run.

/** Why each is kept apart, by the beginning of its name. Taken from here once the core, or the rule, has changed. */
export const PENDING = {};

export const isPending = ({ name }) => Object.keys(PENDING).some((beginning) => name.startsWith(beginning));

/** The files without those vectors, and a file of them. */
export function apart(files) {
  const pending = Object.values(files).flatMap(({ vectors }) => vectors.filter(isPending));
  const kept = Object.entries(files).map(([name, file]) => [name, { ...file, vectors: file.vectors.filter((vector) => !isPending(vector)) }]);
  const unused = Object.keys(PENDING).filter((beginning) => !pending.some(({ name }) => name.startsWith(beginning)));
  if (unused.length > 0) console.error(`kept apart, and in no file: ${unused.join("; ")}`);
  const about = "Expected by the rules and decided otherwise by the core; no runner reads this folder. generate/pending.mjs says why of each.";
  return { ...Object.fromEntries(kept), ...(pending.length > 0 && { "pending/differences.json": { about, vectors: pending } }) };
}
