// Decides how a table looks: rows of `[name, [[column, got, wanted], …]]`, what is not as wanted in stars.

/** Columns stand in the order of `columns`; `shown(got, wanted, row)` says how a cell reads. */
export function table(rows, columns, shown) {
  const lines = [["", ...columns], ...rows.map(([name, cells]) => [name, ...columns.map((column) => cell(cells, column, name, shown))])];
  const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  return lines.map((line) => line.map((text, at) => text.padEnd(widths[at])).join("  ").trimEnd()).join("\n");
}

function cell(cells, column, name, shown) {
  const found = cells.find(([other]) => other === column);
  if (!found) return "***not run***";
  const [, got, wanted] = found;
  return got === wanted ? shown(got, wanted, name) : "***wrong***";
}
