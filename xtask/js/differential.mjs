// Decides the random cases of a folder with the package installed there, and asks the oracle about those of the four systems.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { imported } from "../../tests/faces/installed.mjs";
import { run } from "../../tests/faces/suite.mjs";
import { bodyOf, headersOf, secretsOf } from "../../tests/faces/vector.mjs";
import { accepts } from "../../tests/oracle/oracle.mjs";

const folder = resolve(process.argv[2]);
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
const file = read("cases.json");
const asksOracle = read("oracle.json");

const answers = run(await imported(folder), [file]).map(({ outcome }, index) => {
  if (!asksOracle[index]) return { outcome };
  const { scheme, request, now, options } = file.vectors[index];
  const delivery = { ...request, headers: headersOf(request.headers), body: bodyOf(request.body) };
  return { outcome, oracle: accepts(scheme, secretsOf(file.vectors[index]), delivery, now, options) };
});
writeFileSync(`${folder}/answers.json`, JSON.stringify(answers));
