import type { Code } from "./generated.js";
import type { HeadersInput } from "./headers.js";
import type { Verified } from "./verified.js";
/**
 * A signing secret. A string is decoded as the scheme says (most take its UTF-8 bytes; Standard Webhooks takes base64 after
 * `whsec_`); bytes are the key itself and are never decoded. At most 16384 bytes, and a text that is decoded
 * at most 1024.
 */
export type Secret = string | Uint8Array;
/** What stands before the body of a delivery. */
export interface HeadInput {
    /** The request's headers. */
    readonly headers: HeadersInput;
    /** The request's method, upper case; only some schemes read it. */
    readonly method?: string | undefined;
    /** The URL as the sender sees it, absolute or from the path on (`request.originalUrl` in Express); only some schemes read it. */
    readonly url?: string | undefined;
    /** The time to compare with. Default: now. */
    readonly now?: Date | undefined;
}
/** A delivery to verify. */
export interface VerifyInput extends HeadInput {
    /** The bytes of the body as they came, before any parsing or decoding. A Node `Buffer` is a `Uint8Array`. */
    readonly body: Uint8Array | ArrayBuffer;
}
/** A delivery to sign. A scheme that needs a field which is left out refuses. */
export interface SignInput {
    /** The bytes to send. */
    readonly body: Uint8Array | ArrayBuffer;
    readonly id?: string | undefined;
    readonly type?: string | undefined;
    /** When it is sent. Default: now. */
    readonly timestamp?: Date | undefined;
    readonly nonce?: string | undefined;
    readonly method?: string | undefined;
    readonly url?: string | undefined;
    /** Values of other headers that the scheme signs; they are read and not changed. */
    readonly headers?: HeadersInput | undefined;
}
/** Why a delivery was refused. */
export interface Refusal {
    readonly ok: false;
    /** One name from a closed set, the same in every language. */
    readonly code: Code;
    /** A sentence for the log; not for the sender. */
    readonly message: string;
}
/** What `Webhook.safeVerify` gives. */
export type SafeVerified<E = unknown> = ({
    readonly ok: true;
} & Verified<E>) | Refusal;
