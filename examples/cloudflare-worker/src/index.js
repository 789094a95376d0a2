// Decides what a Cloudflare Worker does with the webhooks of iEXExchanger.
import { receive } from "countersign/fetch";
import { durableObjectStore } from "countersign/stores/durable-object";

// Where it is remembered which events are done; bound as EVENTS in wrangler.jsonc.
export { CountersignEvents } from "countersign/stores/durable-object";

export default {
  fetch: receive({ scheme: "iexexchanger", secrets, store: (env) => durableObjectStore(env.EVENTS), onOutcome }, work),
};

/** What an event does, before the answer and once. If it throws, the event is tried again when its sender repeats it. */
async function work(event) {
  console.log("run", event.id, event.type);
}

/** During a rotation the new secret stands in WEBHOOK_SECRET and the one before it in WEBHOOK_SECRET_PREVIOUS. */
function secrets(env) {
  return env.WEBHOOK_SECRET_PREVIOUS ? [env.WEBHOOK_SECRET, env.WEBHOOK_SECRET_PREVIOUS] : [env.WEBHOOK_SECRET];
}

/** Why a delivery was answered as it was. The sender is told no more than the status. */
function onOutcome({ status, reason, code, error }) {
  console.log(status, reason ?? code, error === undefined ? "" : String(error));
}
