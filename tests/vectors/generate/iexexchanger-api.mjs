// Signed management requests of iEXExchanger: method, path and canonical query beside the body's digest.

import { NOW, bodyBytes, drop, hmac, joined, message, set, sha256, twice, vectors } from "./kit.mjs";
import { bodies, changedBodies, headerValues, hexSignatures, timestamps, windows } from "./faults.mjs";

const SECRET = "iex_api_hmac_test_secret";
const OTHER = "iex_api_hmac_old_secret";
const PATH = "/api/v3/private/exchange/quotes";
const NONCE = "req-20260623-002";
const BODY = { utf8: '{"route_id":25,"amount":"100"}' };
const COVERS = ["method", "path", "query", "body", "timestamp", "nonce"];
const SOURCE = "derived from the vendor's published algorithm, two independent implementations agreeing";
const ALL = ["X-Api-Signature", "X-Api-Timestamp", "X-Api-Nonce"];

/** `query` is the canonical query, written by hand beside each URL. */
function request({ method = "POST", path = PATH, query = "", timestamp = String(NOW), nonce = NONCE, url, body = BODY, secret = SECRET } = {}) {
  const text = `v1\n${method}\n${path}\n${query}\n${sha256(bodyBytes(body))}\n${timestamp}\n${nonce}`;
  const headers = [
    ["X-Api-Signature", `sha256=${hmac("sha256", secret, message(text))}`],
    ["X-Api-Timestamp", timestamp],
    ["X-Api-Nonce", nonce],
  ];
  return { headers, body, method, url: url ?? path };
}
const genuine = request();
const edited = (headers) => ({ ...genuine, headers });
const ok = (keyIndex = 0, change = {}) => ({ keyIndex, timestamp: NOW, nonce: NONCE, ...change, covers: COVERS });

const { list, verify, sign } = vectors("iexexchanger-api", { secrets: [SECRET] });

verify("the request of the published description", {
  headers: [
    ["X-Api-Signature", "sha256=eeafaab6b400911141302f0f01d5b8c6603f72c2682bb2fcb6c0c4075c7b38d3"],
    ["X-Api-Timestamp", "1782190000"],
    ["X-Api-Nonce", "req-20260623-002"],
  ],
  body: BODY, method: "POST", url: PATH,
}, ok(), { source: SOURCE });

// URL, path, canonical query: what the vendor's server must find in each.
const urls = [
  ["an absolute URL", `https://exchange.example${PATH}`, PATH, ""],
  ["an absolute http URL with a port", `http://exchange.example:8080${PATH}?a=1`, PATH, "a=1"],
  ["an empty query", `${PATH}?`, PATH, ""],
  ["sorted pairs", `${PATH}?b=2&a=1`, PATH, "a=1&b=2"],
  ["a nested key", `${PATH}?filter[x]=1`, PATH, "filter%5Bx%5D=1"],
  ["a nested key, encoded by the caller in lower case", `${PATH}?filter%5bx%5d=1`, PATH, "filter%5Bx%5D=1"],
  ["a plus sign for a space", `${PATH}?a=1+2`, PATH, "a=1%202"],
  ["an encoded plus sign", `${PATH}?a=1%2B2`, PATH, "a=1%2B2"],
  ["an encoded plus sign in lower case", `${PATH}?a=1%2b2`, PATH, "a=1%2B2"],
  ["the characters that encodeURIComponent leaves", `${PATH}?a=!'()*`, PATH, "a=%21%27%28%29%2A"],
  ["unreserved characters", `${PATH}?a=-._~`, PATH, "a=-._~"],
  ["unreserved characters that were encoded", `${PATH}?a=%2D%2E%5F%7E%41`, PATH, "a=-._~A"],
  ["a key without a value", `${PATH}?k`, PATH, "k="],
  ["a key with an empty value", `${PATH}?k=`, PATH, "k="],
  ["a value without a key", `${PATH}?=v`, PATH, "=v"],
  ["an equals sign in a value", `${PATH}?a=b=c`, PATH, "a=b%3Dc"],
  ["empty pairs", `${PATH}?&a=1&&b=2&`, PATH, "a=1&b=2"],
  ["duplicates", `${PATH}?a=2&a=1&a=2`, PATH, "a=1&a=2&a=2"],
  ["a question mark in the query", `${PATH}?a=?&b=/`, PATH, "a=%3F&b=%2F"],
  ["a non-ASCII value", `${PATH}?a=%d0%b6`, PATH, "a=%D0%B6"],
  ["a value that is not UTF-8", `${PATH}?a=%ff%FE`, PATH, "a=%FF%FE"],
  ["a zero byte and a newline in a value", `${PATH}?a=%00%0a`, PATH, "a=%00%0A"],
  ["an encoded ampersand", `${PATH}?a=1%26b=2`, PATH, "a=1%26b%3D2"],
  ["keys sorted as encoded pairs", `${PATH}?a=1&a-b=1&a%5Bx%5D=1&a1=1&aB=1`, PATH, "a%5Bx%5D=1&a-b=1&a1=1&a=1&aB=1"],
  ["upper case before lower case", `${PATH}?b=1&B=1&a=1&Z=1`, PATH, "B=1&Z=1&a=1&b=1"],
  ["values sorted as text", `${PATH}?a=10&a=9&a=1`, PATH, "a=1&a=10&a=9"],
  ["64 pairs", `${PATH}?${"a=1&".repeat(63)}a=1`, PATH, `${"a=1&".repeat(63)}a=1`],
  ["an encoded path, kept as it is", "/api/v3/a%20b%2fc", "/api/v3/a%20b%2fc", ""],
  ["dot segments, kept as they are", "/api/v3/../v3/./x", "/api/v3/../v3/./x", ""],
  ["a path with a trailing slash", `${PATH}/`, `${PATH}/`, ""],
  ["a URL of 8192 bytes", `/${"a".repeat(8191)}`, `/${"a".repeat(8191)}`, ""],
];
for (const [name, url, path, query] of urls) verify(name, request({ url, path, query }), ok());

const badUrls = [
  ["a fragment", `${PATH}#top`],
  ["a fragment in an absolute URL", `https://exchange.example${PATH}?a=1#`],
  ["a space", `${PATH}?a=1 2`],
  ["a newline", `${PATH}\nx`],
  ["a backslash", `https://exchange.example\\admin${PATH}`],
  ["a letter beyond ASCII", `${PATH}?a=\u00e9`],
  ["a letter beyond Latin-1", `${PATH}?a=\u0436`],
  ["no leading slash", PATH.slice(1)],
  ["another protocol", `ftp://exchange.example${PATH}`],
  ["an asterisk", "*"],
  ["nothing", ""],
  ["8193 bytes", `/${"a".repeat(8192)}`],
  ["a percent sign alone", `${PATH}?a=%`],
  ["a percent sign and one digit", `${PATH}?a=%4`],
  ["a percent sign and no hex", `${PATH}?a=%zz`],
  ["a percent sign and a sign", `${PATH}?a=%+1`],
  ["a broken escape in a key", `${PATH}?%g1=1`],
  ["65 pairs", `${PATH}?${"a=1&".repeat(64)}a=1`],
];
for (const [name, url] of badUrls) verify(`a URL with ${name}`, request({ url }), "malformed_url");
verify("no URL", { ...genuine, url: undefined }, "missing_url");
verify("no method", { ...genuine, method: undefined }, "missing_method");
verify("neither method nor URL", { ...genuine, method: undefined, url: undefined }, "missing_method");
verify("no URL and no headers", { headers: [], body: BODY, method: "POST" }, "missing_url");

for (const method of ["GET", "DELETE", "M-SEARCH", "A".repeat(32)]) verify(`method ${method}`, request({ method }), ok());
for (const method of ["post", "Post", "", "POST\n", " POST", "POST ", "PO ST", "POST1", "P\u00d6ST", "A".repeat(33)]) {
  verify(`method ${JSON.stringify(method)}`, request({ method }), "malformed_method");
}

verify("another method", { ...genuine, method: "PUT" }, "signature_mismatch");
verify("another path", { ...genuine, url: `${PATH}/1` }, "signature_mismatch");
verify("a query added", { ...genuine, url: `${PATH}?admin=1` }, "signature_mismatch");
verify("a query dropped", { ...request({ query: "a=1" }), url: PATH }, "signature_mismatch");
verify("a signature over the raw query", request({ url: `${PATH}?b=2&a=1`, query: "b=2&a=1" }), "signature_mismatch");

for (const [name, body] of bodies) verify(name, request({ body }), ok());
for (const [name, signed, arrived] of changedBodies) verify(name, { ...request({ body: signed }), body: arrived }, "signature_mismatch");
const hex = genuine.headers[0][1].slice("sha256=".length);
for (const [name, value, code] of hexSignatures(hex, "sha256=")) verify(name, edited(set(genuine.headers, "X-Api-Signature", value)), code);
verify("a bare signature", edited(set(genuine.headers, "X-Api-Signature", hex)), "malformed_signature");
for (const [text, code] of timestamps) verify(`timestamp ${JSON.stringify(text)}`, request({ timestamp: text }), code);
for (const [name, timestamp, now, code] of windows) {
  verify(`a timestamp ${name}`, request({ timestamp: String(timestamp) }), code ?? ok(0, { timestamp }), { now });
}
for (const name of ALL) {
  verify(`${name} missing`, edited(drop(genuine.headers, name)), "missing_header");
  verify(`${name} twice`, edited(twice(genuine.headers, name)), "duplicate_header");
  verify(`${name} joined by a host`, edited(joined(genuine.headers, name)), "duplicate_header");
}
for (const [name, value, code] of headerValues) {
  verify(`nonce ${name}`, typeof value === "string" ? request({ nonce: value }) : edited(set(genuine.headers, "X-Api-Nonce", value)), code);
}
for (const nonce of ["12345678", "A-Za-z0-9._:-", "n".repeat(128)]) verify(`nonce ${nonce}`, request({ nonce }), ok(0, { nonce }));
for (const nonce of ["1234567", "n".repeat(129), "with space", "with/slash", "with+plus", "with,comma", "with=equals"]) {
  verify(`nonce ${nonce}`, request({ nonce }), "malformed_header");
}
verify("the previous secret during rotation", request({ secret: OTHER }), ok(1), { secrets: [SECRET, OTHER] });
verify("another secret", request({ secret: OTHER }), "signature_mismatch");

const call = { body: BODY, nonce: NONCE, method: "POST", url: PATH };
sign("sign the request of the published description", { ...call, timestamp: 1782190000 }, [
  ["X-Api-Nonce", "req-20260623-002"],
  ["X-Api-Signature", "sha256=eeafaab6b400911141302f0f01d5b8c6603f72c2682bb2fcb6c0c4075c7b38d3"],
  ["X-Api-Timestamp", "1782190000"],
], { source: SOURCE });
for (const [name, url, path, query] of urls) {
  if (url.length < 1000) sign(`sign with ${name}`, { ...call, url }, request({ path, query }).headers);
}
sign("sign a GET without a body", { ...call, method: "GET", body: { utf8: "" } }, request({ method: "GET", body: { utf8: "" } }).headers);
sign("sign without a method", { ...call, method: undefined }, "missing_method");
sign("sign without a URL", { ...call, url: undefined }, "missing_url");
sign("sign without a nonce", { ...call, nonce: undefined }, "missing_header");
sign("sign with a method in lower case", { ...call, method: "post" }, "malformed_method");
sign("sign with a fragment", { ...call, url: `${PATH}#x` }, "malformed_url");
sign("sign with a nonce of 7 characters", { ...call, nonce: "1234567" }, "malformed_header");
sign("sign with a newline in the nonce", { ...call, nonce: "12345678\n" }, "malformed_header");

export default { about: "iEXExchanger management requests: method, path, canonical query, body digest, timestamp and nonce under HMAC-SHA256.", vectors: list };
