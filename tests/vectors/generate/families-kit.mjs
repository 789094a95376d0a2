// What the files of both families are built with: tokens by any algorithm, and the vectors of a scheme whose token stands in a header.

import { signature } from "../../oracle/keys.mjs";
import { hmac, sha256, vectors } from "./kit.mjs";

export const SECRET = "families-test-secret-not-real";
export const OTHER = "families-previous-test-secret";
export const BODY = { utf8: '{"event":"test"}' };
const HASH = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };

export const url64 = (text) => Buffer.from(text).toString("base64url");
export const json = (value) => (typeof value === "string" ? value : JSON.stringify(value));
export const base64 = (text) => Buffer.from(sha256(text), "hex").toString("base64");

/** A token of these segments by an HMAC that the header need not name. */
export const token = (claims, { header = { alg: "HS256", typ: "JWT" }, key = SECRET, hash = HASH[header.alg] ?? "sha256" } = {}) => {
  const signed = `${url64(json(header))}.${url64(json(claims))}`;
  return `${signed}.${hmac(hash, key, signed, "base64url")}`;
};

/** A token by key number `index` of a public-key algorithm. */
export const publicToken = (algorithm, header, claims, index = 0) => {
  const signed = `${url64(json(header))}.${url64(json(claims))}`;
  return `${signed}.${signature(algorithm, index, signed).toString("base64url")}`;
};

/** The vectors of one scheme, whose token stands in `name` after `prefix`. */
export function of(scheme, name, { prefix = "", secrets = [SECRET], covers, ...rest }) {
  const { list, verify, sign } = vectors(scheme, { secrets, ...rest });
  const carry = (text, change = {}) => ({ headers: [[name, `${prefix}${text}`]], body: BODY, ...change });
  return { list, verify, sign, carry, ok: (facts) => ({ keyIndex: 0, ...facts, covers }) };
}

/** A raw ECDSA signature in base64url as one in DER (SEQUENCE of two INTEGERs). */
export function ecdsaDer(raw) {
  const bytes = Buffer.from(raw, "base64url");
  const integer = (half) => {
    let own = half;
    while (own.length > 1 && own[0] === 0) own = own.subarray(1);
    if (own[0] & 0x80) own = Buffer.concat([Buffer.of(0), own]);
    return Buffer.concat([Buffer.of(2, own.length), own]);
  };
  const body = Buffer.concat([integer(bytes.subarray(0, 32)), integer(bytes.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]).toString("base64url");
}
