// Decides what is compared: for each scheme, the ways to verify and sign it that a host has, in groups that do the same work.
import { ours } from "./ours.mjs";
import { joined, utf8 } from "./deliveries.mjs";

const WINDOW_SECONDS = 300;

/**
 * Every contender: `{ scheme, group, id, name, run, isAsync, gives }`. `run` takes a delivery and throws when it refuses one;
 * where `gives` stands, it has to give that instead. `id` is the same in every group and on every host, for the page to find.
 *
 * `host` holds what the runtime has: `crypto` (node:crypto), `Buffer`, `CryptoHasher` (Bun's); WebCrypto every one has.
 */
export function contenders(libraries, host, keyring) {
  const of = (scheme, group, all) => all.filter(Boolean).map((contender) => ({ scheme, group, ...contender }));
  const bare = primitives(host, keyring);
  return [
    ...ours(libraries.countersign, keyring.secrets),
    ...of("standard-webhooks", "signature only", [...bare.verify("standard-webhooks"), ...standardwebhooks(libraries, host, keyring)]),
    ...of("standard-webhooks", "signature and JSON", [bare.json, ...standardwebhooksJson(libraries, host, keyring)]),
    ...of("standard-webhooks", "signing", [bare.sign, standardwebhooksSign(libraries, keyring)]),
    ...of("standard-webhooks", "a forged signature", [bare.refuse]),
    ...of("stripe", "signature only", stripe(libraries, keyring, "verifyHeader")),
    ...of("stripe", "signature and JSON", stripe(libraries, keyring, "constructEvent")),
    ...of("github", "signature only", [...bare.verify("github"), ...octokit(libraries, keyring)]),
  ];
}

/** Fails unless a contender takes what was signed and refuses another signature and another body. */
export async function check({ scheme, group, name, run, gives }, genuine) {
  const title = `${scheme}, ${group}, ${name}, ${genuine.text.length} bytes`;
  if (gives) {
    const [given, wanted] = [await run(genuine), gives(genuine)];
    if (given !== wanted) throw new Error(`${title} gives ${given}, not ${wanted}`);
    return;
  }
  const result = await run(genuine);
  if (group === "signature and JSON" && result?.type !== "order.updated") throw new Error(`${title} does not give the event`);
  for (const bad of [genuine.forged, genuine.changed]) {
    try {
      await run(bad);
    } catch {
      continue;
    }
    throw new Error(`${title} accepts a delivery that was changed`);
  }
}

/** What a receiver writes without a library: its own header lookup, window, decoding and comparison over the host's primitives. */
function primitives({ crypto: node, Buffer, CryptoHasher }, { keys, cryptoKeys }) {
  const decoded = {
    base64: Buffer ? (text) => Buffer.from(text, "base64") : (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
    hex: Buffer ? (text) => Buffer.from(text, "hex") : (text) => Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16)),
  };
  const parts = {
    "standard-webhooks"({ headers }) {
      const timestamp = headers["webhook-timestamp"];
      if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= WINDOW_SECONDS)) throw new Error("stale");
      return { prefix: `${headers["webhook-id"]}.${timestamp}.`, expected: decoded.base64(headers["webhook-signature"].slice("v1,".length)) };
    },
    github: ({ headers }) => ({ prefix: "", expected: decoded.hex(headers["x-hub-signature-256"].slice("sha256=".length)) }),
  };
  const same = (mac, expected) => {
    if (mac.length !== expected.length || !node.timingSafeEqual(mac, expected)) throw new Error("mismatch");
    return true;
  };
  const withNode = (scheme, key = keys[scheme]) => (delivery) => {
    const { prefix, expected } = parts[scheme](delivery);
    const hmac = node.createHmac("sha256", key);
    if (prefix !== "") hmac.update(prefix);
    return same(hmac.update(delivery.body).digest(), expected);
  };
  const withBun = (scheme, keyed = new CryptoHasher("sha256", keys[scheme])) => (delivery) => {
    const { prefix, expected } = parts[scheme](delivery);
    const hmac = keyed.copy();
    if (prefix !== "") hmac.update(prefix);
    return same(hmac.update(delivery.body).digest(), expected);
  };
  const withWebCrypto = (scheme, key = cryptoKeys[scheme]) => async (delivery) => {
    const { prefix, expected } = parts[scheme](delivery);
    const message = prefix === "" ? delivery.body : joined(utf8(prefix), delivery.body);
    if (!(await crypto.subtle.verify("HMAC", key, expected, message))) throw new Error("mismatch");
    return true;
  };
  const standard = node && withNode("standard-webhooks");
  return {
    verify: (scheme) => [
      node && { id: "hmac", name: "node:crypto, createHmac + timingSafeEqual", run: withNode(scheme) },
      CryptoHasher && { id: "hasher", name: "Bun.CryptoHasher, a keyed one copied, + timingSafeEqual", run: withBun(scheme) },
      { id: "webcrypto", name: "WebCrypto, cached key, awaited", isAsync: true, run: withWebCrypto(scheme) },
    ],
    json: node && { id: "hmac", name: "node:crypto + JSON.parse", run: (delivery) => standard(delivery) && JSON.parse(delivery.body.toString()) },
    sign: node && {
      id: "hmac",
      name: "node:crypto, createHmac",
      run: ({ id, timestamp, body }) => `v1,${node.createHmac("sha256", keys["standard-webhooks"]).update(`${id}.${timestamp}.`).update(body).digest("base64")}`,
      gives: ({ signature }) => signature,
    },
    refuse: node && { id: "hmac", name: "node:crypto, forged, caught", run: ({ forged }) => caught(standard, forged), gives: () => false },
  };
}

function caught(verify, delivery) {
  try {
    return verify(delivery);
  } catch {
    return false;
  }
}

/** standardwebhooks takes Node's Buffer or text; svix is made of it and never parses. */
function standardwebhooks({ standardwebhooks, svix }, { Buffer }, { secrets }) {
  const webhook = new standardwebhooks.Webhook(secrets["standard-webhooks"]);
  const other = new svix.Webhook(secrets["standard-webhooks"]);
  const raw = { jsonParse: false };
  return [
    Buffer && { id: "standardwebhooks", name: "standardwebhooks, jsonParse: false", run: ({ headers, body }) => webhook.verify(body, headers, raw) },
    { id: "standardwebhooks-text", name: "standardwebhooks, jsonParse: false, decoded", run: ({ headers, text }) => webhook.verify(text, headers, raw) },
    { id: "svix-text", name: "svix, decoded", run: ({ headers, text }) => other.verify(text, headers) },
  ];
}

function standardwebhooksJson({ standardwebhooks, svix }, { Buffer }, { secrets }) {
  const webhook = new standardwebhooks.Webhook(secrets["standard-webhooks"]);
  const other = new svix.Webhook(secrets["standard-webhooks"]);
  return [
    Buffer && { id: "standardwebhooks", name: "standardwebhooks, as it comes", run: ({ headers, body }) => webhook.verify(body, headers) },
    { id: "standardwebhooks-text", name: "standardwebhooks, as it comes, decoded", run: ({ headers, text }) => webhook.verify(text, headers) },
    { id: "svix-text", name: "svix + JSON.parse, decoded", run: ({ headers, text }) => other.verify(text, headers) ?? JSON.parse(text) },
  ];
}

function standardwebhooksSign({ standardwebhooks }, { secrets }) {
  const webhook = new standardwebhooks.Webhook(secrets["standard-webhooks"]);
  return {
    id: "standardwebhooks-text",
    name: "standardwebhooks, sign, decoded",
    run: ({ id, timestamp, text }) => webhook.sign(id, new Date(timestamp * 1000), text),
    gives: ({ signature }) => signature,
  };
}

/** Outside Node the package resolves to a build whose synchronous half throws: there its other half is awaited. */
function stripe({ Stripe }, { secrets: { stripe: secret } }, method) {
  const isAsync = !verifiesInStep(Stripe);
  const target = method === "verifyHeader" ? Stripe.webhooks.signature : Stripe.webhooks;
  const called = isAsync ? `${method}Async` : method;
  const run = (payload) => (delivery) => target[called](delivery[payload], delivery.headers["stripe-signature"], secret, WINDOW_SECONDS);
  return [
    { id: "stripe", name: `stripe, ${called}`, isAsync, run: run("body") },
    { id: "stripe-text", name: `stripe, ${called}, decoded`, isAsync, run: run("text") },
  ];
}

function verifiesInStep(Stripe) {
  try {
    Stripe.webhooks.generateTestHeaderString({ payload: "{}", secret: "whsec_any" });
    return true;
  } catch {
    return false;
  }
}

function octokit({ octokit }, { secrets: { github: secret } }) {
  const run = (textOf) => async (delivery) => {
    if (!(await octokit.verify(secret, textOf(delivery), delivery.headers["x-hub-signature-256"]))) throw new Error("mismatch");
    return true;
  };
  const decoder = new TextDecoder();
  return [
    { id: "octokit", name: "@octokit/webhooks-methods", isAsync: true, run: run(({ body }) => decoder.decode(body)) },
    { id: "octokit-text", name: "@octokit/webhooks-methods, decoded", isAsync: true, run: run(({ text }) => text) },
  ];
}
