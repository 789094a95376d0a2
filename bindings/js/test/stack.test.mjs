// That the stack of the module with public keys is far larger than what it uses: past its end a call would trap.

import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const { Instance } = WebAssembly;
const memories = [];
WebAssembly.Instance = new Proxy(Instance, {
  construct(target, args) {
    const instance = Reflect.construct(target, args);
    memories.push(instance.exports.memory);
    return instance;
  },
});
// The module is started by the first webhook of this process.
const { asymmetric } = await import("./dist.mjs");
new asymmetric.Webhook("github", "not-a-real-secret-for-tests");
WebAssembly.Instance = Instance;

const { name, stack } = JSON.parse(readFileSync(new URL("../../entries.json", import.meta.url), "utf8")).find(({ name }) => name === "asymmetric");

test("no more than half of the stack is used", () => {
  assert.equal(name, "asymmetric");
  const { Webhook, keyFromCertificates } = asymmetric;
  const body = new TextEncoder().encode('{"a":{"clearly":"fake"}}');
  const cases = [
    ["ed25519", null, generateKeyPairSync("ed25519")],
    ["ecdsa-p256-sha256", "sha256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
    ["rsa-pkcs1-sha256", "sha256", generateKeyPairSync("rsa", { modulusLength: 4096 })],
  ];
  for (const [algorithm, hash, { publicKey, privateKey }] of cases) {
    const signature = { header: "X-Acme-Signature", encoding: "base64" };
    for (const [message, signed] of [[["body"], body], [[{ json: "/a/clearly" }], Buffer.from("fake")]]) {
      const secret = publicKey.export({ format: "pem", type: "spki" });
      const webhook = new Webhook({ name: "acme", algorithm, message, signature }, Array(8).fill(secret));
      const request = { headers: { "X-Acme-Signature": sign(hash, signed, privateKey).toString("base64") }, body };
      assert.equal(webhook.verify(request).keyIndex, 0);
      const stream = webhook.begin(request);
      stream.update(body);
      assert.equal(stream.finish().keyIndex, 0);
    }
  }
  const pem = (file) => readFileSync(new URL(`../../../tests/asymmetric/${file}.pem`, import.meta.url));
  const key = keyFromCertificates({ certificates: [pem("leaf"), pem("intermediate")], roots: pem("root"), names: ["certs.vendor.example"], now: new Date(1782190000000) });
  assert.equal(createPublicKey({ key: Buffer.from(key), format: "der", type: "spki" }).asymmetricKeyType, "rsa");

  // The stack lies at the front of the memory, and grows down to its start.
  assert.equal(memories.length, 1);
  const used = stack - new Uint8Array(memories[0].buffer, 0, stack).findIndex((byte) => byte !== 0);
  assert.ok(used > 4096 && used <= stack / 2, `${used} of ${stack} bytes`);
});
