import { type EventOf, type ProviderName, type Scheme } from "#countersign";
import { BodyTakenError } from "../receiver/body.js";
import type { Handler } from "../receiver/event.js";
import { type Mode } from "../receiver/flow.js";
import type { ReceiveOptions } from "../receiver/options.js";
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
        readonly http?: {
            readonly method?: string | undefined;
        } | undefined;
    };
    readonly body?: unknown;
    readonly isBase64Encoded?: boolean | undefined;
}
type Fields<T> = {
    readonly [name: string]: T | undefined;
} | null | undefined;
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
export declare function receive<const S extends ProviderName | Scheme = never, E = never, T = unknown>(options: ReceiveOptions<S, E, T, Host, "inbox"> & {
    readonly mode: "inbox";
}): LambdaReceiver;
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
export declare function receive<const S extends ProviderName | Scheme = never, E = never, T = unknown, const M extends Exclude<Mode, "inbox"> = "inline">(options: ReceiveOptions<S, E, T, Host, M>, handler: Handler<EventOf<S> | E, LambdaHeaders, M extends "transactional" ? T : undefined>): LambdaReceiver;
