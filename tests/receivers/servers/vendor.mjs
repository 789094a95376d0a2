// A handler as iEXExchanger publishes it, after its description: it compares with a function that throws where the lengths differ.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import express from "express4";
import { serve } from "./serve.mjs";

const secret = "test-secret-that-signs-nothing-real";
const app = express();

app.post("/raised", express.raw({ type: "application/json" }), async (request, response) => {
  const [id, type, timestamp, nonce] = ["Event-Id", "Event-Type", "Timestamp", "Nonce"].map((name) => request.get(`X-Webhook-${name}`) ?? "");
  const digest = createHash("sha256").update(request.body).digest("hex");
  const expected = `sha256=${createHmac("sha256", secret).update(["v1", id, type, timestamp, nonce, digest].join("\n")).digest("hex")}`;
  const given = request.get("X-Webhook-Signature") ?? "";
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return response.status(401).end();
  response.status(200).end();
});

await serve({ alone: app });
