// Receives a delivery: drives the core's table over a request, a store and a handler, and resolves to an answer whatever happens.

import { type HeadersInput, type SafeVerified, WebhookError } from "#countersign";
import { wrong } from "../arguments.js";
import { answerTo, type Answer, refusal } from "./answer.js";
import { type Body, BodyTakenError } from "./body.js";
import { drive } from "./drive.js";
import { type Handler, type HeaderList, received } from "./event.js";
import type { Happened } from "./flow.js";
import { type Settings, settings } from "./options.js";
import { LimitError, limited } from "./limit.js";
import { type Outcome, tell } from "./outcome.js";
import { process } from "./process.js";

/** A request as a host hands it over. */
export interface IncomingRequest<N> {
  readonly method: string;
  /** Absolute, or from the path on. */
  readonly url: string;
  readonly headers: HeadersInput;
  /** The headers one by one; asked for only where they are stored. */
  pairs(): HeaderList;
  /** The headers in the form that the handler is given. */
  readonly shown: N;
  /** Bytes that the body is announced to have. */
  readonly length: number | undefined;
  /** The body; it may stop reading once it is longer than `limit`, or `signal` is aborted. A rejection is a body that was cut short. */
  read(limit: number, signal: AbortSignal): Promise<Body>;
  /** Why the body may have lost bytes that were signed, if it may: asked only where the signature does not match. */
  doubt?(): BodyTakenError | undefined;
}

/** Receives deliveries for one endpoint. */
export class Receiver<N> {
  readonly #settings: Settings;
  readonly #handler: Handler<unknown, N, unknown> | undefined;
  #warning: string | undefined;

  /**
   * @throws TypeError if an option is wrong, with its name and the fix
   * @throws `WebhookError` if the scheme or secrets are refused
   */
  constructor(options: unknown, handler: unknown) {
    this.#settings = settings(options);
    const isInbox = this.#settings.mode === "inbox";
    if (typeof handler !== (isInbox ? "undefined" : "function")) throw wrong("handler", isInbox ? "none, as drain runs it in mode inbox" : "function", handler);
    this.#handler = handler as Handler<unknown, N, unknown> | undefined;
    this.#warning = this.#settings.warning;
  }

  /** The answer for a request. Never rejects. `host` is what the host gave beside the request. */
  async receive(request: IncomingRequest<N>, host: readonly unknown[]): Promise<Answer> {
    const begun = performance.now();
    const [answer, told] = await this.#decide(request, host);
    const { endpoint, onOutcome } = this.#settings;
    const warning = this.#warning;
    this.#warning = undefined;
    tell(onOutcome, { endpoint, ...told, status: answer.status, seconds: (performance.now() - begun) / 1000, ...(warning && { warning }) });
    return answer;
  }

  async #decide(request: IncomingRequest<N>, host: readonly unknown[]): Promise<[Answer, Partial<Outcome>]> {
    const body = await this.#read(request);
    if ("happened" in body) return this.#stop(body);
    const verified = await this.#verify(request, body, host).catch((error: unknown) => failed("no_secret", error));
    if ("happened" in verified) return this.#stop(verified);
    const doubt = !verified.ok && verified.code === "signature_mismatch" && request.doubt?.();
    if (doubt) return this.#stop(failed("body_taken", doubt));
    if (!verified.ok) return [refusal(verified.code), { code: verified.code, error: new WebhookError(verified.code, verified.message) }];

    let about: Partial<Outcome> = {};
    try {
      const event = received(verified, body, request.shown);
      about = { id: event.id, type: event.type };
      const { reason, attempt, wait, error } = await process(this.#settings, this.#settings.store(host), event, request.pairs, this.#handler, host);
      return [answerTo(reason, wait), { ...about, reason, attempt, error }];
    } catch (error) {
      return this.#stop(failed("store_failed", error), about);
    }
  }

  async #stop({ happened, error }: Failed, about?: Partial<Outcome>): Promise<[Answer, Partial<Outcome>]> {
    const reason = await drive(this.#settings.mode, happened, {});
    return [answerTo(reason), { ...about, reason, error }];
  }

  /** The body, or what happened instead. */
  async #read({ method, length = -1, read }: IncomingRequest<N>): Promise<Uint8Array | Failed> {
    const { maxBodyBytes, readSeconds } = this.#settings;
    if (method !== "POST") return failed("not_post");
    if (length > maxBodyBytes) return failed("too_large");
    // Whoever read it before, there was nothing to lose.
    if (length === 0) return new Uint8Array();
    const control = new AbortController();
    try {
      const body = await limited(readSeconds, "body", () => read(maxBodyBytes, control.signal));
      if (body instanceof BodyTakenError) return failed(body.code, body);
      if (typeof body === "string") return failed(body);
      return body.length > maxBodyBytes ? failed("too_large") : body;
    } catch (error) {
      if (error instanceof LimitError) {
        control.abort();
        return failed("too_slow");
      }
      // A host that has a limit of its own ends the body with that status, such as SvelteKit.
      return failed((error as { status?: unknown } | undefined)?.status === 413 ? "too_large" : "cut_short", error);
    }
  }

  async #verify({ method, url, headers }: IncomingRequest<N>, body: Uint8Array, host: readonly unknown[]): Promise<SafeVerified> {
    const { publicUrl, verify } = this.#settings;
    // Without its origin, which hosts take from the Host header.
    const path = url.replace(/^\w+:\/\/[^/?#]*|#.*/g, "");
    return verify({ method, headers, url: publicUrl + path, body }, host);
  }
}

/** What happened so that there is nothing to work on. */
interface Failed {
  readonly happened: Happened;
  readonly error: unknown;
}

function failed(happened: Happened, error?: unknown): Failed {
  return { happened, error };
}
