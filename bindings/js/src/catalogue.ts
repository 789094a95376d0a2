// What the name of a built-in scheme stands for.

import { rows } from "#catalogue";

let all: string | undefined;

/** The description of a built-in scheme; of a name that none has the name itself, which the core refuses. */
export function builtIn(name: string): unknown {
  all ??= rows();
  // Quoted as JSON, no name can match more than a name.
  const start = all.indexOf(`\n{"name":${JSON.stringify(name)},`) + 1;
  return start > 0 ? JSON.parse(all.slice(start, all.indexOf("\n", start))) : name;
}
