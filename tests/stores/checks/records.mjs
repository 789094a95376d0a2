// What becomes of one event: the vectors, holders who come late, endpoints that have one id in common, clocks that are off.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { claimOf, DAY, deliveryOf, digestOf, randomHex } from "../actions.mjs";
import { sleep } from "../agents.mjs";

const records = JSON.parse(readFileSync(new URL("../../vectors/receiver/records.json", import.meta.url), "utf8")).vectors;

export const checks = [
  {
    name: "vectors",
    async run({ main, about }) {
      const given = records.filter(({ needs }) => needs === undefined || about.is.includes(needs));
      const { wrong, again } = await main.do("vectors", { given, tick: 1000 });
      assert.deepEqual(wrong, []);
      return `${given.length} of ${records.length} vectors${again > 0 ? `, ${again} told again, as this machine was late` : ""}`;
    },
  },
  {
    name: "late holders",
    async run({ main, other }) {
      const key = randomHex(32);
      const [first, second] = [claimOf({ key, lease: 1000 }), claimOf({ key, lease: 60_000 })];
      const late = await other();
      assert.deepEqual(await late.call("claim", first), { is: "won", attempt: 1 });
      await sleep(1200);
      assert.deepEqual(await main.call("claim", second), { is: "won", attempt: 2 });
      const asked = [["complete", key, first.token, DAY], ["release", key, first.token, 0, "late"], ["extend", key, first.token, 60_000]];
      for (const call of asked) assert.equal(await late.call(...call), false, `a late ${call[0]}`);
      assert.equal((await late.call("claim", claimOf({ key, lease: 1000 }))).is, "busy");
      assert.equal(await main.call("extend", key, second.token, 60_000), true);
      assert.equal(await main.call("complete", key, second.token, DAY), true);
      for (const call of asked) assert.equal(await late.call(...call), false, `a ${call[0]} after it is done`);
      assert.equal(await late.call("look", key), "done");
      return "complete, release and extend by an old token change nothing, before and after it is done";
    },
  },
  {
    name: "two endpoints, one id",
    async run({ main, about }) {
      const [one, other] = [0, 1].map(() => ({ key: randomHex(32), endpoint: `endpoint-${randomHex(6)}`, id: "the same" }));
      if (about.is.includes("inbox")) {
        for (const [index, event] of [one, other].entries()) {
          assert.equal(await main.call("keep", { ...event, type: null, digest: digestOf(`${index}`), delivery: deliveryOf(index) }), "new");
        }
        const taken = await main.call("take", other.endpoint, randomHex(16), 60_000);
        assert.equal(taken.key, other.key);
        assert.equal(await main.call("take", other.endpoint, randomHex(16), 60_000), null);
        assert.equal((await main.call("take", one.endpoint, randomHex(16), 60_000)).key, one.key);
        return "an inbox hands out each to its own";
      }
      const claims = [one, other].map((event) => claimOf({ ...event, lease: 60_000 }));
      for (const claim of claims) assert.deepEqual(await main.call("claim", claim), { is: "won", attempt: 1 });
      assert.equal(await main.call("complete", one.key, claims[0].token, DAY), true);
      assert.equal(await main.call("look", other.key), "pending");
      return "each is claimed and done by itself";
    },
  },
  {
    name: "any id",
    async run({ main, about }) {
      const ids = ["", "a".repeat(100_000), "\u0000'\"; DROP TABLE x; --", "\ud800", "\u202e𝕏\n{}", null];
      for (const id of ids) {
        const key = randomHex(32);
        const claim = { ...claimOf({ key, lease: 60_000 }), id, type: id };
        assert.deepEqual(await main.call("claim", claim), { is: "won", attempt: 1 }, `the id ${JSON.stringify(id)?.slice(0, 40)}`);
        assert.equal(await main.call("release", key, claim.token, 0, id), true);
        if (!about.is.includes("inbox")) continue;
        assert.equal(await main.call("keep", { key: randomHex(32), endpoint: "any", id, type: id, digest: digestOf("x"), delivery: deliveryOf(1) }), "new");
      }
      return `${ids.length} odd ids, types and failures: empty, of 100,000 characters, with a null, a quote, a lone surrogate`;
    },
  },
  {
    name: "clocks off by a minute",
    alone: ({ processes }) => !processes,
    not: ({ lasts, clock }) => (lasts === false && clock === "none" ? "one process has one clock" : undefined),
    async run({ main, other, about }) {
      if (about.processes === false) return alone(main);
      const [fast, slow] = await Promise.all([60_000, -60_000].map((clock) => other({ clock, skewSeconds: undefined })));
      const right = await other({ skewSeconds: undefined });
      const ways = [[right, fast], [slow, right], [fast, slow], [right, slow]];
      // Between the last two there are two minutes, more than a store without a clock allows for.
      const trusted = about.clock === "none" ? ways.filter(([holder, taker]) => holder !== fast || taker !== slow) : ways;
      const lease = 2500;
      const figures = await Promise.all(trusted.map(async ([holder, taker]) => {
        const key = randomHex(32);
        const token = randomHex(16);
        const begun = performance.now();
        assert.deepEqual(await holder.call("claim", claimOf({ key, token, lease })), { is: "won", attempt: 1 });
        let early;
        while (performance.now() - begun < lease - 400) {
          const { is } = await taker.call("claim", claimOf({ key, lease }));
          if (is !== "busy") early ??= `${is} ${Math.round(performance.now() - begun)} ms after a claim for ${lease} ms`;
          await sleep(300);
        }
        assert.equal(early, undefined, "a process with another clock took over early");
        return true;
      }));
      if (about.clock === "none") {
        // What the holder's own clock says is over is given to another only with the allowance.
        const key = randomHex(32);
        await right.call("claim", claimOf({ key, lease: 500 }));
        await sleep(1000);
        const { is, retryAfter } = await right.call("claim", claimOf({ key, lease: 500 }));
        assert.equal(is, "busy");
        assert.ok(retryAfter > 55_000 && retryAfter < 60_000, `retry after ${retryAfter}`);
        return `${figures.length} pairs of clocks, none early; taken over no sooner than 60 s after the lease`;
      }
      const key = randomHex(32);
      await fast.call("claim", claimOf({ key, lease: 500 }));
      await sleep(800);
      assert.deepEqual(await slow.call("claim", claimOf({ key, lease: 500 })), { is: "won", attempt: 2 });
      return `${figures.length} pairs of clocks, none early, and on time after the lease`;
    },
  },
];

/** A store that has one process: its clock goes wrong in between. */
async function alone(main) {
  const key = randomHex(32);
  assert.equal((await main.call("claim", claimOf({ key, lease: 2500 }))).is, "won");
  for (const clock of [60_000, -60_000]) {
    await main.do("clock", { clock });
    assert.equal((await main.call("claim", claimOf({ key, lease: 2500 }))).is, "busy", `with a clock off by ${clock} ms`);
  }
  await sleep(2800);
  assert.deepEqual(await main.call("claim", claimOf({ key, lease: 2500 })), { is: "won", attempt: 2 });
  await main.do("clock", { clock: 0 });
  return "a clock that goes off in between: not early, and on time after the lease";
}
