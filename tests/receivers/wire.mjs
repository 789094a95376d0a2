// Decides how a request goes over the wire: byte by byte as it is written here, at the pace asked for, on a connection of its own.
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** Bytes that are written at a time: a server may answer in between, and what is sent after that is lost work. */
const PIECE = 65_536;

/** The pieces of a body that is sent whole. */
export function* whole(body) {
  for (let at = 0; at < body.length; at += PIECE) {
    yield body.subarray(at, at + PIECE);
    // Time for an answer that comes by the length alone: a server that hangs up on what it has not read loses its own answer.
    if (at === 0 && body.length > PIECE) yield 100;
  }
}

/** The same without an announced length: each piece with its own. */
export function* chunked(body) {
  for (const piece of whole(body)) yield typeof piece === "number" ? piece : chunk(piece);
  yield Buffer.from("0\r\n\r\n");
}

export const chunk = (piece) => Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]);

/**
 * Sends a request and gives `{ status, headers, text, after }`, or `{ error }` if no whole answer came.
 *
 * `pieces` are bytes to write and milliseconds to wait; with `hangUp` the connection is cut after the last one, else it stays open
 * until the answer is there. Headers are pairs, their values text in Latin-1 or bytes. `after` is in milliseconds.
 */
export async function exchange(port, { method = "POST", path, headers, pieces = [], hangUp = false }, patience = 20_000) {
  const socket = connect(port, "127.0.0.1");
  const begun = performance.now();
  const received = [];
  let answer;
  let ended;
  const over = new Promise((resolve) => {
    ended = resolve;
  });
  socket.on("data", (bytes) => {
    received.push(bytes);
    answer = parse(Buffer.concat(received), false);
    if (answer) ended();
  });
  socket.on("end", () => ended((answer ??= parse(Buffer.concat(received), true))));
  socket.on("error", (error) => ended((answer ??= parse(Buffer.concat(received), true) ?? { error: error.code ?? error.message })));
  socket.on("close", () => ended());
  const late = setTimeout(() => ended((answer ??= { error: `no answer in ${patience} ms` })), patience);
  try {
    if (!(await Promise.race([once(socket, "connect"), over]))) return answer;
    socket.setNoDelay(true);
    socket.write(head(port, method, path, headers));
    for (const piece of pieces) {
      if (answer || socket.destroyed) break;
      if (typeof piece === "number") await Promise.race([wait(piece), over]);
      else if (!socket.write(piece)) await Promise.race([once(socket, "drain").catch(() => {}), over]);
    }
    if (hangUp) return { error: "hung up" };
    await over;
    return { ...(answer ?? { error: "the connection ended without an answer" }), after: Math.round(performance.now() - begun) };
  } finally {
    clearTimeout(late);
    socket.destroy();
  }
}

function head(port, method, path, headers) {
  const lines = [[Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n`)]];
  for (const [name, value] of headers) lines.push([Buffer.from(`${name}: `), Buffer.from(value, "latin1"), Buffer.from("\r\n")]);
  return Buffer.concat([...lines.flat(), Buffer.from("\r\n")]);
}

/** The answer, once it is whole; `closed` says that no more will come. */
function parse(bytes, closed) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [line, ...rest] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(line.split(" ")[1]);
  if (status < 200) return parse(bytes.subarray(end + 4), closed);
  const headers = Object.fromEntries(rest.map((text) => [text.slice(0, text.indexOf(":")).toLowerCase(), text.slice(text.indexOf(":") + 1).trim()]));
  const body = bodyOf(headers, bytes.subarray(end + 4), closed);
  return body && { status, headers, text: body.toString() };
}

function bodyOf(headers, bytes, closed) {
  if (headers["transfer-encoding"] !== "chunked") {
    const length = headers["content-length"];
    if (length === undefined) return closed ? bytes : undefined;
    return bytes.length >= Number(length) ? bytes.subarray(0, Number(length)) : undefined;
  }
  const pieces = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return undefined;
    const length = Number.parseInt(bytes.subarray(at, end).toString(), 16);
    if (length === 0) return Buffer.concat(pieces);
    if (bytes.length < end + 2 + length + 2) return undefined;
    pieces.push(bytes.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}
