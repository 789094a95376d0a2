// What a scheme of one's own may say.

/** One piece of the signed message. A plain word stands for a field of the request, `{ text }` for literal characters, `{ header }` for a header's value. */
export type Part =
  | "body"
  | "body-sha256-hex"
  | "timestamp"
  | "id"
  | "type"
  | "nonce"
  | "method"
  | "path"
  | "canonical-query"
  | { readonly text: string }
  | { readonly header: string };

/** Where the signature stands in its header if the header holds more than one. */
export type SignatureList =
  /** Elements that begin with a tag, such as `v1,<signature> v1,<signature>`. */
  | { readonly kind: "tagged"; readonly separator: string; readonly tag: string }
  /** Elements of the form `key=value`, such as `t=1782190000,v1=<signature>`. */
  | { readonly kind: "key-value"; readonly separator: string; readonly key: string; readonly timestampKey?: string };

/** Where the signature stands and how it is written. */
export type SignatureFormat =
  | {
      readonly header: string;
      /** Text before the signature, such as `sha256=`. */
      readonly prefix?: string;
      /** Whether a signature without the prefix is taken too. Default false. */
      readonly prefixOptional?: boolean;
      readonly list?: SignatureList;
      /** `hex` is lower case, `hex-any-case` either; both base64 alphabets demand exact padding. */
      readonly encoding: "hex" | "hex-any-case" | "base64" | "base64url";
    }
  /** The name of the query parameter that holds the token; without it, the token is the last segment of the path. */
  | { readonly urlToken: string };

/** Where a fact about the event stands: in a header, or in the body's JSON (RFC 6901 pointer). */
export type Place = { readonly header: string } | { readonly json: string };

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
  /** `sha256-of-key` (a digest of the secret) and `token` (the secret itself) say nothing about the request. */
  readonly algorithm: "hmac-sha1" | "hmac-sha256" | "hmac-sha384" | "hmac-sha512" | "sha256-of-key" | "token";
  /** How a secret's text becomes the key. Default: its UTF-8 bytes. A prefix is stripped where it is there. */
  readonly key?: { readonly encoding?: "utf8" | "hex" | "base64" | "url-token"; readonly prefixes?: readonly string[] };
  /** What is signed, in order. */
  readonly message?: readonly Part[];
  readonly signature: SignatureFormat;
  /** The signed time of sending: `header` is left out where it stands in the signature's list. `toleranceSeconds` counts both ways, at most 86400. */
  readonly timestamp?: { readonly header?: string; readonly unit: "s" | "ms"; readonly toleranceSeconds: number };
  readonly id?: Place;
  readonly type?: Place;
  readonly nonce?: { readonly header: string };
  /** Which answers the sender takes for success. */
  readonly success?: "2xx" | "200";
}
