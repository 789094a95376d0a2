/** How a single value of the request is written into the message. */
export interface ValueFormat {
    /** Where it is absent, nothing is written: neither it nor what stands around it. Default false: it must be there. */
    readonly optional?: boolean;
    /** Its ASCII letters in lower case. */
    readonly lowerCase?: boolean;
    /** Refused where it is nothing but 20 to 40 hex digits, which a vendor's handshake would sign for anyone. */
    readonly notHex?: boolean;
    readonly before?: string;
    /** Unless it is the first field of the message, the value may not hold the first character of this text. */
    readonly after?: string;
}
/**
 * One piece of the signed message. A plain word stands for a field of the request, `{ text }` for literal characters,
 * `{ header }`, `{ query }`, `{ form }` and `{ json }` for a single value: a header, a parameter of the URL's query, a field
 * of the form in the body, or what stands at an RFC 6901 pointer in the JSON body.
 */
export type Part = "body"
/** The body, refused where it does not begin with `{`. */
 | "body-object" | "body-sha256-hex" | "body-sha256-base64" | "timestamp" | "id" | "type" | "nonce" | "method"
/** The absolute URL, as given. */
 | "url" | "path"
/** The URL from its path on, as given; `/` stands for a path that is empty. */
 | "path-and-query"
/** The query: decoded, RFC 3986 percent-encoded again, its pairs sorted. */
 | "canonical-query" | "url-hubspot" | "path-and-query-contentful"
/** The pairs of the form in the body sorted by name, each name followed by its value; a repeated name is refused. */
 | "sorted-form"
/** As `sorted-form`; all values of a repeated name, sorted. */
 | "sorted-form-kept"
/** As `sorted-form`; the distinct values of a repeated name, sorted. */
 | "sorted-form-distinct" | {
    readonly text: string;
} | ({
    readonly header: string;
} & ValueFormat) | ({
    readonly query: string;
} & ValueFormat) | ({
    readonly form: string;
} & ValueFormat) | ({
    readonly json: string;
} & ValueFormat)
/** The headers of `of` that the request lists in the header `signedHeaders`, as `name:value;name:value`. */
 | {
    readonly signedHeaders: string;
    readonly of: readonly string[];
};
/** Where the signature stands in its header if the header holds more than one. A separator is one character, or one and a space. */
export type SignatureList = 
/** Elements that begin with a tag, such as `v1,<signature> v1,<signature>`. */
{
    readonly kind: "tagged";
    readonly separator: string;
    readonly tag: string;
}
/** Elements of the form `key=value`, such as `t=1782190000,v1=<signature>`. The key `*` takes every key. */
 | {
    readonly kind: "key-value";
    readonly separator: string;
    readonly key: string;
    readonly assign?: string;
    readonly timestampKey?: string;
}
/** The timestamp, then signatures, such as `1782190000,<signature>`. */
 | {
    readonly kind: "positional";
    readonly separator: string;
};
/** Where a signature stands: in a header, in one or more of several, in a field of the form or at a pointer in the JSON of the body. */
export type SignaturePlace = {
    readonly header: string;
} | {
    readonly headers: readonly string[];
} | {
    readonly form: string;
} | {
    readonly json: string;
};
/** Where the signature stands and how it is written. */
export type SignatureFormat = (SignaturePlace & {
    /** Text before the signature, such as `sha256=`. */
    readonly prefix?: string;
    /** Whether a signature without the prefix is taken too. Default false. */
    readonly prefixOptional?: boolean;
    readonly list?: SignatureList;
    /** `hex` is lower case, `hex-any-case` either; `base64` is padded, `base64url` is not. Left out for a token. */
    readonly encoding?: "hex" | "hex-any-case" | "base64" | "base64url";
})
/** The name of the query parameter that holds the token; without it, the token is the last segment of the path. */
 | {
    readonly urlToken: string;
};
/** Where a fact about the event stands: in a header, or in the body's JSON (RFC 6901 pointer). */
export type Place = {
    readonly header: string;
} | {
    readonly json: string;
};
/**
 * A signature scheme as a plain object, for a sender that is not built in.
 *
 * The rules are those of the built-in schemes; one that contradicts itself is refused with `invalid_scheme` and a message
 * that names the field. Fields that are not listed here are refused too.
 *
 * @example
 * ```ts
 * const acme = {
 *   name: "acme",
 *   algorithm: "hmac-sha256",
 *   message: ["timestamp", { text: "." }, "body"],
 *   signature: { header: "X-Acme-Signature", encoding: "hex" },
 *   timestamp: { header: "X-Acme-Timestamp", unit: "s", toleranceSeconds: 300 },
 * } satisfies Scheme;
 * ```
 */
export interface Scheme {
    /** A short name for messages. */
    readonly name: string;
    /** A name for people. */
    readonly title?: string;
    /** The page where the sender describes the scheme. */
    readonly docs?: string;
    /**
     * `sha256-secret-first` (SHA-256 of secret and message) is no MAC: only for a vendor who uses it. `sha256-of-key` (a digest
     * of the secret) and `token` (the secret itself) say nothing about the request.
     */
    readonly algorithm: "hmac-sha1" | "hmac-sha256" | "hmac-sha384" | "hmac-sha512" | "sha256-secret-first" | "sha256-of-key" | "token";
    /**
     * How a secret's text becomes the key. Default: its UTF-8 bytes. A prefix is stripped where it is there. `sha1` is the digest of
     * the text, `basic` the base64 of `user:password`. With `idHeader`, secrets are `id:secret`, and the header says which signed.
     */
    readonly key?: {
        readonly encoding?: "utf8" | "ascii" | "hex" | "base64" | "base64url" | "sha1" | "basic" | "url-token";
        readonly prefixes?: readonly string[];
        readonly idHeader?: string;
    };
    /** What is signed, in order. */
    readonly message?: readonly Part[];
    readonly signature: SignatureFormat;
    /**
     * The signed time of sending, in a header, in the body's JSON, or, without either, in the signature's list. `toleranceSeconds`
     * counts both ways unless there is `futureSeconds`; at most 86400.
     */
    readonly timestamp?: {
        readonly header?: string;
        readonly json?: string;
        readonly unit: "s" | "ms" | "s-or-ms" | "rfc3339" | "imf-fixdate";
        readonly toleranceSeconds: number;
        readonly futureSeconds?: number;
    };
    readonly id?: Place;
    readonly type?: Place;
    /** `least` and `most` bytes of `A-Z a-z 0-9 . _ : -`, where both are given. */
    readonly nonce?: {
        readonly header: string;
        readonly least?: number;
        readonly most?: number;
    };
    /** The parameter of the signed URL that holds the hex SHA-256 of the body. */
    readonly bodyDigest?: {
        readonly query: string;
    };
    /** Lets fields stand side by side. What moves from the end of one to the start of the next is then not noticed. */
    readonly unseparated?: boolean;
    /** Which answers the sender takes for success. */
    readonly success?: "2xx" | "200";
}
