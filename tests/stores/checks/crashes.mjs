// Processes that are killed with SIGKILL: what they held is held until the lease is over, and only until then.
import assert from "node:assert/strict";
import { claimOf, DAY, randomHex } from "../actions.mjs";
import { sleep, until } from "../agents.mjs";

const gone = ({ lasts }) => (lasts === false ? "it ends with its process" : undefined);
/** Where one process has the store, it is that which is killed. */
const one = ({ processes }) => !processes;

export const checks = [
  { name: "killed between claim and effect", alone: one, not: gone, run: (test) => killed(test, 0) },
  { name: "killed between effect and completion", alone: one, not: gone, run: (test) => killed(test, 1) },
  {
    name: "killed in the midst of events",
    not: (about) => gone(about) ?? (about.processes ? undefined : "one process has it"),
    async run({ main, other }) {
      const keys = Array.from({ length: 20_000 }, () => randomHex(32));
      const worker = await other();
      const begun = performance.now();
      const churning = worker.do("churn", { keys }).catch(() => {});
      await until("10 events are done", () => worker.told.length >= 10);
      await sleep(300 + Math.random() * 200);
      await worker.kill();
      await churning;
      const done = worker.told.map(({ done }) => done);
      assert.ok(done.length < keys.length, "it was killed too late");
      const looked = await main.do("calls", { method: "look", lists: done.map((key) => [key]) });
      assert.deepEqual(looked.filter((state) => state !== "done"), [], "what it told to be done is done");
      // It may have had one more: done without having told so, or held.
      const next = keys[done.length];
      const state = await main.call("look", next);
      if (state === "pending") {
        assert.equal((await main.call("claim", claimOf({ key: next, lease: 1000 }))).is, "busy");
        await sleep(3300);
        assert.deepEqual(await main.call("claim", claimOf({ key: next, lease: 1000 })), { is: "won", attempt: 2 });
      }
      return `${done.length} events done in ${Math.round(performance.now() - begun)} ms, none lost; the one in hand was ${state ?? "not claimed yet"}`;
    },
  },
];

/** A process claims an event, and maybe has its effect, and is killed; another tries before and after the lease. */
async function killed(test, effects) {
  const { about } = test;
  const key = randomHex(32);
  const token = randomHex(16);
  const lease = about.processes ? 3000 : 8000;
  const holder = about.processes ? await test.other() : test.main;
  let effect = 0;
  const begun = performance.now();
  assert.deepEqual(await holder.call("claim", claimOf({ key, token, lease })), { is: "won", attempt: 1 });
  effect += effects;
  await holder.kill();
  const taker = about.processes ? test.main : await test.reopen();
  let tried = 0;
  let early;
  while (performance.now() - begun < lease - 300) {
    const { is } = await taker.call("claim", claimOf({ key, lease: 1000 }));
    tried++;
    if (is !== "busy") early ??= `${is} ${Math.round(performance.now() - begun)} ms after a claim for ${lease} ms`;
    await sleep(100);
  }
  assert.equal(early, undefined, "taken over before the lease was over");
  assert.ok(tried > 0, "the store took longer to open again than the lease lasts");
  await sleep(800);
  const second = claimOf({ key, lease: 60_000 });
  assert.deepEqual(await taker.call("claim", second), { is: "won", attempt: 2 });
  effect++;
  assert.equal(await taker.call("complete", key, second.token, DAY), true);
  assert.equal((await taker.call("claim", claimOf({ key, lease: 1000 }))).is, "done");
  return `busy ${tried} times until the lease was over, then claimed as the second attempt; ${effect === 1 ? "one effect" : "two effects, which is why handlers write theirs so that twice is once"}`;
}
