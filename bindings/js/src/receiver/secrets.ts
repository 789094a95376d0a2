// With which secrets a delivery is verified: those given once, or those a function gives, asked again from time to time.

import { type SafeVerified, type Secret, type VerifyInput, Webhook, type WebhookOptions, type ProviderName, type Scheme } from "#countersign";
import { limited } from "./limit.js";

/** What verifies: a `Webhook` of any entry. */
export interface Verifier<E = unknown> {
  safeVerify(request: VerifyInput): SafeVerified<E>;
}

/** Verifies one delivery, of which the host gave these arguments. Rejects if there are no secrets. */
export type Verify<E> = (request: VerifyInput, host: readonly unknown[]) => Promise<SafeVerified<E>>;

/** Verifies by one verifier for good. */
export function always<E>(verifier: Verifier<E>): Verify<E> {
  return async (request) => verifier.safeVerify(request);
}

/** Asked for again after a mismatch, but not more often than this: anybody can send a wrong signature. */
const AGAIN_SECONDS = 5;

/**
 * Verifies by what `give` gives, which is kept for so many seconds, and asked for again when a signature does not match: it may be by a
 * secret that is new.
 */
export function fresh<E>(give: (...host: never[]) => Verifier<E> | PromiseLike<Verifier<E>>, keptSeconds: number, limitSeconds: number): Verify<E> {
  let kept: { readonly verifier: Promise<Verifier<E>>; readonly at: number } | undefined;
  let askedAt = 0;
  const ask = (host: readonly unknown[]) => {
    const before = kept;
    const verifier = limited(limitSeconds, "options.secrets", () => give(...(host as never[])));
    const asked = { verifier, at: performance.now() };
    kept = asked;
    askedAt = asked.at;
    verifier.catch(() => {
      if (kept === asked) kept = before;
    });
    return verifier;
  };
  return async (request, host) => {
    const first = kept !== undefined && performance.now() - kept.at < keptSeconds * 1000 ? kept.verifier : ask(host);
    const result = (await first).safeVerify(request);
    if (result.ok || result.code !== "signature_mismatch") return result;
    // Another delivery may have asked meanwhile.
    const second = performance.now() - askedAt >= AGAIN_SECONDS * 1000 ? ask(host) : (kept?.verifier ?? first);
    return second === first ? result : (await second).safeVerify(request);
  };
}

/** Where the secrets of a scheme come from, as a way to verify. */
export function bySecrets<E>(
  scheme: ProviderName | Scheme, secrets: unknown, options: WebhookOptions, keptSeconds: number, limitSeconds: number,
): Verify<E> {
  const webhook = (given: unknown) => new Webhook(scheme, given as Secret | Secret[], options) as Verifier<E>;
  if (typeof secrets !== "function") return always(webhook(secrets));
  return fresh(async (...host: never[]) => webhook(await (secrets as (...host: never[]) => unknown)(...host)), keptSeconds, limitSeconds);
}

/** Where a verifier comes from, as a way to verify. */
export function byVerifier<E>(given: unknown, keptSeconds: number, limitSeconds: number): Verify<E> {
  if (typeof given !== "function") return always(given as Verifier<E>);
  return fresh(given as (...host: never[]) => Verifier<E>, keptSeconds, limitSeconds);
}
