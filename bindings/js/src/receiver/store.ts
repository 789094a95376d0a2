// What a receiver asks of a store: that of an event it remembers who holds it, for how long, and whether it is done.

/** What someone wants who claims an event. */
export interface ClaimInput {
  /** The event: 64 hex digits. */
  readonly key: string;
  /** The endpoint's name, by which an inbox is drained. */
  readonly endpoint: string;
  /** The event's id and type, for people; either may hold anything, and may be missing. */
  readonly id: string | undefined;
  readonly type: string | undefined;
  /** SHA-256 of the body: 64 hex digits. */
  readonly digest: string;
  /** Who claims: 32 hex digits, new for every claim, but the same when a claim is repeated because its answer was lost. */
  readonly token: string;
  /** Milliseconds for which the claim holds; here and elsewhere whole ones. */
  readonly lease: number;
  /** Milliseconds for which the event is remembered. */
  readonly keep: number;
}

/** What became of a claim; `retryAfter` is milliseconds until it can be claimed. */
export type Claimed =
  | { readonly is: "won"; readonly attempt: number }
  | { readonly is: "busy"; readonly retryAfter: number }
  | { readonly is: "done" | "dead" | "conflict" };

/** Where an event stands. */
export type State = "pending" | "done" | "dead";

/**
 * A store in which a claim is one atomic step.
 *
 * Tokens are compared by every change, so one who lost an event to another changes nothing; the methods that change give whether the
 * event was that holder's. They reject when the store cannot be reached.
 */
export interface Store {
  /** What it is, for logs: `sqlite`, say. */
  readonly name: string;
  claim(claim: ClaimInput): Promise<Claimed>;
  /** Records that it is done, to be remembered for `keep` milliseconds. To say so twice changes nothing. */
  complete(key: string, token: string, keep: number): Promise<boolean>;
  /** Gives it back, to be claimed after `delay` milliseconds; `error` says what failed, for people. */
  release(key: string, token: string, delay: number, error: string | undefined): Promise<boolean>;
  /** Holds it for `lease` milliseconds from now. */
  extend(key: string, token: string, lease: number): Promise<boolean>;
  /** Where it stands, if it is known. */
  look(key: string): Promise<State | undefined>;
}

/** A delivery that is stored with what was verified of it. */
export interface KeptDelivery {
  /** JSON: `id`, `type`, `timestamp` (Unix seconds), `nonce`, `covers`, `keyIndex`, `idCovered`, `headers` (pairs, names in lower case), each where it is known. */
  readonly head: string;
  readonly body: Uint8Array;
}

/** A delivery to be stored. */
export interface KeepInput extends Pick<ClaimInput, "key" | "endpoint" | "id" | "type" | "digest"> {
  readonly delivery: KeptDelivery;
}

/** An event out of an inbox, held by who took it. */
export interface Taken extends KeptDelivery {
  readonly key: string;
  /** How often it was claimed, from 1. */
  readonly attempt: number;
  readonly receivedAt: Date;
}

/** An event that was given up. */
export interface DeadEvent {
  readonly key: string;
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly attempt: number;
  readonly receivedAt: Date;
  readonly error: string | undefined;
}

/** A store that keeps deliveries too, to be worked on later. */
export interface InboxStore extends Store {
  /** Stores a delivery: `new`, `conflict` with another body under this key, or where the one stands that is stored already. */
  keep(input: KeepInput): Promise<"new" | "conflict" | State>;
  /** Takes what is due for longest of an endpoint, and holds it for `lease` milliseconds. */
  take(endpoint: string, token: string, lease: number): Promise<Taken | undefined>;
  /** Gives an event up for good; stores its delivery if that is given. */
  bury(key: string, token: string, error: string | undefined, delivery: KeptDelivery | undefined): Promise<boolean>;
  /** What was given up, the oldest first. */
  dead(endpoint: string, limit: number): Promise<DeadEvent[]>;
  /** Lets what was given up be tried again from the start. */
  revive(key: string): Promise<boolean>;
}

/** A store whose claims can be made within a transaction of the caller's database. */
export interface TransactionalStore<T = unknown> extends Store {
  /**
   * Begins a transaction, runs `work` with it, and commits what `work` resolves to with `commit: true`; rolls back all else, a rejection
   * too. It rejects if the commit fails.
   *
   * `claim` and `complete` of `within` are those of the store, within the transaction; a claim that has to wait for another's
   * transaction for longer than `patience` milliseconds is busy. `client` is what the handler writes by.
   */
  transaction<R>(
    patience: number,
    work: (within: Pick<Store, "claim" | "complete"> & { readonly client: T }) => Promise<{ readonly commit: boolean; readonly result: R }>,
  ): Promise<R>;
}

/** A store that does not forget by itself what need not be remembered. */
export interface CleanableStore extends Store {
  /** Removes at most `limit` such events, and gives how many it removed. */
  clean(limit: number): Promise<number>;
}
