// Decides the nonsensical custom schemes, as far as their JavaScript shape goes; what a scheme may say is the corpus's business.
import { CallersOwn, secret, throwing, values } from "./hostile-kit.mjs";

const scheme = {
  name: "acme", algorithm: "hmac-sha256", message: [{ text: "v0:" }, "timestamp", { text: ":" }, "body"],
  signature: { header: "X-Acme-Signature", prefix: "v0=", encoding: "hex" }, timestamp: { header: "X-Acme-Timestamp", unit: "s", toleranceSeconds: 300 },
};

export function schemeCases(lib) {
  const open = (value) => () => new lib.Webhook(value, secret);
  const spoil = (piece, value) => open({ ...scheme, [piece]: value });
  const circle = { ...scheme };
  circle.message = [circle];
  let deep = [];
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
  const shapes = {
    "an unknown field": { ...scheme, surprise: 1 }, "a circle": circle, "a deep one": { ...scheme, message: deep }, "a map": new Map(Object.entries(scheme)), "JSON text": JSON.stringify(scheme),
    "a null prototype and nothing else": Object.create(null), "a field like a prototype": JSON.parse(`{"__proto__":{"name":"acme"}}`), "a long name": { ...scheme, name: "a".repeat(1 << 20) },
    "a throwing field": { ...scheme, get name() { throw new CallersOwn(); } },
    "a tolerance that is NaN": { ...scheme, timestamp: { ...scheme.timestamp, toleranceSeconds: Number.NaN } }, "a negative tolerance": { ...scheme, timestamp: { ...scheme.timestamp, toleranceSeconds: -1 } },
    "a tolerance past all numbers": { ...scheme, timestamp: { ...scheme.timestamp, toleranceSeconds: 1e300 } }, "a header that is no name": { ...scheme, signature: { ...scheme.signature, header: "a b\n" } },
    "a lone surrogate": { ...scheme, message: [{ text: "\ud800" }, "timestamp", "body"] }, "parts of two kinds": { ...scheme, message: [{ text: "a", header: "b" }, "timestamp", "body"] },
    "no message": { ...scheme, message: [] }, "a throwing part": { ...scheme, message: [throwing()] },
  };
  return [
    ["custom scheme: a sound one", () => typeof open(scheme)().verify, { value: "function" }],
    ...Object.entries(shapes).map(([name, value]) => [`custom scheme: ${name}`, open(value)]),
    ...["name", "algorithm", "signature", "message"].flatMap((piece) => values("string").map(([name, value]) => [`custom scheme: ${piece} is ${name}`, spoil(piece, value)])),
    ...["key", "timestamp", "id", "nonce"].flatMap((piece) => values("undefined", "null", "string", "object").map(([name, value]) => [`custom scheme: ${piece} is ${name}`, spoil(piece, value)])),
    ["custom scheme: an algorithm no one has", spoil("algorithm", "text")],
  ];
}
