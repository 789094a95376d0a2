// Decides how a table looks.

/** Rows are `[name, [[column, text], …]]`; what a row lacks of the columns was not run. */
export function table(rows, columns) {
  const text = (cells, column) => cells.find(([other]) => other === column)?.[1] ?? "***not run***";
  const lines = [["", ...columns], ...rows.map(([name, cells]) => [name, ...columns.map((column) => text(cells, column))])];
  const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  return lines.map((line) => line.map((cell, at) => cell.padEnd(widths[at])).join("  ").trimEnd()).join("\n");
}

/** What stands in a cell: what came of it if that was wanted. */
export const shown = (got, wanted, right = got) => (got === wanted ? right : "***wrong***");
