/// <reference lib="esnext.disposable" preserve="true" />
import type { Verified } from "./verified.js";
/**
 * A verification under way; see `Webhook.begin`. Several may be open at once, on one `Webhook` or many.
 *
 * @typeParam E - the provider's events
 */
export interface Stream<E = unknown> {
    /**
     * Takes the next bytes of the body.
     *
     * @param chunk - any number of bytes, in the order received
     * @throws TypeError if `chunk` is no bytes, or after `finish()`
     */
    update(chunk: Uint8Array | ArrayBuffer): void;
    /**
     * Decides, once. Act on no chunk before this has returned.
     *
     * @returns what `verify` would give, save that `json()` throws and that an id or a type that stands in the body is undefined
     * @throws `WebhookError` as `verify` does
     * @throws TypeError after an earlier `finish()`
     */
    finish(): Verified<E>;
    /** Gives the verification up and frees its memory; `using` calls it. */
    [Symbol.dispose](): void;
}
