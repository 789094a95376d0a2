// Decides what is compared: deliveries made afresh with node:crypto, and for each scheme the ways to verify one on Node.
import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";

const WINDOW_SECONDS = 300;
/** What a delivery arrives with besides its signature: a receiver hands over all of its headers. */
const USUAL = {
  host: "shop.example",
  "user-agent": "Sender/2.1 (+https://sender.example/webhooks)",
  "content-type": "application/json; charset=utf-8",
  accept: "*/*",
  "accept-encoding": "gzip, deflate, br",
  "x-forwarded-for": "192.0.2.7",
};

/** A JSON body of exactly `size` bytes: transactions, and a note that fills up. */
export function jsonBody(size) {
  const event = { type: "order.updated", data: [], note: "" };
  const left = () => size - JSON.stringify(event).length;
  while (left() > 150) event.data.push({ id: randomUUID(), amount: (Math.random() * 1e4).toFixed(2), currency: "EUR", confirmations: 12, final: true });
  event.note = "n".repeat(left());
  const body = Buffer.from(JSON.stringify(event));
  if (body.length !== size) throw new Error(`the body came out at ${body.length} bytes, not ${size}`);
  return body;
}

/**
 * The schemes: how each signs, and groups of contenders that do the same work, ours first. A contender's `verify` throws when
 * it refuses; ours has to be ahead of a `peer`.
 */
export function schemes({ Webhook }, standardwebhooks) {
  const key = randomBytes(32);
  const secret = `whsec_${key.toString("base64")}`;
  const standard = new Webhook("standard-webhooks", secret);
  const github = new Webhook("github", key);
  const peer = new standardwebhooks.Webhook(secret);

  const standardMac = (id, timestamp, body) => createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
  const githubMac = (body) => createHmac("sha256", key).update(body).digest();
  const bareStandard = ({ headers, body }) => {
    const timestamp = headers["webhook-timestamp"];
    if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= WINDOW_SECONDS)) throw new Error("stale");
    return same(Buffer.from(headers["webhook-signature"].slice("v1,".length), "base64"), standardMac(headers["webhook-id"], timestamp, body));
  };
  const bareGithub = ({ headers, body }) => same(Buffer.from(headers["x-hub-signature-256"].slice("sha256=".length), "hex"), githubMac(body));
  const raw = { jsonParse: false };

  return [
    {
      name: "standard-webhooks",
      sign(body) {
        const [id, timestamp] = [`msg_${randomUUID()}`, String(Math.floor(Date.now() / 1000))];
        const signature = `v1,${standardMac(id, timestamp, body).toString("base64")}`;
        return delivery(body, { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature }, "webhook-signature");
      },
      groups: {
        "signature only": [
          { name: "countersign, verify()", verify: (delivery) => standard.verify(delivery) },
          { name: "node:crypto, createHmac + timingSafeEqual", verify: bareStandard },
          { name: "standardwebhooks, jsonParse: false", peer: true, verify: ({ headers, body }) => peer.verify(body, headers, raw) },
          { name: "the same, body decoded already", peer: true, verify: ({ headers, text }) => peer.verify(text, headers, raw) },
        ],
        "signature and JSON": [
          { name: "countersign, verify().json()", verify: (delivery) => standard.verify(delivery).json() },
          { name: "node:crypto + JSON.parse", verify: (delivery) => bareStandard(delivery) && JSON.parse(delivery.body.toString()) },
          { name: "standardwebhooks, as it comes", peer: true, verify: ({ headers, body }) => peer.verify(body, headers) },
          { name: "the same, body decoded already", peer: true, verify: ({ headers, text }) => peer.verify(text, headers) },
        ],
      },
    },
    {
      name: "github",
      sign(body) {
        const signature = `sha256=${githubMac(body).toString("hex")}`;
        return delivery(body, { "x-github-event": "push", "x-github-delivery": randomUUID(), "x-hub-signature-256": signature }, "x-hub-signature-256");
      },
      groups: {
        "signature only": [
          { name: "countersign, verify()", verify: (delivery) => github.verify(delivery) },
          { name: "node:crypto, createHmac + timingSafeEqual", verify: bareGithub },
        ],
      },
    },
  ];
}

/** Fails unless a contender takes what was signed and refuses another signature and another body. */
export function check({ name, verify }, good) {
  const { headers, signature, body, text } = good;
  const value = headers[signature];
  const at = value.search(/[,=]/) + 1;
  const forged = value.slice(0, at) + (value[at] === "a" ? "b" : "a") + value.slice(at + 1);
  const changed = text.replace("order", "0rder");
  verify(good);
  for (const bad of [{ ...good, headers: { ...headers, [signature]: forged } }, { ...good, body: Buffer.from(changed), text: changed }]) {
    try {
      verify(bad);
    } catch {
      continue;
    }
    throw new Error(`${name} accepts a delivery of ${body.length} bytes that was changed`);
  }
}

function same(mac, expected) {
  if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) throw new Error("mismatch");
  return true;
}

const delivery = (body, signed, signature) => ({ headers: { ...USUAL, "content-length": String(body.length), ...signed }, body, text: body.toString(), signature });
