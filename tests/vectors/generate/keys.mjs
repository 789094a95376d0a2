// Which key signs: secrets that the sender has names for, and keys that stand for other bytes than their text.

import { hmac, twice } from "./kit.mjs";
import { OTHER, SECRET, file, inHeader } from "./sender.mjs";

const { list, of } = file();

// Secrets that the sender has names for.
{
  const { verify, sign } = of({ ...inHeader("named-secret", ["body"]), key: { idHeader: "X-Key" } });
  const [ONE, TWO] = [`k1:${SECRET}`, `k2:${OTHER}`];
  const mac = (secret) => hmac("sha256", secret, "{}");
  const request = (id, secret = SECRET) => ({ headers: [["X-Signature", mac(secret)], ...(id === undefined ? [] : [["X-Key", id]])], body: { utf8: "{}" } });
  for (const [name, arrived, secrets, expect] of [
    ["the only one", request("k1"), [ONE], {}],
    ["the second", request("k2", OTHER), [ONE, TWO], { keyIndex: 1 }],
    ["the first", request("k1"), [ONE, TWO], {}],
    ["the id of another", request("k2"), [ONE, TWO], "signature_mismatch"],
    ["an unknown id", request("k3"), [ONE, TWO], "signature_mismatch"],
    ["an id in another case", request("K1"), [ONE], "signature_mismatch"],
    ["the beginning of an id", request("k"), [ONE], "signature_mismatch"],
    ["the id with its colon", request("k1:"), [ONE], "signature_mismatch"],
    ["an empty id", request(""), [ONE], "malformed_header"],
    ["no id", request(undefined), [ONE], "missing_header"],
    ["the id twice", { ...request("k1"), headers: twice(request("k1").headers, "X-Key") }, [ONE], "duplicate_header"],
    ["one id, two secrets, the first right", request("k1"), [ONE, `k1:${OTHER}`], {}],
    ["one id, two secrets, the second right", request("k1", OTHER), [ONE, `k1:${OTHER}`], { keyIndex: 1 }],
    ["a colon in the secret", request("k1", `${SECRET}:x`), [`${ONE}:x`], {}],
    ["a secret without a colon", request("k1"), [SECRET], "malformed_secret"],
    ["a secret with an empty id", request("k1"), [`:${SECRET}`], "malformed_secret"],
    ["nothing after the id", request("k1"), ["k1:"], "missing_secret"],
    ["a short secret after a long id", request("k1"), [`${"k".repeat(40)}:short`], "weak_secret"],
    ["no secret", request("k1"), [""], "missing_secret"],
  ]) verify(name, arrived, expect, { secrets });
  sign("sign by the one that is named", { body: { utf8: "{}" }, headers: [["X-Key", "k2"]] }, [["X-Signature", mac(OTHER)], ["X-Key", "k2"]], { secrets: [ONE, TWO] });
  sign("sign by an unknown one", { body: { utf8: "{}" }, headers: [["X-Key", "k3"]] }, "missing_secret", { secrets: [ONE, TWO] });
  sign("sign without a name", { body: { utf8: "{}" } }, "missing_header", { secrets: [ONE, TWO] });
}

// Keys that stand for other bytes than their text.
for (const [encoding, key, cases] of [
  ["base64url", Buffer.from("??>>custom-scheme-key~~"), (text) => [
    ["without padding", text, {}], ["padded", `${text}${"=".repeat((4 - (text.length % 4)) % 4)}`, {}], ["the other alphabet", text.replaceAll("_", "/").replaceAll("-", "+"), "malformed_secret"],
    ["a space", `${text} `, "malformed_secret"], ["short", "c2hvcnQ", "weak_secret"], ["nothing", "", "missing_secret"],
  ]],
  ["ascii", Buffer.from(SECRET), () => [["ASCII", SECRET, {}], ["a letter beyond ASCII", `${SECRET}\u00e9`, "malformed_secret"], ["bytes", { hex: Buffer.from(SECRET).toString("hex") }, {}], ["short", "short", "weak_secret"]]],
]) {
  const { verify } = of({ ...inHeader(`key-${encoding}`, ["body"]), key: { encoding } });
  const request = { headers: [["X-Signature", hmac("sha256", key, "{}")]], body: { utf8: "{}" } };
  for (const [name, secret, expect] of cases(key.toString("base64url"))) verify(name, request, expect, { secrets: [secret] });
}
{
  const { verify } = of({ ...inHeader("key-ascii-bytes", ["body"]), key: { encoding: "ascii" } });
  const key = Buffer.from("s\u00e9cret-custom-scheme".normalize("NFKD"));
  verify("bytes beyond ASCII, which are the key itself", { headers: [["X-Signature", hmac("sha256", key, "{}")]], body: { utf8: "{}" } }, {}, { secrets: [{ hex: key.toString("hex") }] });
}
{
  const { verify, request } = of({ ...inHeader("key-sha1", ["body"]), key: { encoding: "sha1" } });
  verify("the SHA-1 of the text", request(), {});
  verify("the text itself", { ...request(), headers: [["X-Signature", hmac("sha256", SECRET, '{"id":"evt_1","ok":true}')]] }, "signature_mismatch");
  verify("a short text", request(), "weak_secret", { secrets: ["short"] });
  verify("no text", request(), "missing_secret", { secrets: [""] });
}
{
  const { verify, sign } = of({ name: "key-basic", algorithm: "token", key: { encoding: "basic" }, signature: { header: "X-Basic" } });
  const of64 = (text) => Buffer.from(text).toString("base64");
  const request = (value) => ({ headers: [["X-Basic", value]], body: { utf8: "{}" } });
  const secrets = ["test-user:test-password"];
  for (const [name, value, expect] of [
    ["user and password", of64(secrets[0]), {}], ["as they are", secrets[0], "signature_mismatch"], ["without padding", of64(secrets[0]).replace(/=+$/, ""), "signature_mismatch"],
    ["another password", of64("test-user:other-password"), "signature_mismatch"], ["the user alone", of64("test-user:"), "signature_mismatch"],
  ]) verify(name, request(value), expect, { secrets });
  verify("a colon in the password", request(of64("test-user:test:password")), {}, { secrets: ["test-user:test:password"] });
  verify("letters beyond ASCII", request(of64("test-user:p\u00e4ssword-long")), {}, { secrets: ["test-user:p\u00e4ssword-long"] });
  verify("a secret without a colon", request(of64("test-user-test-password")), "malformed_secret", { secrets: ["test-user-test-password"] });
  verify("a short secret", request(of64("user:pass")), "weak_secret", { secrets: ["user:pass"] });
  sign("sign", { body: { utf8: "{}" }, headers: [["X-Basic", of64(secrets[0])]] }, [["X-Basic", of64(secrets[0])]], { secrets });
}

export default { about: "Secrets that the sender has names for, and keys that stand for other bytes than their text.", vectors: list };
