// Decides what every server under test does with an event, and what it remembers of it for the runner.
import { memoryStore } from "countersign/stores/memory";

// A framework may bundle this module several times over; what it remembers is one all the same.
const state = (globalThis[Symbol.for("countersign.tests.receivers")] ??= { seen: [], outcomes: [], runs: {} });

const options = () => ({
  scheme: "iexexchanger",
  secrets: ["test-secret-that-signs-nothing-real"],
  store: memoryStore(),
  onOutcome: ({ reason, code, status, id, error, warning }) => {
    const { name, message, framework } = Object(error);
    state.outcomes.push({ why: reason ?? code, status, id, warning, error: error && { name, message, framework } });
  },
});

/** What an entry's `receive` makes, by path: for large bodies, with the usual limits, and one that does not wait long. */
export const receivers = (receive) => ({
  "/raised": receive({ ...options(), maxBodyBytes: 4 * 1_048_576 }, handler),
  "/usual": receive(options(), handler),
  "/tight": receive({ ...options(), readSeconds: 1, handlerSeconds: 1 }, handler),
});

/** Fails or hangs, where the event's type says so, the first time. */
async function handler(event) {
  const { id, type, body } = event;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  state.seen.push({ id, type, length: body.length, sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") });
  state.runs[id] = (state.runs[id] ?? 0) + 1;
  if (state.runs[id] > 1) return;
  if (type === "test.throws") throw new Error("the handler fails, as it was asked to");
  if (type === "test.hangs") await new Promise(() => {});
}

/** What was seen and answered since the last time this was asked. */
export function report() {
  const { seen, outcomes } = state;
  Object.assign(state, { seen: [], outcomes: [] });
  return { seen, outcomes };
}
