// What the sender is answered: a status and as little as possible beside it.

import type { Code } from "#countersign";
import { CODES, STATUSES } from "../generated.js";
import { ANSWERS, type Reason, TITLES } from "./flow.js";

/** An HTTP response. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for a success, else a problem (RFC 9457) without detail: what went wrong is for the log. */
  readonly body: string;
}

/**
 * The answer for a reason.
 *
 * @param wait - milliseconds until the event can be claimed, where the store told that
 */
export function answerTo(reason: Reason, wait?: number): Answer {
  const [status, seconds] = ANSWERS[reason];
  const retryAfter = wait === undefined ? seconds : Math.max(1, Math.ceil(wait / 1000));
  return answer(status, {
    ...(status === 405 && { allow: "POST" }),
    ...(retryAfter > 0 && { "retry-after": String(retryAfter) }),
  });
}

/** The answer for a delivery that was refused. */
export function refusal(code: Code): Answer {
  return answer(Number(STATUSES.split(" ")[CODES.split(" ").indexOf(code)]), {});
}

function answer(status: number, headers: Record<string, string>): Answer {
  if (status < 300) return { status, headers, body: "" };
  const body = JSON.stringify({ type: "about:blank", title: TITLES[status], status });
  return { status, headers: { ...headers, "content-type": "application/problem+json" }, body };
}
