// The entry that answers the handshakes by which vendors ask whether they may send.

import { Handshaking } from "#core-bindings";
import { bytes, named, optionalString, requestLine, string, wrong } from "./arguments.js";
import { core } from "./core.js";
import { WebhookError } from "./errors.js";
import { HEADER_LIMIT, METHOD_LIMIT, URL_LIMIT } from "./generated.js";
import { writeField } from "./head.js";
import { find, type HeadersInput, record } from "./headers.js";
import type { SafeVerified, Secret, VerifyInput } from "./input.js";
import { checkSecrets, writeSecret } from "./secrets.js";

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
  // Everything that may run the caller's own code is read while nothing stands in the shared buffer.
  string(name, "name");
  const { headers, body: given, now } = named(request, "request", "{ method, url, headers, body }");
  const { method, url } = requestLine(request);
  const body = given === undefined ? new Uint8Array() : bytes(given, "body");
  const { webhook, secrets, publicKey, endpoint, allowedOrigins, allowedRate, expectSecret, allowWeakSecrets } = check(options);

  const asked = new Handshaking();
  try {
    core.accepted(asked.open(writeSecret(name, "name")));
    if (asked.needs_webhook() && webhook === undefined) throw wrong("options.webhook", "a Webhook", webhook);
    secrets.forEach((secret, index) => asked.secret(writeSecret(secret, `secrets[${index}]`)));
    asked.public_key(writeSecret(publicKey, "options.publicKey"));
    asked.endpoint(writeSecret(endpoint, "options.endpoint"));
    allowedOrigins.forEach((origin, index) => asked.allow(writeSecret(origin, `options.allowedOrigins[${index}]`)));
    asked.seal(allowedRate, expectSecret, allowWeakSecrets);

    const names = asked.header_names();
    const found = find(headers, names === "" ? [] : names.split("\n"));
    const { buffer, capacity } = core;
    let length = writeField(buffer, 0, method, METHOD_LIMIT);
    length = writeField(buffer, length, url, URL_LIMIT);
    for (const value of found) length = writeField(buffer, length, value, HEADER_LIMIT);
    // What does not fit is longer than any handshake, and the part that does is too.
    const part = body.subarray(0, capacity - length);
    buffer.set(part, length);
    let outcome = core.accepted(asked.begin(length, part.length));
    if (outcome === TO_BE_VERIFIED && webhook !== undefined) {
      const verified = webhook.safeVerify({ method, url, headers, body, now });
      outcome = verified.ok ? core.accepted(asked.verified(verified.covers.includes("body"))) : asked.refused();
      if (!verified.ok && outcome === NONE) throw new WebhookError(verified.code, verified.message);
    }
    return outcome === NONE ? undefined : answer(asked.response());
  } finally {
    asked.free();
  }
}

/** What the core says of a request. */
const NONE = 0;
const TO_BE_VERIFIED = 2;

/** The lines that the core writes. */
function answer(lines: string): HandshakeResponse {
  const [status, secret, body = "", ...headers] = lines.split("\n");
  const response = { status: Number(status), headers: record(headers), body };
  return secret ? { ...response, secret } : response;
}

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
    secrets: checkSecrets(secrets),
    publicKey: optionalString(publicKey, "options.publicKey") ?? "",
    endpoint: optionalString(endpoint, "options.endpoint") ?? "",
    allowedOrigins: Array.from(allowedOrigins, (origin, index) => string(origin, `options.allowedOrigins[${index}]`)),
    allowedRate,
    expectSecret: flag(expectSecret, "options.expectSecret"),
    allowWeakSecrets: flag(allowWeakSecrets, "options.allowWeakSecrets"),
  };
}

function flag(value: unknown, title: string): boolean {
  if (typeof value !== "boolean") throw wrong(title, "boolean", value);
  return value;
}
