// Deliveries that vendors and other projects published, decided by the built-in schemes or, where there is none, by a custom one.
//
// The values stand in published-values.json and published-asymmetric-values.json as they were published; nothing here computes a
// signature, but the oracle has to agree on each delivery that is to be accepted.

import { readFileSync } from "node:fs";

import { fits } from "../../oracle/fits.mjs";
import { at } from "../../oracle/json.mjs";
import { covers } from "../../oracle/scheme.mjs";
import { NOW, bodyBytes, vectors } from "./kit.mjs";
import { byName } from "./schemes.mjs";

const values = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

const overBody = (name, algorithm, signature, rest) => ({ name, algorithm, message: ["body"], signature, ...rest });
const listed = (name, algorithm, key, encoding) => ({
  name, algorithm, message: ["timestamp", { text: "," }, "body"],
  signature: { header: "X-Convoy-Signature", list: { kind: "key-value", separator: ",", key, timestampKey: "t" }, encoding },
  timestamp: { unit: "s", toleranceSeconds: 300 },
});

/** What no built-in scheme says: older or rarer settings of a vendor, and bare MAC values, which are carried in a header of ours. */
const customs = [
  overBody("github-sha1", "hmac-sha1", { header: "X-Hub-Signature", prefix: "sha1=", encoding: "hex" }),
  overBody("github-sha512", "hmac-sha512", { header: "X-Hub-Signature", prefix: "sha512=", encoding: "hex" }),
  overBody("linear-body", "hmac-sha256", { header: "Linear-Signature", encoding: "hex" }),
  overBody("adyen-mac", "hmac-sha256", { header: "X-Mac", encoding: "base64" }, { key: { encoding: "hex" } }),
  overBody("braintree-mac", "hmac-sha1", { header: "X-Mac", encoding: "hex" }),
  overBody("convoy-simple-sha512", "hmac-sha512", { header: "X-Convoy-Signature", encoding: "hex" }),
  listed("convoy-v2", "hmac-sha512", "v2", "base64"),
];
const custom = new Map(customs.map((scheme) => [scheme.name, scheme]));

/** A fact that stands in a header, or at a pointer in a body that is JSON: a string, or an integer. */
function fact(place, { headers, body }) {
  if (place?.header) return headers.find(([name]) => name.toLowerCase() === place.header.toLowerCase())?.[1];
  if (!place?.json) return undefined;
  try {
    const text = body.toString("utf8");
    const found = at(text, place.json)?.text;
    return /^(?:true|false)$/.test(found) ? undefined : found;
  } catch {
    return undefined;
  }
}

function published(file) {
  const { list, verify } = vectors(undefined, {});
  for (const { scheme: name, source, secret, weak, registration, headers, body, method, url, now, timestamp = now, expect, name: label } of values(file)) {
    const scheme = byName.get(name) ?? custom.get(name);
    if (!scheme) throw new Error(`${name} is the name of no scheme`);
    const request = { headers, body: bodyBytes(body), method, url };
    const secrets = [secret].flat();
    if (expect === "ok" && !secrets.some((own) => fits(scheme, own, request, { registration }))) throw new Error(`${name} ${label}: the oracle has another signature`);
    const facts = { keyIndex: 0, id: fact(scheme.id, request), type: fact(scheme.type, request), timestamp: scheme.timestamp && timestamp, nonce: fact(scheme.nonce, request), covers: covers(scheme) };
    const options = { allowWeakSecrets: weak, registration };
    verify(label, { headers, body, method, url }, expect === "ok" ? facts : expect, {
      scheme: byName.has(name) ? name : scheme, source, secrets, options: weak || registration ? options : undefined, now: now ?? NOW, label: `published by ${name}`,
    });
  }
  return list;
}

const ABOUT = "Published deliveries. The secrets are the published ones, known to everybody";
export default { about: `${ABOUT}; some start with whsec_ and trip secret scanners.`, vectors: published("published-values.json") };
export const asymmetricPublished = { about: `${ABOUT}, and their public halves alone are here.`, vectors: published("published-asymmetric-values.json") };
