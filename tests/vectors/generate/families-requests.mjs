// Tokens that bind the request line, and tokens of one's own with all that a profile may demand.

import { base64, BODY, of, SECRET, token } from "./families-kit.mjs";
import { NOW, sha256 } from "./kit.mjs";

const lists = [];

{
  const { list, verify, sign, carry, ok } = of("jira-connect", "Authorization", { prefix: "JWT ", covers: ["timestamp", "method", "path", "query"] });
  const qsh = (text) => ({ iss: "client-key", iat: NOW, exp: NOW + 180, qsh: sha256(text) });
  const at = (text, change) => carry(text, { method: "POST", url: "https://app.example/in?b=2&a=1", ...change });
  const genuine = token(qsh("POST&/in&a=1&b=2"));
  const facts = ok({ timestamp: NOW });
  verify("genuine", at(genuine), facts);
  verify("a URL from the path on", at(genuine, { url: "/in?b=2&a=1" }), facts);
  verify("another order of the query", at(genuine, { url: "/in?a=1&b=2" }), facts);
  verify("any body", at(genuine, { body: { utf8: "{}" } }), facts);
  verify("the parameter jwt is left out", at(genuine, { url: "/in?a=1&jwt=x&b=2" }), facts);
  verify("another method", at(genuine, { method: "PUT" }), "signature_mismatch");
  verify("another path", at(genuine, { url: "/out?a=1&b=2" }), "signature_mismatch");
  verify("another query", at(genuine, { url: "/in?a=1&b=3" }), "signature_mismatch");
  verify("a parameter more", at(genuine, { url: "/in?a=1&b=2&c=3" }), "signature_mismatch");
  verify("no method", carry(genuine, { url: "/in?a=1&b=2" }), "missing_method");
  verify("a method in lower case", at(genuine, { method: "post" }), "malformed_method");
  verify("no URL", carry(genuine, { method: "POST" }), "missing_url");
  verify("a broken escape in the query", at(genuine, { url: "/in?a=%zz" }), "malformed_url");
  verify("a context token, which binds nothing", at(token({ ...qsh(""), qsh: "context-qsh" })), "signature_mismatch");
  verify("a token that binds nothing", at(token({ iss: "client-key", iat: NOW, exp: NOW + 180 })), "malformed_signature");
  verify("a token that is over", at(token({ ...qsh("POST&/in&a=1&b=2"), exp: NOW - 30 })), "timestamp_too_old");
  verify("a token without an end", at(token({ ...qsh("POST&/in&a=1&b=2"), exp: undefined })), "malformed_timestamp");
  verify("another word before it", { ...at(genuine), headers: [["Authorization", `Bearer ${genuine}`]] }, "malformed_signature");
  const { iss: _, ...written } = qsh("POST&/in&a=1&b=2");
  sign("sign", { body: BODY, method: "POST", url: "/in?b=2&a=1" }, [["Authorization", `JWT ${token(written)}`]]);
  sign("sign without a method", { body: BODY, url: "/in?b=2&a=1" }, "missing_method");
  lists.push(list);
}

{
  const whole = {
    header: "X-Acme-Jwt", prefix: "Acme ", iss: "acme", start: "nbf", toleranceSeconds: 10, lifetimeSeconds: 60, jti: true,
    bodyHash: { claim: "body", encoding: "base64url", absentIfEmpty: true }, urlHash: "url", requestHash: "qsh",
  };
  const ACME = { name: "acme-jwt", title: "Acme", docs: "https://acme.example/", algorithm: "hmac-sha512", key: { encoding: "hex", prefixes: ["k_"] }, jws: whole, success: "200" };
  const secret = `k_${Buffer.from(SECRET).toString("hex")}`;
  const { list, verify, sign, carry, ok } = of(ACME, "X-Acme-Jwt", { prefix: "Acme ", secrets: [secret], covers: ["timestamp", "id", "method", "path", "query", "url", "body"] });
  const line = { method: "PUT", url: "https://hooks.example/a?x=1" };
  const own = {
    iss: "acme", nbf: NOW, exp: NOW + 60, jti: "j1", url: sha256(line.url), qsh: sha256("PUT&/a&x=1"), body: base64(BODY.utf8).replaceAll("+", "-").replaceAll("/", "_").replace("=", ""),
  };
  const make = (change = {}) => token({ ...own, ...change }, { header: { alg: "HS512", typ: "JWT" } });
  verify("genuine", carry(make(), line), ok({ id: "j1", timestamp: NOW }));
  verify("another method", carry(make(), { ...line, method: "POST" }), "signature_mismatch");
  sign("sign", { body: BODY, id: "j1", ...line }, [["X-Acme-Jwt", `Acme ${make()}`]]);
  const wrong = (name, scheme) => verify(name, carry(make(), line), "invalid_scheme", { scheme });
  const profile = (change) => ({ ...ACME, jws: { ...whole, ...change } });
  wrong("the algorithm of a token", { ...ACME, algorithm: "token" });
  wrong("an algorithm that no token has", { ...ACME, algorithm: "hmac-sha1" });
  wrong("no header", profile({ header: undefined }));
  wrong("nothing bound", profile({ bodyHash: undefined, urlHash: undefined, requestHash: undefined }));
  wrong("one claim in two roles", profile({ urlHash: "body" }));
  wrong("a claim that has a meaning already", profile({ urlHash: "exp" }));
  wrong("no tolerance", profile({ toleranceSeconds: undefined }));
  wrong("an unknown field", profile({ aud: "x" }));
  wrong("a message beside", { ...ACME, message: ["body"] });
  wrong("a signature beside", { ...ACME, signature: { header: "X-S", encoding: "hex" } });
  wrong("a timestamp beside", { ...ACME, timestamp: { header: "X-T", unit: "s", toleranceSeconds: 300 } });
  wrong("an id beside", { ...ACME, id: { header: "X-Id" } });
  wrong("an HTTP signature beside", { ...ACME, httpSignature: { cover: ["@method"], toleranceSeconds: 300 } });
  wrong("a key that is chosen by its id", { ...ACME, key: { idHeader: "X-Key" } });
  wrong("a profile that is a list", { ...ACME, jws: [] });
  lists.push(list);
}

export default lists.flat();
