// Decides what an Express application does with the webhooks of iEXExchanger, the Partner API (MIEX), HubEx and Bitex.
import { setTimeout as wait } from "node:timers/promises";
import express from "express";
import { drain } from "countersign/inbox";
import { receive } from "countersign/node";
import { open } from "./database.mjs";

const { store, record } = await open();
const mode = process.env.MODE ?? "inline"; // or transactional, or inbox
const leaseSeconds = Number(process.env.LEASE_SECONDS ?? 60); // after so long an event is tried again whose process died

const app = express();
app.disable("x-powered-by");
// Nothing that reads the body may stand before these: a signature is over the bytes as they came.
app.all("/webhooks/iexexchanger", receiver("iexexchanger", secrets("IEXEXCHANGER_SECRET")));
app.all("/webhooks/miex", receiver("miex", secrets("MIEX_SECRET")));
app.all("/webhooks/hubex{/:token}", receiver("hubex", secrets("HUBEX_TOKEN")));
app.all("/webhooks/bitex", receiver("bitex", secrets("BITEX_API_KEY")));
app.use((request, response) => void response.status(404).end());

// What is done is remembered for 30 days; what is older is removed each hour.
setInterval(() => clean().catch((error) => log({ error: String(error) })), 3_600_000).unref();

// Behind a proxy that ends TLS; only it can reach this.
const server = app.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? "127.0.0.1", (error) => {
  if (error) throw error;
  log({ listening: `http://${process.env.HOST ?? "127.0.0.1"}:${server.address().port}`, mode, store: store.name });
});

/** A thousand at a time, so that deliveries have their turn in between. */
async function clean() {
  while ((await store.clean(1000)) === 1000) await wait(10);
}

/** An unset or empty secret stops the program here, before it listens. */
function receiver(scheme, secrets) {
  const handler = (event, context) => work(scheme, event, context);
  if (mode !== "inbox") return receive({ scheme, secrets, store, mode, leaseSeconds, onOutcome }, handler);
  drain({ endpoint: scheme, store, leaseSeconds, onOutcome }, handler);
  return receive({ scheme, secrets, store, mode, onOutcome });
}

/** What an event does. A type that is unknown to you is no reason to fail: its sender would only repeat it. */
async function work(sender, event, { attempt, transaction }) {
  log({ run: event.id, sender, type: event.type, attempt, keyIndex: event.keyIndex });
  if (process.env.WORK_MS) await wait(Number(process.env.WORK_MS)); // in place of what takes long
  await record(transaction, sender, event);
}

/** Why a delivery was answered as it was. The sender is told no more than the status. */
function onOutcome({ endpoint, status, reason, code, id, type, error, warning }) {
  log({ sender: endpoint, status, outcome: reason ?? code, id, type, error: error && String(error), warning });
}

/** During a rotation the new secret stands in NAME and the one before it in NAME_PREVIOUS. */
function secrets(name) {
  const previous = process.env[`${name}_PREVIOUS`];
  return previous ? [process.env[name], previous] : [process.env[name]];
}

/** One JSON object a line; nothing a sender wrote can begin a line of its own. */
function log(entry) {
  console.log(JSON.stringify(entry));
}
