// What the name of a built-in scheme stands for.

import { rows } from "#catalogue";

/** The description of a built-in scheme; of a name that none has the name itself, which the core refuses. */
export function builtIn(name: string): unknown {
  // Made of these characters alone, no name can match more than a name.
  const start = /^[a-z0-9-]+$/.test(name) ? rows.indexOf(`\n${name}{`) + 1 : 0;
  return start > 0 ? { name, algorithm: "hmac-sha256", ...JSON.parse(rows.slice(start + name.length, rows.indexOf("\n", start))) } : name;
}
