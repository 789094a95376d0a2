// The keys of the corpus that have two halves: the private one signs here, the public one is the secret that a vector holds.

import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";

import { sign as ecdsa } from "./ecdsa.mjs";

const known = JSON.parse(readFileSync(new URL("test-keys.json", import.meta.url), "utf8"));

export const HASHES = {
  "ecdsa-p256-sha256": "sha256", "ecdsa-p256-sha256-raw": "sha256", "ecdsa-p256-sha1": "sha1",
  "rsa-pkcs1-sha256": "sha256", "rsa-pkcs1-sha384": "sha384", "rsa-pkcs1-sha512": "sha512", "rsa-pkcs1-sha1": "sha1",
};
export const isAsymmetric = ({ algorithm }) => algorithm === "ed25519" || algorithm in HASHES;

/** PKCS #8 (RFC 5208) and SEC 1 of a bare Ed25519 seed and a bare P-256 number. */
const ed25519 = (seed) => createPrivateKey({ key: Buffer.from(`302e020100300506032b657004220420${seed}`, "hex"), format: "der", type: "pkcs8" });
const p256 = (number) => createPrivateKey({ key: Buffer.from(`30310201010420${number}a00a06082a8648ce3d030107`, "hex"), format: "der", type: "sec1" });

/** The private key number `index` for an algorithm: two there are of each kind. */
function privateKey(algorithm, index) {
  if (algorithm === "ed25519") return ed25519(known.ed25519[index].secret);
  return algorithm.startsWith("ecdsa") ? p256(known.p256[index].secret) : createPrivateKey({ key: known.rsa[index], format: "jwk" });
}

/** The signature of a message under key number `index`; the same each time. */
export function signature(algorithm, index, message) {
  if (algorithm === "ed25519") return sign(null, message, privateKey(algorithm, index));
  if (algorithm.startsWith("rsa")) return sign(HASHES[algorithm], message, privateKey(algorithm, index));
  const { raw, der } = ecdsa(HASHES[algorithm], BigInt(`0x${known.p256[index].secret}`), message);
  return algorithm.endsWith("raw") ? raw : der;
}

/** The public half of key number `index` in the notation of the scheme: bare bytes of Ed25519 or a JWK, base64 of the key's DER, or else PEM. */
export function publicText({ algorithm, key = {} }, index) {
  const publicKey = createPublicKey(privateKey(algorithm, index));
  const prefix = key.prefixes?.[0] ?? "";
  const der = publicKey.export({ format: "der", type: "spki" });
  const encoding = { hex: "hex", base64: "base64" }[key.encoding];
  if (algorithm === "ed25519" && key.encoding === "base64url") return JSON.stringify(publicKey.export({ format: "jwk" }));
  if (algorithm === "ed25519") return prefix + der.subarray(-32).toString(encoding ?? "base64");
  return encoding === "base64" ? prefix + der.toString("base64") : publicKey.export({ format: "pem", type: "spki" });
}

/** Every notation of the public half of key number `index`. */
export function publicTexts({ algorithm }, index) {
  const publicKey = createPublicKey(privateKey(algorithm, index));
  const pem = publicKey.export({ format: "pem", type: "spki" });
  const der = publicKey.export({ format: "der", type: "spki" });
  const bare = der.subarray(-32);
  return {
    "as PEM": pem,
    "as PEM in one line": pem.replaceAll("\n", ""),
    "as base64 of its DER": der.toString("base64"),
    "as DER": { hex: der.toString("hex") },
    "as a JWK": JSON.stringify(publicKey.export({ format: "jwk" })),
    ...(algorithm === "ed25519" && { "as 32 bytes in hex": bare.toString("hex"), "as 32 bytes in base64": bare.toString("base64"), "as whpk_": `whpk_${bare.toString("base64")}`, "as 32 bytes": { hex: bare.toString("hex") } }),
  };
}

/** The private half of Ed25519 key number `index`, as Standard Webhooks writes it. */
export const privateText = (index) => `whsk_${Buffer.from(known.ed25519[index].secret, "hex").toString("base64")}`;
