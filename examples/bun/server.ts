// Decides what a Bun server answers to the webhooks of iEXExchanger.
import { Webhook } from "countersign";

// During a rotation the new secret stands in WEBHOOK_SECRET and the one before it in WEBHOOK_SECRET_PREVIOUS.
const current = Bun.env.WEBHOOK_SECRET ?? "";
const previous = Bun.env.WEBHOOK_SECRET_PREVIOUS;
const webhook = new Webhook("iexexchanger", previous ? [current, previous] : [current]);

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: Bun.env.PORT ?? 3000,
  maxRequestBodySize: 1_000_000, // bytes; Bun answers 413 by itself
  async fetch(request) {
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { Allow: "POST" } });
    const body = await request.arrayBuffer(); // not text(), which drops a BOM and replaces bytes that are not UTF-8
    const result = webhook.safeVerify({ headers: request.headers, body });
    if (!result.ok) {
      console.warn(result.code, result.message);
      return new Response(null, { status: result.code.startsWith("malformed_") ? 400 : 401 });
    }
    // Store body and result.id durably here, and work on them after the answer.
    console.log("ok", result.id, result.type);
    return new Response(null, { status: 200 });
  },
});
console.log(`listening on ${server.url}`);
