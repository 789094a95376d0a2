// The entry for Node: http, Express, Connect and Nest by one listener, Koa by another.

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { EventOf, ProviderName, Scheme } from "#countersign";
import { kind } from "../arguments.js";
import { BodyTakenError } from "../receiver/body.js";
import type { Handler } from "../receiver/event.js";
import type { Mode } from "../receiver/flow.js";
import type { ReceiveOptions } from "../receiver/options.js";
import { Receiver } from "../receiver/receiver.js";
import { type Advice, incoming, type Parsed, respond } from "./message.js";

export type { Context, Handler, ReceivedEvent } from "../receiver/event.js";
export type { Mode, Reason } from "../receiver/flow.js";
export type { ReceiveOptions } from "../receiver/options.js";
export type { OnOutcome, Outcome } from "../receiver/outcome.js";
export type { InboxStore, Store, TransactionalStore } from "../receiver/store.js";
export { BodyTakenError };

/** Receives a delivery and answers it. `next` is never called, and the promise never rejects. */
export type NodeReceiver = (request: IncomingMessage, response: ServerResponse, next?: unknown) => Promise<void>;

/** What is used of Koa's context. */
export interface KoaContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly request?: object;
  readonly originalUrl?: string;
  respond?: boolean | undefined;
}

/** Receives a delivery as Koa's middleware, and answers it. The promise never rejects. */
export type KoaReceiver = (context: KoaContext, next?: unknown) => Promise<void>;

/** What a function of the host's arguments is given. */
type Host = readonly [request: IncomingMessage];

/**
 * A listener that stores deliveries durably and answers them, in mode `inbox`; `drain` of `countersign/inbox` works on them.
 *
 * @throws TypeError if an option is wrong, with its name and the fix
 * @throws `WebhookError` if the scheme or the secrets are refused
 */
export function receive<const S extends ProviderName | Scheme = never, E = never, T = unknown>(
  options: ReceiveOptions<S, E, T, Host, "inbox"> & { readonly mode: "inbox" },
): NodeReceiver;
/**
 * A listener that verifies deliveries and runs a handler for each event, at most once at a time and not again once it is done.
 *
 * The body is taken from `request.rawBody` or `request.body` if that is a Buffer, else from the stream. If something else read the
 * stream before, its bytes are lost: that is a {@link BodyTakenError} for `onOutcome`, and 500.
 *
 * | framework | |
 * |---|---|
 * | Express, Connect | `app.post("/webhooks/iex", receive(…))`, before `app.use(express.json())` |
 * | Nest | in `main.ts` `app.use("/webhooks/iex", receive(…))` before `app.listen()` |
 * | http | `createServer(receive(…))`, or call it where your own listener decides so |
 *
 * @throws TypeError if an option is wrong, with its name and the fix
 * @throws `WebhookError` if the scheme or the secrets are refused
 * @example
 * ```ts
 * app.post("/webhooks/iex", receive({ scheme: "iexexchanger", secrets, store }, async (event) => {
 *   await ship(event.json());
 * }));
 * ```
 */
export function receive<const S extends ProviderName | Scheme = never, E = never, T = unknown, const M extends Exclude<Mode, "inbox"> = "inline">(
  options: ReceiveOptions<S, E, T, Host, M>,
  handler: Handler<EventOf<S> | E, IncomingHttpHeaders, M extends "transactional" ? T : undefined, Host>,
): NodeReceiver;
export function receive(options: unknown, handler?: unknown): NodeReceiver {
  const serve = server(options, handler);
  return async (request, response) => {
    if (typeof request?.on !== "function" || typeof response?.setHeader !== "function") {
      throw new TypeError(`request: expected that of node:http and its response, got ${kind(request)} and ${kind(response)}; koa() is for Koa, and countersign/fetch for Request`);
    }
    return serve(request, response, request as Parsed & IncomingMessage, advice(request, response));
  };
}

/** As {@link receive}, for Koa: `router.all("/webhooks/iex", koa(…))`, before `app.use(bodyParser())`. */
export function koa<const S extends ProviderName | Scheme = never, E = never, T = unknown>(
  options: ReceiveOptions<S, E, T, Host, "inbox"> & { readonly mode: "inbox" },
): KoaReceiver;
/** As {@link receive}, for Koa: `router.all("/webhooks/iex", koa(…))`, before `app.use(bodyParser())`. */
export function koa<const S extends ProviderName | Scheme = never, E = never, T = unknown, const M extends Exclude<Mode, "inbox"> = "inline">(
  options: ReceiveOptions<S, E, T, Host, M>,
  handler: Handler<EventOf<S> | E, IncomingHttpHeaders, M extends "transactional" ? T : undefined, Host>,
): KoaReceiver;
export function koa(options: unknown, handler?: unknown): KoaReceiver {
  const serve = server(options, handler);
  return async (context) => {
    const { req, res, request = {}, originalUrl } = context;
    context.respond = false;
    // Koa has what it made of the body in an object of its own; a text that was made of it has lost bytes.
    return serve(req, res, { ...pick(request), originalUrl }, () => ["koa", "mount koa() before app.use(bodyParser())"]);
  };
}

function pick({ rawBody, body }: Parsed): Parsed {
  return { rawBody, body };
}

function server(options: unknown, handler: unknown): (request: IncomingMessage, response: ServerResponse, parsed: Parsed, advice: Advice) => Promise<void> {
  const receiver = new Receiver<IncomingHttpHeaders>(options, handler);
  return async (request, response, parsed, advice) => {
    const answer = await receiver.receive(incoming(request, response, parsed, request.headers, advice), [request]);
    await respond(request, response, answer).catch(() => void response.destroy());
  };
}

/** What each framework leaves on its requests and responses. */
function advice(request: IncomingMessage & { app?: unknown; originalUrl?: unknown }, response: ServerResponse & { revalidate?: unknown }): Advice {
  return () => {
    if (typeof response.revalidate === "function") return ["next", "export const config = { api: { bodyParser: false } } beside the handler"];
    if (typeof request.app === "function") {
      return ["express", "mount receive() before app.use(express.json()); in Nest before app.listen(), or NestFactory.create(AppModule, { rawBody: true })"];
    }
    if (request.originalUrl !== undefined) return ["connect", "mount receive() before app.use(bodyParser.json())"];
    return [undefined, "call receive before anything that reads the request"];
  };
}
