// Decides how long refusing a hostile header takes: one of 200,000 signatures, and one of 64 kB.
import { median } from "./measure.mjs";

const SAMPLES = 51;
const KEY = new Uint8Array(32).fill(7);

/** Median milliseconds of each refusal, and of the worst of them; the header comes as a host would hand it over. */
export function hostile({ countersign, standardwebhooks }) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v1,${"A".repeat(43)}=`;
  const values = { "200,000 signatures": Array(200_000).fill(signature).join(" "), "64 kB in one signature": `v1,${"A".repeat(64_000)}` };
  const webhook = new countersign.Webhook("standard-webhooks", KEY);
  const peer = new standardwebhooks.Webhook(btoa(String.fromCharCode(...KEY)));
  const rows = [];
  for (const [name, value] of Object.entries(values)) {
    const headers = { "webhook-id": "msg_1", "webhook-timestamp": timestamp, "webhook-signature": value };
    const ours = time(() => webhook.safeVerify({ headers, body: KEY }).ok);
    const theirs = time(() => {
      try {
        return peer.verify("{}", headers) ?? true;
      } catch {
        return false;
      }
    });
    rows.push({ name, ours, theirs });
  }
  return rows;
}

function time(refuses) {
  const samples = [];
  for (let at = 0; at < SAMPLES; at++) {
    const start = performance.now();
    if (refuses() !== false) throw new Error("a hostile header was accepted");
    samples.push(performance.now() - start);
  }
  return { first: samples[0], median: median(samples) };
}
