// The entry for Fastify: a plugin whose route takes the body as it came, while all others keep their parsers.

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { EventOf, ProviderName, Scheme } from "#countersign";
import { BodyTakenError } from "../receiver/body.js";
import type { Handler } from "../receiver/event.js";
import type { Mode } from "../receiver/flow.js";
import type { ReceiveOptions } from "../receiver/options.js";
import { Receiver } from "../receiver/receiver.js";
import { incoming, respond } from "./message.js";

export type { Context, Handler, ReceivedEvent } from "../receiver/event.js";
export type { Mode, Reason } from "../receiver/flow.js";
export type { ReceiveOptions } from "../receiver/options.js";
export type { OnOutcome, Outcome } from "../receiver/outcome.js";
export type { InboxStore, Store, TransactionalStore } from "../receiver/store.js";
export { BodyTakenError };

/** What is used of a Fastify instance: those of versions 4 and 5 have it. */
export interface FastifyLike {
  // biome-ignore lint: what the real one takes is narrower than what could stand here for both versions
  route(options: any): unknown;
}

/** A plugin for `fastify.register(plugin, { prefix })`. */
export type FastifyReceiver = (fastify: FastifyLike, options?: unknown) => Promise<void>;

/** What a function of the host's arguments is given. */
type Host = readonly [request: IncomingMessage];

/**
 * A plugin that stores deliveries durably and answers them, in mode `inbox`; `drain` of `countersign/inbox` works on them.
 *
 * @throws TypeError if an option is wrong, with its name and the fix
 * @throws `WebhookError` if the scheme or the secrets are refused
 */
export function receive<const S extends ProviderName | Scheme = never, E = never, T = unknown>(
  options: ReceiveOptions<S, E, T, Host, "inbox"> & { readonly mode: "inbox" },
): FastifyReceiver;
/**
 * A plugin that verifies deliveries and runs a handler for each event, at most once at a time and not again once it is done.
 *
 * It serves the prefix under which it is registered, before any content type parser: other routes keep theirs.
 *
 * @throws TypeError if an option is wrong, with its name and the fix
 * @throws `WebhookError` if the scheme or the secrets are refused
 * @example
 * ```ts
 * fastify.register(receive({ scheme: "iexexchanger", secrets, store }, async (event) => {
 *   await ship(event.json());
 * }), { prefix: "/webhooks/iex" });
 * ```
 */
export function receive<const S extends ProviderName | Scheme = never, E = never, T = unknown, const M extends Exclude<Mode, "inbox"> = "inline">(
  options: ReceiveOptions<S, E, T, Host, M>,
  handler: Handler<EventOf<S> | E, IncomingHttpHeaders, M extends "transactional" ? T : undefined, Host>,
): FastifyReceiver;
export function receive(options: unknown, handler?: unknown): FastifyReceiver {
  const receiver = new Receiver<IncomingHttpHeaders>(options, handler);
  return async (fastify) => {
    fastify.route({
      // All but POST are answered 405.
      method: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
      url: "/",
      // The last hook before Fastify looks at the body: whatever its type is, and though no parser takes it, nothing has read it.
      onRequest: async ({ raw, originalUrl }: FastifyRequestLike, reply: FastifyReplyLike) => {
        const answer = await receiver.receive(incoming(raw, reply.raw, { originalUrl }, raw.headers, advice), [raw]);
        if (raw.complete) return reply.code(answer.status).headers(answer.headers).send(answer.body);
        // How the connection is closed then is not for the framework to say.
        reply.hijack();
        return respond(raw, reply.raw, answer);
      },
      handler: async () => {},
    });
  };
}

function advice(): [string, string] {
  return ["fastify", "no onRequest hook may read the stream of this route"];
}

interface FastifyRequestLike {
  readonly raw: IncomingMessage;
  readonly originalUrl: string;
}

interface FastifyReplyLike {
  readonly raw: ServerResponse;
  hijack(): void;
  code(status: number): FastifyReplyLike;
  headers(headers: object): FastifyReplyLike;
  send(body: string): unknown;
}
