// HTTP message signatures: what is covered, what is refused in a signature whoever made it, and what signing writes.

import { createHash } from "node:crypto";

import { publicText, signature } from "../../oracle/keys.mjs";
import { BODY, OTHER, SECRET } from "./families-kit.mjs";
import { drop, hmac, joined, NOW, set, twice, vectors } from "./kit.mjs";

const URL = "https://hooks.example/in?b=2&a=1";

const digestOf = (text, name = "sha-256") => `${name}=:${createHash(name.replace("-", "")).update(text).digest("base64")}:`;

/**
 * A request whose signature covers `components` with `parameters`: each component is a name and the value that is signed.
 * `make` signs a base and gives base64.
 */
function signed(make, { components, parameters, label = "sig1", others = [], line = {}, body = BODY }) {
  const input = `(${components.map(([name]) => `"${name}"`).join(" ")})${parameters}`;
  const base = [...components.map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${input}`].join("\n");
  const headers = [...others, ["Signature-Input", `${label}=${input}`], ["Signature", `${label}=:${make(base)}:`]];
  return { headers, body, ...line };
}

const byKey = (algorithm, index = 0) => (base) => signature(algorithm, index, base).toString("base64");
const byMac = (key = SECRET) => (base) => hmac("sha256", key, base, "base64");

const lists = [];

{
  const algorithm = "ed25519";
  const keys = [publicText({ algorithm }, 0), publicText({ algorithm }, 1)];
  const { list, verify, sign } = vectors("mailchannels", { secrets: [keys[0]] });
  const covers = ["timestamp", "body"];
  const ok = { keyIndex: 0, timestamp: NOW, covers };
  const PARAMETERS = `;created=${NOW};alg="ed25519";keyid="mckey"`;
  const deliver = ({ text = BODY.utf8, digest = digestOf(text), parameters = PARAMETERS, index = 0, ...rest } = {}) =>
    signed(byKey(algorithm, index), {
      components: [["content-digest", digest]], parameters, label: "sig_1782190000", others: [["Content-Digest", digest]], body: { utf8: text }, ...rest,
    });
  const genuine = deliver();
  verify("genuine", genuine, ok);
  verify("an empty body", deliver({ text: "" }), ok);
  verify("a digest by SHA-512", deliver({ digest: digestOf(BODY.utf8, "sha-512") }), ok);
  verify("a body of 1 MiB", { ...deliver({ text: "0123456789abcdef".repeat(65536) }), body: { repeat: "0123456789abcdef", times: 65536 } }, ok);
  verify("without the algorithm's name", deliver({ parameters: `;created=${NOW};keyid="mckey"` }), ok);
  verify("with a nonce", deliver({ parameters: `${PARAMETERS};nonce="n1"` }), { keyIndex: 0, timestamp: NOW, nonce: "n1", covers });
  verify("with an end", deliver({ parameters: `${PARAMETERS};expires=${NOW + 60}` }), ok);
  verify("another body", { ...genuine, body: { utf8: "{}" } }, "signature_mismatch");
  verify("no body", { ...genuine, body: { utf8: "" } }, "signature_mismatch");
  verify("another body with its digest", { ...genuine, headers: set(genuine.headers, "Content-Digest", digestOf("{}")), body: { utf8: "{}" } }, "signature_mismatch");
  verify("another key", deliver({ index: 1 }), "signature_mismatch");
  verify("the second of two keys", deliver({ index: 1 }), { ...ok, keyIndex: 1 }, { secrets: keys });
  for (const [what, parameters, expect] of [
    ["300 s old", `;created=${NOW - 300};keyid="k"`, { ...ok, timestamp: NOW - 300 }],
    ["301 s old", `;created=${NOW - 301};keyid="k"`, "timestamp_too_old"],
    ["301 s ahead", `;created=${NOW + 301};keyid="k"`, "timestamp_in_future"],
    ["expired", `;created=${NOW};expires=${NOW - 300};keyid="k"`, "timestamp_too_old"],
    ["without a time", ';keyid="k"', "malformed_signature"],
    ["with a time in a string", `;created="${NOW}";keyid="k"`, "malformed_timestamp"],
    ["with a negative time", `;created=-${NOW};keyid="k"`, "malformed_timestamp"],
    ["with two times", `;created=${NOW};created=${NOW};keyid="k"`, "duplicate_header"],
    ["without a key id", `;created=${NOW}`, "malformed_signature"],
    ["of another algorithm", `;created=${NOW};alg="hmac-sha256";keyid="k"`, "malformed_signature"],
    ["of no algorithm", `;created=${NOW};alg="none";keyid="k"`, "malformed_signature"],
    ["of an algorithm in upper case", `;created=${NOW};alg="ED25519";keyid="k"`, "malformed_signature"],
    ["with a tag, which is for something else", `;created=${NOW};keyid="k";tag="web-bot-auth"`, "malformed_signature"],
    ["with a space between parameters", `; created=${NOW};keyid="k"`, "malformed_signature"],
    ["with an unknown parameter", `;created=${NOW};keyid="k";x=7;y="z";w`, ok],
  ]) verify(`a signature ${what}`, deliver({ parameters }), expect);
  for (const [what, digest, expect] of [
    ["of MD5", "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:", "malformed_header"],
    ["without colons", digestOf(BODY.utf8).replaceAll(":", ""), "malformed_header"],
    ["that is too short", "sha-256=:AP8=:", "malformed_header"],
    ["and another", `${digestOf(BODY.utf8)},${digestOf(BODY.utf8, "sha-512")}`, "duplicate_header"],
    ["and another after a space", `${digestOf(BODY.utf8)}, ${digestOf(BODY.utf8, "sha-512")}`, "duplicate_header"],
    ["of another body", digestOf("{}"), "signature_mismatch"],
  ]) verify(`a digest ${what}`, deliver({ digest }), expect);
  for (const name of ["Signature-Input", "Signature", "Content-Digest"]) {
    verify(`${name} missing`, { ...genuine, headers: drop(genuine.headers, name) }, "missing_header");
    verify(`${name} twice`, { ...genuine, headers: twice(genuine.headers, name) }, "duplicate_header");
    verify(`${name} joined by a host`, { ...genuine, headers: joined(genuine.headers, name) }, "duplicate_header");
    verify(`${name} of 64 kB`, { ...genuine, headers: set(genuine.headers, name, { repeat: "a", times: 65536 }) }, "malformed_header");
  }
  const [, input] = genuine.headers.find(([name]) => name === "Signature-Input");
  const [, made] = genuine.headers.find(([name]) => name === "Signature");
  for (const [what, name, value, code] of [
    ["two signatures", "Signature-Input", `${input},other=("@method");created=1`, "duplicate_header"],
    ["two signatures after a space", "Signature-Input", `${input}, other=("@method");created=1`, "duplicate_header"],
    ["another label", "Signature", made.replace("sig_1782190000", "sig2"), "malformed_signature"],
    ["a signature without colons", "Signature", made.replaceAll(":", ""), "malformed_signature"],
    ["a signature that is too short", "Signature", "sig_1782190000=:AP8=:", "malformed_signature"],
    ["a signature of zeros", "Signature", `sig_1782190000=:${"A".repeat(86)}==:`, "signature_mismatch"],
    ["a signature without padding", "Signature", made.replace("==:", ":"), "malformed_signature"],
    ["no list", "Signature-Input", `sig_1782190000=${PARAMETERS}`, "malformed_signature"],
    ["text after the parameters", "Signature-Input", `${input} x`, "malformed_signature"],
    ["a letter beyond ASCII", "Signature-Input", `${input}\u00e9`, "malformed_signature"],
    ["other parameters than were signed", "Signature-Input", input.replace("mckey", "other"), "signature_mismatch"],
  ]) verify(what, { ...genuine, headers: set(genuine.headers, name, value) }, code);
  const cover = (components, others = [], line = {}) =>
    signed(byKey(algorithm), { components, parameters: PARAMETERS, label: "sig_1782190000", others: [["Content-Digest", digestOf(BODY.utf8)], ...others], line });
  const own = ["content-digest", digestOf(BODY.utf8)];
  verify("nothing covered", cover([]), "malformed_signature");
  verify("the body not covered", cover([["@method", "POST"]], [], { method: "POST" }), "malformed_signature");
  verify("the method covered too", cover([own, ["@method", "POST"]], [], { method: "POST" }), ok);
  verify("the method covered and another one", cover([own, ["@method", "POST"]], [], { method: "PUT" }), "signature_mismatch");
  verify("the method covered and none given", cover([own, ["@method", "POST"]]), "missing_method");
  verify("the host covered too", cover([own, ["host", "hooks.example"]], [["Host", "hooks.example"]]), ok);
  verify("a header covered that the scheme does not name", cover([own, ["content-type", "application/json"]], [["Content-Type", "application/json"]]), "malformed_signature");
  verify("a component twice", cover([own, own]), "duplicate_header");
  verify("a component that is not supported", cover([own, ["@status", "200"]]), "malformed_signature");
  verify("a component in upper case", cover([["Content-Digest", own[1]]]), "malformed_signature");
  verify("a secret that is no key", genuine, "malformed_secret", { secrets: [SECRET] });
  verify("a shorter tolerance", deliver({ parameters: `;created=${NOW - 61};keyid="k"` }), "timestamp_too_old", { options: { toleranceSeconds: 60 } });
  sign("without saying which key id", { body: BODY }, "invalid_scheme");
  lists.push(list);
}

{
  const algorithm = "ed25519";
  const { list, verify } = vectors("web-bot-auth", { secrets: [publicText({ algorithm }, 0)] });
  const ok = { keyIndex: 0, timestamp: NOW, covers: ["timestamp", "authority"] };
  const parameters = ({ created = NOW, expires = NOW + 60, rest = ';tag="web-bot-auth"' } = {}) => `;created=${created}${expires ? `;expires=${expires}` : ""};keyid="k"${rest}`;
  const ask = (components, { others, line = { method: "GET", url: "https://example.com/path" }, ...change } = {}) =>
    signed(byKey(algorithm), { components, parameters: parameters(change), others, line, body: { utf8: "" } });
  const authority = ["@authority", "example.com"];
  const agent = ["signature-agent", '"https://agent.example"'];
  verify("genuine", ask([authority]), ok);
  verify("the whole URL in place of the authority", ask([["@target-uri", "https://example.com/path"]]), ok);
  verify("an agent that is covered", ask([authority, agent], { others: [["Signature-Agent", agent[1]]] }), ok);
  verify("an agent that is covered and another one", ask([authority, agent], { others: [["Signature-Agent", '"https://other.example"']] }), "signature_mismatch");
  verify("an agent that is covered and missing", ask([authority, agent]), "missing_header");
  verify("an agent that is not covered", ask([authority], { others: [["Signature-Agent", agent[1]]] }), ok);
  verify("another header covered", ask([authority, ["user-agent", "bot"]], { others: [["User-Agent", "bot"]] }), "malformed_signature");
  verify("another authority", ask([authority], { line: { url: "https://example.org/path" } }), "signature_mismatch");
  verify("the default port", ask([authority], { line: { url: "https://EXAMPLE.com:443/path" } }), ok);
  verify("the host in place of an absolute URL", ask([authority], { line: { url: "/path" }, others: [["Host", "Example.com"]] }), ok);
  verify("neither host nor absolute URL", ask([authority], { line: { url: "/path" } }), "missing_header");
  verify("no URL", ask([authority], { line: {} }), "missing_url");
  verify("any body", { ...ask([authority]), body: BODY }, ok);
  verify("without an end", ask([authority], { expires: 0 }), "malformed_signature");
  verify("expired", ask([authority], { created: NOW - 120, expires: NOW - 60 }), "timestamp_too_old");
  verify("expired less than clocks may differ", ask([authority], { created: NOW - 120, expires: NOW - 59 }), { ...ok, timestamp: NOW - 120 });
  verify("made over a day ago", ask([authority], { created: NOW - 86461, expires: NOW + 60 }), "timestamp_too_old");
  verify("61 s ahead", ask([authority], { created: NOW + 61, expires: NOW + 120 }), "timestamp_in_future");
  verify("without a tag", ask([authority], { rest: "" }), "malformed_signature");
  verify("another tag", ask([authority], { rest: ';tag="web-bot"' }), "malformed_signature");
  lists.push(list);
}

{
  const profile = {
    cover: ["@method", "@authority", "@path", "@query", "content-digest", "x-account"], coverOneOf: ["@request-target", "@target-uri"], mayCover: ["content-type"],
    toleranceSeconds: 30, lifetimeSeconds: 60, label: "acme", tag: "acme-webhooks", keyId: "acme-key-1", nonce: true,
  };
  const ACME = { name: "acme-http", title: "Acme", docs: "https://acme.example/", algorithm: "hmac-sha256", key: { encoding: "hex", prefixes: ["k_"] }, httpSignature: profile, success: "200" };
  const keyText = (text) => `k_${Buffer.from(text).toString("hex")}`;
  const { list, verify, sign } = vectors(ACME, { secrets: [keyText(SECRET)] });
  const ok = { keyIndex: 0, timestamp: NOW, nonce: "n1", covers: ["timestamp", "nonce", "method", "authority", "path", "query", "body", "header:x-account"] };
  const line = { method: "POST", url: URL };
  const account = ["X-Account", "42"];
  const COMPONENTS = [
    ["@method", "POST"], ["@authority", "hooks.example"], ["@path", "/in"], ["@query", "?b=2&a=1"], ["content-digest", digestOf(BODY.utf8)], ["x-account", "42"], ["@request-target", "/in?b=2&a=1"],
  ];
  const PARAMETERS = `;created=${NOW};expires=${NOW + 60};nonce="n1";keyid="acme-key-1";tag="acme-webhooks"`;
  const make = ({ components = COMPONENTS, parameters = PARAMETERS, key = SECRET, others = [], label = "acme" } = {}) =>
    signed(byMac(key), { components, parameters, label, others: [["Content-Digest", digestOf(BODY.utf8)], account, ...others], line });
  const genuine = make();
  const without = (name) => COMPONENTS.filter(([own]) => own !== name);
  verify("genuine", genuine, ok);
  verify("the other of two components", make({ components: [...without("@request-target"), ["@target-uri", URL]] }), ok);
  verify("another header that may be covered", make({ components: [...COMPONENTS, ["content-type", "text/plain"]], others: [["Content-Type", "text/plain"]] }), ok);
  verify("the components in another order", make({ components: COMPONENTS.toReversed() }), ok);
  for (const [name] of COMPONENTS) verify(`${name} not covered`, make({ components: without(name) }), "malformed_signature");
  verify("another account", { ...genuine, headers: set(genuine.headers, "X-Account", "43") }, "signature_mismatch");
  verify("no account", { ...genuine, headers: drop(genuine.headers, "X-Account") }, "missing_header");
  verify("the account twice", { ...genuine, headers: twice(genuine.headers, "X-Account") }, "duplicate_header");
  verify("another method", { ...genuine, method: "PUT" }, "signature_mismatch");
  verify("another path", { ...genuine, url: URL.replace("/in", "/out") }, "signature_mismatch");
  verify("another query", { ...genuine, url: `${URL}&c=3` }, "signature_mismatch");
  verify("another host", { ...genuine, url: URL.replace("hooks", "other") }, "signature_mismatch");
  verify("another body", { ...genuine, body: { utf8: "{}" } }, "signature_mismatch");
  verify("another secret", make({ key: OTHER }), "signature_mismatch");
  verify("the previous secret during rotation", make({ key: OTHER }), { ...ok, keyIndex: 1 }, { secrets: [keyText(SECRET), keyText(OTHER)] });
  verify("another label", make({ label: "sig1" }), "malformed_signature");
  verify("without a nonce", make({ parameters: PARAMETERS.replace(';nonce="n1"', "") }), "malformed_signature");
  verify("another key id", make({ parameters: PARAMETERS.replace("key-1", "key-2") }), "malformed_signature");
  verify("without an end", make({ parameters: PARAMETERS.replace(`;expires=${NOW + 60}`, "") }), "malformed_signature");
  // Under the name by which it is covered.
  const written = ({ headers }) => headers.map(([name, value]) => [name === "X-Account" ? "x-account" : name, value]);
  sign("sign", { body: BODY, nonce: "n1", ...line, headers: [account] }, written(genuine));
  sign("sign without a nonce", { body: BODY, ...line, headers: [account] }, "missing_header");
  sign("sign with a quote in the nonce", { body: BODY, nonce: 'n"1', ...line, headers: [account] }, "malformed_header");
  sign("sign without the account", { body: BODY, nonce: "n1", ...line }, "missing_header");
  sign("sign with two accounts", { body: BODY, nonce: "n1", ...line, headers: [account, ["x-account", "43"]] }, "duplicate_header");
  sign("sign without a method", { body: BODY, nonce: "n1", url: URL, headers: [account] }, "missing_method");
  sign("sign without a URL", { body: BODY, nonce: "n1", method: "POST", headers: [account] }, "missing_url");
  sign("sign before 1970", { body: BODY, nonce: "n1", timestamp: -1, ...line, headers: [account] }, "malformed_timestamp");
  const wrong = (name, scheme) => verify(name, genuine, "invalid_scheme", { scheme });
  const other = (change) => ({ ...ACME, httpSignature: { ...profile, ...change } });
  wrong("an algorithm that is not in the registry", { ...ACME, algorithm: "hmac-sha512" });
  wrong("nothing to cover", other({ cover: [], coverOneOf: undefined }));
  wrong("a component in upper case", other({ cover: ["Date"] }));
  wrong("a component that is not supported", other({ cover: ["@status"] }));
  wrong("a component twice", other({ mayCover: ["x-account"] }));
  wrong("a derived component among the headers that may be covered", other({ mayCover: ["@scheme"] }));
  wrong("more than 16 headers", other({ mayCover: Array.from({ length: 12 }, (_, n) => `x-${n}`) }));
  wrong("no tolerance", other({ toleranceSeconds: undefined }));
  wrong("a tolerance of 0", other({ toleranceSeconds: 0 }));
  wrong("an unknown field", other({ alg: "hmac-sha256" }));
  wrong("a message beside", { ...ACME, message: ["body"] });
  wrong("tokens beside", { ...ACME, jws: { header: "X-Acme-Jwt", urlHash: "url" } });
  lists.push(list);
}

export default lists.flat();
