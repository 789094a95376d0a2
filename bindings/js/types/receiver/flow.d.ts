/** Where the work is done, and when success is answered. */
export type Mode = "inline" | "inbox" | "transactional";
/** What a receiver can do. */
export type Step = "claim" | "keep" | "begin" | "run" | "complete" | "commit" | "bury" | "look";
/** What can happen to a receiver. */
export type Happened = "not_post" | "too_large" | "too_slow" | "cut_short" | "body_taken" | "no_secret" | "verified" | "won" | "kept" | "done" | "busy" | "conflict" | "dead" | "store_failed" | "returned" | "threw" | "timed_out" | "exhausted" | "completed" | "buried" | "superseded" | "found_done" | "found_other";
/**
 * Why a delivery is answered as it is: a closed set, the same in every language. A refused signature has its code instead.
 */
export type Reason = "processed" | "stored" | "duplicate" | "dead" | "not_post" | "too_large" | "too_slow" | "cut_short" | "body_taken" | "no_secret" | "conflict" | "busy" | "store_failed" | "handler_failed" | "handler_timed_out" | "superseded";
/** What to do next: a step; `release`, then an answer; or an answer, each before the reason. */
export type Next = Step | `release ${Reason}` | `answer ${Reason}`;
/** The order of the columns of {@link FLOW}. */
export declare const MODES: readonly Mode[];
/** What to do next after each thing that happens: one for all modes, or one each. */
export declare const FLOW: Readonly<Record<Happened, Next | readonly [Next, Next, Next]>>;
/** The HTTP status of each reason, and seconds for `Retry-After`, 0 for none. */
export declare const ANSWERS: Readonly<Record<Reason, readonly [status: number, retryAfter: number]>>;
/** What the statuses are called. */
export declare const TITLES: Readonly<Record<number, string>>;
