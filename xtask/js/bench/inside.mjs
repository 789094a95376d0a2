// Decides how a runtime measures itself, for those whose clock goes on while they work, and what it reports.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { check, contenders } from "./contenders.mjs";
import { deliveries, signers } from "./deliveries.mjs";
import { hostile } from "./hostile.mjs";
import { callInTurn, effort, measure, SIZES } from "./measure.mjs";

const EFFORT = { batchNs: 400_000, warmUp: 40, rounds: 101 };

/** Measures every contender that is installed in the folder, and writes the rows into a file. */
export async function report(folder, output, { runtime, version, host }) {
  const libraries = await import(pathToFileURL(join(folder, "libraries.mjs")).href);
  const keyring = await signers(crypto.subtle);
  const all = contenders(libraries, host, keyring);
  const rows = [];
  for (const size of Object.values(SIZES)) {
    const made = await deliveries(keyring, size, host.Buffer.from);
    for (const contender of all) await check(contender, made[contender.scheme][0]);
    const batch = (contender, count) => {
      const start = performance.now();
      const done = callInTurn(contender, made[contender.scheme], count);
      const ended = () => (performance.now() - start) * 1e6;
      return contender.isAsync ? done.then(ended) : ended();
    };
    const times = await measure(all, batch, effort(size, EFFORT));
    rows.push(...all.map(({ scheme, group, id, name, isAsync }, at) => ({ scheme, group, id, name, isAsync, size, ns: times[at] })));
  }
  writeFileSync(output, JSON.stringify({ runtime, version, rows, hostile: hostile(libraries) }));
}
