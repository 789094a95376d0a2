// A transaction of the caller's database that is begun by one step and ended by a later one.

import type { Claimed, ClaimInput, TransactionalStore } from "./store.js";

/** A transaction in which an event was claimed. */
export interface Open<T = unknown> {
  readonly claimed: Claimed;
  readonly client: T;
  /** Records that the event is done, and commits; gives whether it was ours, and rolls back if it was not. */
  commit(): Promise<boolean>;
}

/** A transaction that is under way. */
export interface Transaction<T = unknown> {
  /** Resolves once the claim was made. */
  readonly open: Promise<Open<T>>;
  /** Rolls back, unless it was committed; resolves when it is over. */
  rollBack(): Promise<unknown>;
}

/**
 * Begins one and claims the event in it.
 *
 * @param patience - milliseconds that the claim may wait for another's transaction
 */
export function begin<T>(store: TransactionalStore<T>, patience: number, claim: ClaimInput): Transaction<T> {
  let decide!: (commit: boolean) => void;
  const decided = new Promise<boolean>((resolve) => {
    decide = resolve;
  });
  let over!: Promise<unknown>;
  const end = (commit: boolean) => {
    decide(commit);
    return over;
  };
  const open = new Promise<Open<T>>((resolve, reject) => {
    over = (async () => store.transaction(patience, async (within) => {
      const claimed = await within.claim(claim);
      const commit = async () => {
        const ours = await within.complete(claim.key, claim.token, claim.keep);
        await end(ours);
        return ours;
      };
      resolve({ claimed, client: within.client, commit });
      return { commit: await decided, result: undefined };
    }))();
    over.catch(reject);
  });
  return { open, rollBack: () => end(false) };
}
