// Decides what a Cloudflare Worker answers to the webhooks of iEXExchanger.
import { Webhook } from "countersign";

let webhook; // prepared once an isolate

export default {
  async fetch(request, env) {
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { Allow: "POST" } });
    webhook ??= new Webhook("iexexchanger", secrets(env));
    const body = await request.arrayBuffer(); // not text(), which drops a BOM and replaces bytes that are not UTF-8
    const result = webhook.safeVerify({ headers: request.headers, body });
    if (!result.ok) {
      console.warn(result.code, result.message);
      return new Response(null, { status: result.code.startsWith("malformed_") ? 400 : 401 });
    }
    // Store body and result.id durably here (a queue, D1, a Durable Object), and work on them after the answer.
    console.log("ok", result.id, result.type);
    return new Response(null, { status: 200 });
  },
};

/** During a rotation the new secret stands in WEBHOOK_SECRET and the one before it in WEBHOOK_SECRET_PREVIOUS. */
function secrets(env) {
  return env.WEBHOOK_SECRET_PREVIOUS ? [env.WEBHOOK_SECRET, env.WEBHOOK_SECRET_PREVIOUS] : [env.WEBHOOK_SECRET];
}
