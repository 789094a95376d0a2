// Decides how a runner gets at the package installed in a work folder: through an entry file that stands beside it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The path of an ES module in the folder that re-exports an entry of the package, so that the runtime itself resolves it. */
export function entry(folder, name = "countersign") {
  const file = join(folder, `${name.replace("/", "-")}.mjs`);
  writeFileSync(file, `export * from "${name}";\n`);
  return file;
}

/** The package as the running host imports it from the folder. */
export const imported = (folder, name) => import(pathToFileURL(entry(folder, name)).href);

/** What a face is asked: the entry, the parsed files of vectors, and whether the forms of a request do for one each. */
export const readInput = (file) => JSON.parse(readFileSync(file, "utf8"));

export const writeOutput = (file, output) => writeFileSync(file, JSON.stringify(output));
