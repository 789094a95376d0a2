// Who hashes: that the option is followed, that neither answer depends on it, and that what the host was handed is wiped.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { dist } from "./dist.mjs";

/** What the package asked the host to hash: the calls, and the bytes of those that came at once. */
const asked = [];
const crypto = process.getBuiltinModule("node:crypto");
const watched = {
  ...crypto,
  hash: (algorithm, bytes, encoding) => (asked.push(bytes), crypto.hash(algorithm, bytes, encoding)),
  createHash: (algorithm) => (asked.push("pieces"), crypto.createHash(algorithm)),
};
const getBuiltinModule = process.getBuiltinModule.bind(process);
process.getBuiltinModule = (name) => (name === "node:crypto" ? watched : getBuiltinModule(name));
const { Webhook } = await import(`${dist}/index.js`);

const secret = "not-a-real-secret-for-tests";
const others = ["another-secret-of-the-tests", "a-third-secret-of-the-tests"];
const signed = (body, key = secret) => ({ "X-Hub-Signature-256": `sha256=${createHmac("sha256", key).update(body).digest("hex")}` });
const body = (size) => new Uint8Array(size).fill(97);

function askedBy(call) {
  asked.length = 0;
  const result = call();
  return { result, calls: [...asked] };
}

test("the host hashes what it is told to, the core the rest", () => {
  for (const [hashing, size, expected] of [
    ["wasm", 100_000, 0],
    ["host", 0, 1],
    ["host", 100_000, 1],
    ["auto", 1, 0],
    ["auto", 100_000, 1],
  ]) {
    const webhook = new Webhook("github", secret, { hashing });
    const { result, calls } = askedBy(() => webhook.safeVerify({ headers: signed(body(size)), body: body(size) }));
    assert.equal(result.ok, true, `${hashing}, ${size} bytes`);
    assert.equal(calls.length, expected, `${hashing}, ${size} bytes`);
  }
});

test("one hash a key until one matches", () => {
  const webhook = new Webhook("github", [...others, secret], { hashing: "host" });
  for (const size of [10, 100_000]) {
    for (const [key, expected] of [[others[0], 0], [others[1], 1], [secret, 2], ["of-nobody-at-all-in-these-tests", -1]]) {
      const { result, calls } = askedBy(() => webhook.safeVerify({ headers: signed(body(size), key), body: body(size) }));
      assert.equal(result.ok ? result.keyIndex : -1, expected);
      assert.equal(calls.length, expected < 0 ? 3 : expected + 1);
    }
  }
});

test("what is refused by its headers alone is not hashed", () => {
  const webhook = new Webhook("standard-webhooks", "whsec_bm90LWEtcmVhbC1zZWNyZXQtZm9yLXRlc3Rz", { hashing: "host" });
  const headers = { "webhook-id": "msg_1", "webhook-timestamp": "1", "webhook-signature": `v1,${"A".repeat(43)}=` };
  const { result, calls } = askedBy(() => webhook.safeVerify({ headers, body: body(100_000) }));
  assert.equal(result.code, "timestamp_too_old");
  assert.deepEqual(calls, []);
});

test("the block of the key that the host was handed does not stay where it was handed over", () => {
  const webhook = new Webhook("github", secret, { hashing: "host" });
  const { calls } = askedBy(() => webhook.verify({ headers: signed(body(10)), body: body(10) }));
  assert.equal(calls[0].length, 64 + 10);
  assert.deepEqual([...calls[0].subarray(0, 64)], new Array(64).fill(0));
});

test("a stream is hashed by the host in pieces, or by the core, with one answer", () => {
  for (const [hashing, expected] of [["host", ["pieces", "pieces"]], ["auto", ["pieces", "pieces"]], ["wasm", []]]) {
    const webhook = new Webhook("github", [others[0], secret], { hashing });
    const { result, calls } = askedBy(() => {
      const stream = webhook.begin({ headers: signed(body(70_000)) });
      for (let at = 0; at < 70_000; at += 999) stream.update(body(70_000).subarray(at, at + 999));
      return stream.finish();
    });
    assert.equal(result.keyIndex, 1);
    assert.deepEqual(calls, expected);
  }
});

test("several streams and whole bodies at a time do not mix", () => {
  const webhook = new Webhook("github", secret, { hashing: "host" });
  const one = webhook.begin({ headers: signed(body(3)) });
  const two = webhook.begin({ headers: signed(body(5)) });
  one.update(body(3));
  assert.equal(webhook.safeVerify({ headers: signed(body(4)), body: body(4) }).ok, true);
  two.update(body(5));
  assert.equal(webhook.safeVerify({ headers: signed(body(4)), body: body(3) }).code, "signature_mismatch");
  assert.equal(two.finish().keyIndex, 0);
  assert.equal(one.finish().keyIndex, 0);
});

test("a body that lies about its length is hashed as it is", () => {
  class Liar extends Uint8Array {
    get length() {
      return 1;
    }
    get byteLength() {
      return 1;
    }
  }
  for (const size of [10, 100_000]) {
    const lying = new Liar(size).fill(97);
    for (const hashing of ["host", "wasm"]) {
      const webhook = new Webhook("github", secret, { hashing });
      assert.equal(webhook.safeVerify({ headers: signed(new Uint8Array(lying.buffer)), body: lying }).ok, true, `${hashing}, ${size}`);
    }
  }
});
