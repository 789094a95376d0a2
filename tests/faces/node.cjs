// Runs the suite on Node with the package required as CommonJS.
const { createRequire } = require("node:module");
const { join } = require("node:path");

const [folder, input, output] = process.argv.slice(2);
const lib = createRequire(join(folder, "package.json"))("countersign");
Promise.all([import("./answers.mjs"), import("./installed.mjs")]).then(([{ answers }, { readInput, writeOutput }]) => {
  writeOutput(output, { face: process.versions.node.startsWith("20.") ? "node20-cjs" : "node-cjs", version: process.versions.node, ...answers(lib, readInput(input)) });
});
