// Decides how a runner gets at the package installed in a work folder: through an entry file that stands beside it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The path of an ES module in the folder that re-exports the package, so that the runtime itself resolves it. */
export function entry(folder) {
  const file = join(folder, "entry.mjs");
  writeFileSync(file, 'export * from "countersign";\n');
  return file;
}

/** The package as the running host imports it from the folder. */
export const imported = (folder) => import(pathToFileURL(entry(folder)).href);

export const readInput = (file) => JSON.parse(readFileSync(file, "utf8")).files;

export const writeOutput = (file, output) => writeFileSync(file, JSON.stringify(output));
