import type { Code } from "./generated.js";
/**
 * A refusal by the library: a delivery that does not verify, or a scheme, secret or option that cannot be used.
 *
 * {@link code} is stable and the same in every language; `message` is a sentence for the log and may change between releases.
 * It holds no secret, no expected signature and no value from the request. Do not send it to the caller.
 *
 * An argument of the wrong type is a `TypeError` instead, because only a change of the program can mend it.
 */
export declare class WebhookError extends Error {
    /** Why, as one name from a closed set, such as `signature_mismatch`. */
    readonly code: Code;
    /**
     * @param code - one of the codes of {@link Code}
     * @param message - a sentence that names the place and the fix
     */
    constructor(code: Code, message: string);
    /** Always `WebhookError`. */
    get name(): string;
}
