// A genuine sender of any custom scheme, for the files that try one part of the model after another.

import { covers, genuine } from "../../oracle/scheme.mjs";
import { NOW, bodyBytes, hmac, vectors } from "./kit.mjs";

export const SECRET = "custom-scheme-test-secret";
export const OTHER = "custom-scheme-previous-secret";
export const BODY = { utf8: '{"id":"evt_1","ok":true}' };

const H = "X-Signature";

/** A scheme with its signature in a header, and a request with the signature of this very text there. */
export const inHeader = (name, message, rest) => ({ name, algorithm: "hmac-sha256", message, signature: { header: H, encoding: "hex" }, ...rest });
export const over = (text, body, { headers = [], url } = {}) => ({
  headers: [[H, hmac("sha256", SECRET, text)], ...headers], body: typeof body === "string" ? { utf8: body } : body, ...(url !== undefined && { url }),
});

/** Adds vectors of many schemes to one list. */
export function file() {
  const { list, verify, sign } = vectors(undefined, { secrets: [SECRET] });
  return { list, of: (scheme) => sender(scheme, verify, sign) };
}

/**
 * `request(change, secrets)` is what the sender sends; `verify` and `sign` add vectors of this scheme. An expectation of facts gets the
 * coverage and keyIndex 0 unless it says otherwise.
 */
function sender(scheme, verify, sign) {
  const rest = (more) => ({ scheme, label: scheme.name, ...more });
  const ok = (facts) => ({ keyIndex: 0, timestamp: scheme.timestamp ? NOW : undefined, ...facts, covers: covers(scheme) });
  const request = ({ body = BODY, ...change } = {}, secrets = [SECRET]) => {
    const made = genuine(scheme, secrets, { timestamp: NOW, headers: [], ...change, body: bodyBytes(body) });
    const whole = made.body.equals(bodyBytes(body)) ? body : { utf8: made.body.toString() };
    return { headers: made.headers, body: whole, method: made.method, url: made.url };
  };
  return {
    scheme, ok, request,
    verify: (name, arrived, expect, more) => verify(name, arrived, typeof expect === "string" ? expect : ok(expect), rest(more)),
    sign: (name, delivery, expect, more) => sign(name, delivery, expect, rest(more)),
  };
}
