// Runs the suite on Bun.
import { answers } from "./answers.mjs";
import { imported, readInput, writeOutput } from "./installed.mjs";

const [folder, input, output] = process.argv.slice(2);
const asked = readInput(input);
const lib = await imported(folder, asked.entry);
writeOutput(output, { face: "bun", version: Bun.version, ...answers(lib, asked) });
