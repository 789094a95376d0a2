// Schemes that make no sense, each of which must be refused before a secret is looked at.

import { vectors } from "./kit.mjs";

const { list, verify } = vectors(undefined, { secrets: ["a-secret-for-tests-only"] });
const request = { headers: [], body: { utf8: "" } };

const names = ["", "nope", "IEXEXCHANGER", "iexexchanger ", "iex", "stripes", "__proto__", "constructor", "toString", "\u0456exexchanger"];
for (const scheme of names) verify(`the name ${JSON.stringify(scheme)}`, request, "unknown_scheme", { scheme, label: "unknown scheme" });

/** A scheme that makes sense, and what is changed in it. A value of undefined takes the field out. */
const sound = {
  name: "acme",
  algorithm: "hmac-sha256",
  message: ["timestamp", { text: "." }, "body"],
  signature: { header: "X-Acme-Signature", encoding: "hex" },
  timestamp: { header: "X-Acme-Timestamp", unit: "s", toleranceSeconds: 300 },
};
const list9 = Array.from({ length: 9 }, (_, n) => ({ header: `X-Part-${n}` }));
const signature = (change) => ({ signature: { ...sound.signature, ...change } });
const timestamp = (change) => ({ timestamp: { ...sound.timestamp, ...change } });
const keyValue = (change) => signature({ list: { kind: "key-value", separator: ",", key: "v1", ...change } });
const tagged = (change) => signature({ list: { kind: "tagged", separator: " ", tag: "v1,", ...change } });
const token = { algorithm: "token", message: undefined, timestamp: undefined };
const untimed = { message: ["body"], timestamp: undefined };

const nonsense = [
  ["no name", { name: undefined }],
  ["an empty name", { name: "" }],
  ["no algorithm", { algorithm: undefined }],
  ["the algorithm none", { algorithm: "none" }],
  ["the algorithm md5", { algorithm: "hmac-md5" }],
  ["an algorithm in upper case", { algorithm: "HMAC-SHA256" }],
  ["an unknown field", { tolerance: 300 }],
  ["an unknown field of the signature", signature({ algorithm: "hmac-sha1" })],
  ["an unknown field of the timestamp", timestamp({ tolerance: 300 })],
  ["an unknown field of the key", { key: { encoding: "utf8", salt: "x" } }],
  ["an unknown answer", { success: "204" }],
  ["an unknown key encoding", { key: { encoding: "base32" } }],
  ["an empty key prefix", { key: { prefixes: [""] } }],
  ["no message", { message: undefined, timestamp: undefined }],
  ["an empty message", { message: [], timestamp: undefined }],
  ["a message of fixed text", { message: [{ text: "v0" }], timestamp: undefined }],
  ["a message that is no list", { message: "body", timestamp: undefined }],
  ["an unknown part of the message", { message: ["timestamp", "body", "payload"] }],
  ["a part in another case", { message: ["timestamp", "Body"] }],
  ["a part of two kinds", { message: ["timestamp", { text: "a", header: "X-A" }] }],
  ["an empty text in the message", { message: ["timestamp", { text: "" }, "body"] }],
  ["a header part that is no header name", { message: ["timestamp", { header: "X A" }, "body"] }],
  ["more than 8 headers", { message: ["timestamp", ...list9, "body"] }],
  ["an id in the message and no id", { message: ["timestamp", "id", "body"] }],
  ["an id in the message that stands in the body", { message: ["timestamp", "id", "body"], id: { json: "/id" } }],
  ["a type in the message and no type", { message: ["timestamp", "type", "body"] }],
  ["a nonce in the message and no nonce", { message: ["timestamp", "nonce", "body"] }],
  ["a timestamp in the message and no timestamp", { timestamp: undefined }],
  ["a timestamp that is not in the message", { message: ["body"] }],
  ["no place for the timestamp", timestamp({ header: undefined })],
  ["a timestamp header that is no header name", timestamp({ header: "X Acme" })],
  ["a timestamp without a unit", timestamp({ unit: undefined })],
  ["a timestamp in minutes", timestamp({ unit: "min" })],
  ["a timestamp without a tolerance", timestamp({ toleranceSeconds: undefined })],
  ["a tolerance of more than a day", timestamp({ toleranceSeconds: 86401 })],
  ["a negative tolerance", timestamp({ toleranceSeconds: -1 })],
  ["a tolerance in text", timestamp({ toleranceSeconds: "300" })],
  ["a fraction for a tolerance", timestamp({ toleranceSeconds: 0.5 })],
  ["an id beside the body", { message: ["timestamp", "id", "body"], id: { header: "X-Id" } }],
  ["a timestamp between an id and the body, with no text", { message: ["id", "timestamp", "body"], id: { header: "X-Id" } }],
  ["a separator that base64 holds", signature({ header: "X-Acme", encoding: "base64", list: { kind: "tagged", separator: "+", tag: "v1," } })],
  ["a separator that base64url holds", signature({ header: "X-Acme", encoding: "base64url", list: { kind: "tagged", separator: "_", tag: "v1," } })],
  ["an optional prefix that a signature can begin with", signature({ prefix: "a", prefixOptional: true })],
  ["a prefix of 65 characters", signature({ prefix: "p".repeat(65) })],
  ["no signature", { signature: undefined }],
  ["no place for the signature", signature({ header: undefined })],
  ["an empty signature header", signature({ header: "" })],
  ["a signature header that is no header name", signature({ header: "X-Acme-Signature:" })],
  ["a signature header with a newline", signature({ header: "X-Acme\nSignature" })],
  ["a signature header with a letter beyond ASCII", signature({ header: "X-Acm\u00e9" })],
  ["no encoding", signature({ encoding: undefined })],
  ["an unknown encoding", signature({ encoding: "base32" })],
  ["an optional prefix and no prefix", signature({ prefixOptional: true })],
  ["a signature in a header and in the URL", signature({ urlToken: "token" })],
  ["an HMAC in the URL", { ...untimed, signature: { urlToken: "token" } }],
  ["an empty parameter for a token", { ...token, signature: { urlToken: "" } }],
  ["a parameter with an ampersand", { ...token, signature: { urlToken: "a&b" } }],
  ["a token that covers the body", { ...token, message: ["body"], signature: { header: "X-Token" } }],
  ["a token with an encoding", { ...token, signature: { header: "X-Token", encoding: "hex" } }],
  ["a token with a timestamp", { ...token, timestamp: sound.timestamp, signature: { header: "X-Token" } }],
  ["a token in a list", { ...token, signature: { header: "X-Token", list: { kind: "tagged", separator: " ", tag: "v1," } } }],
  ["a key digest that covers the body", { algorithm: "sha256-of-key", message: ["body"], timestamp: undefined }],
  ["a key digest with a timestamp", { algorithm: "sha256-of-key", message: undefined }],
  ["one header for signature and timestamp", timestamp({ header: "x-acme-signature" })],
  ["one header for id and nonce", { ...untimed, id: { header: "X-A" }, nonce: { header: "X-A" } }],
  ["an id in two places", { id: { header: "X-A", json: "/id" } }],
  ["an id in no place", { id: {} }],
  ["an id header that is no header name", { id: { header: "X A" } }],
  ["an id pointer without a slash", { id: { json: "data/id" } }],
  ["a nonce in the body", { nonce: { json: "/nonce" } }],
  ["a list of an unknown kind", signature({ list: { kind: "json", separator: ",", key: "v1" } })],
  ["a list without a separator", tagged({ separator: undefined })],
  ["a list with an empty separator", tagged({ separator: "" })],
  ["a list with a prefix", { signature: { ...sound.signature, prefix: "sha256=", list: { kind: "tagged", separator: " ", tag: "v1," } } }],
  ["a tagged list without a tag", tagged({ tag: undefined })],
  ["a tagged list with a key", tagged({ key: "v1" })],
  ["a tag that holds the separator", tagged({ separator: "," })],
  ["a key-value list without a key", keyValue({ key: undefined })],
  ["a key-value list with an empty key", keyValue({ key: "" })],
  ["a key-value list with a tag", keyValue({ tag: "v1" })],
  ["a key-value list separated by its equals sign", keyValue({ separator: "=" })],
  ["a key with an equals sign", keyValue({ key: "v=1" })],
  ["a timestamp key that is the signature's key", { ...keyValue({ timestampKey: "v1" }), ...timestamp({ header: undefined }) }],
  ["a timestamp in the list and in a header", keyValue({ timestampKey: "t" })],
  ["a timestamp in the list and no timestamp", { ...keyValue({ timestampKey: "t" }), ...untimed }],
];
for (const [name, change] of nonsense) verify(name, request, "invalid_scheme", { scheme: { ...sound, ...change }, label: "invalid scheme" });

const ownSecrets = (secrets) => ({ scheme: { ...sound, algorithm: "none" }, label: "invalid scheme", secrets });
verify("refused before its secrets are", request, "invalid_scheme", ownSecrets([]));
verify("refused before its tolerance is", request, "invalid_scheme", { ...ownSecrets([""]), options: { toleranceSeconds: 86401 } });

export default { about: "Unknown names and custom schemes that make no sense: unknown_scheme and invalid_scheme, before anything else is looked at.", vectors: list };
