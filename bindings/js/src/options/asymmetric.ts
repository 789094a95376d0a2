// The options of `Webhook` in the entry with public keys: the main entry's and two more.

import { optionalString } from "../arguments.js";
import { hasLoneSurrogate } from "../text.js";
import { type Checked, common, type CommonOptions, flag } from "./common.js";

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

const ALLOW_SHA1 = 2;

/** Options of the constructor, each checked. */
export function options(value: unknown): Checked {
  const { others, ...checked } = asymmetric(value);
  for (const name in others) {
    throw new TypeError(`options.${name}: expected toleranceSeconds, allowWeakSecrets, hashing, allowSha1 or registration, got another name; is it misspelt?`);
  }
  return checked;
}

/** These options, and the others, which an entry takes or refuses. */
export function asymmetric(value: unknown): Checked & { others: Record<string, unknown> } {
  const { others: more, allowed, ...checked } = common(value);
  const { allowSha1 = false, registration, ...others } = more;
  const sha1 = flag(allowSha1, "options.allowSha1") && ALLOW_SHA1;
  const name = optionalString(registration, "options.registration");
  if (name !== undefined && hasLoneSurrogate(name)) {
    throw new TypeError("options.registration: expected text that can be written as UTF-8, got half a surrogate pair; was it decoded wrongly?");
  }
  return { ...checked, allowed: allowed + sha1, values: name === undefined ? [] : [name], others };
}
