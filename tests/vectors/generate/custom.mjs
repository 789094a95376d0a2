// Custom schemes of other shapes than the built-in ones: every algorithm, encoding, unit and place that a scheme may name.

import { NOW, drop, hmac, message, set, sha256, twice, vectors } from "./kit.mjs";
import { bodies, headerValues, timestamps } from "./faults.mjs";

const SECRET = "custom-scheme-test-secret";
const OTHER = "custom-scheme-previous-secret";
const BODY = { utf8: '{"id":"evt_1","ok":true}' };
const { list, verify, sign } = vectors(undefined, { secrets: [SECRET] });
const of = (scheme, rest = {}) => ({ scheme, label: scheme.name, ...rest });

// Every HMAC in every encoding.
for (const [algorithm, hash] of [["hmac-sha1", "sha1"], ["hmac-sha256", "sha256"], ["hmac-sha384", "sha384"], ["hmac-sha512", "sha512"]]) {
  for (const encoding of ["hex", "hex-any-case", "base64", "base64url"]) {
    const scheme = { name: `${algorithm}-${encoding}`, algorithm, message: ["body"], signature: { header: "X-Signature", encoding } };
    const good = hmac(hash, SECRET, BODY.utf8, encoding === "hex-any-case" ? "hex" : encoding);
    const check = (name, value, expect) => verify(name, { headers: [["X-Signature", value]], body: BODY }, expect, of(scheme));
    const ok = { keyIndex: 0, covers: ["body"] };
    check("the right signature", good, ok);
    check("the signature of another body", hmac(hash, SECRET, "{}", encoding === "hex-any-case" ? "hex" : encoding), "signature_mismatch");
    check("one character too many", `${good}0`, "malformed_signature");
    check("one character too few", good.slice(0, -1), "malformed_signature");
    if (encoding.startsWith("hex")) check("upper case", good.toUpperCase(), encoding === "hex" ? "malformed_signature" : ok);
    sign("sign", { body: BODY }, [["X-Signature", good]], of(scheme));
  }
}

// Base64url: no padding, no other alphabet, no bits left over.
const URL64 = { name: "url64", algorithm: "hmac-sha256", message: ["body"], signature: { header: "X-Signature", encoding: "base64url" } };
const url64 = (n) => hmac("sha256", SECRET, `{"n":${n}}`, "base64url");
const mixed = Array.from({ length: 1000 }, (_, n) => n).find((n) => /-.*_|_.*-/.test(url64(n)));
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const leftOver = (text) => text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1)) + 1];
for (const [name, value, expect] of [
  ["both characters of its own", url64(mixed), { keyIndex: 0, covers: ["body"] }],
  ["padded", `${url64(mixed)}=`, "malformed_signature"],
  ["in the other alphabet", url64(mixed).replaceAll("-", "+").replaceAll("_", "/"), "malformed_signature"],
  ["with bits left over", leftOver(url64(mixed)), "malformed_signature"],
]) verify(name, { headers: [["X-Signature", value]], body: { utf8: `{"n":${mixed}}` } }, expect, of(URL64));

// A key=value list with the timestamp in it, as Stripe writes it.
const LIST = {
  name: "list", algorithm: "hmac-sha256", message: ["timestamp", { text: "." }, "body"],
  signature: { header: "X-List-Signature", list: { kind: "key-value", separator: ",", key: "v1", timestampKey: "t" }, encoding: "hex" },
  timestamp: { unit: "s", toleranceSeconds: 300 },
};
const listMac = (timestamp = NOW, key = SECRET, body = BODY.utf8) => hmac("sha256", key, message(`${timestamp}.`, body));
const listed = (value, body = BODY) => ({ headers: [["X-List-Signature", value]], body });
const listOk = (keyIndex = 0, timestamp = NOW) => ({ keyIndex, timestamp, covers: ["timestamp", "body"] });
const good = listMac();
const wrong = (n) => listMac(NOW, `wrong-${n}`);
const many = (count) => Array.from({ length: count }, (_, n) => `,v1=${wrong(n)}`).join("");
for (const [name, value, expect] of [
  ["timestamp and signature", `t=${NOW},v1=${good}`, listOk()],
  ["signature and timestamp", `v1=${good},t=${NOW}`, listOk()],
  ["another key beside", `t=${NOW},v0=junk,v1=${good}`, listOk()],
  ["a wrong signature first", `t=${NOW},v1=${wrong(1)},v1=${good}`, listOk()],
  ["16 elements", `t=${NOW}${many(14)},v1=${good}`, listOk()],
  ["17 elements, one of them the timestamp", `t=${NOW}${many(15)},v1=${good}`, "too_many_signatures"],
  ["17 signatures", `t=${NOW},v1=${good}${many(16)}`, "too_many_signatures"],
  ["200000 signatures", { repeat: "v1=aa,", times: 200000 }, "too_many_signatures"],
  ["an element of 64 kB", { repeat: "v1=aa", times: 13107 }, "malformed_header"],
  ["the timestamp twice", `t=${NOW},t=${NOW},v1=${good}`, "duplicate_header"],
  ["the timestamp twice, once stale", `t=1,v1=${good},t=${NOW}`, "duplicate_header"],
  ["joined by a host", `t=${NOW},v1=${good}, t=${NOW},v1=${good}`, "duplicate_header"],
  ["a space after the comma", `t=${NOW}, v1=${good}`, "duplicate_header"],
  ["no timestamp", `v1=${good}`, "malformed_signature"],
  ["an upper-case timestamp key", `T=${NOW},v1=${good}`, "malformed_signature"],
  ["no signature", `t=${NOW}`, "malformed_signature"],
  ["a signature of another key only", `t=${NOW},v0=${good}`, "malformed_signature"],
  ["an upper-case key", `t=${NOW},V1=${good}`, "malformed_signature"],
  ["an element without an equals sign", `t=${NOW},v1=${good},junk`, "malformed_signature"],
  ["a comma at the end", `t=${NOW},v1=${good},`, "malformed_signature"],
  ["a comma at the start", `,t=${NOW},v1=${good}`, "malformed_signature"],
  ["two commas", `t=${NOW},,v1=${good}`, "malformed_signature"],
  ["an element without a key", `t=${NOW},=x,v1=${good}`, "malformed_signature"],
  ["a semicolon", `t=${NOW};v1=${good}`, "malformed_signature"],
  ["an empty signature", `t=${NOW},v1=`, "malformed_signature"],
  ["an upper-case signature", `t=${NOW},v1=${good.toUpperCase()}`, "malformed_signature"],
  ["a signature that is not one beside the right one", `t=${NOW},v1=${good},v1=zz`, "malformed_signature"],
  ["two equals signs", `t=${NOW},v1==${good}`, "malformed_signature"],
  ["a space before it", ` t=${NOW},v1=${good}`, "malformed_signature"],
  ["a space after it", `t=${NOW},v1=${good} `, "malformed_signature"],
  ["a space inside the timestamp", `t= ${NOW},v1=${good}`, "malformed_timestamp"],
  ["nothing", "", "malformed_signature"],
  ["a signature over another timestamp", `t=${NOW - 1},v1=${good}`, "signature_mismatch"],
  ["300 s old", `t=${NOW - 300},v1=${listMac(NOW - 300)}`, listOk(0, NOW - 300)],
  ["301 s old", `t=${NOW - 301},v1=${listMac(NOW - 301)}`, "timestamp_too_old"],
  ["300 s ahead", `t=${NOW + 300},v1=${listMac(NOW + 300)}`, listOk(0, NOW + 300)],
  ["301 s ahead", `t=${NOW + 301},v1=${listMac(NOW + 301)}`, "timestamp_in_future"],
]) verify(name, listed(value), expect, of(LIST));
for (const [text, code] of timestamps) {
  // A comma, a space or a control byte at the edge breaks the list itself and is tried above.
  if (!/[,\n\t]|^ | $|[^\x20-\x7e]/.test(text)) verify(`timestamp ${JSON.stringify(text)}`, listed(`t=${text},v1=${listMac(text)}`), code, of(LIST));
}
verify("the header twice", { headers: twice(listed(`t=${NOW},v1=${good}`).headers, "X-List-Signature"), body: BODY }, "duplicate_header", of(LIST));
verify("the header missing", { headers: [], body: BODY }, "missing_header", of(LIST));
verify("a body with a BOM", listed(`t=${NOW},v1=${listMac(NOW, SECRET, Buffer.from("efbbbf7b7d", "hex"))}`, { hex: "efbbbf7b7d" }), listOk(), of(LIST));
verify("the previous secret during rotation", listed(`t=${NOW},v1=${listMac(NOW, OTHER)}`), listOk(1), of(LIST, { secrets: [SECRET, OTHER] }));
verify("both secrets, in the other order", listed(`t=${NOW},v1=${listMac(NOW, OTHER)},v1=${good}`), listOk(0), of(LIST, { secrets: [SECRET, OTHER] }));
sign("sign", { body: BODY }, [["X-List-Signature", `t=${NOW},v1=${good}`]], of(LIST));
sign("sign with two secrets", { body: BODY }, [["X-List-Signature", `t=${NOW},v1=${good},v1=${listMac(NOW, OTHER)}`]], of(LIST, { secrets: [SECRET, OTHER] }));

// Milliseconds, floored to seconds before the window.
const MILLIS = {
  name: "millis", algorithm: "hmac-sha256", message: [{ text: "v0:" }, "timestamp", { text: ":" }, "body"],
  signature: { header: "X-Millis-Signature", prefix: "v0=", encoding: "hex" },
  timestamp: { header: "X-Millis-Timestamp", unit: "ms", toleranceSeconds: 60 },
};
const millis = (text) => ({ headers: [["X-Millis-Signature", `v0=${hmac("sha256", SECRET, `v0:${text}:${BODY.utf8}`)}`], ["X-Millis-Timestamp", text]], body: BODY });
for (const [name, text, expect] of [
  ["now", `${NOW}000`, NOW],
  ["the last millisecond of now", `${NOW}999`, NOW],
  ["the first millisecond of the window", `${NOW - 60}000`, NOW - 60],
  ["the last millisecond of the window", `${NOW + 60}999`, NOW + 60],
  ["a millisecond before the window", `${NOW - 61}999`, "timestamp_too_old"],
  ["a millisecond after the window", `${NOW + 61}000`, "timestamp_in_future"],
  ["s for ms", `${NOW}`, "timestamp_too_old"],
  ["a fraction", `${NOW}.999`, "malformed_timestamp"],
  ["the largest number", "9223372036854775807", "timestamp_in_future"],
  ["one more than the largest number", "9223372036854775808", "malformed_timestamp"],
]) verify(name, millis(text), typeof expect === "string" ? expect : { keyIndex: 0, timestamp: expect, covers: ["timestamp", "body"] }, of(MILLIS));
verify("999 ms after the epoch", millis("999"), { keyIndex: 0, timestamp: 0, covers: ["timestamp", "body"] }, of(MILLIS, { now: 0 }));
sign("sign", { body: BODY }, millis(`${NOW}000`).headers, of(MILLIS));

// A token in a header, and one in a parameter of the scheme's choice.
const TOKEN = { name: "header-token", algorithm: "token", signature: { header: "X-Token" }, id: { header: "X-Token-Event" } };
const withToken = (value, ...more) => ({ headers: [["X-Token", value], ...more], body: BODY });
const tokenOk = (keyIndex = 0, id = undefined) => ({ keyIndex, id, covers: [] });
for (const [name, request, expect] of [
  ["the token", withToken(SECRET), tokenOk()],
  ["the token and an id", withToken(SECRET, ["X-Token-Event", "evt_1"]), tokenOk(0, "evt_1")],
  ["the token and an id twice", withToken(SECRET, ["X-Token-Event", "evt_1"], ["X-Token-Event", "evt_1"]), "duplicate_header"],
  ["another token", withToken(OTHER), "signature_mismatch"],
  ["the token cut short", withToken(SECRET.slice(0, -1)), "signature_mismatch"],
  ["the token and more", withToken(`${SECRET}x`), "signature_mismatch"],
  ["the token in upper case", withToken(SECRET.toUpperCase()), "signature_mismatch"],
  ["the digest of the token", withToken(sha256(SECRET)), "signature_mismatch"],
  ["no token", { headers: [], body: BODY }, "missing_header"],
  ["an empty token", withToken(""), "malformed_signature"],
  ["a space before the token", withToken(` ${SECRET}`), "malformed_signature"],
  ["a letter beyond ASCII", withToken(`${SECRET}\u00e9`), "malformed_signature"],
  ["the token twice", { headers: [["X-Token", SECRET], ["x-token", SECRET]], body: BODY }, "duplicate_header"],
  ["a token of 64 kB", withToken({ repeat: "a", times: 65536 }), "malformed_header"],
]) verify(name, request, expect, of(TOKEN));
verify("the previous token during rotation", withToken(OTHER), tokenOk(1), of(TOKEN, { secrets: [SECRET, OTHER] }));
const KEYED = { name: "url-key", algorithm: "token", signature: { urlToken: "key" } };
const keyed = (url) => ({ headers: [], body: BODY, url });
verify("the token in its parameter", keyed(`/hooks?token=x&key=${SECRET}`), tokenOk(), of(KEYED));
verify("the token in another parameter", keyed(`/hooks?token=${SECRET}`), "signature_mismatch", of(KEYED));
const DIGEST = { name: "key-digest", algorithm: "sha256-of-key", signature: { header: "X-Auth", encoding: "hex" } };
verify("the digest of the key", { headers: [["X-Auth", sha256(SECRET)]], body: BODY }, tokenOk(), of(DIGEST));
verify("the digest in upper case", { headers: [["X-Auth", sha256(SECRET).toUpperCase()]], body: BODY }, "malformed_signature", of(DIGEST));
sign("sign", { body: BODY }, [["X-Auth", sha256(SECRET)]], of(DIGEST));

// Every part of a message at once, and a field that must not swallow the text after it.
const ALL = {
  name: "all-parts", title: "All parts", docs: "https://docs.example/webhooks", algorithm: "hmac-sha512",
  message: [{ text: "v2|" }, "method", { text: "|" }, "path", { text: "?" }, "canonical-query", { text: "|" }, "id", { text: "|" }, "type", { text: "|" }, "nonce", { text: "|" }, "timestamp", { text: "|" }, { header: "X-All-Account" }, { text: "|" }, "body-sha256-hex"],
  signature: { header: "X-All-Signature", encoding: "base64" },
  timestamp: { header: "X-All-Timestamp", unit: "s", toleranceSeconds: 30 },
  id: { header: "X-All-Id" }, type: { header: "X-All-Type" }, nonce: { header: "X-All-Nonce" }, success: "200",
};
const facts = { id: "evt_1", type: "a.b", nonce: "n1" };
const account = [["X-All-Account", "acct 1"]];
function all(change = {}) {
  const { id, type, nonce, owner = "acct 1" } = { ...facts, ...change };
  const text = `v2|PUT|/a%20b?x%5By%5D=1%202|${id}|${type}|${nonce}|${NOW}|${owner}|${sha256(BODY.utf8)}`;
  const headers = [
    ["X-All-Signature", hmac("sha512", SECRET, text, "base64")], ["X-All-Timestamp", String(NOW)],
    ["X-All-Id", id], ["X-All-Type", type], ["X-All-Nonce", nonce], ["X-All-Account", owner],
  ];
  return { headers, body: BODY, method: "PUT", url: "https://h.example/a%20b?x[y]=1+2" };
}
const allOk = { keyIndex: 0, ...facts, timestamp: NOW, covers: ["method", "path", "query", "id", "type", "nonce", "timestamp", "header:x-all-account", "body"] };
verify("everything signed", all(), allOk, of(ALL));
verify("a header part missing", { ...all(), headers: drop(all().headers, "X-All-Account") }, "missing_header", of(ALL));
verify("a header part twice", { ...all(), headers: twice(all().headers, "X-All-Account") }, "duplicate_header", of(ALL));
verify("a header part changed", { ...all(), headers: set(all().headers, "X-All-Account", "acct 2") }, "signature_mismatch", of(ALL));
for (const [name, value, code] of headerValues) {
  if (typeof value === "string") verify(`a header part ${name}`, all({ owner: value }), code, of(ALL));
}
// Types and other headers may hold the text that follows them: a rule would refuse every `order.created` before a dot.
for (const field of ["id", "nonce"]) verify(`a bar in ${field}`, all({ [field]: "a|b" }), "malformed_header", of(ALL));
for (const field of ["type", "owner"]) verify(`a bar in ${field}`, all({ [field]: "a|b" }), { ...allOk, ...(field === "type" && { type: "a|b" }) }, of(ALL));
sign("sign", { body: BODY, ...facts, method: "PUT", url: "/a%20b?x[y]=1+2", headers: account }, all().headers, of(ALL));
sign("sign without the header part", { body: BODY, ...facts, method: "PUT", url: "/a%20b?x[y]=1+2" }, "missing_header", of(ALL));
sign("sign with a bar in the id", { body: BODY, ...facts, id: "a|b", method: "PUT", url: "/a%20b?x[y]=1+2", headers: account }, "malformed_header", of(ALL));

// An id or nonce that comes last may not begin earlier than it did.
const LAST = {
  name: "id-last", algorithm: "hmac-sha256", message: ["timestamp", { text: "." }, "body", { text: "." }, "id"],
  signature: { header: "X-Signature", encoding: "hex" }, timestamp: { header: "X-Timestamp", unit: "s", toleranceSeconds: 300 }, id: { header: "X-Id" },
};
const last = (body, id) => ({ headers: [["X-Signature", hmac("sha256", SECRET, `${NOW}.pay=1.00.evt_1`)], ["X-Timestamp", String(NOW)], ["X-Id", id]], body: { utf8: body } });
verify("as it was signed", last("pay=1.00", "evt_1"), { keyIndex: 0, id: "evt_1", timestamp: NOW, covers: ["timestamp", "body", "id"] }, of(LAST));
verify("with its end moved into the id", last("pay=1", "00.evt_1"), "malformed_header", of(LAST));

// Id and type from the body by a JSON pointer (RFC 6901).
const pointed = (id) => ({ name: "pointer", algorithm: "hmac-sha256", message: ["body"], signature: { header: "X-Signature", encoding: "hex" }, id: { json: id } });
const TEXT = '{"a":[{"id":"x"},{"id":7}],"m~n":"tilde","o/p":"slash","":"empty","s":"abc","q\\"":"quote","00":"zeros","n":{"0":"key"}}';
for (const [pointer, id] of [
  ["/a/0/id", "x"], ["/a/1/id", "7"], ["/m~0n", "tilde"], ["/o~1p", "slash"], ["/", "empty"], ["/q\"", "quote"], ["/00", "zeros"], ["/n/0", "key"],
  ["/a/2/id", undefined], ["/a/00/id", undefined], ["/a/-/id", undefined], ["/a/+0/id", undefined], ["/a/length", undefined], ["/a/0", undefined],
  ["/s/0", undefined], ["/s/length", undefined], ["/constructor/name", undefined], ["/__proto__/a", undefined], ["/toString/name", undefined], ["/a/0/id/0", undefined],
]) {
  const request = { headers: [["X-Signature", hmac("sha256", SECRET, TEXT)]], body: { utf8: TEXT } };
  verify(`id at ${pointer}`, request, { keyIndex: 0, id, covers: ["body"] }, of(pointed(pointer)));
}
for (const [name, body] of bodies.slice(0, 4)) {
  const bytes = "hex" in body ? Buffer.from(body.hex, "hex") : Buffer.from(body.utf8);
  verify(name, { headers: [["X-Signature", hmac("sha256", SECRET, bytes)]], body }, { keyIndex: 0, covers: ["body"] }, of(pointed("/b")));
}

export default { about: "Custom schemes: what the built-in ones do not show. Every secret here is made up.", vectors: list };
