// What `explain` says through the package: causes by name, what it does with arguments, and how long it takes.

import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { Webhook, dist, providers } from "./dist.mjs";

const { explain, WebhookError } = await import(pathToFileURL(`${dist}/explain.js`).href);

const secret = "explain-test-secret-not-real";
const sent = Buffer.from('{"id":"evt_1","tags":["a","b"],"name":"Zo\u00eb"}');
const webhook = new Webhook("github", secret);
const headers = webhook.sign({ body: sent });
const request = { headers, body: sent };

/** What goes wrong, and the one cause that is named by a match. */
const faults = [
  ["body_reserialised", { request: { body: Buffer.from(JSON.stringify(JSON.parse(sent), null, 2)) } }],
  ["body_newline", { request: { body: Buffer.concat([sent, Buffer.from("\r\n")]) } }],
  ["body_base64", { request: { body: Buffer.from(sent.toString("base64")) } }],
  ["body_compressed", { request: { body: gzipSync(sent) } }],
  ["body_mojibake", { request: { body: Buffer.from(sent.toString("latin1")) } }],
  ["secret_whitespace", { secrets: `${secret}\n` }],
  ["secret_quotes", { secrets: [`"${secret}"`] }],
  ["secret_other", { secrets: "a-secret-of-another-webhook", options: { otherSecrets: [secret] } }],
  ["header_renamed", { request: { headers: { HTTP_X_HUB_SIGNATURE_256: headers["X-Hub-Signature-256"] } } }],
  ["signature_encoding", { request: { headers: { "x-hub-signature-256": headers["X-Hub-Signature-256"].toUpperCase().replace("SHA", "sha") } } }],
];

for (const [cause, { request: changed, secrets = secret, options }] of faults) {
  test(`${cause} is named by a match`, () => {
    const findings = explain("github", secrets, { ...request, ...changed }, options);
    assert.deepEqual(findings.map((finding) => [finding.cause, finding.certainty]), [[cause, "matched"]]);
    assert.ok(!JSON.stringify(findings).includes(secret) && !findings[0].sentence.includes("{}"));
  });
}

test("a delivery that is accepted needs no explanation", () => {
  assert.deepEqual(explain("github", secret, request), []);
});

test("headers may come in every form", () => {
  const list = Object.entries(headers);
  for (const form of [new Headers(headers), headers, list, list.flat(), new Map(list), Object.fromEntries(list.map(([name, value]) => [name, [value]]))]) {
    assert.deepEqual(explain("github", secret, { headers: form, body: sent }), []);
  }
});

test("schemes whose keys are public are explained too", () => {
  const keys = {
    "ed25519": generateKeyPairSync("ed25519"),
    "ecdsa-p256-sha256": generateKeyPairSync("ec", { namedCurve: "P-256" }),
    "rsa-pkcs1-sha256": generateKeyPairSync("rsa", { modulusLength: 2048 }),
  };
  for (const [algorithm, { publicKey, privateKey }] of Object.entries(keys)) {
    const scheme = { name: "own", algorithm, message: ["body"], signature: { header: "X-Own", encoding: "base64" } };
    const signed = { "X-Own": sign(algorithm === "ed25519" ? null : "sha256", sent, privateKey).toString("base64") };
    const pem = publicKey.export({ type: "spki", format: "pem" });
    assert.deepEqual(explain(scheme, pem, { headers: signed, body: sent }), [], algorithm);
    assert.deepEqual(explain(scheme, pem, { headers: signed, body: Buffer.from(JSON.stringify(JSON.parse(sent), null, 4)) }).map(({ cause }) => cause), ["body_reserialised"]);
    assert.deepEqual(explain(scheme, pem, { headers: signed, body: Buffer.from("{}") }).map(({ cause }) => cause), ["unknown"]);
  }
});

test("what a webhook has to be told besides is told to an explanation too", () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = publicKey.export({ type: "spki", format: "pem" });
  const causes = (...given) => explain(...given).map(({ cause, certainty }) => `${cause} ${certainty}`);
  const own = { name: "own", message: ["body", { text: "|" }, "registration"], signature: { header: "X-Own", encoding: "base64" } };
  const registered = { ...own, algorithm: "rsa-pkcs1-sha256" };
  const delivery = { headers: { "X-Own": sign("sha256", Buffer.concat([sent, Buffer.from("|WH-1")]), privateKey).toString("base64") }, body: sent };
  assert.deepEqual(causes(registered, pem, delivery, { registration: "WH-1" }), []);
  assert.deepEqual(causes(registered, pem, { ...delivery, body: Buffer.from(`${sent}\n`) }, { registration: "WH-1" }), ["body_newline matched"]);
  assert.deepEqual(causes(registered, pem, delivery, { registration: "WH-2" }), ["unknown hint"]);
  const [missing, ...none] = explain(registered, pem, delivery);
  assert.deepEqual([missing.cause, none], ["refused", []]);
  assert.match(missing.sentence, /the registration is part of what this scheme signs/);
  assert.throws(() => explain(registered, pem, delivery, { registration: 1 }), { name: "TypeError", message: /^options\.registration: / });

  const old = { ...own, algorithm: "rsa-pkcs1-sha1", message: ["body"] };
  const sha1 = { headers: { "X-Own": sign("sha1", sent, privateKey).toString("base64") }, body: sent };
  assert.deepEqual(causes(old, pem, sha1, { allowSha1: true }), []);
  assert.deepEqual(causes(old, pem, { ...sha1, body: Buffer.from(`${sent}\n`) }, { allowSha1: true }), ["body_newline matched"]);
  assert.deepEqual(causes(old, pem, sha1), ["refused matched"]);
  assert.throws(() => explain(old, pem, sha1, { allowSha1: 1 }), { name: "TypeError", message: /^options\.allowSha1: / });
});

test("a scheme of one's own is explained too", () => {
  const scheme = { name: "own", algorithm: "hmac-sha256", message: ["body"], signature: { header: "X-Own", encoding: "hex" } };
  const own = new Webhook(scheme, secret).sign({ body: sent });
  assert.equal(explain(scheme, secret, { headers: own, body: Buffer.from(`${sent}\n`) })[0].cause, "body_newline");
  assert.throws(() => explain({ ...scheme, message: [] }, secret, request), { code: "invalid_scheme" });
  assert.throws(() => explain("no-such-provider", secret, request), (error) => error instanceof WebhookError && error.code === "unknown_scheme");
});

test("every provider is known", () => {
  assert.ok(providers.length > 100);
  for (const { name } of providers) assert.notDeepEqual(explain(name, "", request), [], name);
});

test("arguments of the wrong type are refused", () => {
  assert.throws(() => explain(undefined, secret, request), { name: "TypeError", message: "scheme: expected the name of a provider or a scheme object, got undefined" });
  assert.throws(() => explain("github", undefined, request), { name: "TypeError", message: /^secrets: expected / });
  assert.throws(() => explain("github", secret, undefined), { name: "TypeError", message: /^request: expected / });
  assert.throws(() => explain("github", secret, { headers }), { name: "TypeError", message: /^body: expected / });
  assert.throws(() => explain("github", secret, { headers: 1, body: sent }), { name: "TypeError", message: /^headers: expected / });
  assert.throws(() => explain("github", secret, request, { other: 1 }), { name: "TypeError", message: /^options\.other: / });
});

test("500 kB take at most a second of one processor, whatever they are", () => {
  const member = String.raw`{"name":"Zoë & <Co>","url":"https:\/\/example.com\/a+b","list":[1,2,3,{"a":null}],"empty":[]}`;
  for (const body of [Buffer.from(`[${Array(5000).fill(member)}]`), Buffer.alloc(500_000, "a\r\n"), Buffer.alloc(500_000, "a=b+c&")]) {
    // Not the clock's: other tests run beside this one.
    const before = process.cpuUsage();
    assert.equal(explain("github", secret, { headers, body }).at(-1).cause, "unknown");
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 1_000_000, `${user + system} µs`);
  }
});

test("the declarations list every cause that the core has, and no other", async () => {
  const rust = await readFile(new URL("../../../src/explain/cause.rs", import.meta.url), "utf8");
  const declared = await readFile(new URL("../src/explain.ts", import.meta.url), "utf8");
  const causes = [...rust.matchAll(/^ {4}\w+ = "(\w+)", /gm)].map(([, cause]) => cause);
  assert.ok(causes.length > 50);
  assert.deepEqual([.../export type Cause =([^;]*);/.exec(declared)[1].matchAll(/"(\w+)"/g)].map(([, cause]) => cause), causes);
});
