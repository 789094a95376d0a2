// Runs the suite on Deno; the package gets no permission beyond the runner's own files.
import { answers } from "./answers.mjs";
import { imported, readInput, writeOutput } from "./installed.mjs";

const [folder, input, output] = Deno.args;
const asked = readInput(input);
const lib = await imported(folder, asked.entry);
writeOutput(output, { face: "deno", version: Deno.version.deno, ...answers(lib, asked) });
