// Deliveries that vendors and other projects published, decided by the built-in schemes or by the custom scheme that says what the vendor does.
// The values stand in published-values.json as they were published; nothing here computes a signature.

import { readFileSync } from "node:fs";
import { NOW, vectors } from "./kit.mjs";

const values = JSON.parse(readFileSync(new URL("published-values.json", import.meta.url), "utf8"));

const inHeader = (header, prefix, encoding = "hex") => ({ header, prefix, encoding });
const inList = (header, key, timestampKey, encoding = "hex", separator = ",") => ({
  header, list: { kind: "key-value", separator, key, timestampKey }, encoding,
});
const within = (header, unit = "s") => ({ header, unit, toleranceSeconds: 300 });
const overBody = (name, algorithm, signature) => ({ name, algorithm, message: ["body"], signature });
const dated = (name, message, signature, timestamp, algorithm = "hmac-sha256") => ({ name, algorithm, message, signature, timestamp });

/** The scheme of each entry; those that sign their URL as it was registered have it as fixed text. */
const schemes = {
  "standard-webhooks": () => "standard-webhooks",
  github: () => "github",
  svix: () => ({
    ...dated("svix", ["id", { text: "." }, "timestamp", { text: "." }, "body"],
      { header: "svix-signature", list: { kind: "tagged", separator: " ", tag: "v1," }, encoding: "base64" }, within("svix-timestamp")),
    key: { encoding: "base64", prefixes: ["whsec_"] },
    id: { header: "svix-id" },
  }),
  "github-sha1": () => overBody("github-sha1", "hmac-sha1", inHeader("X-Hub-Signature", "sha1=")),
  "github-sha512": () => overBody("github-sha512", "hmac-sha512", inHeader("X-Hub-Signature", "sha512=")),
  bitbucket: () => overBody("bitbucket", "hmac-sha256", inHeader("X-Hub-Signature", "sha256=")),
  slack: () => dated("slack", [{ text: "v0:" }, "timestamp", { text: ":" }, "body"], inHeader("X-Slack-Signature", "v0="), within("X-Slack-Request-Timestamp")),
  stripe: () => dated("stripe", ["timestamp", { text: "." }, "body"], inList("Stripe-Signature", "v1", "t"), within(undefined)),
  square: ({ url }) => ({ name: "square", algorithm: "hmac-sha256", message: [{ text: url }, "body"], signature: inHeader("x-square-hmacsha256-signature", undefined, "base64") }),
  paddle: () => dated("paddle", ["timestamp", { text: ":" }, "body"], inList("Paddle-Signature", "h1", "ts", "hex", ";"), within(undefined)),
  sanity: () => dated("sanity", ["timestamp", { text: "." }, "body"], inList("sanity-webhook-signature", "v1", "t", "base64url"), within(undefined, "ms")),
  razorpay: () => overBody("razorpay", "hmac-sha256", inHeader("X-Razorpay-Signature")),
  pusher: () => overBody("pusher", "hmac-sha256", inHeader("X-Pusher-Signature")),
  dropbox: () => overBody("dropbox", "hmac-sha256", inHeader("X-Dropbox-Signature")),
  linear: () => overBody("linear", "hmac-sha256", inHeader("Linear-Signature")),
  shopify: () => overBody("shopify", "hmac-sha256", inHeader("X-Shopify-Hmac-Sha256", undefined, "base64")),
  zoom: () => dated("zoom", [{ text: "v0:" }, "timestamp", { text: ":" }, "body"], inHeader("x-zm-signature", "v0="), within("x-zm-request-timestamp")),
  "hubspot-v3": ({ url }) => dated("hubspot-v3", ["method", { text: url }, "body", "timestamp"], inHeader("X-HubSpot-Signature-V3", undefined, "base64"), within("X-HubSpot-Request-Timestamp", "ms")),
  "adyen-mac": () => ({ ...overBody("adyen-mac", "hmac-sha256", inHeader("X-Mac", undefined, "base64")), key: { encoding: "hex" } }),
  "braintree-mac": () => overBody("braintree-mac", "hmac-sha1", inHeader("X-Mac")),
  "convoy-simple": () => overBody("convoy-simple", "hmac-sha256", inHeader("X-Convoy-Signature")),
  "convoy-simple-sha512": () => overBody("convoy-simple-sha512", "hmac-sha512", inHeader("X-Convoy-Signature")),
  convoy: () => dated("convoy", ["timestamp", { text: "," }, "body"], inList("X-Convoy-Signature", "v1", "t"), within(undefined)),
  "convoy-sha512": () => dated("convoy-sha512", ["timestamp", { text: "," }, "body"], inList("X-Convoy-Signature", "v1", "t"), within(undefined), "hmac-sha512"),
  "convoy-v2": () => dated("convoy-v2", ["timestamp", { text: "," }, "body"], inList("X-Convoy-Signature", "v2", "t", "base64"), within(undefined), "hmac-sha512"),
  circleci: () => overBody("circleci", "hmac-sha256", inList("circleci-signature", "v1")),
  contentful: () => dated("contentful", [
    "method", { text: "\n" }, "path", { text: "\ncontent-type:" }, { header: "content-type" },
    { text: ";x-contentful-signed-headers:" }, { header: "x-contentful-signed-headers" }, { text: ";x-contentful-timestamp:" }, "timestamp",
    { text: ";x-contentful-topic:" }, { header: "x-contentful-topic" }, { text: "\n" }, "body",
  ], inHeader("x-contentful-signature"), within("x-contentful-timestamp", "ms")),
};

const COVERS = {
  "standard-webhooks": ["id", "timestamp", "body"],
  svix: ["id", "timestamp", "body"],
  "hubspot-v3": ["method", "body", "timestamp"],
  contentful: ["method", "path", "header:content-type", "header:x-contentful-signed-headers", "timestamp", "header:x-contentful-topic", "body"],
};
const DATED = new Set(["slack", "stripe", "paddle", "sanity", "zoom", "convoy", "convoy-sha512", "convoy-v2"]);
const coverage = (name) => COVERS[name] ?? (DATED.has(name) ? ["timestamp", "body"] : ["body"]);

const { list, verify } = vectors(undefined, {});
for (const { scheme: name, source, secret, weak, headers, body, method, url, now, timestamp = now, expect, name: label } of values) {
  const scheme = schemes[name]({ url });
  const own = name === "contentful" ? { method, url } : { method };
  const covers = coverage(name);
  const id = headers.find(([header]) => /^(webhook|svix)-id$/.test(header))?.[1];
  const facts = { keyIndex: 0, id, timestamp: covers.includes("timestamp") ? timestamp : undefined, covers };
  verify(label, { headers, body, ...own }, expect === "ok" ? facts : expect, {
    scheme, source, secrets: [secret], options: weak && { allowWeakSecrets: true }, now: now ?? NOW, label: `published by ${name}`,
  });
}

export default { about: "Published deliveries. The secrets are the published ones, known to everybody; some start with whsec_ and trip secret scanners.", vectors: list };
