// What a genuine sender of any scheme sends, in node:crypto and as slowly as is readable.
//
// Written from src/scheme/shape.md, the vendors' descriptions, and where those are silent from the core's documentation comments, by somebody
// who knew the core: a misreading of a vendor's page that stands in the scheme itself is not found here. It shares no code with the core, decides nothing about a request and takes no care of time: it serves the generator of the corpus alone.

import { createHash, createHmac } from "node:crypto";

import { at, put } from "./json.mjs";
import { isAsymmetric, signature as asymmetric } from "./keys.mjs";
import { canonicalQuery, contentfulPath, crc32, hubspotUrl, pairsOf, parameter, pathAndQuery, pathOf, sortedForm, valueOf } from "./request.mjs";

const HMACS = { "hmac-sha1": "sha1", "hmac-sha256": "sha256", "hmac-sha384": "sha384", "hmac-sha512": "sha512" };
const digest = (bytes, encoding, hash = "sha256") => createHash(hash).update(bytes).digest(encoding);
const same = (a, b) => a.toLowerCase() === b.toLowerCase();

/** What the signature covers, by the names that the library reports, in the order of the message. */
export function covers({ message = [], bodyDigest }) {
  return [...message.map(coveredBy).filter(Boolean), ...(bodyDigest ? ["body"] : [])];
}

function coveredBy(part) {
  if (typeof part === "object") {
    if (part.text !== undefined) return undefined;
    if (part.signedHeaders) return `headers:${part.signedHeaders.toLowerCase()}`;
    if (part.header) return `header:${part.header.toLowerCase()}`;
    const [kind] = ["query", "form", "json"].filter((key) => part[key] !== undefined);
    return `${kind}:${part[kind]}`;
  }
  if (part.startsWith("sorted-form")) return "form";
  // A checksum can be repaired by whoever alters the body, and a registration stands nowhere in the request.
  if (part === "body-crc32" || part === "registration") return undefined;
  const names = {
    "body-object": "body", "body-sha256-hex": "body", "body-sha256-base64": "body", "canonical-query": "query",
    "url-hubspot": "url", "path-and-query": "url", "path-and-query-contentful": "url",
  };
  return names[part] ?? part;
}

/** The id that the sender gives a secret (where the scheme has such a header), and the key that its text stands for. */
export function keyOf({ algorithm, key: { encoding = "utf8", prefixes = [], idHeader } = {} }, secret) {
  const raw = typeof secret === "string" ? undefined : Buffer.from(secret.hex, "hex");
  if (raw) return { key: raw };
  const [id, text] = idHeader ? [secret.slice(0, secret.indexOf(":")), secret.slice(secret.indexOf(":") + 1)] : [undefined, secret];
  const prefix = prefixes.find((own) => text.startsWith(own)) ?? "";
  const bare = text.slice(prefix.length);
  if (algorithm === "token" && encoding !== "basic") return { id, key: Buffer.from(bare) };
  const decoders = {
    hex: () => Buffer.from(bare, "hex"),
    base64: () => Buffer.from(bare, "base64"),
    base64url: () => Buffer.from(bare, "base64url"),
    sha1: () => createHash("sha1").update(bare).digest(),
    basic: () => Buffer.from(Buffer.from(bare).toString("base64")),
  };
  return { id, key: decoders[encoding]?.() ?? Buffer.from(bare) };
}

/** The timestamp's text. */
export function timeText(seconds, unit) {
  const date = new Date(seconds * 1000);
  if (unit === "rfc3339") return date.toISOString().replace(".000Z", "Z");
  if (unit === "imf-fixdate") return date.toUTCString();
  return String(unit === "s" ? seconds : seconds * 1000);
}

/**
 * The bytes that are signed. `delivery` is { body: Buffer, method, url, headers: pairs, id, type, nonce, timestamp: text, registration },
 * each where it matters.
 */
export function messageOf(scheme, delivery) {
  return Buffer.concat((scheme.message ?? []).map((part) => Buffer.from(typeof part === "string" ? named(part, delivery) : field(part, delivery))));
}

function named(part, { body, method, url, id, type, nonce, timestamp, registration }) {
  const parts = {
    timestamp: () => timestamp, id: () => id, type: () => type, nonce: () => nonce, registration: () => registration,
    body: () => body, "body-object": () => (body[0] === 0x7b ? body : undefined), "body-sha256-hex": () => digest(body, "hex"), "body-sha256-base64": () => digest(body, "base64"), "body-crc32": () => crc32(body),
    method: () => method, url: () => url, path: () => pathOf(url), "path-and-query": () => pathAndQuery(url), "canonical-query": () => canonicalQuery(url),
    "url-hubspot": () => hubspotUrl(url), "path-and-query-contentful": () => contentfulPath(url),
    "sorted-form": () => sortedForm(body, "refused"), "sorted-form-kept": () => sortedForm(body, "kept"), "sorted-form-distinct": () => sortedForm(body, "distinct"),
  };
  const text = parts[part]?.();
  if (text === undefined) throw new Error(`the delivery has no ${part}`);
  return text;
}

function field(part, { body, url, headers }) {
  const header = (name) => headers.find(([own]) => same(own, name))?.[1];
  if (part.text !== undefined) return part.text;
  if (part.signedHeaders) {
    const listed = header(part.signedHeaders).split(",").map((name) => [name, header(name)]);
    return listed.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}:${value}`).join(";");
  }
  let value;
  if (part.header) value = header(part.header);
  if (part.query) value = parameter(url, part.query);
  if (part.form) value = valueOf(pairsOf(body.toString("latin1")), part.form);
  if (part.json) value = at(body.toString("utf8"), part.json)?.text;
  if (value === undefined && !part.optional) throw new Error(`the delivery has no ${JSON.stringify(part)}`);
  if (value === undefined) return "";
  // Bytes stay bytes: a value that was decoded need not be UTF-8.
  const own = part.lowerCase ? Buffer.from(Buffer.from(value).toString("latin1").replace(/[A-Z]/g, (letter) => letter.toLowerCase()), "latin1") : Buffer.from(value);
  return Buffer.concat([Buffer.from(part.before ?? ""), own, Buffer.from(part.after ?? "")]);
}

/** The signature's bytes, or a token's. For an asymmetric scheme the secret is the number of a test key. */
export function tag(scheme, secret, message) {
  if (isAsymmetric(scheme)) return asymmetric(scheme.algorithm, secret, message);
  const { key } = keyOf(scheme, secret);
  if (scheme.algorithm === "token") return key;
  if (scheme.algorithm === "sha256-of-key") return digest(key);
  if (scheme.algorithm === "sha256-secret-first") return digest(Buffer.concat([key, message]));
  return createHmac(HMACS[scheme.algorithm], key).update(message).digest();
}

const encoded = ({ encoding }, bytes) => bytes.toString({ hex: "hex", "hex-any-case": "hex", base64: "base64", base64url: "base64url" }[encoding] ?? "latin1");

/** The text that holds the signatures, and the timestamp where the list has it. */
export function signatureText({ signature }, tags, timestamp) {
  const texts = tags.map((bytes) => encoded(signature, bytes));
  const { list, prefix = "" } = signature;
  if (!list) return prefix + texts[0];
  const elements = {
    tagged: () => texts.map((text) => list.tag + text),
    positional: () => [timestamp, ...texts],
    "key-value": () => {
      const { assign = "=", key, timestampKey } = list;
      const own = texts.map((text) => `${key === "*" ? "key" : key}${assign}${text}`);
      return timestampKey ? [`${timestampKey}${assign}${timestamp}`, ...own] : own;
    },
  };
  return elements[list.kind]().join(list.separator);
}

/**
 * A genuine request: { headers, body: Buffer, method, url }, and `signed`, the pairs that signing gives.
 *
 * `delivery` is { body: Buffer, method, url, headers: pairs that are signed or carry a token, id, type, nonce, registration, timestamp: seconds }.
 * Every secret signs where a list or several headers have room, else the first.
 */
export function genuine(scheme, secrets, delivery) {
  const { signature, key: { idHeader } = {} } = scheme;
  const { body, method, id, type, nonce, registration, headers: others = [] } = delivery;
  const time = scheme.timestamp && (scheme.timestamp.json ? at(body.toString("utf8"), scheme.timestamp.json)?.text : timeText(delivery.timestamp, scheme.timestamp.unit));
  const url = withDigest(scheme, delivery.url, body);
  const own = [
    scheme.timestamp?.header && [scheme.timestamp.header, time],
    scheme.id?.header && id !== undefined && [scheme.id.header, id],
    scheme.type?.header && type !== undefined && [scheme.type.header, type],
    scheme.nonce && nonce !== undefined && [scheme.nonce.header, nonce],
    idHeader && [idHeader, keyOf(scheme, secrets[0]).id],
  ].filter(Boolean);
  const headers = [...own, ...others];
  const message = messageOf(scheme, { body, method, url, headers, id, type, nonce, registration, timestamp: time });
  const tags = secrets.map((secret) => tag(scheme, secret, message));
  const text = signatureText(scheme, signature.list ? tags : tags.slice(0, 1), time);
  if (signature.urlToken) return { headers, body, method, url: addParameter(url, signature.urlToken, text), signed: headers };
  if (signature.form) return { headers, body: withField(body, signature.form, text), method, url, signed: [[signature.form, text], ...headers] };
  if (signature.json) return { headers, body: Buffer.from(put(body.toString("utf8"), signature.json, text)), method, url, signed: [[signature.json, text], ...headers] };
  const places = signature.headers ? signature.headers.slice(0, tags.length).map((name, index) => [name, signatureText(scheme, signature.list ? tags : [tags[index]], time)]) : [[signature.header, text]];
  return { headers: [...places, ...headers], body, method, url, signed: [...places, ...headers] };
}

export const addParameter = (url, name, value) => `${url}${url.includes("?") ? "&" : "?"}${name}=${value}`;
const withDigest = ({ bodyDigest }, url, body) => (bodyDigest ? addParameter(url, bodyDigest.query, digest(body, "hex")) : url);
const withField = (body, name, value) => Buffer.from(`${body.length > 0 ? `${body}&` : ""}${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
