// Decides what is sent: deliveries of iEXExchanger, signed as its vendor describes it with node:crypto and not with countersign.
import { createHash, createHmac, randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { chunked, whole } from "./wire.mjs";

/** Known to servers/handler.mjs too. */
export const secret = "test-secret-that-signs-nothing-real";

/** More than the limit that a receiver has unless it is given another. */
const LARGE = 2_000_000;

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/**
 * A delivery: `{ id, body, headers }`, headers as pairs without the length. An id may be bytes; what is `undefined` is not sent.
 *
 * The signature is right for what is given; `header` then changes what is sent.
 */
export function signed(body, { id = `evt_${randomUUID()}`, type = "order.created", encoding, timestamp = now(), header = {} } = {}) {
  const nonce = randomUUID();
  const mac = createHmac("sha256", secret);
  for (const part of ["v1", id, type, timestamp, nonce]) mac.update(part).update("\n");
  const headers = {
    "Content-Type": "application/json",
    "Content-Encoding": encoding,
    "X-Webhook-Event-Id": id,
    "X-Webhook-Event-Type": type,
    "X-Webhook-Timestamp": timestamp,
    "X-Webhook-Nonce": nonce,
    "X-Webhook-Signature": `sha256=${mac.update(sha256(body)).digest("hex")}`,
    ...header,
  };
  const pairs = Object.entries(headers).filter(([, value]) => value !== undefined);
  return { id, body, headers: pairs };
}

/** The delivery as a POST with its length, or in chunks without one. */
export function post(path, { headers, body }, { inChunks = false } = {}) {
  if (inChunks) return { path, headers: [...headers, ["Transfer-Encoding", "chunked"]], body, pieces: chunked(body) };
  return { path, headers: [...headers, ["Content-Length", String(body.length)]], body, pieces: whole(body) };
}

const text = '{"id":"evt_01","type":"order.created","created_at":"2026-06-23T10:00:00+00:00","data":{"client":"Zoë","total":1.0}}';
export const json = Buffer.from(text);

/** The columns of the matrix: how each body is made and sent. `usual` is sent where no limit was raised. */
export const bodies = [
  { name: "json", body: json },
  { name: "CRLF", body: Buffer.from(text.replaceAll(",", ",\r\n") + "\r\n") },
  { name: "BOM", body: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), json]) },
  { name: "not UTF-8", body: Buffer.from(text, "latin1") },
  { name: "empty", body: Buffer.alloc(0) },
  { name: "form", body: Buffer.from("id=evt_01&client=Zo%C3%AB+K&empty="), contentType: "application/x-www-form-urlencoded" },
  { name: "150 kB", body: padded(150_000) },
  { name: "2 MB", body: padded(LARGE) },
  { name: "2 MB, usual limit", body: padded(LARGE), usual: true },
  { name: "gzip", body: gzipSync(json), encoding: "gzip" },
  { name: "gzip, chunked", body: gzipSync(json), encoding: "gzip", inChunks: true },
  { name: "no type", body: json, contentType: undefined },
  { name: "chunked", body: json, inChunks: true },
];

export const genuine = () => signed(json);

/** JSON of exactly so many bytes. */
function padded(length) {
  const [head, tail] = ['{"id":"evt_01","data":"', '"}'];
  return Buffer.from(head + "a".repeat(length - head.length - tail.length) + tail);
}

function now() {
  return String(Math.floor(Date.now() / 1000));
}
