// Decides what the examples are sent: deliveries of iEXExchanger, signed as its vendor describes it, without countersign.
import { createHash, createHmac, randomUUID } from "node:crypto";
import { request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

const CHUNK = 65_536;

export const secret = "example-secret-of-today";

/** An event of its own each time, unless it is named. */
export const genuine = (id = newId()) => signed(id, Buffer.from(text(id)));

/** The same in Latin-1, signed so: a receiver that decodes the body before it verifies refuses it. */
export function invalidUtf8() {
  const id = newId();
  return signed(id, Buffer.from(text(id), "latin1"));
}

export function forged() {
  const delivery = genuine();
  return { ...delivery, body: Buffer.concat([delivery.body, Buffer.from("\n")]) };
}

export function unsigned() {
  const { body, headers } = genuine();
  const { "X-Webhook-Signature": _, ...rest } = headers;
  return { body, headers: rest };
}

export function twiceSigned() {
  const { body, headers } = genuine();
  const value = headers["X-Webhook-Signature"];
  return { body, headers: { ...headers, "X-Webhook-Signature": [value, value] } };
}

export const tooLarge = () => signed(newId(), Buffer.alloc(2_000_000, "a"));

/** Sends a delivery on a connection of its own, and gives the answer's status and body. */
export function send(url, { headers, body }) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: "POST", agent: false, headers: { ...headers, "Content-Length": body.length } });
    let answered = false;
    outgoing.on("error", reject);
    outgoing.on("response", async (answer) => {
      answered = true;
      try {
        const chunks = [];
        for await (const chunk of answer) chunks.push(chunk);
        resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString() });
      } catch (error) {
        reject(error);
      } finally {
        outgoing.destroy();
      }
    });
    feed(outgoing, body, () => answered).catch(reject);
  });
}

// A server may answer a large body by its length alone, or half-way, and hang up; what is written after that loses the answer.
async function feed(outgoing, body, answered) {
  outgoing.flushHeaders();
  if (body.length > CHUNK) await wait(200);
  for (let at = 0; at < body.length && !answered(); at += CHUNK) {
    outgoing.write(body.subarray(at, at + CHUNK));
    if (body.length > CHUNK) await wait(2);
  }
  if (!answered()) outgoing.end();
}

/** What is sent for an event: its id stays for every attempt, and the nonce, time and signature are new. */
export function signed(id, body) {
  const [type, timestamp, nonce] = ["order.created", String(Math.floor(Date.now() / 1000)), randomUUID()];
  const message = ["v1", id, type, timestamp, nonce, createHash("sha256").update(body).digest("hex")].join("\n");
  return {
    body,
    headers: {
      "Content-Type": "application/json",
      "X-Webhook-Event-Id": id,
      "X-Webhook-Event-Type": type,
      "X-Webhook-Timestamp": timestamp,
      "X-Webhook-Nonce": nonce,
      "X-Webhook-Signature": `sha256=${createHmac("sha256", secret).update(message).digest("hex")}`,
    },
  };
}

export const text = (id) =>
  JSON.stringify({ id, type: "order.created", created_at: "2026-06-23T10:00:00+00:00", data: { order: { client: "Zoë" } } });

const newId = () => `evt_${randomUUID()}`;
