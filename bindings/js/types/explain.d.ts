import type { ProviderName } from "./catalogue/asymmetric.js";
import { WebhookError } from "./errors.js";
import type { Secret, VerifyInput } from "./input.js";
import { type WebhookOptions } from "./options/asymmetric.js";
import type { Scheme } from "./scheme.js";
export type { ProviderName } from "./catalogue/asymmetric.js";
export type { Code } from "./generated.js";
export type { HeadersInput, HeadersLike } from "./headers.js";
export type { HeadInput, Secret, VerifyInput } from "./input.js";
export type { WebhookOptions } from "./options/asymmetric.js";
export type { Part, Place, Scheme, SignatureFormat, SignatureList } from "./scheme.js";
export { WebhookError };
/** Why a delivery was refused, the same string in every language. A minor release may add one. */
export type Cause = "body_newline" | "body_line_ends" | "body_trimmed" | "body_bom" | "body_base64" | "body_compressed" | "body_inflated" | "body_double_encoded" | "body_mojibake" | "body_form" | "body_form_rewritten" | "body_reserialised" | "body_consumed" | "body_signed_empty" | "body_lossy" | "body_truncated" | "body_altered" | "secret_missing" | "secret_malformed" | "secret_weak" | "secrets_too_many" | "secret_whitespace" | "secret_quotes" | "secret_prefix" | "secret_decoding" | "secret_other" | "secret_looks_wrong" | "signature_encoding" | "signature_prefix" | "signature_truncated" | "signature_malformed" | "algorithm" | "timestamp_unit" | "timestamp_format" | "timestamp_converted" | "timestamp_old" | "timestamp_future" | "url_scheme" | "url_host" | "url_port" | "url_slash" | "url_query" | "url_path" | "url_escapes" | "url_relative" | "method" | "header_missing" | "header_renamed" | "header_duplicate" | "header_spaces" | "header_malformed" | "other_provider" | "other_headers" | "refused" | "unknown";
/**
 * One answer to why a delivery was refused. For the log, not for the sender.
 *
 * It holds no secret, no signature and nothing of the body; of the request no more than the name of a header.
 */
export interface Finding {
    readonly cause: Cause;
    /**
     * - `matched`: with this put right the signature matches, so it is certain
     * - `likely`: the request itself shows it, but no signature matched
     * - `hint`: worth a look; it may be something else
     */
    readonly certainty: "matched" | "likely" | "hint";
    /** What happened and what to do about it. It may change between releases. */
    readonly sentence: string;
    /** Which way it happened, in words, where there is more than one: `lost`, `milliseconds`. It may change between releases. */
    readonly detail?: string;
    /** The header that it is about, or the other provider. */
    readonly name?: string;
    /** Which of the secrets it is about; for `secret_other` which of the other secrets. */
    readonly secret?: number;
}
/** What is known beside the delivery and the secrets. */
export interface ExplainOptions extends WebhookOptions {
    /** Secrets of other webhooks, which may have been mixed up with this one's. At most 16 are looked at. */
    readonly otherSecrets?: Secret | readonly Secret[] | undefined;
}
/**
 * Why a delivery is refused: at most four findings, the likeliest first, and none if it is accepted.
 *
 * The causes that people meet are tried one by one, and those are named under which the signature matches; where none does, what the
 * request itself shows, and where to look. It takes milliseconds for a small body and well under a second for 500 kB, so call it on a
 * refusal that you look into, with the arguments of the webhook and of the call that refused.
 *
 * @param scheme - what the webhook was made with: the name of a provider, or a scheme of one's own
 * @param secrets - the secrets of the webhook, in their order; unlike there, wrong ones are explained too
 * @param request - what `verify` was given, with all its headers, `method` and `url`
 * @throws {@link WebhookError} `unknown_scheme` or `invalid_scheme`
 * @throws TypeError if an argument has the wrong type
 * @example
 * ```ts
 * for (const { certainty, sentence } of explain("stripe", secret, request)) console.warn(`${certainty}: ${sentence}`);
 * ```
 */
export declare function explain(scheme: ProviderName | Scheme, secrets: Secret | readonly Secret[], request: VerifyInput, options?: ExplainOptions): Finding[];
