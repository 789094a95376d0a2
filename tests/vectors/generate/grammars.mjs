// How signatures may be written: lists by position, with spaces, without tags, under any key; in several headers; one spelling each.

import { hmac, message, set, twice, NOW } from "./kit.mjs";
import { BODY, OTHER, SECRET, file } from "./sender.mjs";

const { list, of } = file();
const scheme = (name, signature, rest) => ({ name, algorithm: "hmac-sha256", message: ["body"], signature, ...rest });
const TIMED = { message: ["timestamp", { text: "." }, "body"], timestamp: { unit: "s", toleranceSeconds: 300 } };
const H = "X-Signature";
const mac = (key = SECRET, time = NOW) => hmac("sha256", key, message(`${time}.${BODY.utf8}`));
const bare = (key = SECRET, encoding = "hex") => hmac("sha256", key, BODY.utf8, encoding);
const wrong = (n) => bare(`wrong-${n}`);
const sent = (value, name = H) => ({ headers: [[name, value]], body: BODY });

// The timestamp, and then signatures.
{
  const { verify, sign } = of(scheme("positional", { header: H, list: { kind: "positional", separator: "," }, encoding: "hex" }, TIMED));
  const ahead = NOW + 301;
  for (const [name, value, expect, more] of [
    ["timestamp and signature", `${NOW},${mac()}`, {}],
    ["a wrong signature first", `${NOW},${wrong(1)},${mac()}`, {}],
    ["15 signatures, the last one right", `${NOW},${Array.from({ length: 14 }, (_, n) => `${wrong(n)},`).join("")}${mac()}`, {}],
    ["16 signatures, which with the timestamp are 17 elements", `${NOW},${mac()}${`,${wrong(1)}`.repeat(15)}`, "too_many_signatures"],
    ["an element of another length beside the right one", `${NOW},de1ec7ab1e,${mac()}`, {}],
    ["elements of another length alone", `${NOW},de1ec7ab1e`, "malformed_signature"],
    ["an upper-case signature alone", `${NOW},${mac().toUpperCase()}`, "malformed_signature"],
    ["wrong signatures alone", `${NOW},${wrong(1)},${wrong(2)}`, "signature_mismatch"],
    ["no signature", `${NOW}`, "malformed_signature"],
    ["no timestamp", mac(), "malformed_signature"],
    ["the signature first", `${mac()},${NOW}`, "malformed_signature"],
    ["an empty timestamp", `,${mac()}`, "malformed_timestamp"],
    ["a timestamp that is none", `now,${mac()}`, "malformed_timestamp"],
    ["a timestamp with a leading zero", `0${NOW},${mac(SECRET, `0${NOW}`)}`, "malformed_timestamp"],
    ["another timestamp", `${NOW + 1},${mac()}`, "signature_mismatch"],
    ["a stale timestamp", `${NOW - 301},${mac(SECRET, NOW - 301)}`, "timestamp_too_old"],
    ["a timestamp of 1970", `0,${mac(SECRET, 0)}`, "timestamp_too_old"],
    ["a timestamp ahead", `${ahead},${mac(SECRET, ahead)}`, "timestamp_in_future"],
    ["a semicolon", `${NOW};${mac()}`, "malformed_signature"],
    ["a comma and a space", `${NOW}, ${mac()}`, "duplicate_header"],
    ["the previous secret", `${NOW},${mac(OTHER)}`, { keyIndex: 1 }, { secrets: [SECRET, OTHER] }],
  ]) verify(name, sent(value), expect, more);
  verify("the header twice", { headers: twice(sent(`${NOW},${mac()}`).headers, H), body: BODY }, "duplicate_header");
  sign("sign", { body: BODY }, [[H, `${NOW},${mac()}`]]);
  sign("sign with two secrets", { body: BODY }, [[H, `${NOW},${mac()},${mac(OTHER)}`]], { secrets: [SECRET, OTHER] });
}

// A space after each separator.
{
  const { verify, sign } = of(scheme("spaced", { header: H, list: { kind: "key-value", separator: ", ", key: "sign", timestampKey: "t" }, encoding: "base64" }, TIMED));
  const good = hmac("sha256", SECRET, `${NOW}.${BODY.utf8}`, "base64");
  for (const [name, value, expect] of [
    ["the signature, another key, the timestamp", `sign=${good}, env=main, t=${NOW}`, {}],
    ["another order", `t=${NOW}, sign=${good}`, {}],
    ["no space", `sign=${good},env=main,t=${NOW}`, "malformed_signature"],
    ["no space once", `sign=${good}, env=main,t=${NOW}`, "malformed_signature"],
    ["two spaces before the signature's key", `t=${NOW},  sign=${good}`, "malformed_signature"],
    ["two spaces before the timestamp's key", `sign=${good},  t=${NOW}`, "malformed_signature"],
    ["a tab for the space", `sign=${good},\tt=${NOW}`, "malformed_signature"],
    ["joined by a host", `sign=${good}, t=${NOW}, sign=${good}, t=${NOW}`, "duplicate_header"],
    ["a separator at the end", `sign=${good}, t=${NOW}, `, "malformed_signature"],
    ["no timestamp", `sign=${good}, env=main`, "malformed_signature"],
  ]) verify(name, sent(value), expect);
  verify("the header twice", { headers: twice(sent(`sign=${good}, t=${NOW}`).headers, H), body: BODY }, "duplicate_header");
  sign("sign", { body: BODY }, [[H, `t=${NOW}, sign=${good}`]]);
}

// Nothing but signatures between the separators.
{
  const { verify, sign } = of(scheme("untagged", { header: H, list: { kind: "tagged", separator: ",", tag: "" }, encoding: "base64" }));
  const good = bare(SECRET, "base64");
  const off = bare("wrong", "base64");
  for (const [name, value, expect] of [
    ["one", good, {}],
    ["the right one last", `${off},${good}`, {}],
    ["an empty element", `${good},,${off}`, "malformed_signature"],
    ["an element that is no signature", `${good},AAAA`, "malformed_signature"],
    ["a comma at the end", `${good},`, "malformed_signature"],
    ["wrong ones", `${off},${off}`, "signature_mismatch"],
    ["17", `${`${off},`.repeat(16)}${good}`, "too_many_signatures"],
    ["with a space", `${off}, ${good}`, "duplicate_header"],
  ]) verify(name, sent(value), expect);
  sign("sign with two secrets", { body: BODY }, [[H, `${good},${bare(OTHER, "base64")}`]], { secrets: [SECRET, OTHER] });
}

// Whoever signed stands before the signature, with a sign of its own between them.
{
  const { verify, sign } = of(scheme("any-key", { header: H, list: { kind: "key-value", separator: "&", assign: "|", key: "*" }, encoding: "hex" }));
  for (const [name, value, expect] of [
    ["any key", `merchant_a|${bare()}`, {}],
    ["the right one last", `merchant_a|${wrong(1)}&merchant_b|${bare()}`, {}],
    ["an element of another length beside the right one", `merchant_a|abcd&merchant_b|${bare()}`, {}],
    ["elements of another length alone", "merchant_a|abcd", "malformed_signature"],
    ["no key", `|${bare()}`, "malformed_signature"],
    ["no sign between", bare(), "malformed_signature"],
    ["an equals sign between", `merchant_a=${bare()}`, "malformed_signature"],
    ["an element without a sign between beside the right one", `merchant_a|${bare()}&junk`, "malformed_signature"],
    ["wrong ones", `merchant_a|${wrong(1)}&merchant_b|${wrong(2)}`, "signature_mismatch"],
    ["17", `${`a|${wrong(1)}&`.repeat(16)}a|${bare()}`, "too_many_signatures"],
  ]) verify(name, sent(value), expect);
  sign("sign", { body: BODY }, [[H, `key|${bare()}`]]);
}

// Several headers, any of which may be absent but one.
{
  const { verify, sign } = of(scheme("several", { headers: ["X-Signature-1", "X-Signature-2"], encoding: "base64" }));
  const good = bare(SECRET, "base64");
  const off = bare("wrong", "base64");
  const both = (one, two) => ({ headers: [["X-Signature-1", one], ["X-Signature-2", two]].filter(([, value]) => value !== undefined), body: BODY });
  for (const [name, one, two, expect] of [
    ["the first alone", good, undefined, {}],
    ["the second alone", undefined, good, {}],
    ["both", good, good, {}],
    ["the second right", off, good, {}],
    ["the first right", good, off, {}],
    ["neither right", off, off, "signature_mismatch"],
    ["neither", undefined, undefined, "missing_header"],
    ["the first no signature, the second right", "junk", good, "malformed_signature"],
    ["the second no signature, the first right", good, "junk", "malformed_signature"],
    ["the first empty, the second right", "", good, "malformed_signature"],
  ]) verify(name, both(one, two), expect);
  verify("the second twice", { ...both(good, off), headers: twice(both(good, off).headers, "X-Signature-2") }, "duplicate_header");
  verify("the second joined by a host", both(good, `${off}, ${off}`), "duplicate_header");
  sign("sign with one secret", { body: BODY }, both(good).headers);
  sign("sign with two secrets", { body: BODY }, both(good, bare(OTHER, "base64")).headers, { secrets: [SECRET, OTHER] });
  sign("sign with three secrets", { body: BODY }, both(good, bare(OTHER, "base64")).headers, { secrets: [SECRET, OTHER, "custom-scheme-third-secret"] });
}

// Base64 has one spelling.
{
  const { verify } = of(scheme("canonical", { header: H, encoding: "base64" }));
  const texts = Array.from({ length: 1000 }, (_, n) => `{"n":${n}}`);
  const body = { utf8: texts.find((text) => /\+.*\/|\/.*\+/.test(hmac("sha256", SECRET, text, "base64"))) };
  const good = hmac("sha256", SECRET, body.utf8, "base64");
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const bits = `${good.slice(0, 42)}${alphabet[alphabet.indexOf(good[42]) + 1]}=`;
  for (const [name, value, expect] of [
    ["as it is", good, {}],
    ["bits left over", bits, "malformed_signature"],
    ["without padding", good.slice(0, -1), "malformed_signature"],
    ["with too much padding", `${good}=`, "malformed_signature"],
    ["in the other alphabet", good.replaceAll("+", "-").replaceAll("/", "_"), "malformed_signature"],
    ["with a line break", `${good.slice(0, 20)}\n${good.slice(20)}`, "malformed_signature"],
    ["with a space", `${good.slice(0, 20)} ${good.slice(20)}`, "malformed_signature"],
    ["percent-encoded", encodeURIComponent(good), "malformed_signature"],
  ]) verify(name, { headers: [[H, value]], body }, expect);
}

// Five megabytes, which no scheme of a raw body keeps.
for (const part of ["body", "body-sha256-hex", "body-sha256-base64"]) {
  const { verify, request, sign } = of({ ...scheme(`large-${part}`, { header: H, encoding: "hex" }), message: [part] });
  const body = { repeat: "0123456789abcdef", times: 327680 };
  const made = request({ body });
  verify("five megabytes", made, {});
  verify("five megabytes and a byte", { ...made, body: { repeat: "0123456789abcdef0", times: 308405 } }, "signature_mismatch");
  verify("no body", request({ body: { utf8: "" } }), {});
  verify("replacement patterns", request({ body: { utf8: "{\"a\":\"$' $$ $& $1 $`\"}" } }), {});
  verify("a body changed", { ...request(), body: { utf8: BODY.utf8.replace("true", "null") } }, "signature_mismatch");
  sign("sign five megabytes", { body }, made.headers);
}

// A hash that the secret begins, and is no MAC.
{
  const { verify, request, sign } = of({ ...scheme("secret-first", { header: H, encoding: "hex" }), algorithm: "sha256-secret-first" });
  verify("genuine", request(), {});
  verify("another secret", request({}, [OTHER]), "signature_mismatch");
  verify("the first byte of the body moved into the secret", request(), "signature_mismatch", { secrets: [`${SECRET}{`] });
  verify("an HMAC", sent(bare()), "signature_mismatch");
  verify("upper case", { ...request(), headers: set(request().headers, H, request().headers[0][1].toUpperCase()) }, "malformed_signature");
  sign("sign", { body: BODY }, request().headers);
}

export default { about: "How signatures are written: lists by position, spaced, untagged, under any key, in several headers; base64 in one spelling; large bodies.", vectors: list };
