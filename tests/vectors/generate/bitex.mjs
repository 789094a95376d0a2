// Deliveries of Bitex: a plain digest of the API key in WEBHOOK-AUTH, which says nothing about the body.

import { drop, hmac, joined, set, sha256, twice, vectors } from "./kit.mjs";
import { bodies, hexSignatures } from "./faults.mjs";

const KEY = "bitex-test-api-key-not-a-real-one";
const OTHER = "bitex-old-test-api-key-not-real";
const BODY = {
  utf8: '{"data":{"type":"events","id":"8","attributes":{"event_type":"user_enabled","created_at":"2000-01-01T00:00:00.000Z","sent_at":"2000-01-01T00:00:00.000Z"},"relationships":{"resource":{"data":{"type":"concierge_requests","id":"1"}}}},"included":[]}',
};
const NAME = "WEBHOOK-AUTH";
const delivery = (body = BODY, digest = sha256(KEY)) => ({ headers: [["Content-Type", "application/json"], [NAME, digest]], body });
const genuine = delivery();
const edited = (headers) => ({ headers, body: BODY });
const ok = (keyIndex = 0, change = {}) => ({ keyIndex, id: "8", type: "user_enabled", ...change, covers: [] });
const nothing = { id: undefined, type: undefined };
const SOURCE = "derived from the vendor's published algorithm, two independent implementations agreeing";
const WEAK = { secrets: ["your_api_key"], options: { allowWeakSecrets: true } };
const PUBLISHED = "059911af0740ac63fd06688b02d86086add4bfcf48c346a1bd4ed5d6e8fea683";

const { list, verify, sign } = vectors("bitex", { secrets: [KEY] });

verify("the delivery of the published description", delivery(BODY, PUBLISHED), ok(), { ...WEAK, source: SOURCE });
sign("sign the delivery of the published description", { body: BODY }, [[NAME, PUBLISHED]], { ...WEAK, source: SOURCE });
verify("the key of the published description, which is short", delivery(BODY, PUBLISHED), "weak_secret", { secrets: WEAK.secrets });

verify("a genuine delivery", genuine, ok());
const letters = new Set(["an upper-case signature", "a signature with one upper-case digit"]);
for (const [name, value, code] of hexSignatures(sha256(KEY), "")) {
  verify(letters.has(name) ? `${name}, which is taken here` : name, edited(set(genuine.headers, NAME, value)), letters.has(name) ? ok() : code);
}
verify("the prefix sha256=", delivery(BODY, `sha256=${sha256(KEY)}`), "malformed_signature");
verify("an HMAC of the body in place of the digest", delivery(BODY, hmac("sha256", KEY, BODY.utf8)), "signature_mismatch");
verify("the digest of the digest", delivery(BODY, sha256(sha256(KEY))), "signature_mismatch");
verify("the key itself", delivery(BODY, KEY), "malformed_signature");
verify(`${NAME} missing`, edited(drop(genuine.headers, NAME)), "missing_header");
verify(`${NAME} twice`, edited(twice(genuine.headers, NAME)), "duplicate_header");
verify(`${NAME} joined by a host`, edited(joined(genuine.headers, NAME)), "duplicate_header");
verify("a header name with an underscore", edited([["WEBHOOK_AUTH", sha256(KEY)]]), "missing_header");
verify("the header name in lower case", edited([["webhook-auth", sha256(KEY)]]), ok());
verify("a key with a space after it", genuine, "signature_mismatch", { secrets: [`${KEY} `] });
verify("another key", delivery(BODY, sha256(OTHER)), "signature_mismatch");
verify("the old key during rotation", delivery(BODY, sha256(OTHER)), ok(1), { secrets: [KEY, OTHER] });
verify("the new key during rotation", genuine, ok(0), { secrets: [KEY, OTHER] });
verify("a tolerance, though there is no timestamp", genuine, "invalid_tolerance", { options: { toleranceSeconds: 300 } });
for (const [name, body] of bodies) verify(`${name}, which is not covered`, delivery(body), ok(0, nothing));

// Id and type are read from the body after the check; what is not there or not text is absent.
const facts = [
  ["an integer id", '{"data":{"id":8,"attributes":{"event_type":"user_enabled"}}}', { id: "8" }],
  ["a negative id", '{"data":{"id":-8,"attributes":{"event_type":"user_enabled"}}}', { id: "-8" }],
  ["an empty id", '{"data":{"id":"","attributes":{"event_type":"user_enabled"}}}', { id: "" }],
  ["an id of null", '{"data":{"id":null,"attributes":{"event_type":"user_enabled"}}}', { id: undefined }],
  ["an id that is a list", '{"data":{"id":[1],"attributes":{"event_type":"user_enabled"}}}', { id: undefined }],
  ["an id that is half a surrogate pair", '{"data":{"id":"\\ud83e"}}', nothing],
  ["an id that is an escaped pair", '{"data":{"id":"\\ud83e\\udd80"}}', { id: "\u{1f980}", type: undefined }],
  ["an id and no type", '{"data":{"id":"8"}}', { type: undefined }],
  ["an unknown type", '{"data":{"id":"8","attributes":{"event_type":"never_heard_of"}}}', { type: "never_heard_of" }],
  ["data that is text", '{"data":"id"}', nothing],
  ["data that is a list", '{"data":[{"id":"8"}]}', nothing],
  ["data of null", '{"data":null}', nothing],
  ["a body of null", "null", nothing],
  ["a body that is text", '"data"', nothing],
  ["two JSON texts", "{}{}", nothing],
  ["a body in UTF-16", undefined, nothing],
];
for (const [name, text, change] of facts) {
  verify(name, delivery(text === undefined ? { hex: Buffer.from(`\ufeff${BODY.utf8}`, "utf16le").toString("hex") } : { utf8: text }), ok(0, change));
}
verify("a BOM before the JSON", delivery({ hex: `efbbbf${Buffer.from(BODY.utf8).toString("hex")}` }), ok(0, nothing));
verify("invalid UTF-8 in the JSON", delivery({ hex: Buffer.from('{"data":{"id":"8\xff"}}', "latin1").toString("hex") }), ok(0, nothing));

sign("sign", { body: BODY }, [[NAME, sha256(KEY)]]);
sign("sign with the first of two keys", { body: BODY }, [[NAME, sha256(KEY)]], { secrets: [KEY, OTHER] });
sign("sign an empty body", { body: { utf8: "" } }, [[NAME, sha256(KEY)]]);

export default { about: "Bitex webhooks: WEBHOOK-AUTH is the SHA-256 of the API key. It is static; nothing of the request is covered.", vectors: list };
