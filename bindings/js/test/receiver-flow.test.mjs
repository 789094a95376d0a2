// Whether the receiver does, step by step, and answers what the vectors say, and knows events by the keys that they say.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Webhook } from "./dist.mjs";
import { entry, outcomes, request, SECRET, signed } from "./receiving.mjs";

const { receive } = await entry("fetch");

const vectors = async (file) => JSON.parse(await readFile(new URL(`../../../tests/vectors/receiver/${file}`, import.meta.url), "utf8")).vectors;

const pieces = (start, pull) => ({ body: new ReadableStream({ start, ...(pull && { pull }) }), duplex: "half" });

/** A request to which this happens before there is anything to claim. */
const BEFORE = {
  not_post: async () => new Request("http://127.0.0.1/", { method: "PUT", body: "{}" }),
  too_large: async () => request(signed({ body: "x".repeat(1001) })),
  too_slow: async () => request(signed(), pieces((stream) => stream.enqueue(Buffer.from("{")))),
  cut_short: async () => request(signed(), pieces(() => {}, (stream) => stream.error(new Error("reset")))),
  body_taken: async () => {
    const taken = request();
    await taken.text();
    return taken;
  },
  no_secret: async () => request(),
};

/** A store that lets happen what a vector says, and notes what it is asked. A lost answer is asked for twice. */
function scripted(happened, does) {
  const left = [...happened];
  const note = (step) => {
    if (does.at(-1) !== step) does.push(step);
  };
  const ask = (step, answers) => async () => {
    note(step);
    const next = left[0];
    if (next === "store_failed") throw new Error("the store is down");
    left.shift();
    return answers(next);
  };
  const claimed = (next) => ({ is: next, ...(next === "won" && { attempt: 1 }), ...(next === "busy" && { retryAfter: 4001 }) });
  const store = {
    name: "scripted",
    claim: ask("claim", claimed),
    complete: ask("complete", (next) => next === "completed"),
    release: async () => {
      note("release");
      return true;
    },
    extend: async () => true,
    look: ask("look", (next) => (next === "found_done" ? "done" : "pending")),
    keep: ask("keep", (next) => (next === "kept" ? "new" : next)),
    take: async () => undefined,
    bury: ask("bury", (next) => next === "buried"),
    transaction: async (_, work) => {
      note("begin");
      const { commit } = await work({ claim: ask("begin", claimed), complete: ask("commit", (next) => next === "completed"), client: {} });
      if (!commit && does.at(-1) === "run") note("release");
    },
  };
  const handler = async () => {
    note("run");
    const next = left.shift();
    if (next === "timed_out") await new Promise(() => {});
    if (next !== "returned") throw new Error("the handler failed");
  };
  return { store, handler, left };
}

test("flow.json: every vector", async () => {
  const all = await vectors("flow.json");
  assert.ok(all.length > 50);
  await Promise.all(all.map(async ({ name, mode, happened, does, answer }) => {
    const [first, ...then] = happened;
    const done = [];
    const { store, handler, left } = scripted(then, done);
    const log = outcomes();
    const options = {
      scheme: "iexexchanger", store, mode, maxBodyBytes: 1000, readSeconds: 0.2, handlerSeconds: 0.2, onOutcome: log.onOutcome,
      secrets: first === "no_secret" ? () => { throw new Error("the vault is sealed"); } : SECRET,
      // In a transaction no count is kept, so the last attempt is one like another.
      ...(happened.includes("exhausted") && mode === "inline" && { maxAttempts: 1 }),
    };
    const receiver = mode === "inbox" ? receive(options) : receive(options, handler);
    const response = await receiver(await (BEFORE[first] ?? (async () => request()))());
    assert.deepEqual(done, does, name);
    assert.equal(log.all.length, 1, name);
    assert.equal(log.all[0].reason, answer.reason, name);
    assert.equal(response.status, answer.status, name);
    assert.equal(log.all[0].status, answer.status, name);
    assert.equal(response.headers.get("retry-after"), answer.retryAfter === undefined ? null : String(answer.retryAfter), name);
    assert.deepEqual(left.filter((one) => one !== "store_failed"), [], name);
    const body = await response.text();
    if (answer.status === 200) assert.equal(body, "", name);
    else assert.deepEqual({ ...JSON.parse(body), title: "" }, { type: "about:blank", title: "", status: answer.status }, name);
  }));
});

test("keys.json: every vector", async () => {
  const all = await vectors("keys.json");
  assert.ok(all.length > 10);
  for (const { name, scheme, secret, endpoint, dedupe, delivery, preimage, key, digest, id } of all) {
    assert.equal(createHash("sha256").update(preimage).digest("hex"), key, `${name}: the vector itself`);
    const claims = [];
    const store = {
      name: "keys", complete: async () => true, release: async () => true, extend: async () => true, look: async () => undefined,
      claim: async (claim) => {
        claims.push(claim);
        return { is: "won", attempt: 1 };
      },
    };
    let context;
    const receiver = receive({ scheme, secrets: secret, endpoint, dedupe, store }, (_, given) => {
      context = given;
    });
    const signer = new Webhook(scheme, secret);
    assert.equal((await receiver(request(signed({ signer, id: undefined, type: undefined, ...delivery })))).status, 200, name);
    const [claim] = claims;
    assert.deepEqual({ key: claim.key, digest: claim.digest, id: claim.id ?? null, endpoint: claim.endpoint }, { key, digest, id, endpoint }, name);
    assert.match(claim.token, /^[0-9a-f]{32}$/);
    assert.equal(context.key, key);
  }
});
