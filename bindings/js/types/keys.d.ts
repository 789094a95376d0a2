/** A public key as a JWK (RFC 7517) of `kty` `OKP` (Ed25519), `EC` (P-256) or `RSA`. Other members may be there; they change nothing. */
export interface Jwk {
    readonly kty?: string | undefined;
    readonly crv?: string | undefined;
    /** `sig`, if it is there at all. */
    readonly use?: string | undefined;
    readonly x?: string | undefined;
    readonly y?: string | undefined;
    readonly n?: string | undefined;
    readonly e?: string | undefined;
    readonly kid?: string | undefined;
    readonly alg?: string | undefined;
}
/** A set of JWKs, as vendors publish them. The first 64 are looked at. */
export interface JwkSet {
    readonly keys: readonly Jwk[];
}
/** Certificates, and why they may be believed. */
export interface CertificateOptions {
    /** PEM, or DER, or a list of the one or the other: the certificate first, then what leads to a root in any order. */
    readonly certificates: string | Uint8Array | readonly (string | Uint8Array)[];
    /** The roots that are believed, likewise. Those of the vendor's authority are best; `tls.rootCertificates` is what Node believes. */
    readonly roots: string | Uint8Array | readonly (string | Uint8Array)[];
    /** The DNS names of which the certificate must have one, as patterns of {@link isAllowedHost}: under a public root anybody has one. */
    readonly names: readonly string[];
    /** The time at which the certificates must be valid. Default: now. */
    readonly now?: Date | undefined;
}
/**
 * The public key in a JWK, or of the one in a set that has this `kid`, as a secret for `Webhook`: a `SubjectPublicKeyInfo` in DER.
 *
 * The algorithm is the scheme's in any case: `alg` is not looked at. Fetch a set from an address that is configured, keep it, and
 * fetch it again when a `kid` is missing, not more often than once in some minutes: anybody can send a `kid`.
 *
 * @param jwk - parsed, or as JSON
 * @param kid - which key of a set; left out for a JWK that is no set
 * @throws {@link WebhookError} `malformed_secret` if it is no key of a kind that is known here, or there is none of this `kid`
 * @throws TypeError if an argument has the wrong type
 */
export declare function keyFromJwk(jwk: Jwk | JwkSet | string, kid?: string): Uint8Array;
/**
 * The public key in a certificate that may be believed, as a secret for `Webhook`: a `SubjectPublicKeyInfo` in DER.
 *
 * Nothing is fetched, and revocation is not looked at. Keep the key by the address that it was fetched from.
 *
 * @throws {@link WebhookError} `malformed_secret`, with what is wrong, if it may not be believed, or is none
 * @throws TypeError if an argument has the wrong type
 * @example
 * ```ts
 * const url = new Headers(headers).get("paypal-cert-url") ?? "";
 * if (!isAllowedHost(url, ["*.paypal.com"])) return new Response(null, { status: 401 });
 * const certificates = await (await fetch(url)).text();
 * const key = keyFromCertificates({ certificates, roots, names: ["*.paypal.com"] });
 * const webhook = new Webhook("paypal", key, { registration: webhookId });
 * ```
 */
export declare function keyFromCertificates(options: CertificateOptions): Uint8Array;
/**
 * Whether a URL that a request names, such as that of a certificate, is `https` on one of these hosts, with no user and no port.
 *
 * @param url - as it stands in the request, not as `URL` reads it
 * @param patterns - host names in lower case; a first label `*` stands for one label or more, a label `<region>` for that of an AWS region
 * @throws TypeError if an argument has the wrong type
 */
export declare function isAllowedHost(url: string, patterns: readonly string[]): boolean;
