// What every store has to do, as functions of the store: the vectors of tests/vectors/receiver, storms, and what the vectors do not say.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

export const { vectors } = JSON.parse(readFileSync(new URL("../../../tests/vectors/receiver/records.json", import.meta.url), "utf8"));

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
export const newToken = () => randomBytes(16).toString("hex");
const hour = 3_600_000;

/** A claim of a new event, or of that of `key`. */
export const claimOf = (over = {}) => ({
  key: sha256(randomBytes(16)), endpoint: "e", id: "evt_1", type: "paid", digest: sha256("x"), token: newToken(), lease: hour, keep: hour, ...over,
});

/** Runs each of `vectors` with keys of its own; `until(tick)` resolves at that tick of all that run. */
export async function runVectors(store, tick, until) {
  const run = sha256(randomBytes(16));
  const failed = [];
  await Promise.all(vectors.map(async ({ name, steps, needs }) => {
    if (needs === "inbox" && store.keep === undefined) return;
    for (const step of steps) {
      await until(step.at);
      const was = await perform(store, step, tick, `${run} ${name}`);
      if (was !== step.is) failed.push(`${name}: ${JSON.stringify(step)} was ${was}`);
    }
  }));
  assert.deepEqual(failed, []);
}

/** Runs one step on a store, and gives what it `is` in the vectors' words. */
export async function perform(store, step, tick, space) {
  const [what, how] = Object.entries(step).find(([name]) => name !== "at" && name !== "is");
  const key = sha256(`${space} ${how.event ?? "e"}`);
  const token = sha256(how.by ?? "").slice(0, 32);
  const digest = sha256(how.body ?? "x");
  const ticks = (name, otherwise) => (how[name] ?? otherwise) * tick;
  const about = { key, endpoint: space, id: "evt_1", type: undefined, digest };
  const delivery = { head: "{}", body: new TextEncoder().encode(how.body ?? "x") };
  switch (what) {
    case "claim": {
      const claimed = await store.claim({ ...about, token, lease: ticks("lease", 2), keep: ticks("keep", 1000) });
      if (claimed.is === "busy") assert.ok(Number.isInteger(claimed.retryAfter) && claimed.retryAfter > 0);
      return claimed.is === "won" ? `won ${claimed.attempt}` : claimed.is;
    }
    case "complete": return store.complete(key, token, ticks("keep", 1000));
    case "release": return store.release(key, token, ticks("delay", 0), "it failed");
    case "extend": return store.extend(key, token, ticks("lease", 2));
    case "bury": return store.bury(key, token, "too often", delivery);
    case "keep": return store.keep({ ...about, delivery });
    case "look": return (await store.look(key)) ?? "absent";
    case "take": {
      const taken = await store.take(space, token, ticks("lease", 2));
      if (taken === undefined) return "nothing";
      assert.equal(taken.key, key);
      return `won ${taken.attempt}`;
    }
    default: throw new Error(`${what} is no step`);
  }
}

/** `count` claims of one event at once, `rounds` times, spread over `stores`: one wins each. */
export async function storm(stores, rounds, count = 50) {
  for (let round = 0; round < rounds; round++) {
    const claim = claimOf();
    const claimed = await Promise.all(Array.from({ length: count }, (_, n) => stores[n % stores.length].claim({ ...claim, token: newToken() })));
    const by = (is) => claimed.filter((one) => one.is === is).length;
    assert.deepEqual([by("won"), by("busy")], [1, count - 1], `round ${round}`);
  }
}

/** What an inbox gives back, the parts of it that no vector asks for. */
export async function inboxKeepsWhatItIsGiven(store, limit = 100_000) {
  const endpoint = newToken();
  const started = Date.now();
  const bodies = [new Uint8Array(), Uint8Array.from({ length: 256 }, (_, n) => n), new Uint8Array(randomBytes(limit))];
  for (const [index, body] of bodies.entries()) {
    const head = JSON.stringify({ id: `evt ${index} \0 😀 \ud800`, headers: [["x-a", "ü"]] });
    const { token, ...input } = claimOf({ endpoint, id: `a\0b\n${"😀".repeat(300)}`, type: "\ud800" });
    assert.equal(await store.keep({ ...input, delivery: { head, body } }), "new");
    const taken = await store.take(endpoint, token, hour);
    assert.deepEqual([taken.key, taken.attempt, taken.head], [input.key, 1, head]);
    assert.equal(Object.getPrototypeOf(taken.body), Uint8Array.prototype);
    assert.deepEqual(taken.body, body, `body ${index}`);
    assert.ok(taken.receivedAt instanceof Date && Math.abs(taken.receivedAt - started) < 120_000);
    assert.equal(await store.bury(input.key, token, "boom\0", undefined), true);
    const [dead, ...others] = await store.dead(endpoint, 10);
    assert.equal(others.length, 0);
    assert.deepEqual([dead.key, dead.id, dead.type, dead.attempt], [input.key, `a\ufffdb\ufffd${"😀".repeat(251)}`, "\ufffd", 1]);
    assert.equal(dead.error, "boom\ufffd");
    assert.equal(await store.revive(input.key), true);
    assert.equal(await store.revive(input.key), false);
    const again = await store.take(endpoint, token, hour);
    assert.deepEqual([again.attempt, again.body], [1, body]);
    assert.equal(await store.complete(input.key, token, hour), true);
    assert.equal(await store.take(endpoint, token, hour), undefined);
  }
  const dead = [];
  for (let n = 0; n < 3; n++) {
    const { token, ...claim } = claimOf({ endpoint, id: undefined });
    assert.deepEqual(await store.claim({ ...claim, token }), { is: "won", attempt: 1 });
    assert.equal(await store.bury(claim.key, token, undefined, n === 0 ? undefined : { head: "{}", body: bodies[1] }), true);
    assert.equal(await store.revive(claim.key), n !== 0, "without its delivery it cannot be run again");
    dead.push(claim.key);
  }
  const left = await store.dead(endpoint, 10);
  assert.deepEqual(left.map(({ key, id, error }) => [key, id, error]), [[dead[0], undefined, undefined]]);
}

/** Many takers at once get each stored event once. */
export async function takersDoNotMeet(stores, events = 40) {
  const endpoint = newToken();
  for (let n = 0; n < events; n++) {
    const { token: _, ...input } = claimOf({ endpoint });
    await stores[0].keep({ ...input, delivery: { head: "{}", body: new Uint8Array(1) } });
  }
  const taken = await Promise.all(Array.from({ length: events * 2 }, (_, n) => stores[n % stores.length].take(endpoint, newToken(), hour)));
  const keys = taken.filter((one) => one !== undefined).map(({ key }) => key);
  assert.equal(new Set(keys).size, keys.length, "one event was taken twice");
  // A taker that meets another may go away empty; what is left is taken later.
  for (let rest; (rest = await stores[0].take(endpoint, newToken(), hour)) !== undefined;) keys.push(rest.key);
  assert.equal(new Set(keys).size, events);
}

/** What need not be remembered is removed, no more than was asked for, and nothing else is. */
export async function cleans(store) {
  await store.clean(100_000);
  const keep = Array.from({ length: 5 }, () => claimOf({ keep: 1 }));
  for (const claim of keep) {
    await store.claim(claim);
    await store.complete(claim.key, claim.token, 1);
  }
  const stays = claimOf();
  await store.claim(stays);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(await store.look(keep[0].key), undefined);
  assert.equal(await store.clean(3), 3);
  assert.equal(await store.clean(100), 2);
  assert.equal(await store.clean(100), 0);
  assert.equal(await store.look(stays.key), "pending");
}

/** Effect and completion are committed together, or neither is. `effects(client?)` counts, `write(client)` has one effect. */
export async function commitsTogether(store, write, effects) {
  const before = await effects();
  const claim = claimOf();
  const run = (end) => store.transaction(2000, async (within) => {
    const claimed = await within.claim({ ...claim, token: newToken() });
    if (claimed.is !== "won") return { commit: false, result: claimed.is };
    return end(within);
  });
  await assert.rejects(run(async ({ client }) => {
    await write(client);
    throw new Error("handler");
  }), /handler/);
  assert.equal(await run(async ({ client }) => {
    await write(client);
    return { commit: false, result: "no" };
  }), "no");
  assert.deepEqual([await effects(), await store.look(claim.key)], [before, undefined]);

  let kept;
  const token = newToken();
  const result = await store.transaction(2000, async (within) => {
    assert.deepEqual(await within.claim({ ...claim, token }), { is: "won", attempt: 1 });
    kept = within.client;
    await write(within.client);
    assert.equal(await within.complete(claim.key, token, hour), true);
    return { commit: true, result: "yes" };
  });
  assert.deepEqual([result, await effects(), await store.look(claim.key)], ["yes", before + 1, "done"]);
  assert.equal(await run(() => assert.fail("it was done")), "done");
  await assert.rejects(async () => write(kept), /transaction is over/);
  assert.equal(await effects(), before + 1);
}

/** 30 deliveries of one event at once in transactional mode: one effect. */
export async function oneEffect(stores, write, effects, rounds = 20) {
  for (let round = 0; round < rounds; round++) {
    const before = await effects();
    const claim = claimOf();
    const results = await Promise.all(Array.from({ length: 30 }, (_, n) => stores[n % stores.length].transaction(3000, async (within) => {
      const token = newToken();
      const claimed = await within.claim({ ...claim, token });
      if (claimed.is !== "won") return { commit: false, result: claimed.is };
      await write(within.client);
      await new Promise((resolve) => setTimeout(resolve, 2));
      return { commit: await within.complete(claim.key, token, hour), result: "won" };
    })));
    assert.deepEqual([results.filter((is) => is === "won").length, results.filter((is) => is === "done").length], [1, 29]);
    assert.equal(await effects(), before + 1);
  }
}

/** A claim that waits for another's transaction is busy once its patience is over. */
export async function losesPatience(store) {
  const claim = claimOf();
  let leave;
  const first = store.transaction(1000, async (within) => {
    assert.equal((await within.claim(claim)).is, "won");
    await new Promise((resolve) => (leave = resolve));
    return { commit: false, result: undefined };
  });
  while (leave === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  const started = Date.now();
  const second = await store.transaction(300, async (within) => {
    const claimed = await within.claim({ ...claim, token: newToken() });
    return { commit: false, result: claimed };
  });
  assert.equal(second.is, "busy");
  assert.ok(second.retryAfter > 0);
  assert.ok(Date.now() - started >= 250 && Date.now() - started < 1500, `${Date.now() - started} ms`);
  leave();
  await first;
  assert.equal((await store.claim({ ...claim, token: newToken() })).is, "won");
}

/** What a claim takes up again in an open transaction is not removed meanwhile, nor afterwards. */
export async function cleaningPassesOverWhatIsClaimed(store) {
  const claim = claimOf({ keep: 1, lease: 1 });
  await store.claim(claim);
  await store.complete(claim.key, claim.token, 1);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const token = newToken();
  let cleaned;
  await store.transaction(1000, async (within) => {
    assert.deepEqual(await within.claim({ ...claim, token, lease: hour, keep: hour }), { is: "won", attempt: 1 });
    cleaned = store.clean(100);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { commit: await within.complete(claim.key, token, hour), result: undefined };
  });
  await cleaned;
  assert.equal(await store.look(claim.key), "done");
}
