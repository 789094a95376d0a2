// A scheme with its secrets: what the arguments of each call are, and how they reach the core and come back.
/// <reference lib="esnext.disposable" preserve="true" />

import { begin, finish, last_timestamp, open, seal, secret as addSecret, verify } from "#core-bindings";
import type { ProviderName } from "#catalogue";
import { options as checkOptions, type WebhookOptions } from "#options";
import { bytes, kind, named, optionalString, requestLine, seconds, secrets as checkSecrets, wrong } from "./arguments.js";
import { builtIn } from "./catalogue.js";
import { core } from "./core.js";
import { Delivery, type HeaderFacts } from "./delivery.js";
import { type Description, describe } from "./description.js";
import { Disposable } from "./dispose.js";
import { WebhookError } from "./errors.js";
import type { EventOf } from "./events/index.js";
import { HEADER_LIMIT, METHOD_LIMIT, URL_LIMIT } from "./generated.js";
import { Handle } from "./handle.js";
import { writeField } from "./head.js";
import { type Found, find, record, REPEATED } from "./headers.js";
import type { HeadInput, Refusal, SafeVerified, Secret, SignInput, VerifyInput } from "./input.js";
import { plainBytes } from "./plain.js";
import type { Scheme } from "./scheme.js";
import type { Stream } from "./stream.js";
import { encodeInto, hasLoneSurrogate } from "./text.js";
import { feed, Verification } from "./verification.js";
import type { Verified } from "./verified.js";

/**
 * Verifies and signs the webhooks of one sender, synchronously.
 *
 * Make one when the program starts and keep it: the keys are prepared once. It holds no state between calls. The keys are
 * freed when it is collected, or at once by `using` or `[Symbol.dispose]()`; it cannot be used after that.
 *
 * @typeParam S - the provider's name, or the custom scheme
 * @example
 * ```ts
 * const webhook = new Webhook("iexexchanger", [current, previous]);
 * const event = webhook.verify({ headers: request.headers, body: request.body }).json();
 * ```
 */
export class Webhook<const S extends ProviderName | Scheme = ProviderName | Scheme> extends Disposable {
  readonly #handle: Handle;
  readonly #description: Description;

  /**
   * @param scheme - the name of a built-in scheme, or one of your own
   * @param secrets - one to eight; during rotation the new one and the one before. Deliveries may match any; `sign` uses the
   * first, or all where the header holds a list
   * @param options - see {@link WebhookOptions}
   * @throws {@link WebhookError} `unknown_scheme`, `invalid_scheme`, `missing_secret`, `malformed_secret`, `weak_secret`,
   * `too_many_keys` or `invalid_tolerance`
   * @throws TypeError if an argument has the wrong type, such as a secret that is undefined
   */
  constructor(scheme: S, secrets: Secret | readonly Secret[], options?: WebhookOptions) {
    super(() => this.#handle.free());
    if (typeof scheme !== "string" && kind(scheme) !== "object") throw wrong("scheme", "the name of a provider or a scheme object", scheme);
    const given = checkSecrets(secrets);
    const { tolerance, allowed, values } = checkOptions(options);

    const description = plainBytes([typeof scheme === "string" ? builtIn(scheme) : scheme, ...values], core.capacity);
    if (description.length > core.capacity) throw new TypeError(`scheme: expected at most ${core.capacity} bytes, got more`);

    core.buffer.set(description);
    const webhook = core.accepted(open(description.length, tolerance, allowed));
    this.#handle = new Handle(webhook);
    try {
      given.forEach((secret, index) => core.accepted(addSecret(webhook, writeSecret(secret, `secrets[${index}]`), typeof secret === "string")));
      this.#description = describe(core.text(core.accepted(seal(webhook))));
    } catch (thrown) {
      this.#handle.free();
      throw thrown;
    }
  }

  /**
   * Checks a delivery.
   *
   * @returns what is known of it
   * @throws {@link WebhookError} with the reason in `code`: answer 401, or 400 for a `malformed_…`, with no detail
   * @throws TypeError if an argument has the wrong type, such as a body that was parsed already
   */
  verify(request: VerifyInput): Verified<EventOf<S>> {
    const outcome = this.#decide(request);
    if (outcome.ok) return outcome;
    throw new WebhookError(outcome.code, outcome.message);
  }

  /**
   * Checks a delivery like {@link verify}, and returns a refusal instead of throwing it.
   *
   * The result is an object either way: look at `ok`.
   *
   * @throws TypeError if an argument has the wrong type; nothing that a sender can send makes it throw
   */
  safeVerify(request: VerifyInput): SafeVerified<EventOf<S>> {
    return this.#decide(request);
  }

  /**
   * Begins to check a delivery whose body comes in pieces, in constant memory. What the headers alone can tell is decided here.
   *
   * @throws {@link WebhookError} and TypeError as {@link verify} does
   * @example
   * ```ts
   * const stream = webhook.begin({ headers: request.headers });
   * for await (const chunk of request) stream.update(chunk);
   * const verified = stream.finish();
   * ```
   */
  begin(request: HeadInput): Stream<EventOf<S>> {
    const found = this.#find(named(request, "request", "{ headers }"));
    const now = seconds(request.now, "now");
    const { method, url } = requestLine(request);
    const webhook = this.#open();
    const stream = core.accepted(begin(webhook, false, this.#writeHead(found, method, url), now));
    return new Verification<EventOf<S>>(stream, this.#description, this.#headerFacts(found));
  }

  /**
   * Signs a delivery.
   *
   * @returns the headers to send, in the sender's own spelling; none for a scheme whose token stands in the URL
   * @throws {@link WebhookError} if the scheme needs a field that is missing or malformed
   * @throws TypeError if an argument has the wrong type
   */
  sign(delivery: SignInput): Record<string, string> {
    named(delivery, "delivery", "{ body }");
    const id = optionalString(delivery.id, "id");
    const type = optionalString(delivery.type, "type");
    const nonce = optionalString(delivery.nonce, "nonce");
    const timestamp = seconds(delivery.timestamp, "timestamp");
    const { method, url } = requestLine(delivery);
    const { headers = {} } = delivery;
    const others = find(headers, this.#description.headers);
    const body = bytes(delivery.body, "body");

    const webhook = this.#open();
    const { buffer } = core;
    let length = writeField(buffer, 0, id, HEADER_LIMIT);
    length = writeField(buffer, length, type, HEADER_LIMIT);
    length = writeField(buffer, length, nonce, HEADER_LIMIT);
    length = writeField(buffer, length, method, METHOD_LIMIT);
    length = writeField(buffer, length, url, URL_LIMIT);
    for (const other of others) length = writeField(buffer, length, other, HEADER_LIMIT);
    const stream = core.accepted(begin(webhook, true, length, timestamp));
    feed(stream, body);
    const written = core.accepted(finish(stream));
    const lines = core.text(written).split("\n");
    core.buffer.fill(0, 0, written);
    return record(lines);
  }

  #decide(request: VerifyInput): Delivery<EventOf<S>> | Refusal {
    // Everything that may run the caller's own code (getters, proxies) is read before the handle and the shared buffer are
    // touched: that code may dispose of this webhook or use another.
    const found = this.#find(named(request, "request", "{ headers, body }"));
    const now = seconds(request.now, "now");
    const { method, url } = requestLine(request);
    const body = bytes(request.body, "body");
    const webhook = this.#open();
    const length = this.#writeHead(found, method, url);

    if (length + body.length <= core.capacity) {
      core.buffer.set(body, length);
      return this.#outcome(verify(webhook, length, body.length, now), found, body);
    }
    const stream = begin(webhook, false, length, now);
    if (stream < 0) return this.#outcome(stream, found, body);
    feed(stream, body);
    return this.#outcome(finish(stream), found, body);
  }

  /** What the core has just decided: a key's index, or minus a code. */
  #outcome(outcome: number, found: readonly Found[], body: Uint8Array): Delivery<EventOf<S>> | Refusal {
    if (outcome < 0) return core.refusal(outcome);
    return new Delivery<EventOf<S>>(this.#description, outcome, last_timestamp(), this.#headerFacts(found), body);
  }

  #open(): number {
    const { number } = this.#handle;
    if (number === undefined) throw new TypeError("webhook: it was disposed of; make another");
    return number;
  }

  #find(request: HeadInput): Found[] {
    return find(request.headers, this.#description.headers);
  }

  #writeHead(found: readonly Found[], method: string | undefined, url: string | undefined): number {
    const { buffer } = core;
    const reads = this.#description.readsRequestLine;
    let length = writeField(buffer, 0, reads ? method : undefined, METHOD_LIMIT);
    length = writeField(buffer, length, reads ? url : undefined, URL_LIMIT);
    for (const value of found) length = writeField(buffer, length, value, HEADER_LIMIT);
    return length;
  }

  #headerFacts(found: readonly Found[]): HeaderFacts {
    const { idSlot, typeSlot, nonceSlot } = this.#description;
    return { id: text(found[idSlot]), type: text(found[typeSlot]), nonce: text(found[nonceSlot]) };
  }
}

/** Puts a secret into the core's buffer, which the core wipes, and gives its length. */
function writeSecret(secret: Secret, title: string): number {
  const { buffer, capacity } = core;
  if (typeof secret === "string" && hasLoneSurrogate(secret)) {
    throw new TypeError(`${title}: expected text that can be written as UTF-8, got half a surrogate pair; was it decoded wrongly?`);
  }
  // One that does not fit is cut, and still longer than any that the core takes.
  if (typeof secret === "string") return encodeInto(secret, buffer);
  const taken = secret.subarray(0, capacity);
  buffer.set(taken);
  return taken.length;
}

function text(value: Found): string | undefined {
  return value === REPEATED ? undefined : value;
}
