// The corpus of handshakes through the package, and what is said of arguments of the wrong type.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { Webhook, dist } from "./dist.mjs";

const { handshake, WebhookError } = await import(pathToFileURL(`${dist}/handshakes.js`).href);

const request = { method: "GET", url: "/?challenge=a", headers: {} };

const bytes = (body) => {
  if (body === undefined) return undefined;
  if ("hex" in body) return Buffer.from(body.hex, "hex");
  return Buffer.from("repeat" in body ? body.repeat.repeat(body.times) : body.utf8, "utf8");
};

function answer({ handshake: name, scheme, request, options, now }) {
  const secrets = options?.secrets?.map((secret) => (typeof secret === "string" ? secret : Buffer.from(secret.hex, "hex")));
  try {
    const given = scheme === undefined ? { ...options, ...(secrets && { secrets }) } : { webhook: new Webhook(scheme, secrets ?? []) };
    const response = handshake(name, { ...request, body: bytes(request.body), now: new Date(now * 1000) }, given);
    return response === undefined ? { none: true } : { response: { ...response, headers: Object.entries(response.headers) } };
  } catch (error) {
    if (error.name !== "WebhookError") throw error;
    return { code: error.code };
  }
}

for (const file of ["published", "genuine", "hostile"]) {
  const { vectors } = JSON.parse(await readFile(new URL(`../../../tests/vectors/handshakes/${file}.json`, import.meta.url), "utf8"));
  test(`${file}: ${vectors.length} vectors`, () => {
    assert.ok(vectors.length > 5);
    for (const vector of vectors) assert.deepEqual(answer(vector), vector.expect, vector.name);
  });
}

test("headers may come in every form", () => {
  const name = "X-Okta-Verification-Challenge";
  for (const headers of [new Headers({ [name]: "abc" }), { [name.toLowerCase()]: "abc" }, [name, "abc"], [[name, "abc"]]]) {
    assert.equal(handshake("okta", { method: "GET", url: "/", headers }).body, '{"verification":"abc"}');
  }
  assert.throws(() => handshake("okta", { method: "GET", headers: { [name]: ["abc", "def"] } }), { code: "duplicate_header" });
});

test("a response is taken by Response as it is", async () => {
  const response = handshake("dropbox", { method: "GET", url: "/?challenge=abc123", headers: {} });
  assert.deepEqual(response, { status: 200, headers: { "Content-Type": "text/plain", "X-Content-Type-Options": "nosniff" }, body: "abc123" });
  assert.equal(await new Response(response.body, response).text(), "abc123");
});

test("a refusal of the webhook's is thrown with its code and sentence", () => {
  const webhook = new Webhook("github", "handshake-test-secret-not-real");
  const body = Buffer.from('{"type":"url_verification","challenge":"abc"}');
  const call = () => handshake("slack", { method: "POST", headers: {}, body }, { webhook });
  assert.throws(call, (error) => error instanceof WebhookError && error.code === "missing_header" && error.message.includes("X-Hub-Signature-256"));
});

test("names that are none are refused by code", () => {
  for (const name of ["", "Zoom", "zoom\ud800", "z\u00f6om", "a".repeat(10000)]) assert.throws(() => handshake(name, request), { code: "unknown_scheme" });
});

test("headers that run code of the caller's, which asks for another handshake, change nothing", () => {
  const headers = { get "x-hook-secret"() { return handshake("dropbox", { method: "GET", url: "/?challenge=abcdef0123456789", headers: {} }).body; } };
  assert.equal(handshake("asana", { method: "POST", headers }, { expectSecret: true }).secret, "abcdef0123456789");
});

for (const [call, message] of [
  [() => handshake(undefined, request), "name: expected string, got undefined"],
  [() => handshake("zoom", request, { secrets: "a\ud800" }), "secrets[0]: expected text that can be written as UTF-8, got half a surrogate pair; was it decoded wrongly?"],
  [() => handshake("cloudevents", request, { allowedOrigins: Array(1000).fill("a".repeat(255)) }), "options.allowedOrigins: expected fewer, got more than fit; does one name stand for several of them?"],
  [() => handshake("dropbox"), "request: expected an object such as { method, url, headers, body }, got undefined"],
  [() => handshake("dropbox", { ...request, url: new URL("https://example.com") }), "url: expected string, got URL; pass url.href"],
  [() => handshake("dropbox", { ...request, method: 1 }), "method: expected string, got number"],
  [() => handshake("dropbox", { ...request, headers: undefined }), "headers: expected Headers, a record, rawHeaders or [name, value][], got undefined; pass request.headers"],
  [() => handshake("dropbox", { ...request, body: "text" }), "body: expected Uint8Array or ArrayBuffer, got string; pass the raw bytes, or, if only text is to be had, bodyFromText(text)"],
  [() => handshake("dropbox", request, null), "options: expected an object such as { secrets }, got null"],
  [() => handshake("dropbox", request, { secret: "a" }), "options.secret: expected the name of an option of handshakes, got another; is it misspelt?"],
  [() => handshake("slack", request), "options.webhook: expected a Webhook, got undefined"],
  [() => handshake("slack", request, { webhook: "secret" }), "options.webhook: expected a Webhook, got string"],
  [() => handshake("slack", request, { webhook: null }), "options.webhook: expected a Webhook, got null"],
  [() => handshake("dropbox", request, { secrets: [1] }), "secrets[0]: expected string or Uint8Array, got number"],
  [() => handshake("dropbox", request, { publicKey: 1 }), "options.publicKey: expected string, got number"],
  [() => handshake("dropbox", request, { allowedOrigins: "*" }), "options.allowedOrigins: expected an array of strings, got string"],
  [() => handshake("dropbox", request, { allowedOrigins: [1] }), "options.allowedOrigins[0]: expected string, got number"],
  [() => handshake("dropbox", request, { allowedRate: 0 }), "options.allowedRate: expected a whole number from 1 to 4294967295, got 0"],
  [() => handshake("dropbox", request, { allowedRate: 2 ** 32 }), "options.allowedRate: expected a whole number from 1 to 4294967295, got 4294967296"],
  [() => handshake("dropbox", request, { expectSecret: 1 }), "options.expectSecret: expected boolean, got number"],
]) {
  test(message, () => assert.throws(call, { name: "TypeError", message }));
}
