// Deliveries of GitHub: the raw body under HMAC-SHA256 in X-Hub-Signature-256.

import { hmac, set } from "./kit.mjs";
import { bodySigned } from "./body-signed.mjs";

const SECRET = "It's a Secret to Everybody";
const NAMES = { signature: "X-Hub-Signature-256", id: "X-GitHub-Delivery", type: "X-GitHub-Event" };
const BODY = { utf8: "Hello, World!" };

const { list, verify, genuine, edited, ok } = bodySigned("github", {
  secret: SECRET,
  other: "github-previous-test-secret",
  body: BODY,
  id: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
  type: "issues",
  names: NAMES,
});

verify("the older SHA-1 header alone", { headers: [["X-Hub-Signature", `sha1=${hmac("sha1", SECRET, BODY.utf8)}`]], body: BODY }, "missing_header");
verify("the older SHA-1 header beside it is not read", edited([...genuine.headers, ["X-Hub-Signature", "sha1=junk"]]), ok());
verify("a signature by SHA-512", edited(set(genuine.headers, NAMES.signature, `sha256=${hmac("sha512", SECRET, BODY.utf8)}`)), "malformed_signature");

export default { about: "GitHub webhooks: HMAC-SHA256 of the raw body; id and type are reported and not signed.", vectors: list };
