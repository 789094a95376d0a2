// Deliveries by Standard Webhooks: a list of signatures over id, timestamp and body, under a base64 secret.

import { NOW, bodyBytes, drop, hmac, joined, message, set, twice, vectors } from "./kit.mjs";
import { bodies, changedBodies, headerValues, timestamps, windows } from "./faults.mjs";

const KEY = Buffer.from("standard-webhooks-test-key");
const OTHER_KEY = Buffer.from("standard-webhooks-previous-key");
const SECRET = `whsec_${KEY.toString("base64")}`;
const OTHER = `whsec_${OTHER_KEY.toString("base64")}`;
const BODY = { utf8: '{"test": 2432232314}' };
const COVERS = ["id", "timestamp", "body"];
const [ID, TIME, SIGNATURE] = ["webhook-id", "webhook-timestamp", "webhook-signature"];

const mac = (id, timestamp, body = BODY, key = KEY) => hmac("sha256", key, message(`${id}.${timestamp}.`, bodyBytes(body)), "base64");
// An id whose signature holds both characters in which the two base64 alphabets differ.
const MSG = Array.from({ length: 1000 }, (_, n) => `msg_test_${n}`).find((id) => /\+.*\/|\/.*\+/.test(mac(id, NOW)));
const good = mac(MSG, NOW);
const wrong = (n) => mac(`wrong_${n}`, NOW);

function delivery({ id = MSG, timestamp = String(NOW), body = BODY, key = KEY } = {}) {
  return { headers: [[ID, id], [TIME, timestamp], [SIGNATURE, `v1,${mac(id, timestamp, body, key)}`]], body };
}
const genuine = delivery();
const edited = (headers) => ({ headers, body: BODY });
const signed = (value) => edited(set(genuine.headers, SIGNATURE, value));
const ok = (keyIndex = 0, change = {}) => ({ keyIndex, id: MSG, timestamp: NOW, ...change, covers: COVERS });

const { list, verify, sign } = vectors("standard-webhooks", { secrets: [SECRET] });

verify("a genuine delivery", genuine, ok());
for (const [name, body] of bodies) verify(name, delivery({ body }), ok());
for (const [name, of, arrived] of changedBodies) verify(name, { ...delivery({ body: of }), body: arrived }, "signature_mismatch");
for (const [text, code] of timestamps) verify(`timestamp ${JSON.stringify(text)}`, delivery({ timestamp: text }), code);
for (const [name, timestamp, now, code] of windows) {
  verify(`a timestamp ${name}`, delivery({ timestamp: String(timestamp) }), code ?? ok(0, { timestamp }), { now });
}
for (const name of [ID, TIME, SIGNATURE]) {
  verify(`${name} missing`, edited(drop(genuine.headers, name)), "missing_header");
  verify(`${name} twice`, edited(twice(genuine.headers, name)), "duplicate_header");
  verify(`${name} joined by a host`, edited(joined(genuine.headers, name)), "duplicate_header");
}
for (const [name, value, code] of headerValues) {
  verify(`id ${name}`, typeof value === "string" ? delivery({ id: value }) : edited(set(genuine.headers, ID, value)), code);
}
verify("an id with a dot, which would give two readings of the message", delivery({ id: "msg.1" }), "malformed_header");
verify("an id that swallowed the timestamp", edited(set(genuine.headers, ID, `${MSG}.${NOW}`)), "malformed_header");
verify("an id with a comma", delivery({ id: "msg,1" }), ok(0, { id: "msg,1" }));
verify("svix headers are not read", edited(genuine.headers.map(([name, value]) => [name.replace("webhook-", "svix-"), value])), "missing_header");

const padded = good.replace(/=+$/, "");
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const bits = `${padded.slice(0, -1)}${alphabet[alphabet.indexOf(padded.at(-1)) + 1]}=`;
const many = (count, last) => [...Array.from({ length: count - 1 }, (_, n) => `v1,${wrong(n)}`), last].join(" ");
const signatures = [
  ["a wrong signature before the right one", `v1,${wrong(1)} v1,${good}`, ok()],
  ["the right signature before a wrong one", `v1,${good} v1,${wrong(1)}`, ok()],
  ["the right signature twice", `v1,${good} v1,${good}`, ok()],
  ["16 signatures, the last one right", many(16, `v1,${good}`), ok()],
  ["17 signatures, the first one right", `v1,${good} ${many(16, `v1,${wrong(99)}`)}`, "too_many_signatures"],
  ["17 signatures, of which 16 have another tag", `${"v2,x ".repeat(16)}v1,${good}`, "too_many_signatures"],
  ["16 signatures, of which 15 have another tag", `${"v2,x ".repeat(15)}v1,${good}`, ok()],
  ["200000 signatures", { repeat: "v1,AAAA ", times: 200000 }, "too_many_signatures"],
  ["200000 signatures of another tag", { repeat: "v2,AAAA ", times: 200000 }, "too_many_signatures"],
  ["a signature of 64 kB", { repeat: "v1,AAAA", times: 9363 }, "malformed_header"],
  ["a signature of another tag beside", `v1a,${good} v1,${good}`, ok()],
  ["a signature of another tag that is no base64", `v2,!?! v1,${good}`, ok()],
  ["only signatures of another tag", `v1a,${good} v2,${good}`, "malformed_signature"],
  ["only wrong signatures", `v1,${wrong(1)} v1,${wrong(2)}`, "signature_mismatch"],
  ["a signature that is not one beside the right one", `v1,${good} v1,AAAA`, "malformed_signature"],
  ["a signature without a tag", good, "malformed_signature"],
  ["an upper-case tag", `V1,${good}`, "malformed_signature"],
  ["an equals sign for the comma", `v1=${good}`, "malformed_signature"],
  ["two spaces between signatures", `v1,${wrong(1)}  v1,${good}`, "malformed_signature"],
  ["a tab between signatures", `v1,${wrong(1)}\tv1,${good}`, "malformed_signature"],
  ["a comma between signatures", `v1,${wrong(1)},v1,${good}`, "malformed_signature"],
  ["a space before the signature", ` v1,${good}`, "malformed_signature"],
  ["a space after the signature", `v1,${good} `, "malformed_signature"],
  ["a newline after the signature", `v1,${good}\n`, "malformed_signature"],
  ["an empty signature header", "", "malformed_signature"],
  ["a tag without a signature", "v1,", "malformed_signature"],
  ["a signature without its padding", `v1,${padded}`, "malformed_signature"],
  ["a signature with too much padding", `v1,${good}=`, "malformed_signature"],
  ["a signature whose padding bits are not zero", `v1,${bits}`, "malformed_signature"],
  ["a signature in the URL-safe alphabet", `v1,${good.replaceAll("+", "-").replaceAll("/", "_")}`, "malformed_signature"],
  ["a signature in hex", `v1,${Buffer.from(good, "base64").toString("hex")}`, "malformed_signature"],
  ["a signature cut short", `v1,${good.slice(0, 40)}`, "malformed_signature"],
  ["a signature with junk after it", `v1,${good}junk`, "malformed_signature"],
  ["a signature with a newline inside", `v1,${good.slice(0, 20)}\n${good.slice(20)}`, "malformed_signature"],
  ["a signature with a letter beyond ASCII", `v1,\u00e9${good.slice(1)}`, "malformed_signature"],
  ["a signature of SHA-1's length", `v1,${hmac("sha1", KEY, "x", "base64")}`, "malformed_signature"],
  ["a signature of SHA-512's length", `v1,${hmac("sha512", KEY, "x", "base64")}`, "malformed_signature"],
  ["a signature of zeros", `v1,${"A".repeat(43)}=`, "signature_mismatch"],
];
for (const [name, value, expect] of signatures) verify(name, signed(value), expect);

verify("id changed", edited(set(genuine.headers, ID, "msg_other")), "signature_mismatch");
verify("timestamp changed", edited(set(genuine.headers, TIME, String(NOW + 1))), "signature_mismatch");
verify("another secret", delivery({ key: OTHER_KEY }), "signature_mismatch");
verify("a signature under the empty key", delivery({ key: "" }), "signature_mismatch");
verify("a signature under the secret's text", delivery({ key: SECRET }), "signature_mismatch");
verify("the previous secret during rotation", delivery({ key: OTHER_KEY }), ok(1), { secrets: [SECRET, OTHER] });
verify("both secrets sign during rotation, in the other order", signed(`v1,${mac(MSG, NOW, BODY, OTHER_KEY)} v1,${good}`), ok(0), { secrets: [SECRET, OTHER] });
const spellings = [
  ["without a prefix", KEY.toString("base64")],
  ["without padding", SECRET.replace(/=+$/, "")],
  ["with the prefix v1,whsec_", `v1,${SECRET}`],
  ["as bytes", { hex: KEY.toString("hex") }],
];
for (const [name, secret] of spellings) verify(`a secret ${name}`, genuine, ok(), { secrets: [secret] });
verify("tolerance 10", delivery({ timestamp: String(NOW - 11) }), "timestamp_too_old", { options: { toleranceSeconds: 10 } });

const facts = { body: BODY, id: MSG };
for (const [name, body] of bodies) sign(`sign ${name}`, { body, id: MSG }, delivery({ body }).headers);
sign("sign with a timestamp of its own", { ...facts, timestamp: NOW - 60 }, delivery({ timestamp: String(NOW - 60) }).headers);
sign("sign with two secrets", facts, set(genuine.headers, SIGNATURE, `v1,${good} v1,${mac(MSG, NOW, BODY, OTHER_KEY)}`), { secrets: [SECRET, OTHER] });
sign("sign without an id", { body: BODY }, "missing_header");
sign("sign with a dot in the id", { body: BODY, id: "msg.1" }, "malformed_header");
for (const [name, value, code] of headerValues) if (typeof value === "string") sign(`sign id ${name}`, { body: BODY, id: value }, code);
sign("sign with a negative timestamp", { ...facts, timestamp: -1 }, "malformed_timestamp", { now: 0 });

export default { about: "Standard Webhooks (v1): HMAC-SHA256 of id, timestamp and raw body in a list of base64 signatures.", vectors: list };
