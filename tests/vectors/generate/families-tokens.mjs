// Tokens: what each vendor's claims bind, what is refused in a token whoever signed it, and what signing writes.

import { publicText } from "../../oracle/keys.mjs";
import { base64, BODY, ecdsaDer, json, of, OTHER, publicToken, SECRET, token, url64 } from "./families-kit.mjs";
import { joined, NOW, sha256, twice } from "./kit.mjs";

const URL = "https://hooks.example:8443/in?b=2&a=1";

const vonage = of("vonage", "Authorization", { prefix: "Bearer ", covers: ["timestamp", "body"] });
{
  const { verify, sign, carry } = vonage;
  const own = { iss: "Vonage", iat: NOW, payload_hash: sha256(BODY.utf8) };
  const ok = (facts) => vonage.ok({ timestamp: NOW, ...facts });
  const genuine = token(own);
  const [head, claims, mac] = genuine.split(".");
  verify("genuine", carry(genuine), ok());
  verify("genuine with an id", carry(token({ ...own, jti: "4f3c", application_id: "a", nested: { iss: "x", list: [1, null, true] } })), ok({ id: "4f3c" }));
  for (const [what, header] of [
    ["without a type", { alg: "HS256" }],
    ["with a type in lower case", { alg: "HS256", typ: "jwt" }],
    ["with a key id and keys that choose nothing", { alg: "HS256", kid: "../../dev/null", jku: "https://evil.example/jwks", jwk: { kty: "oct", k: "AA" }, x5c: ["AA"] }],
    ["with spaces", ' { "typ" : "JWT" , "alg" : "HS256" } '],
    ["with an escaped name", '{"\\u0061lg":"HS256"}'],
  ]) verify(`a header ${what}`, carry(token(own, { header })), ok());
  for (const [what, header, hash] of [
    ["HS512, signed so", { alg: "HS512" }, "sha512"],
    ["HS512, signed by SHA-256", { alg: "HS512" }, "sha256"],
    ["in lower case", { alg: "hs256" }],
    ["none", { alg: "none" }],
    ["None", { alg: "None" }],
    ["RS256", { alg: "RS256" }],
    ["empty", { alg: "" }],
    ["null", { alg: null }],
    ["a list", { alg: ["HS256"] }],
  ]) verify(`the algorithm ${what}`, carry(token(own, { header, hash })), "malformed_signature");
  for (const [what, header] of [
    ["without an algorithm", { typ: "JWT" }],
    ["with two algorithms", '{"alg":"HS256","alg":"HS256"}'],
    ["with two algorithms, one escaped", '{"alg":"none","\\u0061lg":"HS256"}'],
    ["with crit", { alg: "HS256", crit: ["exp"], exp: NOW + 60 }],
    ["with an empty crit", { alg: "HS256", crit: [] }],
    ["with b64", { alg: "HS256", b64: true }],
    ["with another type", { alg: "HS256", typ: "at+jwt" }],
    ["with a type that is a number", { alg: "HS256", typ: 1 }],
    ["that is a list", '["HS256"]'],
    ["that is a string", '"HS256"'],
    ["cut short", '{"alg":"HS256"'],
    ["with text after it", '{"alg":"HS256"}x'],
    ["with a comma too many", '{"alg":"HS256",}'],
    ["nested too deep", `{"alg":"HS256","x":${"[".repeat(17)}${"]".repeat(17)}}`],
  ]) verify(`a header ${what}`, carry(token(own, { header, hash: "sha256" })), "malformed_signature");
  for (const [what, text] of [
    ["unsigned", `${url64('{"alg":"none"}')}.${claims}.`],
    ["without a signature", `${head}.${claims}.`],
    ["of two segments", `${head}.${claims}`],
    ["of four segments", `${genuine}.`],
    ["of one segment", head],
    ["that is empty", ""],
    ["in JSON", JSON.stringify({ protected: head, payload: claims, signature: mac })],
    ["with padding", `${genuine}=`],
    ["in the other alphabet", `${head}.${claims}.${"+".repeat(43)}`],
    ["with a signature cut by one", genuine.slice(0, -1)],
    ["with bits left over", genuine.slice(0, -1) + String.fromCharCode(genuine.charCodeAt(genuine.length - 1) + 1)],
    ["with a space after it", `${genuine} `],
    ["after two spaces", ` ${genuine}`],
    ["with a newline", `${genuine}\n`],
    ["with a letter beyond ASCII", `${genuine}\u00e9`],
  ]) verify(`a token ${what}`, carry(text), "malformed_signature");
  verify("a token of 64 kB", { headers: [["Authorization", { repeat: "a", times: 65536 }]], body: BODY }, "malformed_header");
  verify("a token without its word", { headers: [["Authorization", genuine]], body: BODY }, "malformed_signature");
  verify("the word in lower case", { headers: [["Authorization", `bearer ${genuine}`]], body: BODY }, "malformed_signature");
  verify("no token", { headers: [], body: BODY }, "missing_header");
  verify("the token twice", { headers: twice(carry(genuine).headers, "Authorization"), body: BODY }, "duplicate_header");
  verify("the token joined by a host", { headers: joined(carry(genuine).headers, "Authorization"), body: BODY }, "duplicate_header");
  verify("another body", carry(genuine, { body: { utf8: '{"event":"tess"}' } }), "signature_mismatch");
  verify("no body", carry(genuine, { body: { utf8: "" } }), "signature_mismatch");
  verify("a body with a newline more", carry(genuine, { body: { utf8: `${BODY.utf8}\n` } }), "signature_mismatch");
  verify("a body of 1 MiB", carry(token({ ...own, payload_hash: sha256("0123456789abcdef".repeat(65536)) }), { body: { repeat: "0123456789abcdef", times: 65536 } }), ok());
  verify("claims changed", carry(`${head}.${url64(json({ ...own, iat: NOW + 1 }))}.${mac}`), "signature_mismatch");
  verify("a header changed", carry(`${url64('{"typ":"JWT","alg":"HS256"}')}.${claims}.${mac}`), "signature_mismatch");
  verify("another secret", carry(token(own, { key: OTHER })), "signature_mismatch");
  verify("an empty key", carry(token(own, { key: "" })), "signature_mismatch");
  verify("the previous secret during rotation", carry(token(own, { key: OTHER })), { ...ok(), keyIndex: 1 }, { secrets: [SECRET, OTHER] });
  for (const [what, change, expect] of [
    ["300 s old", { iat: NOW - 300 }, ok({ timestamp: NOW - 300 })],
    ["301 s old", { iat: NOW - 301 }, "timestamp_too_old"],
    ["300 s ahead", { iat: NOW + 300 }, ok({ timestamp: NOW + 300 })],
    ["301 s ahead", { iat: NOW + 301 }, "timestamp_in_future"],
    ["expired, within the tolerance", { exp: NOW - 299 }, ok()],
    ["expired", { exp: NOW - 300 }, "timestamp_too_old"],
    ["not good yet, within the tolerance", { nbf: NOW + 300 }, ok()],
    ["not good yet", { nbf: NOW + 301 }, "timestamp_in_future"],
    ["without a time", { iat: undefined }, "malformed_timestamp"],
    ["with a time in a string", { iat: String(NOW) }, "malformed_timestamp"],
    ["with a time that is null", { iat: null }, "malformed_timestamp"],
    ["with a fraction of a second", { iat: NOW + 0.5 }, "malformed_timestamp"],
    ["with a time before 1970", { iat: -1 }, "malformed_timestamp"],
    ["with an end in a string", { exp: "soon" }, "malformed_timestamp"],
    ["with an end that is true", { exp: true }, "malformed_timestamp"],
    ["of another issuer", { iss: "vonage" }, "signature_mismatch"],
    ["without an issuer", { iss: undefined }, "signature_mismatch"],
    ["with an issuer that is a list", { iss: ["Vonage"] }, "signature_mismatch"],
    ["without a digest", { payload_hash: undefined }, "malformed_signature"],
    ["with a digest that is null", { payload_hash: null }, "malformed_signature"],
    ["with an empty digest", { payload_hash: "" }, "signature_mismatch"],
    ["with a digest in upper case", { payload_hash: sha256(BODY.utf8).toUpperCase() }, "signature_mismatch"],
    ["with a digest in base64", { payload_hash: base64(BODY.utf8) }, "signature_mismatch"],
    ["with an id that is a number", { jti: 7 }, "malformed_signature"],
    ["with a nonce, which is not reported", { nonce: "n1" }, ok()],
  ]) verify(`a token ${what}`, carry(token({ ...own, ...change })), expect);
  for (const [what, text, expect] of [
    ["with one claim twice", `{"iss":"Vonage","iat":${NOW},"iat":${NOW},"payload_hash":"${own.payload_hash}"}`, "malformed_signature"],
    ["with a time in scientific notation", `{"iss":"Vonage","iat":1.78219e9,"payload_hash":"${own.payload_hash}"}`, "malformed_timestamp"],
    ["with a time of leading zeros", `{"iss":"Vonage","iat":0${NOW},"payload_hash":"${own.payload_hash}"}`, "malformed_signature"],
    ["with a claim's name escaped", `{"\\u0069ss":"Vonage","iat":${NOW},"payload_hash":"${own.payload_hash}"}`, ok()],
    ["whose claims are a list", "[]", "malformed_signature"],
    ["whose claims are no JSON", "iss=Vonage", "malformed_signature"],
    ["whose claims have text after them", `${json(own)}{}`, "malformed_signature"],
  ]) verify(`a token ${what}`, carry(token(text)), expect);
  verify("a shorter tolerance", carry(token({ ...own, iat: NOW - 61 })), "timestamp_too_old", { options: { toleranceSeconds: 60 } });
  verify("a longer tolerance", carry(token({ ...own, iat: NOW - 3600 })), ok({ timestamp: NOW - 3600 }), { options: { toleranceSeconds: 3600 } });
  verify("a tolerance of more than a day", carry(genuine), "invalid_tolerance", { options: { toleranceSeconds: 86401 } });
  verify("a short secret", carry(genuine), "weak_secret", { secrets: ["short"] });
  const written = { iss: "Vonage", iat: NOW };
  sign("sign", { body: BODY }, [["Authorization", `Bearer ${token({ ...written, payload_hash: own.payload_hash })}`]]);
  sign("sign with an id", { body: BODY, id: "4f3c" }, [["Authorization", `Bearer ${token({ ...written, jti: "4f3c", payload_hash: own.payload_hash })}`]]);
  sign("sign with two secrets by the first", { body: BODY }, [["Authorization", `Bearer ${token({ ...written, payload_hash: own.payload_hash }, { key: OTHER })}`]], { secrets: [OTHER, SECRET] });
  sign("sign nothing", { body: { utf8: "" } }, [["Authorization", `Bearer ${token({ ...written, payload_hash: sha256("") })}`]]);
  for (const id of ["", 'a"b', "a\\b", "a\nb", "\u00e9"]) sign(`sign with the id ${JSON.stringify(id)}`, { body: BODY, id }, "malformed_header");
  sign("sign before 1970", { body: BODY, timestamp: -1 }, "malformed_timestamp");
}

const lists = [vonage.list];

for (const [alg, name] of [["HS256", "messagebird"], ["HS384", "messagebird-hs384"], ["HS512", "messagebird-hs512"]]) {
  const { list, verify, sign, carry, ok } = of(name, "MessageBird-Signature-JWT", { covers: ["timestamp", "id", "url", "body"] });
  const own = { iss: "MessageBird", nbf: NOW, exp: NOW + 60, jti: "4f3c", url_hash: sha256(URL), payload_hash: sha256(BODY.utf8) };
  const make = (change = {}) => token({ ...own, ...change }, { header: { alg, typ: "JWT" } });
  const at = (text, change) => carry(text, { url: URL, ...change });
  const facts = ok({ id: "4f3c", timestamp: NOW });
  const bodiless = { payload_hash: undefined };
  const nothing = { body: { utf8: "" } };
  verify("genuine", at(make()), facts);
  verify("no body and no digest", at(make(bodiless), nothing), facts);
  verify("no body and the digest of nothing", at(make({ payload_hash: sha256("") }), nothing), facts);
  verify("a body added", at(make(bodiless)), "signature_mismatch");
  verify("a body removed", at(make(), nothing), "signature_mismatch");
  verify("another body", at(make(), { body: { utf8: "{}" } }), "signature_mismatch");
  verify("any method", at(make(), { method: "DELETE" }), facts);
  verify("another query", at(make(), { url: `${URL}&c=3` }), "signature_mismatch");
  verify("another order of the query", at(make(), { url: URL.replace("b=2&a=1", "a=1&b=2") }), "signature_mismatch");
  verify("another host", at(make(), { url: URL.replace("hooks", "other") }), "signature_mismatch");
  verify("without the port", at(make(), { url: URL.replace(":8443", "") }), "signature_mismatch");
  verify("no URL", carry(make()), "missing_url");
  verify("a URL from the path on", at(make(), { url: "/in?b=2&a=1" }), "malformed_url");
  verify("another token's algorithm", at(token(own, { header: { alg: alg === "HS256" ? "HS512" : "HS256" } })), "malformed_signature");
  for (const [what, change, code] of [
    ["without an id", { jti: undefined }, "malformed_signature"],
    ["without an end", { exp: undefined }, "malformed_timestamp"],
    ["without a start", { nbf: undefined }, "malformed_timestamp"],
    ["with a start of another name", { nbf: undefined, iat: NOW }, "malformed_timestamp"],
    ["without the digest of the URL", { url_hash: undefined }, "malformed_signature"],
    ["of another issuer", { iss: "Messagebird" }, "signature_mismatch"],
    ["over, by as much as clocks may differ", { exp: NOW - 5 }, "timestamp_too_old"],
    ["6 s ahead", { nbf: NOW + 6 }, "timestamp_in_future"],
    ["good for a year and made over a day ago", { nbf: NOW - 86406, exp: NOW + 31536000 }, "timestamp_too_old"],
  ]) verify(`a token ${what}`, at(make(change)), code);
  verify("a token over, less than clocks may differ", at(make({ exp: NOW - 4 })), facts);
  verify("a token 5 s ahead", at(make({ nbf: NOW + 5 })), { ...facts, timestamp: NOW + 5 });
  sign("sign", { body: BODY, id: "4f3c", url: URL }, [["MessageBird-Signature-JWT", make()]]);
  sign("sign no body", { body: { utf8: "" }, id: "4f3c", url: URL }, [["MessageBird-Signature-JWT", make(bodiless)]]);
  sign("sign without an id", { body: BODY, url: URL }, "missing_header");
  sign("sign without a URL", { body: BODY, id: "4f3c" }, "missing_url");
  lists.push(list);
}

{
  const { list, verify, sign, carry, ok } = of("netlify", "X-Webhook-Signature", { covers: ["body"] });
  const own = { iss: "netlify", sha256: sha256(BODY.utf8) };
  verify("genuine", carry(token(own)), ok());
  verify("a hundred years later", carry(token(own)), ok(), { now: NOW + 3155760000 });
  verify("a time that is not demanded is reported", carry(token({ ...own, iat: NOW - 5 })), ok({ timestamp: NOW - 5 }));
  verify("an end that is not demanded holds", carry(token({ ...own, exp: NOW })), "timestamp_too_old");
  verify("an end that lies ahead", carry(token({ ...own, exp: NOW + 1 })), ok());
  verify("another body", carry(token(own), { body: { utf8: "{}" } }), "signature_mismatch");
  verify("another issuer", carry(token({ ...own, iss: "Netlify" })), "signature_mismatch");
  verify("without a digest", carry(token({ iss: "netlify" })), "malformed_signature");
  verify("a tolerance, though no time is signed", carry(token(own)), "invalid_tolerance", { options: { toleranceSeconds: 300 } });
  sign("sign", { body: BODY }, [["X-Webhook-Signature", token(own)]]);
  lists.push(list);
}

for (const [alg, name] of [["HS256", "fusionauth"], ["HS384", "fusionauth-hs384"], ["HS512", "fusionauth-hs512"]]) {
  const { list, verify, sign, carry, ok } = of(name, "X-FusionAuth-Signature-JWT", { covers: ["body"] });
  const own = { request_body_sha256: base64(BODY.utf8) };
  const make = (claims = own) => token(claims, { header: { alg, typ: "JWT" } });
  verify("genuine", carry(make()), ok());
  verify("another body", carry(make(), { body: { utf8: "{}" } }), "signature_mismatch");
  verify("a digest in base64url", carry(make({ request_body_sha256: base64(BODY.utf8).replace("=", "") })), "signature_mismatch");
  verify("a digest in hex", carry(make({ request_body_sha256: sha256(BODY.utf8) })), "signature_mismatch");
  verify("another algorithm under the same key", carry(token(own, { header: { alg: alg === "HS256" ? "HS384" : "HS256" } })), "malformed_signature");
  sign("sign", { body: BODY }, [["X-FusionAuth-Signature-JWT", make()]]);
  lists.push(list);
}

for (const [name, alg, algorithm, header, own, covers, timestamp] of [
  ["plaid", "ES256", "ecdsa-p256-sha256-raw", "Plaid-Verification", { iat: NOW, request_body_sha256: sha256(BODY.utf8) }, ["timestamp", "body"], NOW],
  ["fusionauth-es256", "ES256", "ecdsa-p256-sha256-raw", "X-FusionAuth-Signature-JWT", { request_body_sha256: base64(BODY.utf8) }, ["body"]],
  ["fusionauth-rs256", "RS256", "rsa-pkcs1-sha256", "X-FusionAuth-Signature-JWT", { request_body_sha256: base64(BODY.utf8) }, ["body"]],
]) {
  const keys = [publicText({ algorithm }, 0), publicText({ algorithm }, 1)];
  const { list, verify, sign, carry, ok } = of(name, header, { covers, secrets: [keys[0]] });
  const make = (change, index, head) => publicToken(algorithm, { alg, kid: "bfbd5111-8e33-4643-8ced-b2e642a72f3c", typ: "JWT", ...head }, { ...own, ...change }, index);
  const genuine = make();
  verify("genuine", carry(genuine), ok({ timestamp }));
  verify("another body", carry(genuine, { body: { utf8: "{}" } }), "signature_mismatch");
  verify("another key", carry(make({}, 1)), "signature_mismatch");
  verify("the second of two keys", carry(make({}, 1)), { ...ok({ timestamp }), keyIndex: 1 }, { secrets: keys });
  verify("claims of another token", carry([genuine.split(".")[0], make({ jti: "x" }).split(".")[1], genuine.split(".")[2]].join(".")), "signature_mismatch");
  verify("an HMAC keyed with the public key", carry(token(own, { key: keys[0] })), "malformed_signature");
  verify("an HMAC keyed with the public key, under the own algorithm's name", carry(token(own, { header: { alg }, key: keys[0], hash: "sha256" })), alg === "ES256" ? "malformed_signature" : "signature_mismatch");
  verify("no algorithm", carry(`${url64('{"alg":"none"}')}.${genuine.split(".")[1]}.`), "malformed_signature");
  verify("another algorithm named", carry(make({}, 0, { alg: alg === "ES256" ? "RS256" : "ES256" })), "malformed_signature");
  if (alg === "ES256") verify("a signature in DER", carry(`${genuine.split(".").slice(0, 2).join(".")}.${ecdsaDer(genuine.split(".")[2])}`), "malformed_signature");
  if (alg === "ES256") verify("a signature of zeros", carry(`${genuine.split(".").slice(0, 2).join(".")}.${"A".repeat(86)}`), "malformed_signature");
  if (timestamp) verify("301 s old", carry(make({ iat: NOW - 301 })), "timestamp_too_old");
  if (timestamp) verify("without a time", carry(make({ iat: undefined })), "malformed_timestamp");
  verify("a secret that is no key", carry(genuine), "malformed_secret", { secrets: [SECRET] });
  sign("a public key signs nothing", { body: BODY }, "missing_secret");
  lists.push(list);
}

export default lists.flat();
