// What a webhook gives back, and how long it lives. The oracle for signatures is node:crypto.

import assert from "node:assert/strict";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Webhook, WebhookError, dist } from "./dist.mjs";

const current = "not-a-real-secret-current";
const previous = "not-a-real-secret-previous";
const now = new Date("2026-06-23T10:00:00Z");
const seconds = String(now.getTime() / 1000);

function iexexchanger(secret, body) {
  const hash = createHash("sha256").update(body).digest("hex");
  const signed = `v1\nevt_1\norder.created\n${seconds}\nnonce-0001\n${hash}`;
  return {
    "x-webhook-signature": `sha256=${createHmac("sha256", secret).update(signed).digest("hex")}`,
    "x-webhook-event-id": "evt_1",
    "x-webhook-event-type": "order.created",
    "x-webhook-timestamp": seconds,
    "x-webhook-nonce": "nonce-0001",
  };
}

test("a genuine delivery says who, what and when", () => {
  const webhook = new Webhook("iexexchanger", [current, previous]);
  const body = Buffer.from('{"id":"evt_1"}');
  const verified = webhook.verify({ headers: iexexchanger(previous, body), body, now });
  assert.equal(verified.keyIndex, 1);
  assert.equal(verified.id, "evt_1");
  assert.equal(verified.type, "order.created");
  assert.deepEqual(verified.timestamp, now);
  assert.equal(verified.nonce, "nonce-0001");
  assert.deepEqual(verified.covers, ["id", "type", "timestamp", "nonce", "body"]);
  assert.deepEqual(verified.json(), { id: "evt_1" });
  assert.equal(verified.json(), verified.json());
});

test("the longest head fits the buffer, of a delivery to sign too", () => {
  const names = Array.from({ length: 12 }, (_, index) => `X-Part-${index}`);
  const parts = ["method", "path-and-query", "id", "type", "nonce", ...names.map((header) => ({ header }))];
  const webhook = new Webhook(
    {
      name: "longest-head",
      algorithm: "hmac-sha256",
      message: parts.flatMap((part, index) => (index < 2 ? [part] : [{ text: "|" }, part])),
      id: { header: "X-Id" },
      type: { header: "X-Type" },
      nonce: { header: "X-Nonce" },
      signature: { header: "X-Signature", encoding: "hex" },
    },
    current,
  );
  const [method, url, id, type, nonce] = ["M".repeat(32), `/${"u".repeat(8191)}`, ..."itn".split("").map((letter) => letter.repeat(4096))];
  const headers = Object.fromEntries(names.map((name, index) => [name, String.fromCharCode(97 + index).repeat(4096)]));
  // Those that stand in a header of their own may be among the others too, and are handed over with them.
  const others = { ...headers, "X-Signature": "s".repeat(4096), "X-Id": id, "X-Type": type, "X-Nonce": nonce };
  const expected = createHmac("sha256", current).update([method + url, id, type, nonce, ...Object.values(headers)].join("|")).digest("hex");
  const signed = webhook.sign({ method, url, id, type, nonce, headers: others, body: new Uint8Array() });
  assert.deepEqual(signed, { "X-Signature": expected, "X-Id": id, "X-Type": type, "X-Nonce": nonce, ...headers });
  assert.equal(webhook.verify({ method, url, headers: signed, body: new Uint8Array() }).id, id);
});

test("the length of a body changes no answer, whether it fits the buffer or not", () => {
  const webhook = new Webhook("iexexchanger", current);
  for (const length of [0, 1, 64, 65_536, 85_600, 85_800, 86_000, 86_153, 86_154, 131_072, 1_000_003]) {
    const body = randomBytes(length);
    const headers = iexexchanger(current, body);
    const verified = webhook.verify({ headers, body, now });
    assert.deepEqual([verified.keyIndex, verified.timestamp], [0, now], `${length}`);
    const changed = Buffer.concat([body, Buffer.from([0])]);
    const late = new Date(now.getTime() + 301_000);
    const refusals = [
      [{ headers, body: changed, now }, "signature_mismatch"],
      [{ headers, body, now: late }, "timestamp_too_old"],
    ];
    for (const [request, code] of refusals) {
      const refusal = webhook.safeVerify(request);
      assert.equal(refusal.code, code, `${length}`);
      // The small body's sentence is the oracle for the large one's.
      const small = webhook.safeVerify({ ...request, headers: iexexchanger(code === "signature_mismatch" ? previous : current, Buffer.alloc(0)), body: Buffer.alloc(0) });
      assert.deepEqual(refusal, small, `${length}`);
      assert.notEqual(refusal.message, "");
    }
  }
});

test("verify throws what safeVerify returns", () => {
  const webhook = new Webhook("iexexchanger", current);
  const request = { headers: {}, body: new Uint8Array(), now };
  const refusal = webhook.safeVerify(request);
  assert.equal(refusal.ok, false);
  assert.throws(() => webhook.verify(request), (error) => {
    assert.ok(error instanceof WebhookError && error instanceof Error);
    assert.deepEqual([error.name, error.code, error.message], ["WebhookError", refusal.code, refusal.message]);
    return true;
  });
  assert.equal(refusal.code, "missing_header");
  assert.match(refusal.message, /X-Webhook-Signature/i);
});

test("several streams of one webhook do not mix", () => {
  const webhook = new Webhook("iexexchanger", current);
  const bodies = [randomBytes(100_000), randomBytes(70_000)];
  const streams = bodies.map((body) => webhook.begin({ headers: iexexchanger(current, body), now }));
  for (let at = 0; at < 100_000; at += 999) {
    streams.forEach((stream, index) => stream.update(bodies[index].subarray(at, at + 999)));
  }
  const verified = streams[0].finish();
  assert.deepEqual([verified.keyIndex, verified.id, verified.timestamp], [0, "evt_1", now]);
  assert.throws(() => verified.json(), { name: "TypeError", message: /^json: / });
  streams[1].update(new Uint8Array(1));
  assert.throws(() => streams[1].finish(), (error) => error instanceof WebhookError && error.code === "signature_mismatch");
  assert.throws(() => streams[0].update(new Uint8Array(1)), { name: "TypeError", message: "update: this stream is finished; begin() another" });
  assert.throws(() => streams[0].finish(), { name: "TypeError", message: "finish: this stream is finished; begin() another" });
  assert.throws(() => webhook.begin({ headers: {}, now }), (error) => error instanceof WebhookError && error.code === "missing_header");
});

test("a getter that verifies another delivery does not disturb this one", () => {
  const webhook = new Webhook("iexexchanger", current);
  const body = Buffer.from("{}");
  const inner = () => webhook.safeVerify({ headers: {}, body: randomBytes(60_000), now });
  const request = {
    get headers() { inner(); return iexexchanger(current, body); },
    get body() { inner(); return body; },
    get now() { inner(); return now; },
    get url() { inner(); return undefined; },
  };
  assert.equal(webhook.safeVerify(request).ok, true);
});

test("what is signed verifies, and node:crypto signs the same", () => {
  const body = randomBytes(200_000);
  const webhook = new Webhook("iexexchanger", current);
  const headers = webhook.sign({ body, id: "evt_1", type: "order.created", nonce: "nonce-0001", timestamp: now });
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  assert.deepEqual(lower, iexexchanger(current, body));
  assert.equal(webhook.verify({ headers, body, now }).id, "evt_1");
  assert.throws(() => webhook.sign({ body }), (error) => error instanceof WebhookError && error.code === "missing_header");
});

test("json of a body that is no JSON is malformed_body", () => {
  const webhook = new Webhook("miex", current);
  for (const body of [Buffer.from([0xff]), Buffer.from("{"), Buffer.from("\ufeff{}"), new Uint8Array()]) {
    const verified = webhook.verify({ headers: webhook.sign({ body }), body });
    assert.throws(() => verified.json(), (error) => error instanceof WebhookError && error.code === "malformed_body");
  }
});

test("an id within the body is text or a whole number, else absent", () => {
  const webhook = new Webhook("bitex", current);
  const id = (text) => {
    const body = Buffer.from(text);
    return webhook.verify({ headers: webhook.sign({ body }), body }).id;
  };
  assert.equal(id('{"data":{"id":"8"}}'), "8");
  assert.equal(id('{"data":{"id":-8}}'), "-8");
  assert.equal(id('{"data":{"id":-0}}'), "0");
  assert.equal(id('{"data":{"id":1e3}}'), "1000");
  assert.equal(id('{"data":{"id":9007199254740991}}'), "9007199254740991");
  for (const text of ['{"data":{"id":1.5}}', '{"data":{"id":9007199254740992}}', '{"data":{"id":true}}', '\ufeff{"data":{"id":"8"}}', '{"data":{"id":null}}', '{"data":[]}', '{"data":"id"}', "[]", "not json", "", '{"data":{"__proto__":{"id":"8"}}}', '{"data":{"id":"\\ud800"}}']) {
    assert.equal(id(text), undefined, text);
  }
});

test("a webhook that was disposed of says so, and its streams go on", () => {
  const webhook = new Webhook("miex", current);
  const body = Buffer.from("{}");
  const headers = webhook.sign({ body });
  const stream = webhook.begin({ headers });
  webhook[Symbol.dispose]();
  webhook[Symbol.dispose]();
  for (const call of ["verify", "safeVerify", "sign", "begin"]) {
    assert.throws(() => webhook[call]({ headers, body }), { name: "TypeError", message: "webhook: it was disposed of; make another" });
  }
  stream.update(body);
  assert.equal(stream.finish().keyIndex, 0);
});

test("a thousand webhooks that nobody keeps leave room for more", () => {
  for (let round = 0; round < 1000; round++) new Webhook("miex", [current, previous])[Symbol.dispose]();
});

test("the CJS entry has the same exports and its own working core", async () => {
  const cjs = createRequire(import.meta.url)(`${dist}/index.cjs`);
  const esm = await import(`${dist}/index.js`);
  assert.deepEqual(Object.keys(cjs).sort(), Object.keys(esm).sort());
  const body = Buffer.from("{}");
  const webhook = new cjs.Webhook("miex", current);
  assert.equal(webhook.verify({ headers: webhook.sign({ body }), body }).keyIndex, 0);
});
