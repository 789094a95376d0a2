// Whether a request carries the signature that a genuine sender would have made for it: the MAC alone, no strictness and no window.

import { createPrivateKey, createPublicKey, verify } from "node:crypto";

import { at } from "./json.mjs";
import { HASHES, isAsymmetric } from "./keys.mjs";
import { keyOf, messageOf, tag } from "./scheme.mjs";
import { pairsOf, parameter, pathOf, valueOf } from "./request.mjs";

const same = (a, b) => a.toLowerCase() === b.toLowerCase();

/** `request` is { headers, body: Buffer, method, url }; `secret` text or { hex }. */
export function fits(scheme, secret, request, { registration } = {}) {
  const { signature, timestamp, id, type, nonce, key: { idHeader } = {} } = scheme;
  const header = (name) => name && request.headers.find(([own]) => same(own, name))?.[1];
  const json = (pointer) => at(request.body.toString("utf8"), pointer)?.text;
  if (idHeader && typeof secret === "string" && keyOf(scheme, secret).id !== header(idHeader)) return false;
  const values = placed(signature, request, header, json);
  return values.some((value) => {
    const { texts, time } = listed(signature, value);
    const delivery = {
      ...request, registration, id: header(id?.header), type: header(type?.header), nonce: header(nonce?.header),
      timestamp: timestamp?.header ? header(timestamp.header) : timestamp?.json ? json(timestamp.json) : time,
    };
    const message = messageOf(scheme, delivery);
    return texts.some((text) => matches(scheme, secret, message, text));
  });
}

/** The values of the signature's place, or of its places. */
function placed({ header: name, headers: names, form, json: pointer, urlToken }, { body, url }, header, json) {
  if (form) return [valueOf(pairsOf(body.toString("latin1")), form).toString()];
  if (pointer) return [json(pointer)];
  if (urlToken) return [parameter(url, urlToken)?.toString() ?? pathOf(url).split("/").at(-1)];
  return (names ?? [name]).map(header).filter((value) => value !== undefined);
}

/** The signatures of a value, and the timestamp beside them. */
function listed({ list, prefix = "" }, value) {
  if (!list) return { texts: [value.startsWith(prefix) ? value.slice(prefix.length) : value] };
  const elements = value.split(list.separator);
  if (list.kind === "positional") return { texts: elements.slice(1), time: elements[0] };
  if (list.kind === "tagged") return { texts: elements.filter((each) => each.startsWith(list.tag)).map((each) => each.slice(list.tag.length)) };
  const pairs = elements.map((each) => [each.slice(0, each.indexOf(list.assign ?? "=")), each.slice(each.indexOf(list.assign ?? "=") + 1)]);
  const own = pairs.filter(([key]) => key !== list.timestampKey && (list.key === "*" || key === list.key));
  return { texts: own.map(([, text]) => text), time: pairs.find(([key]) => key === list.timestampKey)?.[1] };
}

function matches(scheme, secret, message, text) {
  const encoding = { hex: "hex", "hex-any-case": "hex", base64: "base64", base64url: "base64url" }[scheme.signature.encoding];
  const bytes = Buffer.from(text, encoding ?? "latin1");
  if (isAsymmetric(scheme)) return matchesKey(scheme.algorithm, scheme.key?.idHeader ? secret.slice(secret.indexOf(":") + 1) : secret, message, bytes);
  const wanted = typeof secret === "string" || !["basic", "sha1"].includes(scheme.key?.encoding) ? tag(scheme, secret, message) : tag({ ...scheme, key: {} }, secret, message);
  return wanted.equals(bytes);
}

function matchesKey(algorithm, secret, message, bytes) {
  const key = publicKey(algorithm, secret);
  if (algorithm === "ed25519") return verify(null, message, key, bytes);
  return verify(HASHES[algorithm], message, { key, dsaEncoding: algorithm.endsWith("raw") ? "ieee-p1363" : "der" }, bytes);
}

/** A public key as PEM, JWK or DER, or of Ed25519 its 32 bytes; or the seed of one. */
function publicKey(algorithm, secret) {
  const pem = typeof secret === "string" && /^-----BEGIN PUBLIC KEY-----(.*)-----END PUBLIC KEY-----\s*$/s.exec(secret)?.[1];
  if (!pem && typeof secret === "string" && secret.startsWith("{")) return createPublicKey({ key: JSON.parse(secret), format: "jwk" });
  const bytes = pem ? Buffer.from(pem, "base64") : keyBytes(secret);
  if (typeof secret === "string" && secret.startsWith("whsk_")) return createPublicKey(createPrivateKey({ key: Buffer.concat([SEED, bytes.subarray(0, 32)]), format: "der", type: "pkcs8" }));
  const der = algorithm === "ed25519" && bytes.length === 32 ? Buffer.concat([POINT, bytes]) : bytes;
  return createPublicKey({ key: der, format: "der", type: "spki" });
}

/** What stands in DER before the bare bytes of an Ed25519 seed and of a public key. */
const SEED = Buffer.from("302e020100300506032b657004220420", "hex");
const POINT = Buffer.from("302a300506032b6570032100", "hex");

function keyBytes(secret) {
  if (typeof secret !== "string") return Buffer.from(secret.hex, "hex");
  const bare = secret.replace(/^wh[ps]k_/, "");
  return Buffer.from(bare, /^[0-9a-f]{64}$/i.test(bare) ? "hex" : "base64");
}
