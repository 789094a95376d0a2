// A request of Node's http module as a receiver takes it: whose bytes the body is, and how the answer reaches a sender who still sends.

import type { IncomingMessage, ServerResponse } from "node:http";
import { isBytes } from "../arguments.js";
import type { Answer } from "../receiver/answer.js";
import { announced, type Body, BodyTakenError, joined } from "../receiver/body.js";
import type { IncomingRequest } from "../receiver/receiver.js";

/** What frameworks add to a request. */
export interface Parsed {
  readonly rawBody?: unknown;
  readonly body?: unknown;
  readonly originalUrl?: unknown;
}

/** Says which framework it is, and how the body is kept from being read before. */
export type Advice = () => readonly [framework: string | undefined, fix: string];

/** The request. `parsed` is where the framework has put what it made of the body. */
export function incoming<N>(request: IncomingMessage, response: ServerResponse, parsed: Parsed, shown: N, advice: Advice): IncomingRequest<N> {
  const { originalUrl, rawBody, body } = parsed;
  const length = announced(request.headers["content-length"]);
  const kept = isBytes(rawBody) ? rawBody : isBytes(body) ? body : undefined;
  // Parsers inflate what is compressed, and leave the headers as they were.
  const inflated = () => new BodyTakenError(advice()[0], `${advice()[1]}; it was compressed, and the parser inflated it`);
  return {
    method: request.method ?? "",
    url: typeof originalUrl === "string" ? originalUrl : (request.url ?? ""),
    // Of request.headers some are joined, and repeats of some are dropped.
    headers: request.rawHeaders,
    shown,
    pairs: () => pairs(request.rawHeaders),
    length,
    read: async (limit, signal) => {
      if (kept) return length === undefined || length === kept.length ? kept : inflated();
      if (request.readableDidRead || request.readableEnded) return new BodyTakenError(...advice());
      return read(request, response, limit, signal);
    },
    doubt: () => (kept && request.headers["content-encoding"] ? inflated() : undefined),
  };
}

function* pairs(flat: readonly string[]): Generator<[string, string]> {
  for (let at = 0; at + 1 < flat.length; at += 2) yield [flat[at] as string, flat[at + 1] as string];
}

function read(request: IncomingMessage, response: ServerResponse, limit: number, signal: AbortSignal): Promise<Body> {
  // Only a listener for checkContinue has left that to us.
  if (request.headers.expect && (response as { _sent100?: boolean })._sent100 === false) response.writeContinue();
  return new Promise((resolve) => {
    const pieces: Uint8Array[] = [];
    let length = 0;
    const end = (body: Body) => {
      request.pause();
      request.off("data", add).off("end", whole).off("error", cut).off("close", cut);
      resolve(body);
    };
    const add = (piece: Uint8Array) => {
      length += piece.length;
      if (length > limit) end("too_large");
      else pieces.push(piece);
    };
    const whole = () => end(request.complete ? joined(pieces, length) : "cut_short");
    const cut = () => end("cut_short");
    signal.addEventListener("abort", cut);
    if (request.destroyed) return cut();
    // What comes after the end of the reading may be an error still, which would end the process if nobody listened.
    request.on("error", () => {});
    request.on("data", add).on("end", whole).on("error", cut).on("close", cut);
  });
}

/** For how long a sender who still sends is listened to once it is answered, in milliseconds. */
const LINGER = 2000;

/** Writes the answer. Never throws. */
export async function respond(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  response.on("error", () => {});
  if (response.headersSent || response.destroyed) return void response.destroy();
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader("content-length", String(new TextEncoder().encode(body).length));
  if (request.complete) return void response.end(body);
  // Bytes that are still under way when a connection is closed reset it, and the sender never sees the answer. So it gets the
  // answer, its bytes are thrown away for a while, and then the connection is closed; of HTTP/2 the stream.
  const { stream } = request as { stream?: { close(code: number): void } };
  if (stream) response.end(body);
  else response.setHeader("connection", "close").write(body);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, LINGER);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    response.once("close", end);
    request.once("close", end).once("end", end).resume();
  });
  if (!stream) response.end();
  else if (!request.complete) stream.close(CANCEL);
}

/** `NGHTTP2_CANCEL`. */
const CANCEL = 8;
