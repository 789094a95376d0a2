// The entry for AWS Lambda behind API Gateway (payload versions 1 and 2), an application load balancer or a function URL.

import { bodyFromText, type EventOf, type ProviderName, type Scheme } from "#countersign";
import { kind, wrong } from "../arguments.js";
import type { Answer } from "../receiver/answer.js";
import { type Body, BodyTakenError } from "../receiver/body.js";
import type { Handler } from "../receiver/event.js";
import { type Mode, TITLES } from "../receiver/flow.js";
import type { ReceiveOptions } from "../receiver/options.js";
import { Receiver } from "../receiver/receiver.js";

export type { Context, Handler, ReceivedEvent } from "../receiver/event.js";
export type { Mode, Reason } from "../receiver/flow.js";
export type { ReceiveOptions } from "../receiver/options.js";
export type { OnOutcome, Outcome } from "../receiver/outcome.js";
export type { InboxStore, Store, TransactionalStore } from "../receiver/store.js";
export { BodyTakenError };

/** What is used of the events of API Gateway, load balancers and function URLs. */
export interface LambdaEvent {
  readonly version?: string | undefined;
  readonly httpMethod?: string | undefined;
  readonly path?: string | undefined;
  readonly rawPath?: string | undefined;
  readonly rawQueryString?: string | undefined;
  readonly headers?: Fields<string>;
  readonly multiValueHeaders?: Fields<readonly string[]>;
  readonly queryStringParameters?: Fields<string>;
  readonly multiValueQueryStringParameters?: Fields<readonly string[]>;
  readonly requestContext?: {
    readonly elb?: unknown;
    readonly path?: string | undefined;
    readonly http?: { readonly method?: string | undefined } | undefined;
  };
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean | undefined;
}

type Fields<T> = { readonly [name: string]: T | undefined } | null | undefined;

/** An answer in the form that goes with the event. */
export interface LambdaAnswer {
  readonly statusCode: number;
  /** For load balancers. */
  readonly statusDescription?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For load balancers that have headers with several values switched on: they take no others. */
  readonly multiValueHeaders?: Readonly<Record<string, string[]>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/** The headers of a delivery: pairs, in the case in which the event has them. */
export type LambdaHeaders = (readonly [name: string, value: string])[];

/** Receives deliveries. It rejects only if the event is none of a HTTP request. */
export type LambdaReceiver = (event: LambdaEvent, context?: unknown) => Promise<LambdaAnswer>;

/** What a function of the host's arguments is given. */
type Host = readonly [event: LambdaEvent, context?: unknown];

/**
 * A function that stores deliveries durably and answers them, in mode `inbox`; `drain` of `countersign/inbox` works on them.
 *
 * @throws TypeError if an option is wrong, with its name and the fix
 * @throws `WebhookError` if the scheme or the secrets are refused
 */
export function receive<const S extends ProviderName | Scheme = never, E = never, T = unknown>(
  options: ReceiveOptions<S, E, T, Host, "inbox"> & { readonly mode: "inbox" },
): LambdaReceiver;
/**
 * A function that verifies deliveries and runs a handler for each event, at most once at a time and not again once it is done.
 *
 * The time limit of the Lambda function (3 seconds unless it is set) has to be longer than `handlerSeconds`. A REST API hands over bodies
 * as text, which is lossless for UTF-8 alone, unless it has `binaryMediaTypes` of all types; and it hands over query parameters decoded,
 * so that a scheme that signs the URL may not match there.
 *
 * @throws TypeError if an option is wrong, with its name and the fix
 * @throws `WebhookError` if the scheme or the secrets are refused
 * @example
 * ```ts
 * export const handler = receive({ scheme: "iexexchanger", secrets, store, handlerSeconds: 20 }, async (event) => {
 *   await ship(event.json());
 * });
 * ```
 */
export function receive<const S extends ProviderName | Scheme = never, E = never, T = unknown, const M extends Exclude<Mode, "inbox"> = "inline">(
  options: ReceiveOptions<S, E, T, Host, M>,
  handler: Handler<EventOf<S> | E, LambdaHeaders, M extends "transactional" ? T : undefined, Host>,
): LambdaReceiver;
export function receive(options: unknown, handler?: unknown): LambdaReceiver {
  const receiver = new Receiver<LambdaHeaders>(options, handler);
  return async (event, context) => {
    const method = event?.requestContext?.http?.method ?? event?.httpMethod;
    if (method === undefined) throw wrong("event", "that of a HTTP request by API Gateway, a load balancer or a function URL", event);
    const headers = pairs(event);
    const incoming = { method, url: url(event), headers, shown: headers, pairs: () => headers, length: undefined, read: async () => body(event), doubt: () => doubt(event) };
    return shaped(event, await receiver.receive(incoming, [event, context]));
  };
}

function pairs({ headers, multiValueHeaders }: LambdaEvent): LambdaHeaders {
  const all: [string, string][] = [];
  for (const [name, values] of Object.entries(multiValueHeaders ?? headers ?? {})) {
    for (const value of [values ?? []].flat()) all.push([name, value]);
  }
  return all;
}

/** The path and query as the sender sees them, as far as the event tells. */
function url(event: LambdaEvent): string {
  const { rawPath, rawQueryString, requestContext, path = "/", queryStringParameters, multiValueQueryStringParameters } = event;
  if (rawPath !== undefined) return rawQueryString ? `${rawPath}?${rawQueryString}` : rawPath;
  // Load balancers hand over the query as it is written, API Gateway decoded.
  const written = (text: string) => (requestContext?.elb === undefined ? encoded(text) : text);
  const query: string[] = [];
  for (const [name, values] of Object.entries(multiValueQueryStringParameters ?? queryStringParameters ?? {})) {
    for (const value of [values ?? []].flat()) query.push(`${written(name)}=${written(value)}`);
  }
  return `${requestContext?.path ?? path}${query.length > 0 ? `?${query.join("&")}` : ""}`;
}

function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a surrogate pair. Whatever it was is lost, and no signature will match.
    return "%EF%BF%BD";
  }
}

const BINARY = "set binaryMediaTypes to */* at the API";

function body({ body: given, isBase64Encoded }: LambdaEvent): Body {
  if (given === undefined || given === null) return new Uint8Array();
  if (typeof given !== "string") return taken(`no middleware may parse it, such as httpJsonBodyParser of Middy; got ${kind(given)}`);
  try {
    return isBase64Encoded ? Uint8Array.from(atob(given), (unit) => unit.charCodeAt(0)) : bodyFromText(given);
  } catch {
    return taken(BINARY);
  }
}

/** What is no UTF-8 comes as this character, which hardly a sender writes. */
function doubt({ body: given, isBase64Encoded }: LambdaEvent): BodyTakenError | undefined {
  return !isBase64Encoded && typeof given === "string" && given.includes("\uFFFD") ? taken(BINARY) : undefined;
}

function taken(fix: string): BodyTakenError {
  return new BodyTakenError("lambda", fix);
}

function shaped({ requestContext, multiValueHeaders }: LambdaEvent, { status: statusCode, headers, body }: Answer): LambdaAnswer {
  const answer = { statusCode, body, isBase64Encoded: false } as const;
  if (requestContext?.elb === undefined) return { ...answer, headers };
  const statusDescription = `${statusCode} ${TITLES[statusCode] ?? "OK"}`;
  if (!multiValueHeaders) return { ...answer, statusDescription, headers };
  return { ...answer, statusDescription, multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])) };
}
