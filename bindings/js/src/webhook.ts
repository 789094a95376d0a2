// A scheme with its secrets: what the arguments of each call are, and how they reach the core and come back.
/// <reference lib="esnext.disposable" preserve="true" />

import { begin, finish, open, seal, secret as addSecret, verify } from "#core-bindings";
import type { ProviderName } from "#catalogue";
import { hosting } from "#hosted";
import { options as checkOptions, type WebhookOptions } from "#options";
import { bytes, contents, kind, checkMethod, checkUrl, named, optionalString, seconds, secrets as checkSecrets, sizeOf, wrong } from "./arguments.js";
import { builtIn } from "./catalogue.js";
import { core, ready } from "./core.js";
import { Delivery } from "./delivery.js";
import { type Description, describe } from "./description.js";
import { Disposable } from "./dispose.js";
import { WebhookError } from "./errors.js";
import type { EventOf } from "./events/index.js";
import { Handle } from "./handle.js";
import { writeHead } from "./head.js";
import { type Found, find, record } from "./headers.js";
import { type Hosting, NOT_YET } from "./hosting.js";
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
  /** Where the host may hash. */
  readonly #hosting: Hosting | undefined;

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
    super(() => {
      this.#handle.free();
      if (HOSTS) this.#hosting?.wipe();
    });
    ready();
    if (typeof scheme !== "string" && kind(scheme) !== "object") throw wrong("scheme", "the name of a provider or a scheme object", scheme);
    const given = checkSecrets(secrets);
    const { tolerance, allowed, hashing, values } = checkOptions(options);
    const hosted = hosting(hashing);

    const description = plainBytes([typeof scheme === "string" ? builtIn(scheme) : scheme, ...values], core.capacity);
    if (description.length > core.capacity) throw new TypeError(`scheme: expected at most ${core.capacity} bytes, got more`);

    core.buffer.set(description);
    const webhook = core.accepted(open(description.length, tolerance, allowed));
    this.#handle = new Handle(webhook);
    try {
      given.forEach((secret, index) => {
        const block = core.accepted(addSecret(webhook, writeSecret(secret, `secrets[${index}]`), typeof secret === "string", HOSTS && hosted !== undefined));
        if (HOSTS && block > 0) hosted?.take(block);
      });
      this.#description = describe(core.text(core.accepted(seal(webhook))));
      this.#hosting = this.#description.hosted && hosted;
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
    const method = checkMethod(request.method);
    const url = checkUrl(request.url);
    const webhook = this.#open();
    const length = this.#writeHead(found, method, url);
    if (HOSTS && this.#description.hosted === "message" && this.#hosting) {
      const stream = core.accepted(this.#hosting.begin(webhook, length, now));
      if (stream !== NOT_YET) return new Verification<EventOf<S>>(stream, this.#description, found, this.#hosting.begun());
    }
    return new Verification<EventOf<S>>(core.accepted(begin(webhook, false, length, now)), this.#description, found);
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
    const method = checkMethod(delivery.method);
    const url = checkUrl(delivery.url);
    const { headers = {} } = delivery;
    const others = find(headers, this.#description.headers);
    const body = bytes(delivery.body, "body");

    const webhook = this.#open();
    const length = writeHead(others, method, url, id, type, nonce);
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
    const method = checkMethod(request.method);
    const url = checkUrl(request.url);
    const body = contents(request.body, "body");
    const webhook = this.#open();
    const outcome = this.#ask(webhook, this.#writeHead(found, method, url), now, body);
    return outcome < 0 ? core.refusal(outcome) : new Delivery<EventOf<S>>(this.#description, outcome, found, body);
  }

  /** The index of the key that matched, or a refusal, of the head of `length` bytes that is in the buffer and a body. */
  #ask(webhook: number, length: number, now: number, body: Uint8Array): number {
    const size = sizeOf(body);
    if (HOSTS && this.#hosting && size >= this.#hosting.least) {
      const outcome = this.#hosting.verify(this.#description.hosted as "message" | "body", webhook, length, now, body, size);
      if (outcome !== NOT_YET) return outcome;
    }
    if (length + size <= core.capacity) {
      core.buffer.set(body, length);
      return verify(webhook, length, size, now);
    }
    const stream = begin(webhook, false, length, now);
    if (stream < 0) return stream;
    feed(stream, body);
    return finish(stream);
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
    return this.#description.readsRequestLine ? writeHead(found, method, url) : writeHead(found);
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
