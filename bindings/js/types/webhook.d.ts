/// <reference lib="esnext.disposable" preserve="true" />
import type { ProviderName } from "#catalogue";
import { type WebhookOptions } from "#options";
import { Disposable } from "./dispose.js";
import type { EventOf } from "./events/index.js";
import type { HeadInput, SafeVerified, Secret, SignInput, VerifyInput } from "./input.js";
import type { Scheme } from "./scheme.js";
import type { Stream } from "./stream.js";
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
export declare class Webhook<const S extends ProviderName | Scheme = ProviderName | Scheme> extends Disposable {
    #private;
    /**
     * @param scheme - the name of a built-in scheme, or one of your own
     * @param secrets - one to eight; during rotation the new one and the one before. Deliveries may match any; `sign` uses the
     * first, or all where the header holds a list
     * @param options - see {@link WebhookOptions}
     * @throws {@link WebhookError} `unknown_scheme`, `invalid_scheme`, `missing_secret`, `malformed_secret`, `weak_secret`,
     * `too_many_keys` or `invalid_tolerance`
     * @throws TypeError if an argument has the wrong type, such as a secret that is undefined
     */
    constructor(scheme: S, secrets: Secret | readonly Secret[], options?: WebhookOptions);
    /**
     * Checks a delivery.
     *
     * @returns what is known of it
     * @throws {@link WebhookError} with the reason in `code`: answer 401, or 400 for a `malformed_…`, with no detail
     * @throws TypeError if an argument has the wrong type, such as a body that was parsed already
     */
    verify(request: VerifyInput): Verified<EventOf<S>>;
    /**
     * Checks a delivery like {@link verify}, and returns a refusal instead of throwing it.
     *
     * The result is an object either way: look at `ok`.
     *
     * @throws TypeError if an argument has the wrong type; nothing that a sender can send makes it throw
     */
    safeVerify(request: VerifyInput): SafeVerified<EventOf<S>>;
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
    begin(request: HeadInput): Stream<EventOf<S>>;
    /**
     * Signs a delivery.
     *
     * @returns the headers to send, in the sender's own spelling; none for a scheme whose token stands in the URL
     * @throws {@link WebhookError} if the scheme needs a field that is missing or malformed
     * @throws TypeError if an argument has the wrong type
     */
    sign(delivery: SignInput): Record<string, string>;
}
