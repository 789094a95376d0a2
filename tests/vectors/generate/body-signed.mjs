// The cases shared by schemes that sign the raw body alone behind `sha256=` and report an unsigned id and type: MIEX and GitHub.

import { bodyBytes, drop, hmac, joined, message, set, twice, vectors } from "./kit.mjs";
import { bodies, changedBodies, headerValues, hexSignatures } from "./faults.mjs";

/** `names` = the headers of signature, id and type; gives the list with `verify` and `sign` for what is special. */
export function bodySigned(scheme, { secret, other, body, id, type, names }) {
  const { list, verify, sign } = vectors(scheme, { secrets: [secret] });
  const mac = (of, key = secret) => hmac("sha256", key, message(bodyBytes(of)));
  const delivery = (of = body, key = secret) => ({
    headers: [[names.signature, `sha256=${mac(of, key)}`], [names.id, id], [names.type, type]],
    body: of,
  });
  const genuine = delivery();
  const edited = (headers) => ({ headers, body });
  const ok = (keyIndex = 0, change = {}) => ({ keyIndex, id, type, ...change, covers: ["body"] });

  verify("a genuine delivery", genuine, ok());
  for (const [name, of] of bodies) verify(name, delivery(of), ok());
  for (const [name, signed, arrived] of changedBodies) verify(name, { ...delivery(signed), body: arrived }, "signature_mismatch");
  for (const [name, value, code] of hexSignatures(mac(body), "sha256=")) verify(name, edited(set(genuine.headers, names.signature, value)), code);
  verify("a bare signature", edited(set(genuine.headers, names.signature, mac(body))), "malformed_signature");
  verify("a signature by SHA-1 behind sha256=", edited(set(genuine.headers, names.signature, `sha256=${hmac("sha1", secret, message(bodyBytes(body)))}`)), "malformed_signature");
  verify(`${names.signature} missing`, edited(drop(genuine.headers, names.signature)), "missing_header");
  verify("no headers at all", edited([]), "missing_header");
  for (const name of Object.values(names)) {
    verify(`${name} twice`, edited(twice(genuine.headers, name)), "duplicate_header");
    verify(`${name} joined by a host`, edited(joined(genuine.headers, name)), "duplicate_header");
  }
  for (const field of ["id", "type"]) {
    verify(`${field} missing, which is not signed`, edited(drop(genuine.headers, names[field])), ok(0, { [field]: undefined }));
    verify(`${field} changed, which is not signed`, edited(set(genuine.headers, names[field], "changed")), ok(0, { [field]: "changed" }));
    for (const [name, value, code] of headerValues) verify(`${field} ${name}`, edited(set(genuine.headers, names[field], value)), code);
  }
  verify("the signature alone", edited(genuine.headers.slice(0, 1)), ok(0, { id: undefined, type: undefined }));
  verify("another secret", delivery(body, other), "signature_mismatch");
  verify("the previous secret during rotation", delivery(body, other), ok(1), { secrets: [secret, other] });
  verify("the current secret during rotation", genuine, ok(0), { secrets: [secret, other] });
  verify("the same secret twice", genuine, ok(0), { secrets: [secret, secret] });
  verify("a tolerance, though nothing here signs a timestamp", genuine, "invalid_tolerance", { options: { toleranceSeconds: 300 } });

  for (const [name, of] of bodies) sign(`sign ${name}`, { body: of, id, type }, delivery(of).headers);
  sign("sign without id and type", { body }, genuine.headers.slice(0, 1));
  sign("sign with the first of two secrets", { body, id, type }, genuine.headers, { secrets: [secret, other] });
  sign("sign with a newline in the id", { body, id: "a\nb", type }, "malformed_header");
  sign("sign with a letter beyond ASCII in the type", { body, id, type: "\u00e9" }, "malformed_header");
  return { list, verify, sign, genuine, delivery, edited, ok };
}
