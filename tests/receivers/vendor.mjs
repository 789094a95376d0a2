// Decides whether the handler that iEXExchanger publishes ends its process where ours answers 401.
import { genuine, post, signed, json } from "./deliveries.mjs";
import { start } from "./server.mjs";
import { exchange } from "./wire.mjs";

export const unsigned = () => post("/raised", signed(json, { header: { "X-Webhook-Signature": undefined } }));

/** Gives `[case, got, wanted]`: what is answered to a genuine delivery, then to one without a signature, and how the process ends. */
export async function vendor(app, runtime) {
  const server = await start(app, { file: "vendor.mjs", runtime });
  try {
    const before = await exchange(server.ports.alone, post("/raised", genuine()));
    const answer = await exchange(server.ports.alone, unsigned(), 5_000);
    // A server that answers lives on, and shall not be waited for.
    const end = answer.error ? `the process ends with ${await server.ended}` : "the process lives on";
    const why = /ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH/.test(server.output()) ? "the lengths differ" : server.output();
    return [
      ["genuine", String(before.status ?? before.error), "200"],
      ["no signature", `${answer.error ? "no answer" : answer.status}, ${end}: ${why}`, "no answer, the process ends with 1: the lengths differ"],
    ];
  } finally {
    await server.stop();
  }
}
