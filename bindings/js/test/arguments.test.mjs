// What is said of arguments of the wrong type, and that nothing else than that is thrown.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { Webhook, WebhookError, bodyFromText, providers } from "./dist.mjs";

const secret = "not-a-real-secret-for-tests";
const webhook = new Webhook("miex", secret);
const body = new Uint8Array([1, 2, 3]);
const headers = {};

function throwsTypeError(call, message) {
  test(message, () => assert.throws(call, { name: "TypeError", message }));
}

function detached() {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

throwsTypeError(() => new Webhook(undefined, secret), "scheme: expected the name of a provider or a scheme object, got undefined");
throwsTypeError(() => new Webhook([], secret), "scheme: expected the name of a provider or a scheme object, got array");
throwsTypeError(() => new Webhook("miex", undefined), "secrets: expected string, Uint8Array or an array of them, got undefined; is the environment variable set?");
throwsTypeError(() => new Webhook("miex", 1), "secrets: expected string, Uint8Array or an array of them, got number");
throwsTypeError(() => new Webhook("miex", [undefined]), "secrets[0]: expected string or Uint8Array, got undefined; is the environment variable set?");
throwsTypeError(() => new Webhook("miex", [secret, {}]), "secrets[1]: expected string or Uint8Array, got object");
throwsTypeError(() => new Webhook("miex", [secret, , secret]), "secrets[1]: expected string or Uint8Array, got undefined; is the environment variable set?");
throwsTypeError(() => new Webhook("miex", `${secret}\ud800`), "secrets[0]: expected text that can be written as UTF-8, got half a surrogate pair; was it decoded wrongly?");
throwsTypeError(() => new Webhook("iexexchanger", secret, { tolerenceSeconds: 300 }), "options.tolerenceSeconds: expected toleranceSeconds, allowWeakSecrets or hashing, got another name; is it misspelt, or one of countersign/asymmetric?");
throwsTypeError(() => new Webhook("miex", detached()), "secrets[0]: its buffer is detached; was it transferred or read before?");
throwsTypeError(() => new Webhook("iexexchanger", secret, null), "options: expected an object such as { toleranceSeconds: 300 }, got null");
throwsTypeError(() => new Webhook("iexexchanger", secret, { toleranceSeconds: "300" }), "options.toleranceSeconds: expected number, got string");
throwsTypeError(() => new Webhook("iexexchanger", secret, { toleranceSeconds: 0.5 }), "options.toleranceSeconds: expected a whole number of seconds from 0, got 0.5");
throwsTypeError(() => new Webhook("iexexchanger", secret, { allowWeakSecrets: 1 }), "options.allowWeakSecrets: expected boolean, got number");
throwsTypeError(() => new Webhook("miex", secret, { hashing: true }), 'options.hashing: expected "auto", "host" or "wasm", got boolean');
throwsTypeError(() => new Webhook("miex", secret, { hashing: "Host" }), 'options.hashing: expected "auto", "host" or "wasm", got string');
throwsTypeError(() => webhook.verify(), "request: expected an object such as { headers, body }, got undefined");
throwsTypeError(() => webhook.verify({ headers, body, now: 1 }), "now: expected Date, got number; new Date(milliseconds) makes one");
throwsTypeError(() => webhook.verify({ headers, body, now: new Date(NaN) }), "now: expected a valid Date, got an invalid one");
throwsTypeError(() => webhook.verify({ headers, body, url: new URL("https://localhost/") }), "url: expected string, got URL; pass url.href");
throwsTypeError(() => webhook.verify({ headers, body, method: 1 }), "method: expected string, got number");
throwsTypeError(() => webhook.verify({ headers, body: "{}" }), "body: expected Uint8Array or ArrayBuffer, got string; pass the raw bytes, or, if only text is to be had, bodyFromText(text)");
throwsTypeError(() => webhook.safeVerify({ headers, body: {} }), "body: expected Uint8Array or ArrayBuffer, got object; was it parsed by express.json()? use express.raw({ type: () => true }) on this route");
throwsTypeError(() => webhook.verify({ headers, body: Promise.resolve(body) }), "body: expected Uint8Array or ArrayBuffer, got Promise; await it first");
throwsTypeError(() => webhook.verify({ headers, body: new Uint16Array(2) }), "body: expected Uint8Array or ArrayBuffer, got Uint16Array");
throwsTypeError(() => webhook.verify({ headers, body: Object.create(Uint8Array.prototype) }), "body: expected Uint8Array or ArrayBuffer, got object; was it parsed by express.json()? use express.raw({ type: () => true }) on this route");
throwsTypeError(() => webhook.verify({ headers, body: detached() }), "body: its buffer is detached; was it transferred or read before?");
throwsTypeError(() => webhook.verify({ headers, body: detached().buffer }), "body: its buffer is detached; was it transferred or read before?");
throwsTypeError(() => webhook.sign({ body, id: 1 }), "id: expected string, got number");
throwsTypeError(() => webhook.sign({ body, timestamp: 1 }), "timestamp: expected Date, got number; new Date(milliseconds) makes one");
// Left out is undefined, as a default of the language is: null is a mistake that would otherwise pass for it.
throwsTypeError(() => webhook.sign({ body, headers: null }), "headers: expected Headers, a record, rawHeaders or [name, value][], got null");
throwsTypeError(() => webhook.sign({ body, id: null }), "id: expected string, got null");
throwsTypeError(() => webhook.sign({ body, type: null }), "type: expected string, got null");
throwsTypeError(() => webhook.sign({ body, nonce: null }), "nonce: expected string, got null");
throwsTypeError(() => webhook.sign({ body, method: null }), "method: expected string, got null");
throwsTypeError(() => webhook.sign({ body, url: null }), "url: expected string, got null");
throwsTypeError(() => webhook.sign({ body, timestamp: null }), "timestamp: expected Date, got null");
throwsTypeError(() => webhook.begin({ headers, now: null }), "now: expected Date, got null");
throwsTypeError(() => new Webhook("iexexchanger", secret, { toleranceSeconds: null }), "options.toleranceSeconds: expected number, got null");
throwsTypeError(() => new Webhook("iexexchanger", secret, { allowWeakSecrets: null }), "options.allowWeakSecrets: expected boolean, got null");
throwsTypeError(() => bodyFromText(body), "text: expected string, got Uint8Array");

test("bytes of another realm and of shared memory are bytes", () => {
  const text = new TextEncoder().encode('{"event":"a","data":{}}');
  const signed = webhook.sign({ body: text });
  const shared = new Uint8Array(new SharedArrayBuffer(text.length));
  shared.set(text);
  const foreign = runInNewContext("Uint8Array.from(text)", { text });
  for (const bytes of [text, text.buffer, Buffer.from(text), shared, foreign, foreign.buffer]) {
    assert.equal(webhook.verify({ headers: signed, body: bytes }).json().event, "a");
  }
});

test("optional arguments may be undefined", () => {
  const absent = { id: undefined, type: undefined, nonce: undefined, method: undefined, url: undefined, timestamp: undefined, headers: undefined };
  const signed = new Webhook("miex", secret, { toleranceSeconds: undefined, allowWeakSecrets: undefined }).sign({ body, ...absent });
  assert.equal(webhook.verify({ headers: signed, body, method: undefined, url: undefined, now: undefined }).keyIndex, 0);
});

test("the request may be an object without a prototype", () => {
  const request = Object.assign(Object.create(null), { headers, body });
  assert.equal(webhook.safeVerify(request).code, "missing_header");
});

test("bodyFromText gives UTF-8 and refuses half a surrogate pair", () => {
  assert.deepEqual([...bodyFromText("\ufeffé\u{1f600}")], [0xef, 0xbb, 0xbf, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80]);
  for (const text of ["\ud800", "a\udc00b", "\ud83d\ud83d\ude00"]) {
    assert.throws(() => bodyFromText(text), (error) => error instanceof WebhookError && error.code === "malformed_body");
  }
});

test("what cannot be configured is a WebhookError with a code", () => {
  const cases = [
    ["nobody", [secret], {}, "unknown_scheme"],
    [{ name: "acme" }, [secret], {}, "invalid_scheme"],
    ["miex", [], {}, "missing_secret"],
    ["miex", "", {}, "missing_secret"],
    ["standard-webhooks", "whsec_", {}, "missing_secret"],
    ["standard-webhooks", "whsec_***", {}, "malformed_secret"],
    ["miex", "s".repeat(65_537), {}, "malformed_secret"],
    ["miex", "\u20ac".repeat(40_000), {}, "malformed_secret"],
    ["miex", new Uint8Array(65_537), {}, "malformed_secret"],
    ["miex", "fifteen bytes !", {}, "weak_secret"],
    ["miex", Array(9).fill(secret), {}, "too_many_keys"],
    ["miex", secret, { toleranceSeconds: 300 }, "invalid_tolerance"],
    ["iexexchanger", secret, { toleranceSeconds: 2 ** 32 + 300 }, "invalid_tolerance"],
  ];
  for (const [scheme, secrets, options, code] of cases) {
    assert.throws(
      () => new Webhook(scheme, secrets, options),
      (error) => error instanceof WebhookError && error.code === code && error.message.length > 0,
      code,
    );
  }
});

test("a scheme that throws while it is read, or has no end, leaves the core as it was", () => {
  const acme = { name: "acme", algorithm: "hmac-sha256", message: ["body"], signature: { header: "X-Acme", encoding: "hex" } };
  const thrown = new RangeError("of the caller");
  const throwing = { ...acme, get message() { throw thrown; } };
  const endless = { ...acme };
  endless.key = endless;
  for (let round = 0; round < 20_000; round++) {
    assert.throws(() => new Webhook(throwing, secret), (error) => error === thrown);
  }
  for (const scheme of [endless, { ...acme, key: new (class {})() }, { ...acme, key: new Date() }, { ...acme, key: () => {} }, { ...acme, keys: {} }]) {
    assert.throws(() => new Webhook(scheme, secret), (error) => error instanceof WebhookError && error.code === "invalid_scheme");
  }
  const custom = new Webhook(Object.assign(Object.create(null), acme), secret);
  assert.equal(custom.verify({ headers: custom.sign({ body }), body }).keyIndex, 0);
});

function doesNotThrow(call) {
  try {
    call();
    return true;
  } catch {
    return false;
  }
}

test("every provider can be constructed from the entry that it is said to be in", () => {
  for (const { name, entry } of providers) {
    // Bytes are the key itself, whatever a text would have to be; some vendors have an id before it.
    const open = (bytes) => new Webhook(name, Buffer.from(bytes));
    if (entry === "countersign") assert.ok([`id:${secret}`, secret].some((bytes) => doesNotThrow(() => open(bytes))), name);
    else assert.throws(() => open(secret), (error) => error.code === "unknown_scheme" && error.message.includes(entry), name);
  }
});
