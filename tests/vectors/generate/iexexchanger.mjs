// Deliveries of iEXExchanger: everything that it signs, and each thing that may go wrong with it.

import { NOW, bodyBytes, drop, hmac, joined, message, set, sha256, twice, vectors } from "./kit.mjs";
import { bodies, changedBodies, headerValues, hexSignatures, timestamps, windows } from "./faults.mjs";

const SECRET = "iex_webhook_test_secret";
const OTHER = "iex_webhook_old_test_secret";
const BODY = {
  utf8: '{"id":"evt_01J0TEST","type":"order.status_changed","created_at":"2026-06-23T10:00:00+00:00","data":{"order":{"tracking_id":"TRK8K2LQ","status":"processing"}}}',
};
const GENUINE = { id: "evt_01J0TEST", type: "order.status_changed", timestamp: String(NOW), nonce: "wh_20260623_001" };
const COVERS = ["id", "type", "timestamp", "nonce", "body"];
const SOURCE = "derived from the vendor's published algorithm, two independent implementations agreeing";
const FIELDS = [
  ["id", "X-Webhook-Event-Id"],
  ["type", "X-Webhook-Event-Type"],
  ["nonce", "X-Webhook-Nonce"],
];
const ALL = ["X-Webhook-Signature", "X-Webhook-Timestamp", ...FIELDS.map(([, name]) => name)];

const mac = ({ id, type, timestamp, nonce }, body, secret = SECRET) =>
  hmac("sha256", secret, message(`v1\n${id}\n${type}\n${timestamp}\n${nonce}\n`, sha256(bodyBytes(body))));

function delivery(change = {}, body = BODY, secret = SECRET) {
  const facts = { ...GENUINE, ...change };
  const headers = [
    ["Content-Type", "application/json"],
    ["X-Webhook-Signature", `sha256=${mac(facts, body, secret)}`],
    ["X-Webhook-Event-Id", facts.id],
    ["X-Webhook-Event-Type", facts.type],
    ["X-Webhook-Timestamp", facts.timestamp],
    ["X-Webhook-Nonce", facts.nonce],
  ];
  return { headers, body };
}
const genuine = delivery();
const edited = (headers) => ({ headers, body: BODY });
const ok = (keyIndex = 0, change = {}) => ({ keyIndex, ...GENUINE, timestamp: NOW, ...change, covers: COVERS });

const { list, verify, sign } = vectors("iexexchanger", { secrets: [SECRET] });

verify("the delivery of the published description", {
  headers: [
    ["X-Webhook-Signature", "sha256=bdbc7c285d31782154d2cee01b91cf57ec8def8a6f7d624bd367b07dfa739039"],
    ["X-Webhook-Event-Id", "evt_01J0TEST"],
    ["X-Webhook-Event-Type", "order.status_changed"],
    ["X-Webhook-Timestamp", "1782190000"],
    ["X-Webhook-Nonce", "wh_20260623_001"],
    ["X-Request-Id", "req_1"],
    ["X-Correlation-Id", "cor_1"],
  ],
  body: BODY,
}, ok(), { source: SOURCE });
verify("a genuine delivery", genuine, ok());
verify("header names in lower case", edited(genuine.headers.map(([name, value]) => [name.toLowerCase(), value])), ok());
verify("header names in upper case", edited(genuine.headers.map(([name, value]) => [name.toUpperCase(), value])), ok());
verify("a bare signature", edited(set(genuine.headers, "X-Webhook-Signature", mac(GENUINE, BODY))), ok());
verify("headers that are not read may be anything", edited([
  ...genuine.headers, ["X-Request-Id", "a"], ["X-Request-Id", "b"], ["X-Correlation-Id", "\u00e9\u0416"], ["X-Api-Signature", ""],
]), ok());

for (const [name, body] of bodies) verify(name, delivery({}, body), ok());
for (const [name, signed, arrived] of changedBodies) verify(name, { ...delivery({}, signed), body: arrived }, "signature_mismatch");
for (const [name, value, code] of hexSignatures(mac(GENUINE, BODY), "sha256=")) {
  verify(name, edited(set(genuine.headers, "X-Webhook-Signature", value)), code);
}
for (const [text, code] of timestamps) verify(`timestamp ${JSON.stringify(text)}`, delivery({ timestamp: text }), code);
for (const [name, timestamp, now, code] of windows) {
  verify(`a timestamp ${name}`, delivery({ timestamp: String(timestamp) }), code ?? ok(0, { timestamp }), { now });
}
verify("a timestamp header of 64 kB", edited(set(genuine.headers, "X-Webhook-Timestamp", { repeat: "1", times: 65536 })), "malformed_header");
for (const name of ALL) {
  verify(`${name} missing`, edited(drop(genuine.headers, name)), "missing_header");
  verify(`${name} twice`, edited(twice(genuine.headers, name)), "duplicate_header");
  verify(`${name} joined by a host`, edited(joined(genuine.headers, name)), "duplicate_header");
}
verify("a nonce twice with two values", edited([...genuine.headers, ["X-Webhook-Nonce", "wh_other_nonce"]]), "duplicate_header");
for (const [field, header] of FIELDS) {
  for (const [name, value, code] of headerValues) {
    const request = typeof value === "string" ? delivery({ [field]: value }) : edited(set(genuine.headers, header, value));
    verify(`${field} ${name}`, request, code);
  }
  verify(`${field} changed`, edited(set(genuine.headers, header, "changed_value")), "signature_mismatch");
  verify(`${field} of one character`, delivery({ [field]: "x" }), ok(0, { [field]: "x" }));
  verify(`${field} with all that is printable`, delivery({ [field]: "a,b;c d=\"e\" \\ ~!" }), ok(0, { [field]: "a,b;c d=\"e\" \\ ~!" }));
}
verify("timestamp changed", edited(set(genuine.headers, "X-Webhook-Timestamp", String(NOW + 1))), "signature_mismatch");
verify("id and type swapped", edited(set(set(genuine.headers, "X-Webhook-Event-Id", GENUINE.type), "X-Webhook-Event-Type", GENUINE.id)), "signature_mismatch");
verify("a signature of the Partner API", edited(set(genuine.headers, "X-Webhook-Signature", `sha256=${hmac("sha256", SECRET, BODY.utf8)}`)), "signature_mismatch");
verify("a delivery of the Partner API", { headers: [
  ["X-Webhook-Signature", `sha256=${hmac("sha256", SECRET, BODY.utf8)}`], ["X-Webhook-Event", "order.created"], ["X-Webhook-Delivery", "job_1"],
], body: BODY }, "missing_header");
verify("a message with a newline at its end", edited(set(genuine.headers, "X-Webhook-Signature",
  `sha256=${hmac("sha256", SECRET, `v1\n${GENUINE.id}\n${GENUINE.type}\n${NOW}\n${GENUINE.nonce}\n${sha256(BODY.utf8)}\n`)}`)), "signature_mismatch");
verify("no headers at all", edited([]), "missing_header");

verify("another secret", delivery({}, BODY, OTHER), "signature_mismatch");
verify("the previous secret during rotation", delivery({}, BODY, OTHER), ok(1), { secrets: [SECRET, OTHER] });
verify("the current secret during rotation", genuine, ok(0), { secrets: [SECRET, OTHER] });
verify("the same secret twice", genuine, ok(0), { secrets: [SECRET, SECRET] });
verify("a secret with a newline at its end", genuine, "signature_mismatch", { secrets: [`${SECRET}\n`] });
verify("a secret as bytes", genuine, ok(), { secrets: [{ hex: Buffer.from(SECRET).toString("hex") }] });

// Which code wins when several things are wrong: found, then signature, then timestamp, then window, then MAC.
const stale = delivery({ timestamp: String(NOW - 301) });
verify("stale and a signature that is not one", { ...stale, headers: set(stale.headers, "X-Webhook-Signature", "sha256=zz") }, "malformed_signature");
verify("stale and a signature that does not match", { ...stale, headers: set(stale.headers, "X-Webhook-Signature", `sha256=${"0".repeat(64)}`) }, "timestamp_too_old");
verify("stale and no nonce", { ...stale, headers: drop(stale.headers, "X-Webhook-Nonce") }, "missing_header");
verify("a bad timestamp and a bad signature", edited(set(set(genuine.headers, "X-Webhook-Signature", "sha256=zz"), "X-Webhook-Timestamp", "1e9")), "malformed_signature");
verify("a nonce twice and a bad signature", edited(set(twice(genuine.headers, "X-Webhook-Nonce"), "X-Webhook-Signature", "sha256=zz")), "duplicate_header");
verify("no signature and a nonce twice", edited(drop(twice(genuine.headers, "X-Webhook-Nonce"), "X-Webhook-Signature")), "missing_header");

verify("1 s old with tolerance 0", delivery({ timestamp: String(NOW - 1) }), "timestamp_too_old", { options: { toleranceSeconds: 0 } });
verify("on the second with tolerance 0", genuine, ok(), { options: { toleranceSeconds: 0 } });
verify("a day old with tolerance 86400", delivery({ timestamp: String(NOW - 86400) }), ok(0, { timestamp: NOW - 86400 }), { options: { toleranceSeconds: 86400 } });
verify("a day and a second ahead with tolerance 86400", delivery({ timestamp: String(NOW + 86401) }), "timestamp_in_future", { options: { toleranceSeconds: 86400 } });
verify("tolerance 86401", genuine, "invalid_tolerance", { options: { toleranceSeconds: 86401 } });

const facts = { id: GENUINE.id, type: GENUINE.type, nonce: GENUINE.nonce };
sign("sign the delivery of the published description", { body: BODY, ...facts, timestamp: 1782190000 }, [
  ["X-Webhook-Event-Id", "evt_01J0TEST"],
  ["X-Webhook-Event-Type", "order.status_changed"],
  ["X-Webhook-Nonce", "wh_20260623_001"],
  ["X-Webhook-Signature", "sha256=bdbc7c285d31782154d2cee01b91cf57ec8def8a6f7d624bd367b07dfa739039"],
  ["X-Webhook-Timestamp", "1782190000"],
], { source: SOURCE });
for (const [name, body] of bodies) {
  const { headers } = delivery({}, body);
  sign(`sign ${name}`, { body, ...facts }, headers.filter(([header]) => header !== "Content-Type"));
}
sign("sign with the first of two secrets", { body: BODY, ...facts }, genuine.headers.slice(1), { secrets: [SECRET, OTHER] });
sign("sign with a timestamp of the epoch", { body: BODY, ...facts, timestamp: 0 }, delivery({ timestamp: "0" }).headers.slice(1), { now: 100 });
for (const [field] of FIELDS) {
  sign(`sign without ${field}`, { body: BODY, ...facts, [field]: undefined }, "missing_header");
  for (const [name, value, code] of headerValues) {
    if (typeof value === "string") sign(`sign ${field} ${name}`, { body: BODY, ...facts, [field]: value }, code);
  }
}
sign("sign with a negative timestamp", { body: BODY, ...facts, timestamp: -1 }, "malformed_timestamp", { now: 0 });

export default { about: "iEXExchanger webhooks: id, type, timestamp, nonce and the body's digest under HMAC-SHA256.", vectors: list };
