// What each step of tests/vectors/receiver/records.json asks of a store, in real time.
import { claimOf, digestOf, randomHex } from "./actions.mjs";

/** A step that begins so much of a tick late proves nothing: the vector is told anew. */
const LATE = 0.8;
const TRIES = 4;

/** All vectors side by side, each with keys of its own: what was wrong, and how many had to be told again. */
export async function vectors(store, given, tick) {
  const ended = await Promise.all(given.map((vector) => vectorOf(store, vector, tick)));
  return { wrong: ended.flatMap(({ wrong }) => wrong), again: ended.reduce((sum, { tries }) => sum + tries - 1, 0) };
}

async function vectorOf(store, { name, steps }, tick) {
  for (let tries = 1; ; tries++) {
    const late = await told(store, steps, tick);
    if (late.ticks <= LATE) return { tries, wrong: late.wrong.map((text) => `${name}: ${text}`) };
    if (tries === TRIES) return { tries, wrong: [`${name}: this machine is too slow: ${late.ticks.toFixed(1)} ticks late`] };
  }
}

async function told(store, steps, tick) {
  const begun = performance.now();
  const space = { keys: new Map(), tokens: new Map(), endpoint: `vector-${randomHex(8)}` };
  const wrong = [];
  let ticks = 0;
  for (const { at, is, ...step } of steps) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begun + at * tick - performance.now())));
    const [[what, about]] = Object.entries(step);
    const got = await answer(store, what, about, space, tick);
    ticks = Math.max(ticks, (performance.now() - begun) / tick - at);
    if (got !== is) wrong.push(`${what} ${JSON.stringify(about)} at ${at}: expected ${is}, got ${got}`);
  }
  return { wrong, ticks };
}

async function answer(store, what, { by, event = "e", body = "x", lease = 2, keep = 1000, delay = 0 }, { keys, tokens, endpoint }, tick) {
  const key = remembered(keys, event, 32);
  const token = remembered(tokens, by, 16);
  const delivery = { head: `{"id":"${event}"}`, body: new TextEncoder().encode(body) };
  switch (what) {
    case "claim": {
      const { is, attempt, retryAfter } = await store.claim(claimOf({ key, token, lease: lease * tick, keep: keep * tick, body, endpoint, id: event }));
      if (is === "busy" && !(retryAfter > 0 && retryAfter <= 3 * tick)) return `busy for ${retryAfter} ms`;
      return is === "won" ? `won ${attempt}` : is;
    }
    case "complete":
      return store.complete(key, token, keep * tick);
    case "release":
      return store.release(key, token, delay * tick, "failed");
    case "extend":
      return store.extend(key, token, lease * tick);
    case "bury":
      return store.bury(key, token, "given up", delivery);
    case "look":
      return (await store.look(key)) ?? "absent";
    case "keep":
      return store.keep({ key, endpoint, id: event, type: undefined, digest: digestOf(body), delivery });
    case "take": {
      const taken = await store.take(endpoint, token, lease * tick);
      if (taken === undefined) return "nothing";
      if (taken.key !== key || taken.head !== delivery.head || !(taken.receivedAt instanceof Date)) return `another: ${JSON.stringify(taken)}`;
      return `won ${taken.attempt}`;
    }
    default:
      return `no such step: ${what}`;
  }
}

function remembered(names, name, bytes) {
  if (!names.has(name)) names.set(name, randomHex(bytes));
  return names.get(name);
}
