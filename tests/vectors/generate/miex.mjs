// Deliveries of the Partner API (MIEX): the raw body under a secret that looks like hex and is text.

import { hmac, set } from "./kit.mjs";
import { bodySigned } from "./body-signed.mjs";

const SECRET = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2";
const BODY = { utf8: '{"event":"order.created","data":{"id":1001,"hashedId":"a3f7b2c1d4e5","status":"ORDERINIT"}}' };
const NAMES = { signature: "X-Webhook-Signature", id: "X-Webhook-Delivery", type: "X-Webhook-Event" };
const SOURCE = "derived from the vendor's published algorithm, two independent implementations agreeing";
const PUBLISHED = "sha256=4a7d4797ad0aba573ae716384f029561396a47a94304a280c0addef90bbb6188";

const { list, verify, sign, genuine, edited, ok } = bodySigned("miex", {
  secret: SECRET,
  other: "0f".repeat(32),
  body: BODY,
  id: "job_1001",
  type: "order.created",
  names: NAMES,
});

verify("the delivery of the published description", {
  headers: [["X-Webhook-Signature", PUBLISHED], ["X-Webhook-Event", "order.created"], ["X-Webhook-Delivery", "job_1001"]],
  body: BODY,
}, ok(), { source: SOURCE });
sign("sign the delivery of the published description", { body: BODY }, [["X-Webhook-Signature", PUBLISHED]], { source: SOURCE });

const decoded = hmac("sha256", Buffer.from(SECRET, "hex"), BODY.utf8);
if (!decoded.startsWith("3251f757")) throw new Error("the published signature under the decoded secret starts with 3251f757");
verify("a signature under the secret decoded from hex", edited(set(genuine.headers, NAMES.signature, `sha256=${decoded}`)), "signature_mismatch", { source: SOURCE });
verify("the secret in upper case", genuine, "signature_mismatch", { secrets: [SECRET.toUpperCase()] });
verify("the body serialised again", { ...genuine, body: { utf8: JSON.stringify(JSON.parse(BODY.utf8), null, 1) } }, "signature_mismatch");
verify("a delivery of iEXExchanger", { headers: [
  ["X-Webhook-Signature", `sha256=${hmac("sha256", SECRET, "v1\nevt_1\napi.test\n1782190000\nnonce_1\n")}`],
  ["X-Webhook-Event-Id", "evt_1"], ["X-Webhook-Event-Type", "api.test"], ["X-Webhook-Timestamp", "1782190000"], ["X-Webhook-Nonce", "nonce_1"],
], body: BODY }, "signature_mismatch");
verify("a stale timestamp header, which this scheme does not read", edited([...genuine.headers, ["X-Webhook-Timestamp", "1"]]), ok());

export default { about: "Partner API (MIEX) webhooks: HMAC-SHA256 of the raw body; id and type are reported and not signed.", vectors: list };
