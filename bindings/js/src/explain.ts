// The entry that says why a delivery was refused. Load it where that is looked into, not where deliveries are served.

import { explain_body, explain_close, explain_finding, explain_header, explain_line, explain_open, explain_run, explain_secret } from "#core-bindings";
import { bytes, kind, named, requestLine, seconds, secrets as checkSecrets, wrong } from "./arguments.js";
import type { ProviderName } from "./catalogue/asymmetric.js";
import { core, ready } from "./core.js";
import { WebhookError } from "./errors.js";
import { HEADER_LIMIT, METHOD_LIMIT, URL_LIMIT } from "./generated.js";
import { writeField } from "./fields.js";
import type { Secret, VerifyInput } from "./input.js";
import { asymmetric, type WebhookOptions } from "./options/asymmetric.js";
import { pairs } from "./pairs.js";
import { plainBytes } from "./plain.js";
import type { Scheme } from "./scheme.js";
import { encodeInto } from "./text.js";

export type { ProviderName } from "./catalogue/asymmetric.js";
export type { Code } from "./generated.js";
export type { HeadersInput, HeadersLike } from "./headers.js";
export type { HeadInput, Secret, VerifyInput } from "./input.js";
export type { WebhookOptions } from "./options/asymmetric.js";
export type { Part, Place, Scheme, SignatureFormat, SignatureList } from "./scheme.js";
export { WebhookError };

/** Why a delivery was refused, the same string in every language. A minor release may add one. */
export type Cause =
  | "body_newline"
  | "body_line_ends"
  | "body_trimmed"
  | "body_bom"
  | "body_base64"
  | "body_compressed"
  | "body_inflated"
  | "body_double_encoded"
  | "body_mojibake"
  | "body_form"
  | "body_form_rewritten"
  | "body_reserialised"
  | "body_consumed"
  | "body_signed_empty"
  | "body_lossy"
  | "body_truncated"
  | "body_altered"
  | "secret_missing"
  | "secret_malformed"
  | "secret_weak"
  | "secrets_too_many"
  | "secret_whitespace"
  | "secret_quotes"
  | "secret_prefix"
  | "secret_decoding"
  | "secret_other"
  | "secret_looks_wrong"
  | "signature_encoding"
  | "signature_prefix"
  | "signature_truncated"
  | "signature_malformed"
  | "algorithm"
  | "timestamp_unit"
  | "timestamp_format"
  | "timestamp_converted"
  | "timestamp_old"
  | "timestamp_future"
  | "url_scheme"
  | "url_host"
  | "url_port"
  | "url_slash"
  | "url_query"
  | "url_path"
  | "url_escapes"
  | "url_relative"
  | "method"
  | "header_missing"
  | "header_renamed"
  | "header_duplicate"
  | "header_spaces"
  | "header_malformed"
  | "other_provider"
  | "other_headers"
  | "refused"
  | "unknown";

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
export function explain(scheme: ProviderName | Scheme, secrets: Secret | readonly Secret[], request: VerifyInput, options: ExplainOptions = {}): Finding[] {
  ready();
  if (typeof scheme !== "string" && kind(scheme) !== "object") throw wrong("scheme", "the name of a provider or a scheme object", scheme);
  const { otherSecrets = [], ...given } = named(options, "options", "{ otherSecrets }");
  const { tolerance, allowed, values, others } = asymmetric(given);
  for (const name in others) throw new TypeError(`options.${name}: expected otherSecrets or an option of Webhook, got another name; is it misspelt?`);
  const own = checkSecrets(secrets);
  const other = checkSecrets(otherSecrets);
  const headers = pairs(named(request, "request", "{ headers, body }").headers);
  const now = seconds(request.now, "now");
  const { method, url } = requestLine(request);
  const body = bytes(request.body, "body");
  const description = plainBytes([scheme, ...values], core.capacity);
  if (description.length > core.capacity) throw new TypeError(`scheme: expected at most ${core.capacity} bytes, got more`);

  // From here on nothing of the caller's runs.
  core.buffer.set(description);
  core.accepted(explain_open(description.length, tolerance, allowed));
  try {
    for (const secret of own) explain_secret(write(secret), typeof secret === "string", false);
    for (const secret of other) explain_secret(write(secret), typeof secret === "string", true);
    explain_line(writeField(core.buffer, writeField(core.buffer, 0, method, METHOD_LIMIT), url, URL_LIMIT));
    for (const [name, value] of headers) {
      explain_header(writeField(core.buffer, writeField(core.buffer, 0, name, HEADER_LIMIT), value, HEADER_LIMIT));
    }
    for (let at = 0; at < body.length; at += core.capacity) {
      const piece = body.subarray(at, at + core.capacity);
      core.buffer.set(piece);
      explain_body(piece.length);
    }
    return Array.from({ length: explain_run(now) }, (_, index) => finding(core.text(explain_finding(index))));
  } finally {
    explain_close();
  }
}

/** Puts a secret into the core's buffer, which the core wipes, and gives its length. */
function write(secret: Secret): number {
  const { buffer, capacity } = core;
  if (typeof secret === "string") return encodeInto(secret, buffer);
  const taken = secret.subarray(0, capacity);
  buffer.set(taken);
  return taken.length;
}

/** The lines of `explain_finding`. */
function finding(lines: string): Finding {
  const [cause, certainty, secret, name, detail, sentence = ""] = lines.split("\n");
  return {
    cause: cause as Cause,
    certainty: certainty as Finding["certainty"],
    sentence,
    ...(detail && { detail }),
    ...(name && { name }),
    ...(secret && { secret: Number(secret) }),
  };
}
