// Decides whether a receiver came through a storm: what is sent to it, when it is killed, and what has to be true afterwards.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Fleet } from "./fleet.mjs";
import { plan } from "./plan.mjs";

const sender = fileURLToPath(new URL("sender.mjs", import.meta.url));
/** Seconds until everything has to be delivered: some leases, and what the deliveries take on a slow disk. */
const seconds = (deliveries) => 60 + deliveries / 50;
/** Of the deliveries that are to be on their way with another of their event, so many have to have been. */
const TOGETHER = 0.8;

/** One storm: `{ report, faults }`. It went well if there are no faults. */
export async function storm({ target, mode, deliveries, events, kills, seed, log }) {
  const sent = plan({ deliveries, events, seed });
  const database = await target.database(mode);
  const fleet = new Fleet((port) => target.receiver({ port, mode, database: database.url }), log);
  try {
    await fleet.start(target.processes);
    const killed = [];
    const result = await send(fleet.origins().map((origin) => origin + target.path), sent, kills, async (number) => {
      // The one in the middle takes all of them down at once.
      killed.push(await fleet.kill(number === Math.floor(kills / 2) ? "all" : number));
    });
    await fleet.stop();
    const [effects, states] = [await database.effects(), await database.states()];
    return judge({ target, mode, sent, kills, killed, result, effects, states });
  } finally {
    await fleet.abandon();
    await database.close();
  }
}

/** Sends the deliveries from a process of its own; calls `kill(number)` each time another part of them is settled. */
export async function send(urls, deliveries, kills, kill) {
  const child = fork(sender);
  let [done, killing] = [0, Promise.resolve()];
  try {
    return await new Promise((resolve, reject) => {
      child.on("message", ({ open, result }) => {
        const settled = 1 - (open ?? 0) / deliveries.length;
        for (; done < kills && (result !== undefined || settled >= (done + 1) / (kills + 1)); done++) {
          if (result !== undefined) return reject(new Error("the storm was over before the last kill"));
          const number = done;
          killing = killing.then(() => kill(number));
          killing.catch(reject);
        }
        if (result !== undefined) killing.then(() => resolve(result), reject);
      });
      child.once("exit", (code) => reject(new Error(`the sender ended with ${code}`)));
      child.send({ urls, deliveries, seconds: seconds(deliveries.length) });
    });
  } finally {
    child.kill();
  }
}

function judge({ target, mode, sent, kills, killed, result, effects, states }) {
  const faults = [...result.wrong];
  const expect = (is, what) => void (is || faults.push(what));
  const of = (kind) => sent.filter((delivery) => delivery.kind === kind);
  const events = new Set(of("first").map(({ event }) => event));
  const forged = of("forged").length;

  expect(result.open === 0, `${result.open} deliveries were not settled in time`);
  expect(result.genuine === sent.length - forged, `${result.genuine} of ${sent.length - forged} genuine deliveries were answered with success`);
  expect(result.statuses[401] === forged, `${result.statuses[401] ?? 0} answers are 401, and ${forged} deliveries were forged`);
  expect(result.overlapping >= of("flight").length * TOGETHER, `only ${result.overlapping} of ${of("flight").length} were on their way together`);
  expect(killed.length === kills, `killed ${killed.length} times of ${kills}`);
  expect(kills === 0 || result.cut > 0, "no kill met a delivery, so nothing is shown");

  const missing = [...events].filter((event) => !effects.has(event));
  const foreign = [...effects.keys()].filter((event) => !events.has(event));
  const doubled = [...effects].filter(([, count]) => count > 1).map(([event]) => event);
  const unknown = new Map(result.unknown);
  expect(missing.length === 0, `${missing.length} events had no effect: ${missing.slice(0, 5)}`);
  expect(foreign.length === 0, `${foreign.length} effects are of no event that was sent: ${foreign.slice(0, 5)}`);
  if (mode === "transactional") {
    expect(doubled.length === 0, `${doubled.length} events took effect more than once: ${doubled.slice(0, 5)}`);
  } else {
    // An attempt that a kill cut short may have taken effect, and no other.
    const unexplained = doubled.filter((event) => effects.get(event) > 1 + (unknown.get(event) ?? 0));
    expect(unexplained.length === 0, `${unexplained.length} events ran more often than kills explain: ${unexplained.slice(0, 5)}`);
  }
  const others = Object.keys(states).filter((state) => state !== "done");
  expect(states.done === events.size, `the store has ${states.done ?? 0} of ${events.size} events as done`);
  expect(others.length === 0, `the store has events that are not done: ${JSON.stringify(states)}`);

  const report = {
    target: target.name,
    mode,
    deliveries: sent.length,
    events: events.size,
    together: result.overlapping,
    forged: `${result.statuses[401] ?? 0} of ${forged}`,
    kills: `${killed.length} (${killed.reduce((sum, count) => sum + count, 0)} processes)`,
    attempts: result.attempts,
    cut: result.cut,
    busy: result.statuses[503] ?? 0,
    effects: [...effects.values()].reduce((sum, count) => sum + count, 0),
    twice: doubled.length,
    "per second": Math.round((1000 * sent.length) / result.milliseconds),
  };
  return { report, faults };
}
