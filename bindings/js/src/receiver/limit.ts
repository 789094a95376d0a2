// How long something may take before it is given up.

/** What was waited for did not come in time. */
export class LimitError extends Error {
  override readonly name = "LimitError";
}

/**
 * What `work` resolves to.
 *
 * @throws {@link LimitError} once `seconds` are over; what becomes of `work` then is not looked at
 */
export function limited<T>(seconds: number, what: string, work: () => T | PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new LimitError(`${what}: expected an answer within ${seconds} s, got none`)), seconds * 1000);
    // A function, so that what throws at once is a rejection too.
    (async () => work())().then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Waits, or less if the signal ends it. */
export function pause(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, seconds * 1000);
    signal?.addEventListener("abort", end);
  });
}
