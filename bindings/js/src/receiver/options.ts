// The options of a receiver, each checked when it is made.

import { type ProviderName, type Scheme, type Secret, Webhook, type WebhookOptions } from "#countersign";
import { named, optionalString, wrong } from "../arguments.js";
import { accepted } from "./accepted.js";
import { type Mode, MODES } from "./flow.js";
import type { Times } from "./hold.js";
import type { Dedupe } from "./key.js";
import { MANY, numbers, WAIT } from "./amounts.js";
import type { OnOutcome } from "./outcome.js";
import { HANDLER_SECONDS, KEEP_SECONDS, KEEP_SECONDS_LEAST, KEPT_HEADERS, LEASE_SECONDS, MAX_BODY_BYTES, READ_SECONDS, SECRETS_SECONDS, STORE_SECONDS } from "./policy.js";
import { type Verifier, type Verify, verifying } from "./secrets.js";
import type { Store, TransactionalStore } from "./store.js";

/** What every receiver may be told. Times are in seconds, and need not be whole. */
export interface SharedOptions<T, H extends readonly unknown[], M extends Mode> {
  /**
   * Where it is remembered which events are done: a store of `countersign/stores/…`, or a function of the further arguments that the host
   * gives with each request (on Workers `env` and `ctx`), called for each delivery.
   */
  readonly store: Store | TransactionalStore<T> | ((...host: H) => Store | TransactionalStore<T>);
  /**
   * Where the work is done. Default `inline`: the handler runs, then success is answered. `inbox`: the delivery is stored and answered,
   * and `drain` of `countersign/inbox` runs it. `transactional`: the handler writes in the store's transaction, so that it takes effect once.
   */
  readonly mode?: M | undefined;
  /**
   * By what events are told apart. Default `auto`: by the id where the signature covers it, else by the body. `id`: by the id always, for
   * senders whose events may have the same body, though anybody can then change it. `body`: by the body always.
   */
  readonly dedupe?: Dedupe | undefined;
  /** Bytes that a body may have. Default 1048576. */
  readonly maxBodyBytes?: number | undefined;
  /** Within which a body has to come. Default 10. */
  readonly readSeconds?: number | undefined;
  /** Within which the handler has to end. Default 25. Most senders wait 5 to 30. */
  readonly handlerSeconds?: number | undefined;
  /** For which a claim holds: when a process dies, its event is tried again after so long. It is extended while the handler runs. Default 60. */
  readonly leaseSeconds?: number | undefined;
  /** For which a finished event is remembered. Default 30 days; less than 7 is a warning, since senders try again for days. */
  readonly keepSeconds?: number | undefined;
  /** Within which each call of the store, and of a function that gives secrets, has to answer. Default 5. */
  readonly storeSeconds?: number | undefined;
  /** In mode `inline` only, since `drain` has `attempts` and a transaction that is rolled back keeps no count: how often an event is tried before it is given up and kept in the store for a person. Default: as often as it is sent. */
  readonly maxAttempts?: number | undefined;
  /**
   * The address before the path at which the sender reaches this, such as `https://example.com`, for schemes that sign the URL. It is
   * joined with the path and query of each request, and never guessed from headers.
   */
  readonly publicUrl?: string | undefined;
  /**
   * In mode `inbox`, and of what is given up: names of headers to store beside content-type, content-encoding, user-agent, x-request-id
   * and traceparent. Others may hold secrets.
   */
  readonly keepHeaders?: readonly string[] | undefined;
  /** Takes note of what became of each delivery. Default: what failed here goes to `console.error`. */
  readonly onOutcome?: OnOutcome | undefined;
}

/** A receiver that verifies by a scheme with shared secrets. */
export interface BySecrets<S, H extends readonly unknown[]> extends WebhookOptions {
  /** The name of a built-in scheme, or one of your own. */
  readonly scheme: S;
  /** One to eight, or a function that gives them: then a rotation needs no restart. */
  readonly secrets: Secret | readonly Secret[] | ((...host: H) => Secret | readonly Secret[] | PromiseLike<Secret | readonly Secret[]>);
  /** For which what a function gave is used before it is called again. Default 60; at once when a signature does not match, but not twice in 5 seconds. */
  readonly secretsSeconds?: number | undefined;
  /** The receiver's name in the store: events of two endpoints never meet. Default: the scheme's name. */
  readonly endpoint?: string | undefined;
  readonly webhook?: undefined;
}

/** A receiver that verifies by a `Webhook` of any entry, such as `countersign/asymmetric`, or by what a function gives. */
export interface ByWebhook<E, H extends readonly unknown[]> {
  readonly webhook: Verifier<E> | ((...host: H) => Verifier<E> | PromiseLike<Verifier<E>>);
  readonly secretsSeconds?: number | undefined;
  /** The receiver's name in the store: events of two endpoints never meet. */
  readonly endpoint: string;
  readonly scheme?: undefined;
  readonly secrets?: undefined;
}

/** Options of a receiver. */
export type ReceiveOptions<S = ProviderName | Scheme, E = unknown, T = unknown, H extends readonly unknown[] = readonly unknown[], M extends Mode = Mode> =
  SharedOptions<T, H, M> & (BySecrets<S, H> | ByWebhook<E, H>);

/** Options as a receiver goes by them. */
export interface Settings extends Times {
  readonly endpoint: string;
  readonly mode: Mode;
  readonly dedupe: Dedupe;
  readonly maxBodyBytes: number;
  readonly readSeconds: number;
  readonly maxAttempts: number;
  /** With no slash at its end. */
  readonly publicUrl: string;
  readonly keepHeaders: ReadonlySet<string>;
  readonly onOutcome: OnOutcome | undefined;
  readonly warning: string | undefined;
  readonly verify: Verify<unknown>;
  store(host: readonly unknown[]): Store;
}

const AMOUNTS = {
  maxBodyBytes: [MAX_BODY_BYTES, MANY],
  readSeconds: [READ_SECONDS, WAIT],
  handlerSeconds: [HANDLER_SECONDS, WAIT],
  leaseSeconds: [LEASE_SECONDS, WAIT],
  keepSeconds: [KEEP_SECONDS, MANY],
  storeSeconds: [STORE_SECONDS, WAIT],
  secretsSeconds: [SECRETS_SECONDS, WAIT],
  maxAttempts: [MANY, MANY],
} as const;

const WEBHOOK = ["toleranceSeconds", "allowWeakSecrets", "hashing"];
const OTHERS = [...WEBHOOK, "scheme", "secrets", "webhook", "endpoint", "store", "mode", "dedupe", "publicUrl", "keepHeaders", "onOutcome"];

/** The options, checked, and the secrets with them if they are given and no function. */
export function settings(value: unknown): Settings {
  const given = named(value as Record<string, unknown>, "options", "{ scheme, secrets, store }");
  for (const name in given) {
    if (!(name in AMOUNTS) && !OTHERS.includes(name)) throw new TypeError(`options.${name}: expected the name of an option, got another; is it misspelt?`);
  }
  const { store, onOutcome, keepHeaders = [], maxAttempts, publicUrl = "" } = given;
  const amounts = numbers(given, AMOUNTS);
  const mode = oneOf(given, "mode", MODES);
  if (maxAttempts !== undefined && mode !== "inline") {
    throw new TypeError(`options.maxAttempts: expected mode inline`);
  }
  const accept = (one: unknown) => accepted(one, maxAttempts === undefined ? mode : "maxAttempts");
  if (typeof store !== "function") accept(store);
  if (onOutcome !== undefined && typeof onOutcome !== "function") throw wrong("options.onOutcome", "function", onOutcome);
  if (!Array.isArray(keepHeaders) || keepHeaders.some((name) => typeof name !== "string")) throw wrong("options.keepHeaders", "an array of strings", keepHeaders);
  // As it is written: what is signed is what the sender was told.
  if (typeof publicUrl !== "string" || !/^(https?:\/\/[^/?#\s]+(\/[^?#\s]*)?)?$/.test(publicUrl)) {
    throw wrong("options.publicUrl", "https:// or http://, a host and at most a path", publicUrl);
  }
  return {
    ...amounts,
    mode,
    dedupe: oneOf(given, "dedupe", ["auto", "id", "body"]),
    ...verification(given, amounts.secretsSeconds, amounts.storeSeconds),
    publicUrl: (publicUrl as string).replace(/\/+$/, ""),
    keepHeaders: new Set([...KEPT_HEADERS, ...keepHeaders.map((name) => name.toLowerCase())]),
    onOutcome: onOutcome as OnOutcome | undefined,
    warning: amounts.keepSeconds < KEEP_SECONDS_LEAST
      ? `options.keepSeconds: expected at least 7 days (${KEEP_SECONDS_LEAST}), got ${amounts.keepSeconds}; senders try again for days`
      : undefined,
    store: (host) => accept(typeof store === "function" ? store(...host) : store),
  };
}

function verification(given: Record<string, unknown>, keptSeconds: number, limitSeconds: number): Pick<Settings, "verify" | "endpoint"> {
  const { scheme, secrets, webhook, toleranceSeconds, allowWeakSecrets, hashing } = given;
  const endpoint = optionalString(given["endpoint"], "options.endpoint");
  if (webhook === undefined) {
    const make = (one: unknown) => new Webhook(scheme as Scheme, one as Secret, { toleranceSeconds, allowWeakSecrets, hashing } as WebhookOptions);
    if (typeof secrets === "function") probe(make);
    return {
      verify: verifying(secrets, make, keptSeconds, limitSeconds),
      endpoint: endpoint ?? (typeof scheme === "string" ? scheme : (scheme as Scheme).name),
    };
  }
  for (const name of ["scheme", "secrets", ...WEBHOOK]) {
    if (given[name] !== undefined) throw new TypeError(`options.${name}: expected none beside options.webhook`);
  }
  if (endpoint === undefined) throw wrong("options.endpoint", "string", endpoint, "name it");
  return { verify: verifying(webhook, verifier, keptSeconds, limitSeconds), endpoint };
}

/** What is wrong with a scheme or an option is known at once, also where the secrets are not. */
function probe(make: (secret: Uint8Array) => unknown): void {
  try {
    make(new Uint8Array(32));
  } catch (error) {
    // Some take only what is written in a certain way.
    if ((error as { code?: unknown }).code !== "malformed_secret") throw error;
  }
}

function verifier(value: unknown): Verifier {
  if (typeof (value as Verifier | null | undefined)?.safeVerify !== "function") throw wrong("options.webhook", "a Webhook", value);
  return value as Verifier;
}

function oneOf<T extends string>(given: Record<string, unknown>, name: string, all: readonly T[]): T {
  const value = given[name] ?? all[0];
  if (!all.includes(value as T)) throw wrong(`options.${name}`, all.join(", "), value);
  return value as T;
}
