// The same questions to every built-in scheme: what is genuine, and what becomes of a change of each thing that it says it covers.
//
// Nothing here is written for one provider. What a request has to have follows from its scheme, signatures come from the oracle, and the
// codes are those that the rules of README.md give: fields found, signature parsed, timestamp parsed, window, MAC.

import { covers, timeText } from "../../oracle/scheme.mjs";
import { isAsymmetric } from "../../oracle/keys.mjs";
import { coversBody, has, optionsOf, requestOf, secretText, signing, signsForm } from "./delivery.mjs";
import * as edit from "./edits.mjs";
import { NOW, twice, vectors } from "./kit.mjs";
import { asymmetric, symmetric } from "./schemes.mjs";

const MISMATCH = "signature_mismatch";

/** What each part of the message is, in which way it is changed, and what must come of that: [name, request, expectation]. */
function changes(scheme, request, ok) {
  const list = [];
  // Several parts may read one thing, such as the URL.
  const add = (name, edited, expect = MISMATCH) => list.some(([own]) => own === name) || list.push([name, edited, expect]);
  for (const part of scheme.message ?? []) {
    if (typeof part === "string") changeNamed(part, scheme, request, add, ok);
    else if (part.signedHeaders) changeListed(part, scheme, request, add);
    else if (part.header) {
      add(`header ${part.header} changed`, edit.header(request, part.header, edit.changed));
      add(`header ${part.header} missing`, edit.header(request, part.header), part.optional ? MISMATCH : "missing_header");
    } else if (part.query) {
      add(`query parameter ${part.query} changed`, edit.query(request, part.query, edit.changed));
      add(`query parameter ${part.query} missing`, edit.query(request, part.query), part.optional ? MISMATCH : "malformed_url");
      if (part.lowerCase) add(`query parameter ${part.query} in lower case, as it is signed`, edit.query(request, part.query, (text) => text.toLowerCase()), ok);
    } else if (part.form) {
      add(`form field ${part.form} changed`, edit.form(request, part.form, edit.changed));
      add(`form field ${part.form} missing`, edit.form(request, part.form), part.optional ? MISMATCH : "malformed_body");
    } else if (part.json) {
      const timed = part.json === scheme.timestamp?.json;
      add(`JSON ${part.json} changed`, timed ? otherTime(scheme, request) : edit.json(request, part.json, edit.changed));
      add(`JSON ${part.json} missing`, edit.json(request, part.json), part.optional && !timed ? MISMATCH : "malformed_body");
      add(`JSON ${part.json} an object`, edit.json(request, part.json, () => ({ a: 1 })), "malformed_body");
    }
  }
  if (scheme.bodyDigest) {
    add("body changed", changeBody(scheme, request));
    add("the body's digest in the URL changed", edit.query(request, scheme.bodyDigest.query, edit.changed));
    add("the body's digest in the URL missing", edit.query(request, scheme.bodyDigest.query), "malformed_url");
  }
  return list;
}

const changeBody = (scheme, request) => edit.body(request, (text) => (signsForm(scheme) ? text.replace("a=1", "a=2") : text.replace('"note":"test"', '"note":"tess"')));
const inUrl = (request, from, to) => ({ ...request, url: request.url.replace(from, to) });

function changeNamed(part, scheme, request, add, ok) {
  const without = (key) => ({ ...request, [key]: undefined });
  const field = { id: scheme.id, type: scheme.type, nonce: scheme.nonce }[part];
  if (field) {
    add(`${part} changed`, edit.header(request, field.header, edit.changed));
    add(`${part} missing`, edit.header(request, field.header), "missing_header");
  }
  if (part === "timestamp") add("timestamp changed", otherTime(scheme, request));
  if (part === "method") {
    add("method changed", { ...request, method: "PUT" });
    add("method missing", without("method"), "missing_method");
  }
  if (/^body/.test(part)) add("body changed", changeBody(scheme, request));
  if (/^url|^path/.test(part)) add("path of the URL changed", inUrl(request, "/webhooks/in", "/webhooks/io"));
  if (/^url/.test(part)) {
    add("host of the URL changed", inUrl(request, "hooks.example", "hooks.invalid"));
    add("URL without its host", inUrl(request, "https://hooks.example", ""), "malformed_url");
  }
  if (/^url|-query/.test(part)) add("query of the URL changed", inUrl(request, "a=1", "a=2"));
  if (/^url|^path|-query/.test(part)) add("URL missing", without("url"), "missing_url");
  if (part.startsWith("sorted-form")) {
    add("form field changed", edit.form(request, "a", edit.changed));
    add("form field added", edit.body(request, (text) => `${text}&c=3`));
    add("form fields in another order, which is not signed", edit.body(request, (text) => text.split("&").reverse().join("&")), ok);
    const again = { "sorted-form": "malformed_body", "sorted-form-kept": MISMATCH, "sorted-form-distinct": ok }[part];
    add("form field repeated", edit.body(request, (text) => `${text}&a=1`), again);
    add("form with a broken escape", edit.body(request, (text) => `${text}&c=%zz`), "malformed_body");
  }
}

function changeListed({ signedHeaders, of }, scheme, request, add) {
  const listed = of.map((name) => name.toLowerCase()).sort();
  const own = [signedHeaders, scheme.timestamp?.header].filter(Boolean).map((name) => name.toLowerCase());
  for (const name of listed.filter((each) => !own.includes(each))) {
    add(`listed header ${name} changed`, edit.header(request, name, edit.changed));
    add(`listed header ${name} missing`, edit.header(request, name));
    add(`header ${name} no longer listed`, edit.header(request, signedHeaders, () => listed.filter((each) => each !== name).join(",")));
  }
  for (const name of own) add(`list without ${name}`, edit.header(request, signedHeaders, () => listed.filter((each) => each !== name).join(",")), "malformed_header");
  add("listed headers in another order", edit.header(request, signedHeaders, () => [...listed].reverse().join(",")), "malformed_header");
  add("the list of headers missing", edit.header(request, signedHeaders), "missing_header");
  // Covered by the list, in which its header has to stand.
  if (scheme.timestamp?.header && own.length > 1) add("timestamp changed", otherTime(scheme, request));
}

/** The same request a second later, under the signature of before. */
function otherTime(scheme, request) {
  const { header, json, unit } = scheme.timestamp;
  const later = timeText(NOW + 1, unit);
  if (header) return edit.header(request, header, () => later);
  return json ? edit.json(request, json, () => later) : edit.listedTime(scheme, request, () => later);
}

/** The window of the scheme: [name, seconds from now, code or none]. */
function windows({ toleranceSeconds: past, futureSeconds: future = past }) {
  return [
    [`${past} s old`, -past, undefined], [`${past + 1} s old`, -past - 1, "timestamp_too_old"],
    [`${future} s ahead`, future, undefined], [`${future + 1} s ahead`, future + 1, "timestamp_in_future"],
  ];
}

/** Spellings of the signature, and what each must give. */
function signatures(scheme, request, ok) {
  const { encoding, urlToken } = scheme.signature;
  const at = isAsymmetric(scheme) ? 24 : 0;
  const flip = (text) => text.slice(0, at) + (text[at] === "b" ? "c" : "b") + text.slice(at + 1);
  const list = [
    ["signature with one character changed", edit.signature(scheme, request, flip), MISMATCH],
    ["signature cut by one character", edit.signature(scheme, request, (text) => text.slice(0, -1)), scheme.algorithm === "token" ? MISMATCH : "malformed_signature"],
  ];
  if (scheme.algorithm !== "token") list.push(["signature that is none", edit.signature(scheme, request, () => "!"), "malformed_signature"]);
  if (encoding?.startsWith("hex")) {
    list.push(["signature in upper case", edit.signature(scheme, request, (text) => text.toUpperCase()), encoding === "hex" ? "malformed_signature" : ok]);
  }
  if (urlToken) list.push(["token in another parameter", inUrl(request, `${urlToken}=`, `not${urlToken}=`), MISMATCH]);
  return list;
}

function absent(scheme, request) {
  const { signature, timestamp, key } = scheme;
  const list = [];
  if (!signature.urlToken) list.push(["signature missing", edit.place(scheme, request), signature.form || signature.json ? "malformed_body" : "missing_header"]);
  if (signature.header) list.push(["signature twice", { ...request, headers: twice(request.headers, signature.header) }, "duplicate_header"]);
  if (signature.urlToken) list.push(["URL missing", { ...request, url: undefined }, "missing_url"]);
  if (timestamp?.header) list.push(["timestamp missing", edit.header(request, timestamp.header), "missing_header"]);
  if (timestamp?.json && !(scheme.message ?? []).some((part) => part.json === timestamp.json)) list.push(["timestamp missing", edit.json(request, timestamp.json), "malformed_body"]);
  if (timestamp && !timestamp.header && !timestamp.json) list.push(["timestamp missing", edit.listedTime(scheme, request), "malformed_signature"]);
  if (key?.idHeader) {
    list.push(["no word of which secret signed", edit.header(request, key.idHeader), "missing_header"]);
    list.push(["the id of no secret", edit.header(request, key.idHeader, edit.changed), MISMATCH]);
  }
  return list;
}

function signed(scheme, { request, signed: pairs, delivery }) {
  const { body, url, method, id, type, nonce, headers } = delivery;
  const { idHeader } = scheme.key ?? {};
  const own = [
    ...(scheme.algorithm === "token" && scheme.signature.header ? [request.headers[0]] : []),
    ...request.headers.filter(([name]) => name === idHeader),
  ];
  // A digest of the body, or a token, stands in the URL before anything is signed; a token in a header, and which secret signs, is told too.
  const sign = { body: { utf8: body.toString() }, id, type, nonce, method, url: url && request.url, headers: [...headers, ...own] };
  const inBody = scheme.signature.form ?? scheme.signature.json;
  return [Object.fromEntries(Object.entries({ ...sign, headers: sign.headers.length > 0 ? sign.headers : undefined }).filter(([, value]) => value !== undefined)),
    { headers: pairs, body: inBody && request.body }];
}

function ask(scheme, { list, verify, sign }) {
  const genuine = requestOf(scheme);
  const { request, facts } = genuine;
  const ok = { keyIndex: 0, ...facts, covers: covers(scheme) };
  verify("genuine", request, ok);
  if (!isAsymmetric(scheme)) sign("sign", ...signed(scheme, genuine));
  for (const [name, edited, expect] of [...changes(scheme, request, ok), ...absent(scheme, request), ...signatures(scheme, request, ok)]) verify(name, edited, expect);
  if (!coversBody(scheme) && !scheme.message?.includes("body") && !has(scheme, "sorted-form", "sorted-form-kept", "sorted-form-distinct")) {
    verify("a change of the body beside what is covered", changeBody(scheme, request), ok);
  }
  for (const [name, offset, code] of scheme.timestamp ? windows(scheme.timestamp) : []) {
    const { request: dated } = requestOf(scheme, { time: NOW + offset });
    verify(name, dated, code ?? { ...ok, timestamp: NOW + offset });
  }
  if (!scheme.timestamp) verify("a tolerance, though no time is signed", request, "invalid_tolerance", { options: { ...optionsOf(scheme), toleranceSeconds: 300 } });
  const { request: foreign } = requestOf(scheme, { secret: signing(scheme, "previous") });
  verify("another secret", foreign, MISMATCH);
  verify("the previous secret during rotation", foreign, { ...ok, keyIndex: 1 }, { secrets: [secretText(scheme), secretText(scheme, "previous")] });
  return list;
}

const of = (scheme) => ask(scheme, vectors(scheme.name, { secrets: [secretText(scheme)], options: optionsOf(scheme), label: `catalogue ${scheme.name}` }));

const ABOUT = "Every built-in scheme: genuine, signed, each covered thing changed, and its window. Generated from schemes.json; every secret is made up.";
export const catalogue = { about: ABOUT, vectors: symmetric.flatMap(of) };
export const asymmetricCatalogue = { about: `${ABOUT} The keys stand in tests/oracle/test-keys.json.`, vectors: asymmetric.flatMap(of) };
