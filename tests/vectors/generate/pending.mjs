// Vectors whose expectation follows from the rules and which the core decides otherwise: kept apart, so that nobody bends them to a run.

/** Why each is kept apart, by the beginning of its name. Taken from here once the core, or the rule, has changed. */
export const PENDING = {
  "worded: an empty parameter, which is there": "an optional value that is there and empty is written as if it were absent, without the texts around it",
  "worded: an empty member, which is there": "the same",
  "worded: the parameter twice, once encoded": "the names of query parameters are not decoded, so one stands twice for whoever decodes them",
  "worded: a semicolon in a later header": "a header that may not hold a character is told as the body's fault",
  "worded: a field that swallowed the next": "the same",
  "query-later: the character after it in a later parameter": "a parameter that may not hold a character is told as the body's fault",
  "key-ascii-bytes: bytes beyond ASCII": "`ascii` refuses a key of bytes, which is never decoded",
  "named-key: the id of the other": "with a public key, the header that says which secret signed is not looked at",
  "named-key: an unknown id": "the same",
  "invalid public-key scheme: a registration alone": "a scheme that covers nothing is taken",
  "invalid public-key scheme: a checksum alone": "the same",
  "published by easypost: delivery 1": "the same; the vendor's own example has such a key",
};

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
