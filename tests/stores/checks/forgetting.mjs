// What need not be remembered is removed, and nothing else, in pieces that block nobody for long.
import assert from "node:assert/strict";
import { claimOf, DAY, randomHex } from "../actions.mjs";

const COUNT = 100_000;
const LIMIT = 1000;
/** For all of them, and for one call. */
const MOST = { all: 60_000, one: 2000 };

export const checks = [
  {
    name: "100,000 keys cleaned",
    alone: true,
    not: ({ is }) => (is.includes("cleanable") ? undefined : "it forgets by itself"),
    async run({ main }) {
      const done = claimOf({ key: randomHex(32), lease: 60_000 });
      const held = claimOf({ key: randomHex(32), lease: 60_000 });
      for (const claim of [done, held]) assert.equal((await main.call("claim", claim)).is, "won");
      assert.equal(await main.call("complete", done.key, done.token, DAY), true);
      await main.do("clean", { limit: LIMIT });
      await main.do("fill", { count: COUNT });
      const { removed, longest, milliseconds } = await main.do("clean", { limit: LIMIT });
      assert.equal(removed, COUNT);
      assert.equal(await main.call("look", done.key), "done");
      assert.equal(await main.call("look", held.key), "pending");
      assert.equal(await main.call("clean", LIMIT), 0);
      assert.ok(milliseconds < MOST.all && longest < MOST.one, `took ${Math.round(milliseconds)} ms, the longest call ${Math.round(longest)} ms`);
      return `${COUNT.toLocaleString("en")} removed in ${(milliseconds / 1000).toFixed(1)} s by ${LIMIT.toLocaleString("en")}, the longest call ${Math.round(longest)} ms; what is done and what is held stayed`;
    },
  },
];
