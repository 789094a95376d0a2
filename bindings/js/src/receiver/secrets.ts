// With which secrets a delivery is verified: those given once, or those a function gives, asked again from time to time.

import type { SafeVerified, VerifyInput } from "#countersign";
import { limited } from "./limit.js";
import { SECRETS_AGAIN_SECONDS } from "./policy.js";

/** What verifies: a `Webhook` of any entry. */
export interface Verifier<E = unknown> {
  safeVerify(request: VerifyInput): SafeVerified<E>;
}

/** Verifies one delivery, of which the host gave these arguments. Rejects if there are no secrets. */
export type Verify<E> = (request: VerifyInput, host: readonly unknown[]) => Promise<SafeVerified<E>>;

/**
 * Verifies by what is made of `given`; if that is a function, of what it gives.
 *
 * What is made then is kept for so many seconds, and made anew when a signature does not match: it may be by a secret that is new.
 */
export function verifying<E>(given: unknown, make: (given: unknown) => Verifier<E>, keptSeconds: number, limitSeconds: number): Verify<E> {
  if (typeof given !== "function") {
    const verifier = make(given);
    return async (request) => verifier.safeVerify(request);
  }
  let kept: { readonly verifier: Verifier<E>; readonly at: number } | undefined;
  let asking: Promise<Verifier<E>> | undefined;
  let askedAt = 0;
  const isOlder = (at: number, seconds: number) => performance.now() - at >= seconds * 1000;
  const ask = async (host: readonly unknown[]) => {
    // One that hangs is not waited for again. On Workers it may also belong to a request that is no more.
    if (asking === undefined || isOlder(askedAt, limitSeconds)) {
      askedAt = performance.now();
      const asked = (async () => make(await given(...host)))();
      asking = asked;
      const end = (verifier?: Verifier<E>) => {
        if (asking !== asked) return;
        asking = undefined;
        // What failed leaves what is kept as it is.
        if (verifier) kept = { verifier, at: askedAt };
      };
      asked.then(end, () => end());
    }
    const current = asking;
    return limited(limitSeconds, "options.secrets", () => current);
  };
  return async (request, host) => {
    const first = kept && !isOlder(kept.at, keptSeconds) ? kept.verifier : await ask(host);
    const result = first.safeVerify(request);
    if (result.ok || result.code !== "signature_mismatch") return result;
    // Another delivery may have asked meanwhile, or be about to learn.
    if (kept && kept.verifier !== first) return kept.verifier.safeVerify(request);
    return asking || isOlder(askedAt, SECRETS_AGAIN_SECONDS) ? (await ask(host)).safeVerify(request) : result;
  };
}
