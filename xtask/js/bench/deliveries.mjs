// Decides what is verified: JSON bodies of an exact size, signed afresh under each scheme, each with a forged and a changed twin.
import { DELIVERIES } from "./measure.mjs";

/** What a delivery arrives with besides its signature: a receiver hands over all of its headers. */
const USUAL = {
  host: "shop.example",
  "user-agent": "Sender/2.1 (+https://sender.example/webhooks)",
  "content-type": "application/json; charset=utf-8",
  accept: "*/*",
  "accept-encoding": "gzip, deflate, br",
  "x-forwarded-for": "192.0.2.7",
};

/** The schemes: the key of each, and how it signs, by WebCrypto alone, so that every host can make these. */
export async function signers(subtle) {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = hex(crypto.getRandomValues(new Uint8Array(24)));
  const keys = { "standard-webhooks": bytes, stripe: utf8(`whsec_${text}`), github: utf8(text) };
  const secrets = { "standard-webhooks": `whsec_${base64(bytes)}`, stripe: `whsec_${text}`, github: text };
  const cryptoKeys = {};
  for (const [scheme, key] of Object.entries(keys)) cryptoKeys[scheme] = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
  const mac = async (scheme, prefix, body) => new Uint8Array(await subtle.sign("HMAC", cryptoKeys[scheme], joined(utf8(prefix), body)));
  const now = () => String(Math.floor(Date.now() / 1000));

  const sign = {
    async "standard-webhooks"(body) {
      const [id, timestamp] = [`msg_${crypto.randomUUID()}`, now()];
      const signature = `v1,${base64(await mac("standard-webhooks", `${id}.${timestamp}.`, body))}`;
      return { id, timestamp, headers: { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature }, signed: "webhook-signature", mark: "v1," };
    },
    async stripe(body) {
      const timestamp = now();
      return { timestamp, headers: { "stripe-signature": `t=${timestamp},v1=${hex(await mac("stripe", `${timestamp}.`, body))}` }, signed: "stripe-signature", mark: "v1=" };
    },
    async github(body) {
      const signature = `sha256=${hex(await mac("github", "", body))}`;
      return { headers: { "x-github-event": "push", "x-github-delivery": crypto.randomUUID(), "x-hub-signature-256": signature }, signed: "x-hub-signature-256", mark: "sha256=" };
    },
  };
  return { keys, secrets, cryptoKeys, sign };
}

/** For each scheme some deliveries of a size, signed now: each is good for five minutes only. `own` makes the host's own kind of bytes. */
export async function deliveries({ sign }, size, own) {
  const made = {};
  for (const [scheme, signer] of Object.entries(sign)) {
    made[scheme] = [];
    for (let at = 0; at < DELIVERIES; at++) {
      const body = jsonBody(size);
      made[scheme].push(delivery(body, await signer(body), own));
    }
  }
  return made;
}

/** A JSON body of exactly `size` bytes: transactions, and a note that fills up. */
export function jsonBody(size) {
  const event = { type: "order.updated", data: [], note: "" };
  let length = JSON.stringify(event).length;
  while (size - length > 150) {
    const item = { id: crypto.randomUUID(), amount: (Math.random() * 1e4).toFixed(2), currency: "EUR", confirmations: 12, final: true };
    length += JSON.stringify(item).length + (event.data.length > 0 ? 1 : 0);
    event.data.push(item);
  }
  event.note = "n".repeat(size - length);
  const body = utf8(JSON.stringify(event));
  if (body.length !== size) throw new Error(`the body came out at ${body.length} bytes, not ${size}`);
  return body;
}

/** A delivery; `forged` is the same under another signature, `changed` the same with another body. */
function delivery(body, { headers, signed, mark, ...facts }, own) {
  const text = new TextDecoder().decode(body);
  const all = { ...USUAL, "content-length": String(body.length), ...headers };
  const at = all[signed].indexOf(mark) + mark.length;
  const forged = all[signed].slice(0, at) + (all[signed][at] === "a" ? "b" : "a") + all[signed].slice(at + 1);
  const other = text.replace("order", "0rder");
  const genuine = { headers: all, body: own(body), text, signature: all[signed], ...facts };
  return { ...genuine, forged: { ...genuine, headers: { ...all, [signed]: forged } }, changed: { ...genuine, body: own(utf8(other)), text: other } };
}

export const utf8 = (text) => new TextEncoder().encode(text);

export function joined(first, second) {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

export const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
