// What happens when the caller's own code runs in the middle of a call, or when what it passes is not what it says. The oracle is node:crypto.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { Webhook, WebhookError } from "./dist.mjs";

const secret = "not-a-real-secret-current";
const sign = (body) => ({ "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` });

test("a getter that disposes of the webhook it was passed to leaves the core as it was", () => {
  const other = new Webhook("github", secret);
  const body = Buffer.from("{}");
  // The stack that each exception out of the core would have lost adds up to more than there is.
  for (let round = 0; round < 1000; round++) {
    for (const call of ["verify", "safeVerify", "begin", "sign"]) {
      const webhook = new Webhook("github", secret);
      const disposing = {
        headers: sign(body),
        body,
        get method() {
          webhook[Symbol.dispose]();
          return "POST";
        },
      };
      assert.throws(() => webhook[call](disposing), { name: "TypeError", message: "webhook: it was disposed of; make another" });
    }
  }
  assert.equal(other.verify({ headers: sign(body), body }).keyIndex, 0);
});

test("a getter that uses another webhook does not change what is decided", () => {
  const webhook = new Webhook("github", secret);
  const another = new Webhook("github", "another-secret-not-real");
  const body = Buffer.from('{"genuine":true}');
  const nested = {
    headers: sign(body),
    body,
    get now() {
      another.safeVerify({ headers: sign("forged"), body: Buffer.from("forged") });
      return new Date();
    },
  };
  assert.equal(webhook.verify(nested).keyIndex, 0);
});

test("a typed array that lies about its length is taken for what it holds", () => {
  class Lie extends Uint8Array {
    get length() {
      return 0;
    }
  }
  const webhook = new Webhook("github", secret);
  assert.equal(webhook.safeVerify({ headers: sign(""), body: new Lie(Buffer.from("real")) }).code, "signature_mismatch");
  assert.equal(webhook.safeVerify({ headers: sign("real"), body: new Lie(Buffer.from("real")) }).ok, true);
  class Longer extends Uint8Array {
    get length() {
      return 16;
    }
  }
  assert.throws(() => new Webhook("github", new Longer(0)), (error) => error instanceof WebhookError && error.code === "missing_secret");
});

test("a scheme without end is refused in bounded time", () => {
  const cyclic = [];
  for (let place = 0; place < 30; place++) cyclic.push(cyclic);
  const base = { name: "acme", algorithm: "hmac-sha256", signature: { header: "X-Acme", encoding: "hex" } };
  const started = performance.now();
  for (const message of [cyclic, new Array(4294967295), ["a".repeat(1e8)]]) {
    assert.throws(() => new Webhook({ ...base, message }, secret), (error) => error instanceof WebhookError || error instanceof TypeError);
  }
  assert.ok(performance.now() - started < 5000);
});

test("a query that is hard to sort costs no more than a few milliseconds", () => {
  const webhook = new Webhook("iexexchanger-api", Array(8).fill(secret));
  const now = new Date("2026-06-23T10:00:00Z");
  const request = {
    headers: { "x-api-signature": `sha256=${"0".repeat(64)}`, "x-api-timestamp": String(now / 1000), "x-api-nonce": "nonce-12345" },
    body: new Uint8Array(),
    method: "GET",
    url: `/?${Array.from({ length: 64 }, (_, place) => "!".repeat(124) + (99 - place)).join("&")}`,
    now,
  };
  const times = Array.from({ length: 9 }, () => {
    const started = performance.now();
    assert.equal(webhook.safeVerify(request).code, "signature_mismatch");
    return performance.now() - started;
  });
  // It was 117 ms; the bound leaves room for a busy machine.
  assert.ok(Math.min(...times) < 30, times.join(" "));
});
