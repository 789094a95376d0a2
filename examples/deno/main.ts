// Decides what a Deno server does with the webhooks of iEXExchanger.
import { receive } from "countersign/fetch";
import { denoKvStore } from "countersign/stores/deno-kv";

// Where it is remembered which events are done. On Deno Deploy leave the path out.
const kv = await Deno.openKv(Deno.env.get("KV_FILE") ?? "./events.kv");

// During a rotation the new secret stands in WEBHOOK_SECRET and the one before it in WEBHOOK_SECRET_PREVIOUS.
const current = Deno.env.get("WEBHOOK_SECRET") ?? "";
const previous = Deno.env.get("WEBHOOK_SECRET_PREVIOUS");

const receiver = receive({
  scheme: "iexexchanger",
  secrets: previous ? [current, previous] : [current],
  store: denoKvStore(kv),
  // Why a delivery was answered as it was. The sender is told no more than the status.
  onOutcome: ({ status, reason, code, error }) => console.log(status, reason ?? code, error ?? ""),
}, async (event) => {
  // What an event does, before the answer and once. If this throws, the event is tried again when its sender repeats it.
  console.log("run", event.id, event.type);
});

Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.env.get("PORT") ?? 3000) }, receiver);
