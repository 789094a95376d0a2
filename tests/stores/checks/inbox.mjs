// An inbox that several workers work off: every event is done, none twice, and those that were given up can be tried again.
import assert from "node:assert/strict";
import { deliveryOf, digestOf, randomHex } from "../actions.mjs";

const COUNT = 400;

export const checks = [
  {
    name: "an inbox and its workers",
    alone: true,
    not: ({ is }) => (is.includes("inbox") ? undefined : "it has no inbox"),
    async run({ main, workers, about }) {
      const endpoint = `inbox-${randomHex(6)}`;
      const events = Array.from({ length: COUNT }, (_, n) => ({ key: randomHex(32), endpoint, id: `e${n}`, type: "suite.tested", digest: digestOf(`${n}`), delivery: deliveryOf(n) }));
      const all = about.processes ? await workers() : [main];
      const begun = performance.now();
      // Every one is stored twice, by two workers.
      const kept = await Promise.all([0, 1].map((index) => all[index % all.length].do("calls", { method: "keep", lists: events.map((event) => [event]) })));
      for (let n = 0; n < COUNT; n++) assert.deepEqual([kept[0][n], kept[1][n]].sort(), ["new", "pending"], `event ${n} was stored once`);

      const first = await drained(all, endpoint, true);
      const dead = await main.call("dead", endpoint, COUNT);
      const given = first.filter(({ what }) => what === "bury").map(({ n }) => events[n].key).sort();
      assert.deepEqual(dead.map(({ key }) => key).sort(), given);
      assert.equal(given.length, COUNT / 20);
      assert.ok(dead.every(({ error, attempt, id, type }) => error === "no" && attempt === 1 && id.startsWith("e") && type === "suite.tested"));
      assert.equal((await main.call("dead", endpoint, 3)).length, 3);
      for (const key of given) assert.equal(await main.call("revive", key), true);
      assert.equal(await main.call("revive", given[0]), false, "what was revived is not dead");

      const second = await drained(all, endpoint, false);
      const steps = [...first, ...second];
      assert.ok(steps.every(({ was }) => was === true), "what was taken was the worker's");
      assert.ok(steps.every(({ intact }) => intact), "bodies are handed out as they were stored");
      const completed = steps.filter(({ what }) => what === "complete").map(({ n }) => n).sort((a, b) => a - b);
      assert.deepEqual(completed, Array.from({ length: COUNT }, (_, n) => n), "every event was done once");
      const looked = await main.do("calls", { method: "look", lists: events.map(({ key }) => [key]) });
      assert.ok(looked.every((state) => state === "done"));
      const again = await main.do("calls", { method: "keep", lists: events.map((event) => [event]) });
      assert.ok(again.every((state) => state === "done"), "what is done is not stored again");
      const share = all.map((_, index) => steps.filter(({ by }) => by === index).length);
      return `${COUNT} events over ${all.length} ${all.length === 1 ? "process" : "processes"} (${share.join(", ")} taken), ${steps.filter(({ what }) => what === "release").length} released, ${given.length} given up and revived, each done once, ${((performance.now() - begun) / 1000).toFixed(1)} s`;
    },
  },
];

async function drained(all, endpoint, buries) {
  const taken = await Promise.all(all.map((worker) => worker.do("drain", { endpoint, patience: 800, buries })));
  return taken.flatMap((events, by) => events.map((event) => ({ ...event, by })));
}
