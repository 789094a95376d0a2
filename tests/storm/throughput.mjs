// Decides what receiving with countersign costs: deliveries a second beside the same server without it, in turns.
import { Fleet } from "./fleet.mjs";
import { distinct } from "./plan.mjs";
import { send } from "./storm.mjs";

const ROUNDS = 3;
/** Sent before the first round that counts, so that what is compiled as it runs was compiled. */
const WARMING = 500;

/** `{ mode, ours, bare, ratio }` for each mode: deliveries a second, the best round of each. */
export async function throughput({ target, modes, count, log }) {
  const best = new Map([...modes, "bare"].map((mode) => [mode, 0]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const mode of best.keys()) best.set(mode, Math.max(best.get(mode), await measured(target, mode, count, log)));
  }
  const bare = best.get("bare");
  return modes.map((mode) => ({ mode, ours: best.get(mode), bare, ratio: best.get(mode) / bare }));
}

async function measured(target, mode, count, log) {
  const database = await target.database(mode);
  const started = mode === "bare" ? target.bare : target.receiver;
  const fleet = new Fleet((port) => started({ port, mode, database: database.url }), log);
  try {
    await fleet.start(target.processes);
    const urls = fleet.origins().map((origin) => origin + target.path);
    const deliveries = distinct(WARMING + count);
    await sent(urls, deliveries.slice(0, WARMING));
    const perSecond = await sent(urls, deliveries.slice(WARMING));
    await fleet.stop();
    const { size } = await database.effects();
    if (size !== deliveries.length) throw new Error(`${target.name}, ${mode}: ${size} effects of ${deliveries.length} deliveries`);
    return perSecond;
  } finally {
    await fleet.abandon();
    await database.close();
  }
}

/** Deliveries a second. Each has to be answered with success at once. */
async function sent(urls, deliveries) {
  const { milliseconds, attempts, open, wrong } = await send(urls, deliveries, 0);
  if (open > 0 || wrong.length > 0 || attempts !== deliveries.length) {
    throw new Error(`${attempts} attempts for ${deliveries.length} deliveries; ${open} open; ${wrong.join("; ")}`);
  }
  return (1000 * deliveries.length) / milliseconds;
}
