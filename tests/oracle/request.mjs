// What may be signed of a request beside its headers and its raw body: the URL in several spellings, forms, a checksum.

/** Scheme and host, path, query (undefined without a question mark). */
function parts(url) {
  const [, origin, path, query] = /^(https?:\/\/[^/?]+)?(\/[^?]*)?(?:\?(.*))?$/is.exec(url);
  return { origin, path: path ?? "/", query };
}

export const pathOf = (url) => parts(url).path;
export function pathAndQuery(url) {
  const { path, query } = parts(url);
  return query === undefined ? path : `${path}?${query}`;
}

/** The pairs of a form or a query, decoded to bytes: `+` is a space, an empty pair is none. */
export function pairsOf(raw) {
  return raw.split("&").filter(Boolean).map((pair) => {
    const cut = pair.indexOf("=");
    return (cut < 0 ? [pair, ""] : [pair.slice(0, cut), pair.slice(cut + 1)]).map(decode);
  });
}

function decode(raw) {
  if (/%(?![0-9a-f]{2})/i.test(raw)) throw new Error(`${raw} holds a broken escape`);
  const text = raw.replaceAll("+", " ").replace(/%(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, "latin1");
}

/** The one value of a name among pairs, or undefined. */
export function valueOf(pairs, name) {
  const values = pairs.filter(([own]) => own.equals(Buffer.from(name))).map(([, value]) => value);
  if (values.length > 1) throw new Error(`${name} stands twice`);
  return values[0];
}

/** A parameter's name is compared as it stands in the URL; its value is decoded. */
export function parameter(url, name) {
  const raw = (parts(url).query ?? "").split("&").filter((pair) => pair === name || pair.startsWith(`${name}=`));
  if (raw.length > 1) throw new Error(`${name} stands twice`);
  return raw.length === 1 ? decode(raw[0].slice(name.length + 1)) : undefined;
}

const byBytes = (a, b) => Buffer.compare(a[0], b[0]) || Buffer.compare(a[1], b[1]);

/** Names and values of a form, sorted bytewise; a repeated name is refused, kept, or kept once for each value of its own. */
export function sortedForm(body, repeats) {
  const sorted = pairsOf(body.toString("latin1")).sort(byBytes);
  const names = new Set(sorted.map(([name]) => name.toString("latin1")));
  if (repeats === "refused" && names.size < sorted.length) throw new Error("a form field stands twice");
  const kept = sorted.filter((pair, index) => repeats !== "distinct" || index === 0 || byBytes(pair, sorted[index - 1]) !== 0);
  return Buffer.concat(kept.flat());
}

const percent = (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
/** RFC 3986: all but the unreserved characters escaped. */
const encode3986 = (bytes) => [...bytes].map((byte) => (/[A-Za-z0-9\-._~]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : percent(byte))).join("");

/** The pairs of the query, decoded and escaped again, in the bytewise order of their text. */
export function canonicalQuery(url) {
  const pairs = pairsOf(parts(url).query ?? "").map((pair) => pair.map(encode3986).join("="));
  return pairs.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join("&");
}

/** HubSpot's table of what is unescaped in the URL before it is signed. */
const HUBSPOT = ["%3A", "%2F", "%3F", "%40", "%21", "%24", "%27", "%28", "%29", "%2A", "%2C", "%3B"];
export const hubspotUrl = (url) => url.replace(/%[0-9a-f]{2}/gi, (escape) => (HUBSPOT.includes(escape.toUpperCase()) ? decodeURIComponent(escape) : escape));

/** Contentful escapes the query as one component, and then the whole. */
export function contentfulPath(url) {
  const [path, query = ""] = pathAndQuery(url).split("?");
  return encodeURI(query === "" ? path : `${path}?${encodeURIComponent(query)}`);
}

/** CRC-32 of ISO-HDLC, bit by bit. */
export function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return String((crc ^ 0xffffffff) >>> 0);
}
