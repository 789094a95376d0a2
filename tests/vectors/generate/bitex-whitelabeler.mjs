// Requests to the Bitex Whitelabeler API: nonce, user id and API key under HMAC-SHA256, with nothing between them.

import { NOW, drop, hmac, joined, set, twice, vectors } from "./kit.mjs";
import { bodies, headerValues, hexSignatures } from "./faults.mjs";

const SECRET = "23c2b376baab634713e41c4bd8eac5e9";
const OTHER = "00112233445566778899aabbccddeeff";
const FACTS = { nonce: "1", user: "99", key: "19b7afde71cc09ac3d964ca7341d47d5" };
const BODY = { utf8: '{"amount":"1"}' };
const COVERS = ["nonce", "header:x-exchange-user-id", "header:x-exchange-api-key"];
const SIGNATURE = "X-Exchange-Signature";
const FIELDS = [["nonce", "X-Exchange-Nonce"], ["user", "X-Exchange-User-Id"], ["key", "X-Exchange-Api-Key"]];
const SOURCE = "published by Bitex with its Whitelabeler API, recomputed";
const PUBLISHED = "1a6cf70c61637545b8b2ab3773cd682c6b99782ce9599827757e3a93217fac07";

function request(change = {}, secret = SECRET) {
  const { nonce, user, key } = { ...FACTS, ...change };
  const headers = [
    [SIGNATURE, hmac("sha256", secret, `${nonce}${user}${key}`)],
    ["X-Exchange-Nonce", nonce],
    ["X-Exchange-User-Id", user],
    ["X-Exchange-Api-Key", key],
  ];
  return { headers, body: BODY };
}
const genuine = request();
const edited = (headers) => ({ headers, body: BODY });
const ok = (keyIndex = 0, nonce = "1") => ({ keyIndex, nonce, covers: COVERS });

const { list, verify, sign } = vectors("bitex-whitelabeler", { secrets: [SECRET] });

verify("the request of the published description", edited(set(genuine.headers, SIGNATURE, PUBLISHED)), ok(), { source: SOURCE });
for (const [name, body] of bodies) verify(`${name}, which is not covered`, { ...genuine, body }, ok());
for (const [name, value, code] of hexSignatures(PUBLISHED, "")) verify(name, edited(set(genuine.headers, SIGNATURE, value)), code);
verify("the prefix sha256=", edited(set(genuine.headers, SIGNATURE, `sha256=${PUBLISHED}`)), "malformed_signature");
for (const name of [SIGNATURE, ...FIELDS.map(([, header]) => header)]) {
  verify(`${name} missing`, edited(drop(genuine.headers, name)), "missing_header");
  verify(`${name} twice`, edited(twice(genuine.headers, name)), "duplicate_header");
  verify(`${name} joined by a host`, edited(joined(genuine.headers, name)), "duplicate_header");
}
for (const [field, header] of FIELDS) {
  verify(`${header} changed`, edited(set(genuine.headers, header, "2")), "signature_mismatch");
  for (const [name, value, code] of headerValues) {
    verify(`${header} ${name}`, typeof value === "string" ? request({ [field]: value }) : edited(set(genuine.headers, header, value)), code);
  }
}
verify("a user id of 4096 bytes", { headers: set(request({ user: "a".repeat(4096) }).headers, "X-Exchange-User-Id", { repeat: "a", times: 4096 }), body: BODY }, ok());
verify("nonce 19 of user 9 passes for nonce 1 of user 99, since the vendor joins them with nothing", edited(
  set(set(genuine.headers, "X-Exchange-Nonce", "19"), "X-Exchange-User-Id", "9")), ok(0, "19"));
verify("the secret decoded from hex", edited(set(genuine.headers, SIGNATURE, hmac("sha256", Buffer.from(SECRET, "hex"), "19919b7afde71cc09ac3d964ca7341d47d5"))), "signature_mismatch");
verify("another secret", request({}, OTHER), "signature_mismatch");
verify("the previous secret during rotation", request({}, OTHER), ok(1), { secrets: [SECRET, OTHER] });
verify("a tolerance, though there is no timestamp", genuine, "invalid_tolerance", { options: { toleranceSeconds: 300 }, now: NOW });

const rest = [["X-Exchange-User-Id", FACTS.user], ["X-Exchange-Api-Key", FACTS.key]];
sign("sign the request of the published description", { body: BODY, nonce: "1", headers: rest }, [
  ["X-Exchange-Api-Key", "19b7afde71cc09ac3d964ca7341d47d5"],
  ["X-Exchange-Nonce", "1"],
  ["X-Exchange-Signature", PUBLISHED],
  ["X-Exchange-User-Id", "99"],
], { source: SOURCE });
sign("sign without a nonce", { body: BODY, headers: rest }, "missing_header");
sign("sign without the user id", { body: BODY, nonce: "1", headers: rest.slice(1) }, "missing_header");
sign("sign with the API key twice", { body: BODY, nonce: "1", headers: [...rest, rest[1]] }, "duplicate_header");
sign("sign with a newline in the user id", { body: BODY, nonce: "1", headers: [["X-Exchange-User-Id", "9\n9"], rest[1]] }, "malformed_header");
sign("sign with a newline in the nonce", { body: BODY, nonce: "1\n", headers: rest }, "malformed_header");

export default { about: "Bitex Whitelabeler requests: HMAC-SHA256 of nonce, user id and API key; the body is not covered.", vectors: list };
