// Keys from what vendors publish them in, and the hosts from which that may be fetched.

import { gather, is_allowed_host, key_from_certificates, key_from_jwk } from "#core-bindings";
import { bytes, isBytes, kind, named, optionalString, seconds, string, wrong } from "./arguments.js";
import { core, ready } from "./core.js";
import { JWK_LIMIT } from "./generated.js";
import { writeLength } from "./fields.js";
import { encode } from "./text.js";

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
export function keyFromJwk(jwk: Jwk | JwkSet | string, kid?: string): Uint8Array {
  const text = typeof jwk === "string" ? read(jwk) : write(named(jwk, "jwk", "{ kty: \"OKP\", crv: \"Ed25519\", x }"));
  const wanted = optionalString(kid, "kid");
  hand([encode(text), ...(wanted === undefined ? [] : [encode(wanted)])], "jwk");
  return key(key_from_jwk());
}

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
export function keyFromCertificates(options: CertificateOptions): Uint8Array {
  const { certificates, roots, names, now, ...others } = named(options, "options", "{ certificates, roots, names }");
  for (const name in others) throw new TypeError(`options.${name}: expected certificates, roots, names or now, got another name; is it misspelt?`);
  const moment = seconds(now, "options.now");
  hand([bundle(certificates, "options.certificates"), bundle(roots, "options.roots"), ...strings(names, "options.names")], "options");
  return key(key_from_certificates(moment));
}

/**
 * Whether a URL that a request names, such as that of a certificate, is `https` on one of these hosts, with no user and no port.
 *
 * @param url - as it stands in the request, not as `URL` reads it
 * @param patterns - host names in lower case; a first label `*` stands for one label or more, a label `<region>` for that of an AWS region
 * @throws TypeError if an argument has the wrong type
 */
export function isAllowedHost(url: string, patterns: readonly string[]): boolean {
  const wanted = encode(string(url, "url", kind(url) === "URL" ? "pass what stood in the request" : undefined));
  hand([wanted, ...strings(patterns, "patterns")], "patterns");
  return is_allowed_host() !== 0;
}

/** What a key is made of. All other members, of which some are long, stay here. */
const FIELDS = ["kid", "kty", "crv", "use", "x", "y", "n", "e"] as const;

/** JSON as the core is given it. What is no JSON is refused there. */
function read(json: string): string {
  try {
    return write(JSON.parse(json));
  } catch {
    return json;
  }
}

/** The fields of a JWK or a set as JSON: of those that are no strings none. */
function write(value: unknown): string {
  const keys = member(value, "keys");
  if (!Array.isArray(keys)) return JSON.stringify(fields(value));
  const taken: object[] = [];
  for (let index = 0; index < Math.min(keys.length, JWK_LIMIT); index++) taken.push(fields(keys[index]));
  return JSON.stringify({ keys: taken });
}

function fields(jwk: unknown): object {
  const taken: Record<string, string> = {};
  for (const name of FIELDS) {
    const value = member(jwk, name);
    if (typeof value === "string") taken[name] = value;
  }
  return taken;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Certificates one after another. */
function bundle(value: unknown, title: string): Uint8Array {
  const parts: Uint8Array[] = [];
  const add = (one: unknown, where: string, expected: string) => {
    if (typeof one !== "string" && !isBytes(one)) throw wrong(where, expected, one);
    parts.push(typeof one === "string" ? encode(one) : bytes(one, where));
  };
  if (!Array.isArray(value)) add(value, title, "string, Uint8Array or an array of them");
  else for (let index = 0; index < value.length; index++) add(value[index], `${title}[${index}]`, "string or Uint8Array");
  return joined(parts, 0, title);
}

function strings(value: unknown, title: string): Uint8Array[] {
  if (!Array.isArray(value)) throw wrong(title, "an array of strings", value);
  const texts: Uint8Array[] = [];
  for (let index = 0; index < value.length; index++) texts.push(encode(string(value[index], `${title}[${index}]`)));
  return texts;
}

/** More than all certificate authorities that browsers believe. */
const LIMIT = 1 << 20;

/** The parts in one array, each with room for its length before it. */
function joined(parts: readonly Uint8Array[], room: number, title: string): Uint8Array {
  const length = parts.reduce((sum, part) => sum + room + part.length, 0);
  if (length > LIMIT) throw new TypeError(`${title}: expected at most ${LIMIT} bytes, got more`);
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    if (room > 0) writeLength(all, at, part.length);
    all.set(part, at + room);
    at += room + part.length;
  }
  return all;
}

/** Hands parts to the core, each with its length before it, a buffer at a time. */
function hand(parts: readonly Uint8Array[], title: string): void {
  ready();
  const all = joined(parts, 4, title);
  const { capacity } = core;
  for (let at = 0; at < all.length; at += capacity) {
    const piece = all.subarray(at, at + capacity);
    core.buffer.set(piece);
    gather(piece.length);
  }
}

/** The key that the core wrote. */
function key(length: number): Uint8Array {
  return core.buffer.slice(0, core.accepted(length));
}
