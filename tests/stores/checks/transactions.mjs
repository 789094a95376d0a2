// The effect of an event and its completion are one commit: both are there, or neither.
import assert from "node:assert/strict";
import { claimOf, randomHex } from "../actions.mjs";
import { until } from "../agents.mjs";

const not = ({ is }) => (is.includes("transactional") ? undefined : "it has no transactions");
const KEYS = 25;

export const checks = [
  {
    name: "effect and completion commit together",
    not,
    async run({ main }) {
      const effects = {};
      for (const ends of ["commits", "rolls back", "throws"]) {
        const key = randomHex(32);
        const answer = await main.do("transact", { key, ends, patience: 1000 }).catch((error) => error.message);
        if (ends === "throws") assert.match(answer, /thrown by the handler/);
        else assert.deepEqual([answer.is, answer.attempt, answer.completed], ["won", 1, true]);
        effects[ends] = await main.do("effects", { key });
        assert.equal(await main.call("look", key), ends === "commits" ? "done" : null, ends);
      }
      assert.deepEqual(effects, { "commits": 1, "rolls back": 0, "throws": 0 });
      return "both with a commit, neither after a rollback or a throw";
    },
  },
  {
    name: "killed within a transaction",
    alone: true,
    not: (about) => not(about) ?? (about.processes ? undefined : "one process has it"),
    async run({ main, other }) {
      const waits = [];
      for (const ends of ["hangs before it completes", "hangs before it commits"]) {
        const key = randomHex(32);
        const holder = await other();
        const hanging = holder.do("transact", { key, ends, patience: 1000 }).catch(() => {});
        await until("the transaction is under way", () => holder.told.length > 0);
        const { is, milliseconds } = await main.do("transact", { key, ends: "commits", patience: 500 });
        assert.equal(is, "busy", "another waits no longer than its patience");
        assert.ok(milliseconds < 5000, `busy after ${milliseconds} ms with a patience of 500 ms`);
        waits.push(Math.round(milliseconds));
        await holder.kill();
        await hanging;
        // The server may need a moment to see that nobody is there.
        let look;
        await until("the transaction is rolled back", () => {
          look ??= main.do("transact", { key, ends: "commits", patience: 1000 }).then((answer) => (look = answer.is === "busy" ? undefined : answer));
          return look !== undefined && !(look instanceof Promise);
        });
        assert.deepEqual([look.is, look.attempt, look.completed], ["won", 1, true]);
        assert.equal(await main.do("effects", { key }), 1);
      }
      return `rolled back effect and claim; another was told busy after ${waits.join(" and ")} ms`;
    },
  },
  {
    name: "one effect, from 4 processes",
    alone: true,
    not: (about) => not(about) ?? (about.processes ? undefined : "one process has it"),
    async run({ main, workers }) {
      const all = await workers();
      const keys = Array.from({ length: KEYS }, () => randomHex(32));
      let busy = 0;
      const begun = performance.now();
      await Promise.all(all.map(async (worker) => {
        for (const key of keys) {
          for (;;) {
            const { is } = await worker.do("transact", { key, ends: "commits", patience: 2000 });
            if (is === "won" || is === "done") break;
            assert.equal(is, "busy");
            busy++;
          }
        }
      }));
      const effects = await Promise.all(keys.map((key) => main.do("effects", { key })));
      assert.ok(effects.every((count) => count === 1), `effects: ${effects}`);
      assert.equal((await main.call("claim", claimOf({ key: keys[0], lease: 1000 }))).is, "done");
      return `${KEYS} events, each tried by all: one effect each, ${busy} busy, ${Math.round(performance.now() - begun)} ms`;
    },
  },
];
