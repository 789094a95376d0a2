// Custom schemes whose secrets are public keys: every algorithm, every notation of a key, lists, places in the body, registrations.

import { privateText, publicText, publicTexts, signature as signed } from "../../oracle/keys.mjs";
import { signatureText } from "../../oracle/scheme.mjs";
import { NOW, set, vectors } from "./kit.mjs";
import { file } from "./sender.mjs";

const BODY = { utf8: '{"id":"evt_1","ok":true}' };
const { list, verify: refuse } = vectors(undefined, {});
const ALGORITHMS = ["ed25519", "ecdsa-p256-sha256", "ecdsa-p256-sha256-raw", "ecdsa-p256-sha1", "rsa-pkcs1-sha256", "rsa-pkcs1-sha384", "rsa-pkcs1-sha512", "rsa-pkcs1-sha1"];
const make = (name, algorithm, rest) => ({ name, algorithm, message: ["timestamp", { text: "." }, "body"], signature: { header: "X-Signature", encoding: "base64" }, timestamp: { header: "X-Time", unit: "s", toleranceSeconds: 300 }, ...rest });
const { list: more, of } = file();

for (const algorithm of ALGORITHMS) {
  for (const encoding of ["base64", "hex", "base64url"]) {
    const scheme = make(`${algorithm}-${encoding}`, algorithm, { signature: { header: "X-Signature", encoding } });
    const { verify, request } = of(scheme);
    const options = algorithm.endsWith("sha1") ? { allowSha1: true } : undefined;
    const ask = (name, arrived, expect, rest = {}) => verify(name, arrived, expect, { secrets: [publicText(scheme, 0)], options, ...rest });
    const genuine = request({}, [0]);
    const edit = (change) => ({ ...genuine, headers: set(genuine.headers, "X-Signature", change(genuine.headers[0][1])) });
    const value = signed(algorithm, 0, Buffer.from(`${NOW}.${BODY.utf8}`));
    const written = (bytes) => bytes.toString(encoding);
    ask("genuine", genuine, {});
    ask("another body", { ...genuine, body: { utf8: BODY.utf8.replace("1", "2") } }, "signature_mismatch");
    ask("another time", { ...genuine, headers: set(genuine.headers, "X-Time", String(NOW + 1)) }, "signature_mismatch");
    ask("another key", request({}, [1]), "signature_mismatch");
    ask("the second key", request({}, [1]), { keyIndex: 1 }, { secrets: [publicText(scheme, 0), publicText(scheme, 1)] });
    ask("a byte of the signature changed", edit(() => written(Buffer.from(value.map((byte, at) => (at === 16 ? byte ^ 1 : byte))))), "signature_mismatch");
    ask("an empty signature", edit(() => ""), "malformed_signature");
    ask("cut by a character", edit((text) => text.slice(0, -1)), "malformed_signature");
    if (!algorithm.startsWith("rsa")) ask("a byte after it", edit(() => written(Buffer.concat([value, Buffer.alloc(1)]))), "malformed_signature");
    if (!algorithm.startsWith("rsa")) ask("an HMAC's length", edit(() => written(Buffer.alloc(32, 1))), "malformed_signature");
    if (encoding === "hex") ask("in upper case", edit((text) => text.toUpperCase()), "malformed_signature");
    if (encoding === "base64") ask("in the other alphabet, or without padding", edit((text) => `${text.replace(/=+$/, "")}-`), "malformed_signature");
    if (encoding !== "base64") continue;
    for (const [form, secret] of Object.entries(publicTexts(scheme, 0))) ask(`a key ${form}`, genuine, {}, { secrets: [secret] });
    const other = algorithm.startsWith("rsa") ? "ed25519" : "rsa-pkcs1-sha256";
    ask("a key of another kind", genuine, "malformed_secret", { secrets: [publicText({ algorithm: other }, 0)] });
    ask("a text that is no key", genuine, "malformed_secret", { secrets: ["a-secret-that-is-no-public-key-at-all"] });
    ask("no key", genuine, "missing_secret", { secrets: [""] });
    ask("no keys", genuine, "missing_secret", { secrets: [] });
    if (options) ask("without leave for SHA-1", genuine, "invalid_scheme", { options: undefined });
  }
}

// Whoever holds the private half signs, with Ed25519.
{
  const scheme = make("ed25519-signs", "ed25519", { signature: { header: "X-Signature", encoding: "base64", list: { kind: "tagged", separator: " ", tag: "v1a," } } });
  const { verify, sign, request } = of(scheme);
  const both = [0, 1].map((index) => signed("ed25519", index, Buffer.from(`${NOW}.${BODY.utf8}`)));
  const headers = (tags) => [["X-Signature", signatureText(scheme, tags, String(NOW))], ["X-Time", String(NOW)]];
  sign("sign", { body: BODY }, headers(both.slice(0, 1)), { secrets: [privateText(0)] });
  sign("sign with two keys", { body: BODY }, headers(both), { secrets: [privateText(0), privateText(1)] });
  sign("sign with a public key", { body: BODY }, "missing_secret", { secrets: [publicText(scheme, 0)] });
  verify("a private key verifies too", request({}, [0]), {}, { secrets: [privateText(0)] });
  verify("a wrong signature first", { headers: headers([both[1], both[0]]), body: BODY }, {}, { secrets: [publicText(scheme, 0)] });
  verify("another tag beside", { headers: [["X-Signature", `v1,AAAA ${headers(both.slice(0, 1))[0][1]}`], ["X-Time", String(NOW)]], body: BODY }, {}, { secrets: [publicText(scheme, 0)] });
}

// As Amazon's notifications: the signature in the body, over members with words around them.
{
  const around = (name, optional) => ({ json: `/${name}`, ...(optional && { optional }), before: `${name}\n`, after: "\n" });
  const scheme = make("words-in-json", "rsa-pkcs1-sha256", {
    message: [around("Message"), around("MessageId"), around("Subject", true), around("Timestamp"), around("Type")],
    signature: { json: "/Signature", encoding: "base64" }, timestamp: { json: "/Timestamp", unit: "rfc3339", toleranceSeconds: 3600 }, id: { json: "/MessageId" },
  });
  const { verify, request } = of(scheme);
  const notice = (change = {}) => ({ utf8: JSON.stringify({ Message: "a\nline", MessageId: "m1", Subject: "s", Timestamp: "2026-06-23T04:46:40.000Z", Type: "Notification", Signature: "", ...change }) });
  const ask = (name, arrived, expect) => verify(name, arrived, expect, { secrets: [publicText(scheme, 0)] });
  const genuine = request({ body: notice() }, [0]);
  const edited = (change) => ({ ...genuine, body: { utf8: JSON.stringify({ ...JSON.parse(genuine.body.utf8), ...change }) } });
  ask("genuine", genuine, { id: "m1" });
  ask("without a subject", request({ body: notice({ Subject: undefined }) }, [0]), { id: "m1" });
  ask("a subject that is null", request({ body: notice({ Subject: null }) }, [0]), { id: "m1" });
  ask("the subject taken out", edited({ Subject: undefined }), "signature_mismatch");
  ask("the message changed", edited({ Message: "b\nline" }), "signature_mismatch");
  ask("a line break in the subject", request({ body: notice({ Subject: "a\nb" }) }, [0]), "malformed_body");
  ask("the subject moved into the message", edited({ Message: "a\nline\nMessageId\nm1", MessageId: undefined }), "malformed_body");
  ask("a message that is an object", edited({ Message: { default: "a" } }), "malformed_body");
  ask("without a signature", edited({ Signature: undefined }), "malformed_body");
  ask("an hour and a second old", request({ body: notice({ Timestamp: "2026-06-23T03:46:39.999Z" }) }, [0]), "timestamp_too_old");
}

// What the vendor calls the receiver, and a checksum.
{
  const scheme = make("registered", "ed25519", { message: ["timestamp", { text: "|" }, "registration", { text: "|" }, "body-crc32"] });
  const { verify, request } = of(scheme);
  const genuine = request({ registration: "WH-1" }, [0]);
  const ask = (name, arrived, expect, options) => verify(name, arrived, expect, { secrets: [publicText(scheme, 0)], options });
  ask("genuine", genuine, {}, { registration: "WH-1" });
  ask("another registration", genuine, "signature_mismatch", { registration: "WH-2" });
  ask("no registration", genuine, "missing_secret");
  ask("a body of another checksum", { ...genuine, body: { utf8: "{}" } }, "signature_mismatch", { registration: "WH-1" });
  ask("no body", request({ registration: "WH-1", body: { utf8: "" } }, [0]), {}, { registration: "WH-1" });
}

// Keys that the sender has names for.
{
  const scheme = make("named-key", "ed25519", { key: { idHeader: "X-Key" } });
  const { verify } = of(scheme);
  const value = (index) => signed("ed25519", index, Buffer.from(`${NOW}.${BODY.utf8}`)).toString("base64");
  const sent = (id, index) => ({ headers: [["X-Signature", value(index)], ["X-Time", String(NOW)], ["X-Key", id]], body: BODY });
  const secrets = [`k1:${publicText(scheme, 0)}`, `k2:${publicText(scheme, 1)}`];
  verify("the first", sent("k1", 0), {}, { secrets });
  verify("the second", sent("k2", 1), { keyIndex: 1 }, { secrets });
  verify("the id of the other", sent("k2", 0), "signature_mismatch", { secrets });
  verify("an unknown id", sent("k3", 0), "signature_mismatch", { secrets });
  verify("a key without an id", sent("k1", 0), "malformed_secret", { secrets: [publicText(scheme, 0)] });
}

for (const [name, scheme] of [
  ["a hash before Ed25519", make("acme", "ed25519-sha256")], ["RSA with MD5", make("acme", "rsa-pkcs1-md5")], ["another curve", make("acme", "ecdsa-p384-sha384")],
  ["no encoding", make("acme", "ed25519", { signature: { header: "X-Signature" } })], ["no message", make("acme", "ed25519", { message: undefined, timestamp: undefined })],
  ["a registration alone", make("acme", "ed25519", { message: ["registration"], timestamp: undefined })], ["a checksum alone", make("acme", "ed25519", { message: ["body-crc32"], timestamp: undefined })],
]) refuse(name, { headers: [], body: BODY }, "invalid_scheme", { scheme, secrets: [publicText({ algorithm: "ed25519" }, 0)], label: "invalid public-key scheme" });

export default { about: "Custom schemes whose secrets are public keys. The private halves stand in tests/oracle/test-keys.json.", vectors: [...more, ...list] };
