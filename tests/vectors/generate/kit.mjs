// What every file of vectors is built with: digests from node:crypto, edits of a header list, and the list a vector is added to.

import { createHash, createHmac } from "node:crypto";

/** Unix seconds at which the deliveries of the corpus arrive, unless a vector says otherwise: 2026-06-23. */
export const NOW = 1782190000;

export const hmac = (algorithm, key, message, encoding = "hex") =>
  createHmac(algorithm, key).update(message).digest(encoding);

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** The bytes that a BODY of the corpus stands for. */
export function bodyBytes(body) {
  if ("hex" in body) return Buffer.from(body.hex, "hex");
  if ("base64" in body) return Buffer.from(body.base64, "base64");
  if ("repeat" in body) return Buffer.from(body.repeat.repeat(body.times), "utf8");
  return Buffer.from(body.utf8, "utf8");
}

/** Joins texts and bytes into what is signed. */
export const message = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));

const same = (a, b) => a.toLowerCase() === b.toLowerCase();

function valueOf(headers, name) {
  const found = headers.find(([own]) => same(own, name));
  if (!found) throw new Error(`the genuine delivery has no header ${name}`);
  return found[1];
}

/** Edits of a header list; each gives a new list. */
export const set = (headers, name, value) =>
  valueOf(headers, name) !== undefined && headers.map(([own, old]) => [own, same(own, name) ? value : old]);
export const drop = (headers, name) => headers.filter(([own]) => !same(own, name));
export const twice = (headers, name) => [...headers, [name.toLowerCase(), valueOf(headers, name)]];
export const joined = (headers, name) => set(headers, name, `${valueOf(headers, name)}, ${valueOf(headers, name)}`);

/**
 * A list of vectors of one scheme. `expect` is a code, an object of facts (then the outcome is ok), or for `sign` the headers, or
 * { headers, body } where the signature stands in the body.
 * Keys that are undefined are left out of the written file.
 */
export function vectors(scheme, defaults) {
  const list = [];
  const label = typeof scheme === "string" ? scheme : scheme?.name;
  const add = (name, part, expect, { label: own = defaults.label ?? label, ...rest } = {}) => {
    const { source, secrets, options, now = NOW, scheme: other = scheme } = { ...defaults, ...rest };
    list.push({ name: `${own}: ${name}`, source, scheme: other, secrets, options, ...part, now, expect });
  };
  const outcome = (expect) => (typeof expect === "string" ? { code: expect } : undefined);
  return {
    list,
    verify: (name, request, expect, rest) => add(name, { request }, outcome(expect) ?? { ok: expect }, rest),
    sign: (name, sign, expect, rest) => add(name, { sign }, outcome(expect) ?? (Array.isArray(expect) ? { headers: expect } : expect), rest),
  };
}
