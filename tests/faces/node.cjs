// Runs the suite on Node with the package required as CommonJS.
const { createRequire } = require("node:module");
const { join } = require("node:path");

const [folder, input, output] = process.argv.slice(2);
const requireHere = createRequire(join(folder, "package.json"));
Promise.all([import("./answers.mjs"), import("./installed.mjs")]).then(([{ answers }, { readInput, writeOutput }]) => {
  const asked = readInput(input);
  const lib = requireHere(asked.entry);
  writeOutput(output, { face: process.versions.node.startsWith("20.") ? "node20-cjs" : "node-cjs", version: process.versions.node, ...answers(lib, asked) });
});
