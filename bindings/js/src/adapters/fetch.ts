// The entry for hosts of the Fetch standard: Workers, Deno, Bun, Next, SvelteKit, Hono, h3.

import type { EventOf, ProviderName, Scheme } from "#countersign";
import { announced, type Body, BodyTakenError, joined } from "../receiver/body.js";
import type { Handler } from "../receiver/event.js";
import type { Mode } from "../receiver/flow.js";
import type { ReceiveOptions } from "../receiver/options.js";
import { Receiver } from "../receiver/receiver.js";

export type { Context, Handler, ReceivedEvent } from "../receiver/event.js";
export type { Mode, Reason } from "../receiver/flow.js";
export type { ReceiveOptions } from "../receiver/options.js";
export type { OnOutcome, Outcome } from "../receiver/outcome.js";
export type { InboxStore, Store, TransactionalStore } from "../receiver/store.js";
export { BodyTakenError };

/** Receives deliveries: takes a request whose body nobody has read, and what the host gives beside it, and never rejects. */
export type FetchReceiver<H extends readonly unknown[]> = (request: Request, ...host: H) => Promise<Response>;

/**
 * A function that stores deliveries durably and answers them, in mode `inbox`; `drain` of `countersign/inbox` works on them.
 *
 * @throws TypeError if an option is wrong, with its name and the fix
 * @throws `WebhookError` if the scheme or the secrets are refused
 */
export function receive<const S extends ProviderName | Scheme = never, E = never, T = unknown, H extends readonly unknown[] = readonly unknown[]>(
  options: ReceiveOptions<S, E, T, H, "inbox"> & { readonly mode: "inbox" },
): FetchReceiver<H>;
/**
 * A function that verifies deliveries and runs a handler for each event, at most once at a time and not again once it is done.
 *
 * | host | |
 * |---|---|
 * | Workers | `export default { fetch: receive({ …, secrets: (env) => env.SECRET, store: (env) => … }, …) }`: the arguments after the request are `env` and `ctx`; a handler has both as `host` of its context |
 * | Deno, Bun | `Deno.serve(receive(…))`, `Bun.serve({ fetch: receive(…) })` |
 * | Next, app router | `export const POST = receive(…)` in `route.ts` |
 * | SvelteKit | `export const POST = ({ request }) => receiver(request)` in `+server.ts` |
 * | Hono | `app.all("/webhooks/iex", (c) => receiver(c.req.raw, c.env))`, before anything that calls `c.req.json()` |
 * | h3 | version 2: `app.all("/webhooks/iex", (event) => receiver(event.req))`; version 1: `receiver(toWebRequest(event))` |
 *
 * @throws TypeError if an option is wrong, with its name and the fix
 * @throws `WebhookError` if the scheme or the secrets are refused
 * @example
 * ```ts
 * Deno.serve(receive({ scheme: "iexexchanger", secrets, store }, async (event) => {
 *   await ship(event.json());
 * }));
 * ```
 */
export function receive<
  const S extends ProviderName | Scheme = never, E = never, T = unknown, H extends readonly unknown[] = readonly unknown[], const M extends Exclude<Mode, "inbox"> = "inline",
>(
  options: ReceiveOptions<S, E, T, H, M>,
  handler: Handler<EventOf<S> | E, Headers, M extends "transactional" ? T : undefined, H>,
): FetchReceiver<H>;
export function receive(options: unknown, handler?: unknown): FetchReceiver<readonly unknown[]> {
  const receiver = new Receiver<Headers>(options, handler);
  return async (request, ...host) => {
    const { method, url, headers } = request;
    const answered = receiver.receive({
      method, url, headers, shown: headers,
      pairs: () => headers,
      length: announced(headers.get("content-length")),
      read: (limit, signal) => read(request, limit, signal),
    }, host);
    // A Worker is stopped when its sender hangs up, unless it says that it goes on: the event would wait for its lease to be over.
    for (const one of host as { waitUntil?: unknown }[]) if (typeof one?.waitUntil === "function") one.waitUntil(answered);
    const { body, ...head } = await answered;
    return new Response(body || null, head);
  };
}

/** For how long a sender who still sends may take to see the answer, in milliseconds. */
const LINGER = 2000;

async function read(request: Request, limit: number, signal: AbortSignal): Promise<Body> {
  if (request.bodyUsed || request.body?.locked) {
    return new BodyTakenError(undefined, "call receive before anything that reads it, such as c.req.json() in Hono");
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  if (reader === undefined) return joined(pieces, 0);
  // The rest is not read, whatever it is that ends the reading. To cancel cuts the connection on some hosts, such as SvelteKit's, so
  // that waits until the answer is on its way; and it may reject, once it failed.
  const cancel = () => void setTimeout(() => reader.cancel().catch(() => {}), LINGER);
  signal.addEventListener("abort", cancel);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(pieces, length);
    length += value.length;
    if (length > limit) {
      cancel();
      return "too_large";
    }
    pieces.push(value);
  }
}
