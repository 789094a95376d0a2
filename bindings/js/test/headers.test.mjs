// What the accepted forms of headers turn into. The oracle for what is genuine is node:crypto.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { Webhook } from "./dist.mjs";

const secret = "not-a-real-secret-for-tests";
const body = new TextEncoder().encode('{"event":"order.created","data":{}}');
const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
const webhook = new Webhook("miex", secret);
const code = (headers) => {
  const result = webhook.safeVerify({ headers, body });
  return result.ok ? "ok" : result.code;
};

const genuine = {
  "a Headers object": new Headers({ "X-Webhook-Signature": signature }),
  "a record in lower case": { "x-webhook-signature": signature },
  "a record in the vendor's case": { "X-Webhook-Signature": signature },
  "a record without a prototype": Object.assign(Object.create(null), { "x-webhook-signature": signature }),
  "a record of arrays": { "x-webhook-signature": [signature], "set-cookie": ["a", "b"] },
  "a record with names that were not sent": { "x-webhook-signature": signature, "x-webhook-event": undefined, "x-webhook-delivery": null },
  "raw headers": ["Host", "localhost", "X-WEBHOOK-SIGNATURE", signature],
  pairs: [["Host", "localhost"], ["x-Webhook-Signature", signature]],
  "a frozen record": Object.freeze({ "x-webhook-signature": signature }),
};
for (const [form, headers] of Object.entries(genuine)) {
  test(`${form} is read`, () => assert.equal(code(headers), "ok"));
}

const repeated = {
  "Headers with the name twice": new Headers([["X-Webhook-Signature", signature], ["x-webhook-signature", signature]]),
  "a record with two spellings": { "X-Webhook-Signature": signature, "x-webhook-signature": signature },
  "a record with an array of two": { "x-webhook-signature": [signature, signature] },
  "raw headers with the name twice": ["X-Webhook-Signature", signature, "x-webhook-signature", signature],
  "pairs with the name three times": [1, 2, 3].map(() => ["X-Webhook-Signature", signature]),
};
for (const [form, headers] of Object.entries(repeated)) {
  test(`${form} is a duplicate`, () => assert.equal(code(headers), "duplicate_header"));
}

const absent = {
  "an empty record": {},
  "an empty list": [],
  "an empty Headers": new Headers(),
  "an empty array as value": { "x-webhook-signature": [] },
  "an inherited name": Object.create({ "x-webhook-signature": signature }),
  "a name that only Unicode folds": { "x-webhoo\u212a-signature": signature },
};
for (const [form, headers] of Object.entries(absent)) {
  test(`${form} has no such header`, () => assert.equal(code(headers), "missing_header"));
}

test("text beyond bytes is malformed, not an error of ours", () => {
  for (const value of ["\u{1f600}", "\ud800", "sha256=\u0131", "", "x".repeat(1_000_000)]) {
    assert.match(code({ "x-webhook-signature": value }), /^malformed_/);
  }
});

test("a header that the scheme does not read is not looked at", () => {
  assert.equal(code({ "x-webhook-signature": signature, other: 1 }), "ok");
});

const wrong = [
  [undefined, "headers: expected Headers, a record, rawHeaders or [name, value][], got undefined; pass request.headers"],
  [null, "headers: expected Headers, a record, rawHeaders or [name, value][], got null"],
  ["x-webhook-signature: 1", "headers: expected Headers, a record, rawHeaders or [name, value][], got string"],
  [new Map(), "headers: expected Headers, a record, rawHeaders or [name, value][], got Map; pass [...headers]"],
  [new URLSearchParams(), "headers: expected Headers, a record, rawHeaders or [name, value][], got URLSearchParams; pass [...headers]"],
  [["Host"], "headers: expected rawHeaders (name, value, …), got 1 elements"],
  [["Host", "a", 1, "b"], "headers[2]: expected string, got number"],
  [[["Host"]], "headers[0]: expected [name, value], got array"],
  [[["Host", "a"], "b"], "headers[1]: expected [name, value], got string"],
  [[[1, "a"]], "headers[0][0]: expected string, got number"],
  [{ "X-Webhook-Signature": 1 }, 'headers["X-Webhook-Signature"]: expected string, got number'],
  [{ "X-Webhook-Signature": [[signature]] }, 'headers["X-Webhook-Signature"]: expected string, got array'],
];
for (const [headers, message] of wrong) {
  test(message, () => {
    assert.throws(() => webhook.verify({ headers, body }), { name: "TypeError", message });
    assert.throws(() => webhook.safeVerify({ headers, body }), { name: "TypeError", message });
  });
}
