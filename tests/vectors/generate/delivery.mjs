// What a delivery of a scheme has to have, worked out from the scheme alone: method, URL, form, JSON and headers with made-up values.

import { publicText, isAsymmetric } from "../../oracle/keys.mjs";
import { genuine } from "../../oracle/scheme.mjs";
import { NOW } from "./kit.mjs";

const ID = "evtTest1";
const TYPE = "order.created";
const REGISTRATION = "testRegistration1";
const URL_PARTS = ["url", "url-hubspot", "path", "path-and-query", "path-and-query-contentful", "canonical-query"];

const escapePointer = (pointer) => pointer.split("/").slice(1).map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));

/** Puts a value at a pointer, making what leads there; a number in the pointer makes an array. */
function plant(root, pointer, value) {
  const tokens = escapePointer(pointer);
  let node = root;
  tokens.forEach((token, index) => {
    const last = index === tokens.length - 1;
    node[token] ??= last ? value : /^\d+$/.test(tokens[index + 1]) ? [] : {};
    node = node[token];
  });
}

/** A value of letters and digits: nothing of it ends a field in any message. */
const plain = (name) => `${name.replace(/[^A-Za-z]/g, "").slice(-12) || "value"}Test7`;

/** The parts of a message that are objects of one kind. */
const valuesOf = ({ message = [] }, kind) => message.filter((part) => part[kind] !== undefined);
export const has = ({ message = [] }, ...names) => message.some((part) => names.includes(part));
export const signsForm = (scheme) => scheme.signature.form !== undefined || valuesOf(scheme, "form").length > 0 || (scheme.message ?? []).some((part) => /^sorted-form/.test(part));
export const signsUrl = (scheme) => has(scheme, ...URL_PARTS) || valuesOf(scheme, "query").length > 0 || scheme.signature.urlToken !== undefined;
const signsJson = (scheme) => scheme.signature.json !== undefined || scheme.timestamp?.json !== undefined || valuesOf(scheme, "json").length > 0;

/** Whether a body in which one byte changed is noticed whatever the byte. */
export const coversBody = (scheme) => has(scheme, "body", "body-object", "body-sha256-hex", "body-sha256-base64", "body-crc32") || scheme.bodyDigest !== undefined;

export function secretText(scheme, which = "current") {
  if (isAsymmetric(scheme)) return publicText(scheme, which === "current" ? 0 : 1);
  const text = `${which}-test-secret-not-real`;
  const { encoding = scheme.signature.urlToken ? "url-token" : "utf8", prefixes: [prefix = ""] = [], idHeader } = scheme.key ?? {};
  const own = ["hex", "base64", "base64url"].includes(encoding) ? Buffer.from(text).toString(encoding) : encoding === "basic" ? `test-user:${text}` : text;
  return `${idHeader ? "testKeyId:" : ""}${prefix}${own}`;
}

function form(scheme) {
  const repeated = has(scheme, "sorted-form-kept", "sorted-form-distinct") ? [["B name", "second value"], ["B name", "first value"], ["B name", "first value"]] : [];
  const pairs = [...valuesOf(scheme, "form").map((part) => [part.form, plain(part.form)]), ["b", "h\u00e9llo & more"], ["a", "1"], ...repeated];
  return pairs.map((pair) => pair.map((text) => encodeURIComponent(text).replaceAll("%20", "+")).join("=")).join("&");
}

function json(scheme, time) {
  const root = { note: "test" };
  const { signature, timestamp, id, type } = scheme;
  if (timestamp?.json) plant(root, timestamp.json, timeValue(timestamp, time));
  if (id?.json) plant(root, id.json, ID);
  for (const part of valuesOf(scheme, "json")) plant(root, part.json, part.json === type?.json ? "orderCreated" : plain(part.json));
  if (type?.json) plant(root, type.json, TYPE);
  if (signature.json) plant(root, signature.json, "");
  return JSON.stringify(root);
}

function timeValue({ unit }, seconds) {
  if (unit === "rfc3339") return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
  return unit === "s" ? seconds : seconds * 1000;
}

function url(scheme) {
  if (!signsUrl(scheme)) return undefined;
  const parameters = ["b=%3A2%20x", "a=1", ...valuesOf(scheme, "query").map((part) => `${part.query}=${plain(part.query).toUpperCase()}`)];
  return `https://hooks.example/webhooks/in?${parameters.join("&")}`;
}

/** The headers that are signed beside those that have a role of their own. */
function others(scheme) {
  const own = valuesOf(scheme, "header").map((part) => [part.header, headerValue(part.header)]);
  for (const { signedHeaders, of } of valuesOf(scheme, "signedHeaders")) {
    const roles = [scheme.timestamp?.header, scheme.id?.header, scheme.type?.header, signedHeaders].filter(Boolean).map((name) => name.toLowerCase());
    own.push([signedHeaders, of.map((name) => name.toLowerCase()).sort().join(",")]);
    own.push(...of.filter((name) => !roles.includes(name.toLowerCase())).map((name) => [name, headerValue(name)]));
  }
  return own;
}

const headerValue = (name) => ({ host: "hooks.example", "content-type": "application/json" })[name.toLowerCase()] ?? plain(name);

/** What a caller has to say beside the secrets. */
export function optionsOf(scheme) {
  const own = { ...(has(scheme, "registration") && { registration: REGISTRATION }), ...(isAsymmetric(scheme) && scheme.algorithm.endsWith("sha1") && { allowSha1: true }) };
  return Object.keys(own).length > 0 ? own : undefined;
}

/** The facts that go into a delivery of this scheme at `time`, and what the library must report of them. */
export function deliveryOf(scheme, time = NOW) {
  const text = signsForm(scheme) ? form(scheme) : json(scheme, time);
  const delivery = {
    body: Buffer.from(text), method: has(scheme, "method") ? "POST" : undefined, url: url(scheme), headers: others(scheme), timestamp: time,
    id: scheme.id?.header && ID, type: scheme.type?.header && TYPE, nonce: scheme.nonce && "nonceTest0123456",
    registration: has(scheme, "registration") ? REGISTRATION : undefined,
  };
  const typeInBody = valuesOf(scheme, "json").some((part) => part.json === scheme.type?.json) ? "orderCreated" : TYPE;
  const facts = {
    id: scheme.id && (scheme.id.header || !signsForm(scheme)) ? idOf(scheme) : undefined,
    type: scheme.type?.header ? TYPE : scheme.type && !signsForm(scheme) ? typeInBody : undefined,
    timestamp: scheme.timestamp && time, nonce: delivery.nonce,
  };
  return { delivery, facts };
}

/** A body that has fields of JSON in two roles holds the first. */
function idOf({ id, type, timestamp }) {
  if (id.json && id.json === timestamp?.json) throw new Error("the id is the timestamp");
  if (id.json && id.json === type?.json) throw new Error("the id is the type");
  return ID;
}

/** What the oracle is given for a secret: the text, or the number of a key with two halves. */
export const signing = (scheme, which = "current") => (isAsymmetric(scheme) ? (which === "current" ? 0 : 1) : secretText(scheme, which));

/** A genuine request of the scheme at `time`, and the facts to be reported. */
export function requestOf(scheme, { time = NOW, secret = signing(scheme), change = {} } = {}) {
  const { delivery, facts } = deliveryOf(scheme, time);
  const given = { ...delivery, ...change };
  const { headers, body, method, url: sent, signed } = genuine(scheme, [secret], given);
  return { request: { headers, body: { utf8: body.toString() }, method, url: sent }, facts, signed, delivery: given };
}
