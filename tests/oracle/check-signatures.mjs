// Whether the corpus and the oracle of all schemes agree: what is to be accepted has the sender's signature, what is a mismatch has not.
//
// The generator makes most signatures with the same oracle, but not those that somebody published and not those that are written out by hand.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

import { fits } from "./fits.mjs";
import { covers } from "./scheme.mjs";
import { parameter } from "./request.mjs";

const folder = new URL("../vectors/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const builtIn = new Map(read("schemes.json").map((scheme) => [scheme.name, scheme]));

const bytes = (body) => ("hex" in body ? Buffer.from(body.hex, "hex") : "base64" in body ? Buffer.from(body.base64, "base64") : Buffer.from(text(body.utf8 ?? body)));
const text = (value) => (typeof value === "string" ? value : value.repeat.repeat(value.times));

/** The place of the first secret whose signature a request carries, or -1. */
function signer(scheme, secrets, { headers, body, method, url }, options) {
  const request = { headers: headers.map(([name, value]) => [name, text(value)]), body: bytes(body), method, url };
  return secrets.findIndex((secret) => {
    try {
      return fits(scheme, secret, request, options) && digestFits(scheme, request);
    } catch {
      // Nothing to sign can be read from it.
      return false;
    }
  });
}

const digestFits = ({ bodyDigest }, { url, body }) => !bodyDigest || parameter(url, bodyDigest.query).toString() === createHash("sha256").update(body).digest("hex");

let checked = 0;
const differing = [];
const files = ["", "asymmetric/"].flatMap((own) =>
  readdirSync(new URL(own, folder)).filter((name) => name.endsWith(".json") && !["schema.json", "schemes.json"].includes(name)).map((name) => own + name),
);
for (const file of files) {
  for (const { name, scheme: named, secrets, options, request, sign, expect } of read(file).vectors) {
    const scheme = typeof named === "string" ? builtIn.get(named) : named;
    const expected = expect.ok ? expect.ok.keyIndex : expect.headers ? 0 : expect.code === "signature_mismatch" ? -1 : undefined;
    // Where nothing is signed in the delivery itself, there is nothing to compare; a sender's keys may be named in it.
    // Tokens and HTTP message signatures are made with no oracle of messages: tests/vectors/generate/families-*.mjs writes each out.
    if (scheme?.jws || scheme?.httpSignature) continue;
    if (expected === undefined || !scheme || (sign && (!expect.headers || scheme.key?.idHeader))) continue;
    checked += 1;
    const place = signer(scheme, secrets, request ?? { ...sign, headers: [...expect.headers, ...(sign.headers ?? [])], body: expect.body ?? sign.body }, options);
    if (place !== expected) differing.push(`${file}: ${name}: the corpus has the secret ${expected}, the oracle ${place}`);
    if (expect.ok && covers(scheme).join() !== expect.ok.covers.join()) differing.push(`${file}: ${name}: what it covers differs`);
  }
}
console.log(`${checked} vectors held against the oracle of all schemes, ${differing.length} differ`);
for (const line of differing) console.error(line);
if (checked === 0 || differing.length > 0) process.exitCode = 1;
