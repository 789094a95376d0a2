// With which secrets a delivery is verified: those given once, or those a function gives, asked again from time to time.

import type { SafeVerified, VerifyInput } from "#countersign";
import { limited } from "./limit.js";

/** What verifies: a `Webhook` of any entry. */
export interface Verifier<E = unknown> {
  safeVerify(request: VerifyInput): SafeVerified<E>;
}

/** Verifies one delivery, of which the host gave these arguments. Rejects if there are no secrets. */
export type Verify<E> = (request: VerifyInput, host: readonly unknown[]) => Promise<SafeVerified<E>>;

/** Asked for again after a mismatch, but not more often than this: anybody can send a wrong signature. */
const AGAIN_SECONDS = 5;

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
  let kept: { readonly verifier: Promise<Verifier<E>>; readonly at: number } | undefined;
  let askedAt = 0;
  const ask = (host: readonly unknown[]) => {
    const before = kept;
    const verifier = limited(limitSeconds, "options.secrets", async () => make(await given(...host)));
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
