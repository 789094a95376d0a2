// Runs the suite on Node with the package imported as an ES module.
import { answers } from "./answers.mjs";
import { imported, readInput, writeOutput } from "./installed.mjs";

const [folder, input, output] = process.argv.slice(2);
const asked = readInput(input);
const lib = await imported(folder, asked.entry);
writeOutput(output, { face: process.versions.node.startsWith("20.") ? "node20-esm" : "node-esm", version: process.versions.node, ...answers(lib, asked) });
