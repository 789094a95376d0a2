// Decides the wrong arguments of what only the entry with public keys has; an entry without it is asked nothing.
import { CallersOwn, detached, secret, throwing, values } from "./hostile-kit.mjs";

const jwk = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
const url = "https://certs.vendor.example/a.pem";

export function keyCases(lib) {
  return lib.keyFromJwk === undefined ? [] : [...jwks(lib), ...certificates(lib), ...hosts(lib), ...options(lib)];
}

function jwks(lib) {
  const ask = (...args) => () => lib.keyFromJwk(...args);
  const getter = {
    get kty() {
      throw new CallersOwn();
    },
  };
  const odd = { "a throwing field": getter, "a throwing set": { keys: [getter] }, "a throwing list": { keys: throwing() }, "a set of nothing": { keys: [undefined, null, 5] }, "a big number": { ...jwk, x: 5n }, "bytes": new Uint8Array(32), "a long text": "[".repeat(200_000) };
  return [
    ["keyFromJwk: a sound one", () => ask(jwk)().length, { value: 44 }],
    ["keyFromJwk: a sound text", () => ask(JSON.stringify(jwk))().length, { value: 44 }],
    ...values().map(([name, value]) => [`keyFromJwk: jwk is ${name}`, ask(value)]),
    ...values("undefined").map(([name, value]) => [`keyFromJwk: kid is ${name}`, ask(jwk, value)]),
    ...Object.keys(jwk).flatMap((field) => values().map(([name, value]) => [`keyFromJwk: ${field} is ${name}`, ask({ ...jwk, [field]: value })])),
    ...Object.entries(odd).map(([name, value]) => [`keyFromJwk: ${name}`, ask(value)]),
  ];
}

function certificates(lib) {
  const sound = { certificates: "-----BEGIN CERTIFICATE-----MAA=-----END CERTIFICATE-----", roots: new Uint8Array(4), names: ["certs.vendor.example"], now: new Date(0) };
  const spoil = (piece, value) => () => lib.keyFromCertificates({ ...sound, [piece]: value });
  const odd = { "a list of undefined": [undefined], "a hole": [, "a"], "a list of lists": [["a"]], "a throwing list": [throwing()], "moved bytes": detached().view, "a list of moved bytes": [detached().view], "a buffer": new ArrayBuffer(4), "words": new Uint16Array(4), "a lone surrogate": "\ud800" };
  return [
    ...values().map(([name, value]) => [`keyFromCertificates: options is ${name}`, () => lib.keyFromCertificates(value)]),
    ...["certificates", "roots", "names"].flatMap((piece) => [
      ...values().map(([name, value]) => [`keyFromCertificates: ${piece} is ${name}`, spoil(piece, value)]),
      ...Object.entries(odd).map(([name, value]) => [`keyFromCertificates: ${piece}: ${name}`, spoil(piece, value)]),
    ]),
    ...values().map(([name, value]) => [`keyFromCertificates: now is ${name}`, spoil("now", value)]),
    ["keyFromCertificates: a misspelt name", spoil("root", "")],
  ];
}

function hosts(lib) {
  return [
    ["isAllowedHost: as it should be", () => lib.isAllowedHost(url, ["*.vendor.example"]), { value: true }],
    ["isAllowedHost: another host", () => lib.isAllowedHost(url, ["*.example.vendor"]), { value: false }],
    ["isAllowedHost: a lone surrogate", () => lib.isAllowedHost(`${url}\ud800`, ["*.vendor.example"]), { value: false }],
    ...values("string").map(([name, value]) => [`isAllowedHost: url is ${name}`, () => lib.isAllowedHost(value, [])]),
    ...values("array").map(([name, value]) => [`isAllowedHost: patterns is ${name}`, () => lib.isAllowedHost(url, value)]),
    ...values("string").map(([name, value]) => [`isAllowedHost: a pattern is ${name}`, () => lib.isAllowedHost(url, [value])]),
  ];
}

function options(lib) {
  const open = (piece, value) => () => new lib.Webhook("github", secret, { [piece]: value });
  return [
    ...values("undefined", "true").map(([name, value]) => [`allowSha1 is ${name}`, open("allowSha1", value)]),
    ...values("undefined", "string").map(([name, value]) => [`registration is ${name}`, open("registration", value)]),
    ["registration is a lone surrogate", open("registration", "\ud800")],
    ["registration is longer than fits", open("registration", "a".repeat(100_000))],
  ];
}
