import { type Checked, type CommonOptions } from "./common.js";
/** Settings of a `Webhook`. */
export interface WebhookOptions extends CommonOptions {
    /**
     * Takes signatures over SHA-1 that a private key made: who can choose what is signed can forge them. For vendors who make no
     * others, such as SNS in version 1. Default false: their schemes are refused with `invalid_scheme`. HMAC with SHA-1 needs no leave.
     */
    readonly allowSha1?: boolean | undefined;
    /**
     * What the vendor calls this receiver, where that is part of what is signed: the webhook id of PayPal, which the request does not
     * hold. Such a scheme is refused with `missing_secret` without it; others do not look at it.
     */
    readonly registration?: string | undefined;
}
/** Options of the constructor, each checked. */
export declare function options(value: unknown): Checked;
/** These options, and the others, which an entry takes or refuses. */
export declare function asymmetric(value: unknown): Checked & {
    others: Record<string, unknown>;
};
