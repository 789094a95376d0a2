// Decides how the results are told: a table of bodies, a table of bad input, and a line for all that is not as expected.
import { bodies } from "./deliveries.mjs";
import { bad, unlike } from "./expected.mjs";

/** Prints what became of each framework and of the vendor's handler, and gives `{ passed, failed }`. */
export function tell(results, crash) {
  const rows = results.flatMap(({ name, rows }) => rows.map(({ row, cells }) => [`${name}: ${row}`, cells]));
  console.log("\nthe bytes on the wire: what became of each body\n");
  console.log(table(rows.map(([row, cells]) => [row, cells.map(([body, got, wanted]) => [body, shown(got, wanted)])]), bodies.map(({ name }) => name)));
  console.log("\nbad input: ok is what the first column says\n");
  console.log(table(Object.entries(bad).map(([what, usual]) => badRow(what, usual, results)), ["expected", ...results.map(({ name }) => name)]));
  for (const { name } of results) {
    for (const [what, [said, why]] of Object.entries(unlike[name] ?? {})) console.log(`${name}, ${what}: ${said}, as ${why}`);
  }
  for (const [what, got, wanted] of crash) console.log(`the vendor's handler on Express 4, ${what}: ${shown(got, wanted)}`);

  const checked = [
    ...rows.flatMap(([row, cells]) => cells.map((cell) => [row, ...cell])),
    ...results.flatMap(({ name, bad, others }) => [...bad, ...others].map((cell) => [name, ...cell])),
    ...crash.map((cell) => ["the vendor's handler", ...cell]),
  ];
  const wrong = checked.filter(([, , got, wanted]) => got !== wanted);
  for (const [where, what, got, wanted] of wrong) console.error(`${where}, ${what}: expected ${wanted}, got ${got}`);
  return { passed: checked.length - wrong.length, failed: wrong.length };
}

/** A case of bad input, with a cell for each framework. */
function badRow(what, usual, results) {
  const cells = results.map(({ name, bad, wired }) => {
    const [, got, wanted] = bad.find(([other]) => other === what) ?? [];
    if (got === undefined) return [name, wired ? "***not run***" : "-"];
    return [name, shown(got, wanted, wanted === usual ? "ok" : "other")];
  });
  return [what, [["expected", usual], ...cells]];
}

/** What stands in a cell: what came of it if that was wanted. */
const shown = (got, wanted, right = got) => (got === wanted ? right : "***wrong***");

/** Rows are `[name, [[column, text], …]]`; what a row lacks of the columns was not run. */
function table(rows, columns) {
  const text = (cells, column) => cells.find(([other]) => other === column)?.[1] ?? "***not run***";
  const lines = [["", ...columns], ...rows.map(([name, cells]) => [name, ...columns.map((column) => text(cells, column))])];
  const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  return lines.map((line) => line.map((cell, at) => cell.padEnd(widths[at])).join("  ").trimEnd()).join("\n");
}
