// What is done with a verified delivery: claimed, stored or begun as the mode says, and all that follows.

import { milliseconds } from "./amounts.js";
import { drive, type Steps } from "./drive.js";
import { type Handler, type HeaderList, type ReceivedEvent, toKeep } from "./event.js";
import type { Happened, Reason } from "./flow.js";
import { asking, type Held, holding, run, twice } from "./hold.js";
import { identity, newToken } from "./key.js";
import type { Settings } from "./options.js";
import type { Claimed, ClaimInput, InboxStore, Store, TransactionalStore } from "./store.js";
import { begin, type Open, type Transaction } from "./transaction.js";

/** What became of a delivery. */
export interface Processed {
  readonly reason: Reason;
  /** How often it was claimed, if it was. */
  readonly attempt?: number | undefined;
  /** Milliseconds until it can be claimed, if another holds it. */
  readonly wait?: number | undefined;
  readonly error?: unknown;
}

/** Processes a delivery. It rejects only if there is no store. */
export async function process<N>(
  settings: Settings, store: Store, event: ReceivedEvent<unknown, N>, pairs: () => HeaderList, handler: Handler<unknown, N, unknown> | undefined,
  host: readonly unknown[],
): Promise<Processed> {
  const { endpoint, mode } = settings;
  const { id, type, body } = event;
  const { key, digest } = await identity(endpoint, id, event.idCovered, settings.dedupe, body);
  const delivery = () => toKeep(event, pairs(), settings.keepHeaders);
  const claim: ClaimInput = {
    key, endpoint, id, type, digest, token: newToken(), lease: milliseconds(settings.leaseSeconds), keep: milliseconds(settings.keepSeconds),
  };
  let client: unknown;
  let wait: number | undefined;
  const held: Held = {
    store, key, token: claim.token, attempt: 0, lastAttempt: settings.maxAttempts, delivery, delay: 0,
    call: (signal) => handler?.(event, { endpoint, key, attempt: held.attempt, signal, transaction: client, host }),
  };
  const claimed = (result: Claimed): Happened => {
    if (result.is === "won") held.attempt = result.attempt;
    if (result.is === "busy") wait = result.retryAfter;
    return result.is;
  };
  const ask = asking(settings);

  const steps: Steps = {
    ...holding(held, settings),
    claim: async () => claimed(await twice(() => ask("claim", () => store.claim(claim)))),
    keep: async () => {
      const kept = await ask("keep", () => (store as InboxStore).keep({ key, endpoint, id, type, digest, delivery: delivery() }));
      return kept === "new" ? "kept" : kept === "pending" ? "done" : kept;
    },
  };
  if (mode !== "transactional") return end(await drive(mode, "verified", steps));

  let transaction: Transaction | undefined;
  let open: Open | undefined;
  let over: Promise<unknown> | undefined;
  // Waited for once: a handler's last statement may keep it waiting.
  const rollBack = () => over ??= ask("rollback", () => transaction?.rollBack());
  Object.assign(steps, {
    begin: async () => {
      // A claim that waits as long as that is busy, and no failure.
      const begun = begin(store as TransactionalStore, settings.storeSeconds * 500, claim);
      transaction = begun;
      open = await ask("transaction", () => begun.open);
      client = open.client;
      return claimed(open.claimed);
    },
    // Others wait for the transaction, and not for a lease.
    run: () => run(held, settings),
    commit: async () => ((await ask("commit", () => open?.commit())) ? "completed" : "superseded"),
    release: rollBack,
  } satisfies Partial<Steps>);
  try {
    return end(await drive(mode, "verified", steps));
  } finally {
    // What was committed, or rolled back, stays so.
    await rollBack().catch(() => {});
  }

  function end(reason: Reason): Processed {
    return { reason, attempt: held.attempt || undefined, wait, error: held.error };
  }
}
