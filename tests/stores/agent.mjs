// A process that has a store open and does with it what it is told, a line of JSON at a time: so that stores are used from several
// processes, and one can be killed. It runs on every runtime.
import process from "node:process";
import { createInterface } from "node:readline";
import { actions, setClock } from "./actions.mjs";

const config = JSON.parse(process.argv[2]);
setClock(config.clock ?? 0);
const adapter = await import(`./stores/${config.store}.mjs`);
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const run = adapter.worker === undefined ? await local() : await (await import("./workerd.mjs")).start(adapter.worker, config);

/** Opens as many connections as are wanted; the first is asked unless all are wanted. */
async function local() {
  const opened = [];
  for (let left = config.connections ?? 1; left > 0; left--) opened.push(await adapter.open(config));
  const context = { ...opened[0], stores: opened.map(({ store }) => store), tell: (told) => say({ told }) };
  return async ({ action, ...asked }) => {
    if (action === "end") return Promise.all(opened.map(({ close }) => close?.()));
    return actions[action](context, asked);
  };
}

say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { id, ...asked } = JSON.parse(line);
  const answered = run(asked).then(
    (value) => say({ id, value }),
    (error) => say({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  if (asked.action === "end") {
    await answered;
    break;
  }
}
process.exit(0);
