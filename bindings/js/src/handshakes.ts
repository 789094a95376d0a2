// The entry that answers the handshakes by which vendors ask whether they may send.

import { answer_handshake, describe_handshake } from "#core-bindings";
import { bytes, named, optionalString, requestLine, secrets as checkSecrets, string, wrong } from "./arguments.js";
import { core, ready } from "./core.js";
import { WebhookError } from "./errors.js";
import { HEADER_LIMIT, METHOD_LIMIT, URL_LIMIT } from "./generated.js";
import { writeField, writeLength } from "./fields.js";
import { find, type HeadersInput, record, withLengths } from "./headers.js";
import type { SafeVerified, Secret, VerifyInput } from "./input.js";
import { encodeInto, hasLoneSurrogate } from "./text.js";

export type { Code } from "./generated.js";
export type { HeadersInput, HeadersLike } from "./headers.js";
export type { Refusal, SafeVerified, Secret, VerifyInput } from "./input.js";
export type { Verified } from "./verified.js";
export { WebhookError };

/** The name of a handshake. What each asks and is answered: https://docs.rs/countersign/latest/countersign/handshake/enum.Handshake.html */
export type HandshakeName =
  | "asana"
  | "braintree"
  | "cloudevents"
  | "dropbox"
  | "ebay"
  | "front"
  | "linkedin"
  | "mandrill"
  | "meta"
  | "microsoft-graph"
  | "notion"
  | "nylas"
  | "okta"
  | "onfleet"
  | "slack"
  | "trello"
  | "twitch"
  | "x"
  | "xero"
  | "zoom";

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
export function handshake(name: HandshakeName, request: HandshakeRequest, options: HandshakeOptions = {}): HandshakeResponse | undefined {
  ready();
  string(name, "name");
  const { headers, body: given, now } = named(request, "request", "{ method, url, headers, body }");
  const { method, url } = requestLine(request);
  const body = given === undefined ? new Uint8Array() : bytes(given, "body");
  const { webhook, secrets, publicKey, endpoint, allowedOrigins, allowedRate, expectSecret, allowWeakSecrets } = check(options);

  const [signed, ...names] = core.text(core.accepted(describe_handshake(writeField(core.buffer, 0, name, NAME_LIMIT)))).split("\n");
  if (signed && webhook === undefined) throw wrong("options.webhook", "a Webhook", webhook);
  const found = find(headers, withLengths(names));

  /** Asks the core; nothing of the caller's runs in between. */
  const ask = (verified: number) => {
    const { buffer, capacity } = core;
    let length = writeField(buffer, 0, name, NAME_LIMIT);
    length = writeField(buffer, length, method, METHOD_LIMIT);
    length = writeField(buffer, length, url, URL_LIMIT);
    length = writeField(buffer, length, publicKey, HEADER_LIMIT);
    length = writeField(buffer, length, endpoint, URL_LIMIT);
    for (const value of found) length = writeField(buffer, length, value, HEADER_LIMIT);
    for (const secret of secrets) length = writeSecret(length, secret);
    for (const origin of allowedOrigins) length = writeField(buffer, length, origin, ORIGIN_LIMIT);
    if (length > capacity - BODY_LIMIT) {
      // The secrets are in it, and the core, which would wipe it, is not asked.
      buffer.fill(0, 0, length);
      throw new TypeError("options.allowedOrigins: expected fewer, got more than fit; does one name stand for several of them?");
    }
    // What does not fit is longer than any handshake, and the part that does is too.
    const part = body.subarray(0, capacity - length);
    buffer.set(part, length);
    return core.accepted(answer_handshake(length, part.length, secrets.length, allowedOrigins.length, allowedRate, expectSecret, allowWeakSecrets, verified));
  };

  let length = ask(UNKNOWN);
  if (length === TO_BE_VERIFIED && webhook !== undefined) {
    const verified = webhook.safeVerify({ method, url, headers, body, now });
    length = ask(!verified.ok ? REFUSED : verified.covers.includes("body") ? VERIFIED : NOT_COVERED);
    if (!verified.ok && length === NONE) throw new WebhookError(verified.code, verified.message);
  }
  return length === NONE ? undefined : answer(length);
}

/** Puts a secret into a field at `at` of the core's buffer, which the core wipes, and gives the place after it. */
function writeSecret(at: number, secret: Secret): number {
  // What is cut is still longer than any that the core takes, even if a character of four bytes no longer fits.
  const room = core.buffer.subarray(at + 4, at + 4 + SECRET_LIMIT + 4);
  let length: number;
  if (typeof secret === "string") {
    length = encodeInto(secret, room);
  } else {
    const taken = secret.subarray(0, room.length);
    room.set(taken);
    length = taken.length;
  }
  return writeLength(core.buffer, at, length) + length;
}

/** The lines that the core wrote. */
function answer(length: number): HandshakeResponse {
  const [status, secret, body = "", ...headers] = core.text(length).split("\n");
  core.buffer.fill(0, 0, length);
  const response = { status: Number(status), headers: record(headers), body };
  return secret ? { ...response, secret } : response;
}

/** Bytes of a name, an origin and a secret that the core looks at, and room for a body that is longer than any handshake's. */
const NAME_LIMIT = 64;
const ORIGIN_LIMIT = 255;
const SECRET_LIMIT = 1024;
const BODY_LIMIT = 8 * 1024 + 1;

/** What the core says in place of a length. */
const NONE = 0;
const TO_BE_VERIFIED = 1;

/** What is known of the request when the core is asked. */
const UNKNOWN = 0;
const VERIFIED = 1;
const NOT_COVERED = 2;
const REFUSED = 3;

function check(value: unknown) {
  const given = named(value as Record<string, unknown>, "options", "{ secrets }");
  const { webhook, secrets = [], publicKey, endpoint, allowedOrigins = [], allowedRate = 0, expectSecret = false, allowWeakSecrets = false, ...others } = given;
  for (const name in others) throw new TypeError(`options.${name}: expected the name of an option of handshakes, got another; is it misspelt?`);
  if (webhook !== undefined && typeof (webhook as HandshakeVerifier | null)?.safeVerify !== "function") throw wrong("options.webhook", "a Webhook", webhook);
  if (!Array.isArray(allowedOrigins)) throw wrong("options.allowedOrigins", "an array of strings", allowedOrigins);
  if (typeof allowedRate !== "number") throw wrong("options.allowedRate", "number", allowedRate);
  if (given["allowedRate"] !== undefined && !(Number.isInteger(allowedRate) && allowedRate >= 1 && allowedRate <= 0xffffffff)) {
    throw new TypeError(`options.allowedRate: expected a whole number from 1 to 4294967295, got ${allowedRate}`);
  }
  return {
    webhook: webhook as HandshakeVerifier | undefined,
    secrets: checkSecrets(secrets).map((secret, index) => wellFormed(secret, `secrets[${index}]`)),
    publicKey: optionalString(publicKey, "options.publicKey") ?? "",
    endpoint: optionalString(endpoint, "options.endpoint") ?? "",
    allowedOrigins: Array.from(allowedOrigins, (origin, index) => string(origin, `options.allowedOrigins[${index}]`)),
    allowedRate,
    expectSecret: flag(expectSecret, "options.expectSecret"),
    allowWeakSecrets: flag(allowWeakSecrets, "options.allowWeakSecrets"),
  };
}

function wellFormed<T extends Secret>(secret: T, title: string): T {
  if (typeof secret === "string" && hasLoneSurrogate(secret)) {
    throw new TypeError(`${title}: expected text that can be written as UTF-8, got half a surrogate pair; was it decoded wrongly?`);
  }
  return secret;
}

function flag(value: unknown, title: string): boolean {
  if (typeof value !== "boolean") throw wrong(title, "boolean", value);
  return value;
}
