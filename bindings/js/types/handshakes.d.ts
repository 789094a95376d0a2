import { WebhookError } from "./errors.js";
import { type HeadersInput } from "./headers.js";
import type { SafeVerified, Secret, VerifyInput } from "./input.js";
export type { Code } from "./generated.js";
export type { HeadersInput, HeadersLike } from "./headers.js";
export type { Refusal, SafeVerified, Secret, VerifyInput } from "./input.js";
export type { Verified } from "./verified.js";
export { WebhookError };
/** The name of a handshake. What each asks and is answered: https://docs.rs/countersign/latest/countersign/handshake/enum.Handshake.html */
export type HandshakeName = "asana" | "braintree" | "cloudevents" | "dropbox" | "ebay" | "front" | "linkedin" | "mandrill" | "meta" | "microsoft-graph" | "notion" | "nylas" | "okta" | "onfleet" | "slack" | "trello" | "twitch" | "x" | "xero" | "zoom";
/** A request that may be a handshake. */
export interface HandshakeRequest {
    /** The method, upper case. */
    readonly method: string;
    /** The URL, absolute or from the path on, with its query (`request.originalUrl` in Express). */
    readonly url?: string | undefined;
    /** The request's headers. */
    readonly headers: HeadersInput;
    /** The bytes of the body as they came; left out where there is none. */
    readonly body?: Uint8Array | ArrayBuffer | undefined;
    /** The time to compare with. Default: now. */
    readonly now?: Date | undefined;
}
/** What a `Webhook` of `countersign` or `countersign/asymmetric` is, as far as it is used here. */
export interface HandshakeVerifier {
    safeVerify(request: VerifyInput): SafeVerified;
}
/** What an answer is made of, beside the request. Each vendor needs only some. */
export interface HandshakeOptions {
    /** The `Webhook` by which the request has to verify before it is answered (Front, Slack, Twitch, Xero). It must sign the body. */
    readonly webhook?: HandshakeVerifier | undefined;
    /**
     * The secret token (Zoom), consumer secret (X), client secret (LinkedIn), private key (Braintree), verify token (Meta) or
     * verification token (eBay). Of several, Meta may send any and the others are answered by the first.
     */
    readonly secrets?: Secret | readonly Secret[] | undefined;
    /** The public key beside the private one (Braintree). */
    readonly publicKey?: string | undefined;
    /** The endpoint's absolute URL exactly as the vendor has it (eBay). */
    readonly endpoint?: string | undefined;
    /** Senders that may send here, by the DNS name that they give; `*` for all (CloudEvents). Default: none. */
    readonly allowedOrigins?: readonly string[] | undefined;
    /** Deliveries a minute that are allowed (CloudEvents). Default: no limit. */
    readonly allowedRate?: number | undefined;
    /**
     * Takes the signing secret that the request hands over (Asana, Notion). Default false.
     *
     * Such a request is not signed: anybody can send one. Say so only while a webhook of yours is being set up, at a URL of its own,
     * and never put the secret that comes in the place of one that is in use.
     */
    readonly expectSecret?: boolean | undefined;
    /** Takes secrets under 16 bytes, such as a verify token that somebody made up. Default false. */
    readonly allowWeakSecrets?: boolean | undefined;
}
/** The answer, to be sent as it is. */
export interface HandshakeResponse {
    readonly status: number;
    readonly headers: Record<string, string>;
    /** In ASCII; empty where there is none. */
    readonly body: string;
    /** The signing secret that the vendor handed over (Asana, Notion). Store it before you answer. */
    readonly secret?: string;
}
/**
 * The answer to `request` if it is this vendor's handshake, undefined if it is something else, such as a delivery to verify.
 *
 * Nothing is fetched and nothing is kept.
 *
 * @throws {@link WebhookError} for what cannot be answered: answer 401, or 400 for a `malformed_…`, with no detail. Also for options
 * that lack what the vendor needs, whatever the request
 * @throws TypeError if an argument has the wrong type
 * @example
 * ```ts
 * const answer = handshake("zoom", request, { secrets: secretToken });
 * if (answer !== undefined) return new Response(answer.body, answer);
 * ```
 */
export declare function handshake(name: HandshakeName, request: HandshakeRequest, options?: HandshakeOptions): HandshakeResponse | undefined;
