// The entry with public keys: its options, and keys from JWKs and certificates, by what node:crypto and OpenSSL make of the same.

import assert from "node:assert/strict";
import { X509Certificate, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { rootCertificates } from "node:tls";
import { Webhook as CoreWebhook, asymmetric, providers } from "./dist.mjs";

const { Webhook, WebhookError, isAllowedHost, keyFromCertificates, keyFromJwk } = asymmetric;

const pem = (name) => readFileSync(new URL(`../../../tests/asymmetric/${name}.pem`, import.meta.url));
const der = (name) => new X509Certificate(pem(name)).raw;
const spki = (key) => key.export({ format: "der", type: "spki" });
const keys = {
  ed25519: generateKeyPairSync("ed25519"),
  p256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }),
};
const now = new Date(1782190000000);
const body = new TextEncoder().encode('{"clearly":"fake"}');

const refused = (call, pattern, code = "malformed_secret") =>
  assert.throws(call, (error) => error instanceof WebhookError && error.code === code && pattern.test(error.message));
const throwsTypeError = (call, message) => test(message, () => assert.throws(call, { name: "TypeError", message }));

for (const [name, { publicKey }] of Object.entries(keys)) {
  const jwk = publicKey.export({ format: "jwk" });
  const set = { keys: [{ kid: "other", kty: "oct", k: "AAAA" }, null, { ...jwk, kid: "the one", alg: "none", x5c: ["A".repeat(100_000)] }, { kid: "the one" }] };
  test(`a JWK of ${name} is the key that node:crypto writes`, () => {
    for (const given of [jwk, JSON.stringify(jwk), ` ${JSON.stringify({ ...jwk, alg: "RS256", use: "sig" })}\n`]) assert.deepEqual(Buffer.from(keyFromJwk(given)), spki(publicKey));
    for (const given of [set, JSON.stringify(set)]) assert.deepEqual(Buffer.from(keyFromJwk(given, "the one")), spki(publicKey));
  });
  test(`what is no JWK of ${name} is refused`, () => {
    for (const member of Object.keys(jwk)) {
      const { [member]: _, ...others } = jwk;
      refused(() => keyFromJwk(others), /JWK/);
      refused(() => keyFromJwk({ ...jwk, [member]: 5 }), /JWK/);
      refused(() => keyFromJwk({ ...jwk, [member]: `${jwk[member]}\ud800` }), /JWK/);
    }
    refused(() => keyFromJwk({ ...jwk, use: "enc" }), /`use`/);
    refused(() => keyFromJwk(set), /`kid`/);
    refused(() => keyFromJwk(set, "another"), /`kid`/);
    refused(() => keyFromJwk(jwk, "the one"), /`kid`/);
  });
}

test("what is no JSON, or nothing of a JWK, is refused", () => {
  for (const jwk of ["", "{", "null", "5", '"text"', "[]", "{}", {}, { keys: [] }, { keys: "text" }, { keys: {} }]) refused(() => keyFromJwk(jwk), /JWK/);
  for (const jwk of ["", "{}", { keys: [] }, { keys: [5, null] }]) refused(() => keyFromJwk(jwk, "a"), /`kid`/);
  const jwk = keys.p256.publicKey.export({ format: "jwk" });
  const late = { keys: [...Array(64).fill({ kid: "other" }), { ...jwk, kid: "late" }] };
  refused(() => keyFromJwk(late, "late"), /`kid`/);
});

throwsTypeError(() => keyFromJwk(undefined), 'jwk: expected an object such as { kty: "OKP", crv: "Ed25519", x }, got undefined');
throwsTypeError(() => keyFromJwk([]), 'jwk: expected an object such as { kty: "OKP", crv: "Ed25519", x }, got array');
throwsTypeError(() => keyFromJwk({}, null), "kid: expected string, got null");
throwsTypeError(() => keyFromJwk({}, 5), "kid: expected string, got number");
throwsTypeError(() => keyFromJwk("a".repeat(1 << 20)), "jwk: expected at most 1048576 bytes, got more");

const roots = pem("root");
const names = ["certs.vendor.example"];

test("the key of a chain is the one that node:crypto reads from its leaf", () => {
  const wanted = spki(new X509Certificate(pem("leaf")).publicKey);
  const text = (name) => pem(name).toString();
  const chains = [
    [pem("leaf"), pem("intermediate")],
    [text("leaf"), pem("intermediate"), text("root")],
    text("leaf") + text("intermediate"),
    Buffer.concat([pem("leaf"), pem("intermediate")]),
    [der("leaf"), der("intermediate")],
    Buffer.concat([der("leaf"), der("intermediate")]),
  ];
  for (const certificates of chains) {
    for (const given of [roots, [roots], roots.toString(), der("root"), [der("other_root"), der("root")], [...rootCertificates, roots]]) {
      assert.deepEqual(Buffer.from(keyFromCertificates({ certificates, roots: given, names, now })), wanted);
    }
  }
  assert.deepEqual(Buffer.from(keyFromCertificates({ certificates: pem("direct"), roots, names: ["none.example", "*.vendor.example"], now })), spki(new X509Certificate(pem("direct")).publicKey));
});

test("what may not be believed is refused, and said why", () => {
  const ask = (certificates, others) => () => keyFromCertificates({ certificates, roots, names, now, ...others });
  refused(ask(pem("leaf")), /none of the given roots issued/);
  refused(ask(pem("ec_leaf")), /did not sign/);
  refused(ask(pem("expired")), /no longer valid/);
  refused(ask([pem("leaf"), pem("intermediate")], { now: new Date(0) }), /not valid yet/);
  refused(ask(pem("direct"), { names: ["vendor.example"] }), /none of the expected names/);
  refused(ask(pem("direct"), { names: [] }), /none of the expected names/);
  refused(ask(pem("direct"), { roots: rootCertificates }), /none of the given roots issued/);
  for (const nothing of ["", [], new Uint8Array(), "text", Buffer.from([0x30, 0x80]), [der("direct"), pem("root")]]) {
    refused(ask(nothing), /no certificate in PEM or DER/);
    if (!Array.isArray(nothing)) refused(ask(pem("direct"), { roots: nothing }), /no certificate in PEM or DER/);
  }
  refused(ask(Array(9).fill(pem("direct"))), /more than 8/);
  // The time is now unless it is given.
  assert.equal(keyFromCertificates({ certificates: pem("direct"), roots, names, now: undefined }).length, 91);
});

throwsTypeError(() => keyFromCertificates(), "options: expected an object such as { certificates, roots, names }, got undefined");
throwsTypeError(() => keyFromCertificates({ roots, names }), "options.certificates: expected string, Uint8Array or an array of them, got undefined");
throwsTypeError(() => keyFromCertificates({ certificates: [undefined], roots, names }), "options.certificates[0]: expected string or Uint8Array, got undefined");
throwsTypeError(() => keyFromCertificates({ certificates: "", names }), "options.roots: expected string, Uint8Array or an array of them, got undefined");
throwsTypeError(() => keyFromCertificates({ certificates: "", roots }), "options.names: expected an array of strings, got undefined");
throwsTypeError(() => keyFromCertificates({ certificates: "", roots, names: "a.example" }), "options.names: expected an array of strings, got string");
throwsTypeError(() => keyFromCertificates({ certificates: "", roots, names: [5] }), "options.names[0]: expected string, got number");
throwsTypeError(() => keyFromCertificates({ certificates: "", roots, names, now: 5 }), "options.now: expected Date, got number; new Date(milliseconds) makes one");
throwsTypeError(() => keyFromCertificates({ certificates: "", roots, name: "a.example" }), "options.name: expected certificates, roots, names or now, got another name; is it misspelt?");
throwsTypeError(() => keyFromCertificates({ certificates: "", roots: "a".repeat((1 << 20) + 1), names }), "options.roots: expected at most 1048576 bytes, got more");

test("a host is allowed as the vendors' pages say", () => {
  assert.equal(isAllowedHost("https://api.paypal.com/v1/notifications/certs/CERT-0", ["*.paypal.com"]), true);
  assert.equal(isAllowedHost("https://sns.eu-west-1.amazonaws.com/a.pem", ["*.paypal.com", "sns.<region>.amazonaws.com"]), true);
  for (const url of ["http://api.paypal.com/c", "https://api.paypal.com.example/c", "https://api.paypal.com:444/c", "https://a@api.paypal.com/c", "https://api.paypal.com\ud800/c", ""]) {
    assert.equal(isAllowedHost(url, ["*.paypal.com"]), false, url);
  }
  assert.equal(isAllowedHost("https://api.paypal.com/c", []), false);
  assert.equal(isAllowedHost("https://api.paypal.com/c", [""]), false);
  // However long it is, all of it is looked at.
  assert.equal(isAllowedHost(`https://api.paypal.com/${"a".repeat(100_000)}`, ["*.paypal.com"]), true);
  assert.equal(isAllowedHost(`https://api.paypal.com/${"a".repeat(100_000)} `, ["*.paypal.com"]), false);
});

throwsTypeError(() => isAllowedHost(new URL("https://api.paypal.com/c"), []), "url: expected string, got URL; pass what stood in the request");
throwsTypeError(() => isAllowedHost(undefined, []), "url: expected string, got undefined");
throwsTypeError(() => isAllowedHost("", "*.paypal.com"), "patterns: expected an array of strings, got string");
throwsTypeError(() => isAllowedHost("", [null]), "patterns[0]: expected string, got null");

const scheme = (algorithm, message = ["body"]) => ({ name: "acme", algorithm, message, signature: { header: "X-Acme-Signature", encoding: "base64" } });

test("a key of every kind verifies what node:crypto signed", () => {
  for (const [algorithm, hash, { publicKey, privateKey }] of [["ed25519", null, keys.ed25519], ["ecdsa-p256-sha256", "sha256", keys.p256], ["rsa-pkcs1-sha256", "sha256", keys.rsa]]) {
    const headers = { "X-Acme-Signature": sign(hash, body, privateKey).toString("base64") };
    for (const secret of [keyFromJwk(publicKey.export({ format: "jwk" })), spki(publicKey), publicKey.export({ format: "pem", type: "spki" })]) {
      const webhook = new Webhook(scheme(algorithm), secret);
      assert.equal(webhook.verify({ headers, body }).keyIndex, 0);
      assert.equal(webhook.safeVerify({ headers, body: body.subarray(1) }).code, "signature_mismatch");
    }
    assert.throws(() => new CoreWebhook(scheme(algorithm), spki(publicKey)), { name: "WebhookError", code: "invalid_scheme" });
  }
});

test("the registration is signed where the scheme says so, and asked for", () => {
  const secret = spki(keys.rsa.publicKey);
  const open = (options) => new Webhook("paypal", secret, options);
  refused(() => open(), /registration/, "missing_secret");
  refused(() => open({ registration: "" }), /registration/, "missing_secret");
  const [id, time] = ["fake-transmission", now.toISOString()];
  const message = `${id}|${time}|WH-fake-\u00e9|${crc32(body)}`;
  const signature = sign("sha256", Buffer.from(message), keys.rsa.privateKey).toString("base64");
  const request = { headers: { "PayPal-Transmission-Id": id, "PayPal-Transmission-Time": time, "PayPal-Transmission-Sig": signature }, body, now };
  assert.equal(open({ registration: "WH-fake-\u00e9" }).verify(request).keyIndex, 0);
  assert.equal(open({ registration: "WH-fake" }).safeVerify(request).code, "signature_mismatch");
  // Where it is not signed it changes nothing.
  assert.ok(new Webhook("github", "not-a-real-secret-for-tests", { registration: "WH-fake" }));
});

test("SHA-1 has to be allowed by name", () => {
  const secret = spki(keys.rsa.publicKey);
  const sha1 = scheme("rsa-pkcs1-sha1");
  refused(() => new Webhook(sha1, secret), /SHA-1/, "invalid_scheme");
  refused(() => new Webhook(sha1, secret, { allowSha1: false, allowWeakSecrets: true }), /SHA-1/, "invalid_scheme");
  const headers = { "X-Acme-Signature": sign("sha1", body, keys.rsa.privateKey).toString("base64") };
  assert.equal(new Webhook(sha1, secret, { allowSha1: true }).verify({ headers, body }).keyIndex, 0);
  const weak = createPublicKey(readFileSync(new URL("../../../tests/asymmetric/rsa1024.pub.pem", import.meta.url)));
  refused(() => new Webhook(sha1, spki(weak), { allowSha1: true }), /2048 bits/, "weak_secret");
  assert.ok(new Webhook(sha1, spki(weak), { allowSha1: true, allowWeakSecrets: true }));
});

throwsTypeError(() => new Webhook("github", "s", { allowSha1: 1 }), "options.allowSha1: expected boolean, got number");
throwsTypeError(() => new Webhook("github", "s", { allowSha1: null }), "options.allowSha1: expected boolean, got null");
throwsTypeError(() => new Webhook("github", "s", { registration: 5 }), "options.registration: expected string, got number");
throwsTypeError(() => new Webhook("github", "s", { registration: "\ud800" }), "options.registration: expected text that can be written as UTF-8, got half a surrogate pair; was it decoded wrongly?");
throwsTypeError(() => new Webhook("github", "s", { allowSHA1: true }), "options.allowSHA1: expected toleranceSeconds, allowWeakSecrets, hashing, allowSha1 or registration, got another name; is it misspelt?");
throwsTypeError(() => new CoreWebhook("github", "s", { allowSha1: true }), "options.allowSha1: expected toleranceSeconds, allowWeakSecrets or hashing, got another name; is it misspelt, or one of countersign/asymmetric?");
throwsTypeError(() => new CoreWebhook("github", "s", { registration: "a" }), "options.registration: expected toleranceSeconds, allowWeakSecrets or hashing, got another name; is it misspelt, or one of countersign/asymmetric?");

test("the entry has every provider", () => {
  const secrets = ["not-a-real-secret-for-tests", "id:not-a-real-secret-for-tests"].map((text) => Buffer.from(text)).concat(Object.values(keys).map(({ publicKey }) => spki(publicKey)));
  for (const { name } of providers) {
    const codes = secrets.map((secret) => {
      try {
        return typeof new Webhook(name, secret, { allowSha1: true, registration: "fake" }).verify;
      } catch (error) {
        return error.code;
      }
    });
    assert.ok(codes.includes("function"), `${name}: ${codes}`);
  }
  refused(() => new Webhook("nobody", "s"), /no built-in scheme$/, "unknown_scheme");
});

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 && 0xedb88320);
  }
  return ~crc >>> 0;
}
