// What can be done with a store that is open, told as data: it runs in Node, Deno, Bun and workerd.
import { vectors } from "./vectors.mjs";

/** Each takes what was opened and what is asked, and gives something plain. */
export const actions = {
  /** Any method of the store. */
  call: async ({ store }, { method, args }) => plain(await store[method](...args.map(revived))),

  /** Which of these methods the store has. */
  offers: async ({ store }, { methods }) => methods.filter((name) => typeof store[name] === "function"),

  /** The same method for each list of arguments, all at once over all connections: the values, or `{ rejected }`. */
  async calls({ stores }, { method, lists }) {
    const settled = await Promise.allSettled(lists.map(async (args, index) => stores[index % stores.length][method](...args.map(revived))));
    return settled.map(({ value, reason }) => (reason === undefined ? plain(value) : { rejected: String(reason?.message ?? reason) }));
  },

  vectors: ({ store }, { given, tick }) => vectors(store, given, tick),

  /** So many claims of one event at once. */
  async claims({ stores }, { key, count }) {
    const told = await Promise.allSettled(Array.from({ length: count }, async (_, index) => stores[index % stores.length].claim(claimOf({ key, lease: 60_000 }))));
    const of = (is) => told.filter(({ value }) => value?.is === is).length;
    const rejected = told.filter(({ status }) => status === "rejected").map(({ reason }) => String(reason?.message ?? reason));
    return { won: of("won"), busy: of("busy"), other: count - of("won") - of("busy") - rejected.length, rejected: rejected.length, why: rejected[0] };
  },

  /** The same in many rounds. */
  async rounds(context, { rounds, count }) {
    const begun = performance.now();
    const told = [];
    for (let round = 0; round < rounds; round++) told.push(await actions.claims(context, { key: randomHex(32), count }));
    return { told, milliseconds: performance.now() - begun };
  },

  /** Claims, runs and completes events until this is killed, or there are no more; tells each that is completed. */
  async churn({ store, tell }, { keys }) {
    const done = [];
    for (const key of keys) {
      const claim = claimOf({ key, lease: 3000 });
      try {
        if ((await store.claim(claim)).is === "won" && (await store.complete(key, claim.token, DAY))) {
          done.push(key);
          tell?.({ done: key });
        }
      } catch (error) {
        return { done, rejected: String(error?.message ?? error) };
      }
    }
    return { done };
  },

  /** Works off an inbox until nothing has come for a while. By its number an event is released once, given up, extended or just completed. */
  async drain({ store }, { endpoint, patience, buries }) {
    const taken = [];
    for (let last = performance.now(); performance.now() - last < patience; ) {
      const token = randomHex(16);
      const event = await store.take(endpoint, token, 30_000);
      if (event === undefined) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      last = performance.now();
      const { n } = JSON.parse(event.head);
      const intact = new TextDecoder().decode(event.body) === bodyOf(n);
      const what = n % 10 === 3 && event.attempt === 1 ? "release" : n % 20 === 7 && buries ? "bury" : "complete";
      if (n % 10 === 5 && !(await store.extend(event.key, token, 30_000))) throw new Error(`event ${n} could not be extended`);
      const was = what === "release" ? await store.release(event.key, token, 200, "later") : what === "bury" ? await store.bury(event.key, token, "no", undefined) : await store.complete(event.key, token, DAY);
      taken.push({ n, what, was, intact, attempt: event.attempt });
    }
    return taken;
  },

  /** Removes all that need not be remembered, so many at a time. */
  async clean({ store }, { limit }) {
    const begun = performance.now();
    let removed = 0;
    let longest = 0;
    for (;;) {
      const before = performance.now();
      const now = await store.clean(limit);
      longest = Math.max(longest, performance.now() - before);
      removed += now;
      if (now < limit) return { removed, longest, milliseconds: performance.now() - begun };
    }
  },

  /** Puts in so many events that need not be remembered. */
  fill: ({ fill }, { count }) => fill(count),

  /** Claims an event, writes its effect and completes it within a transaction, which ends as it is told. */
  async transact({ store, effect, tell }, { key, ends, patience }) {
    const claim = claimOf({ key, lease: 60_000 });
    const begun = performance.now();
    const result = await store.transaction(patience, async ({ claim: claims, complete, client }) => {
      const claimed = await claims(claim);
      if (claimed.is !== "won") return { commit: false, result: claimed };
      await effect(client, key);
      if (ends === "hangs before it completes") await forever(tell);
      const completed = await complete(key, claim.token, DAY);
      if (ends === "hangs before it commits") await forever(tell);
      if (ends === "throws") throw new Error("thrown by the handler");
      return { commit: ends === "commits", result: { ...claimed, completed } };
    });
    return { ...result, milliseconds: performance.now() - begun };
  },

  effects: ({ effects }, { key }) => effects(key),

  clock: async (_, { clock }) => setClock(clock),
};

export const DAY = 86_400_000;

/** A claim, with what is not told filled in. */
export function claimOf({ key, token = randomHex(16), lease, keep = DAY, body = "x", endpoint = "suite", id = "e" }) {
  return { key, endpoint, id, type: "suite.tested", digest: digestOf(body), token, lease, keep };
}

/** Something of the shape of a digest. */
export const digestOf = (body) => [...new TextEncoder().encode(body)].map((byte) => byte.toString(16).padStart(2, "0")).join("").padEnd(64, "0").slice(0, 64);

/** The body of an event of an inbox: not only ASCII, and not of one length. */
export const bodyOf = (n) => `{"n":${n},"text":"ж${"é".repeat(n % 50)}"}`;

export const deliveryOf = (n) => ({ head: JSON.stringify({ id: `e${n}`, n, headers: [["content-type", "application/json"]] }), body: { utf8: bodyOf(n) } });

export function randomHex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const TrueDate = Date;
let shift = 0;

/** Makes this process believe that it is so many milliseconds later. */
export function setClock(milliseconds) {
  shift = milliseconds;
  if (shift === 0) return void (globalThis.Date = TrueDate);
  globalThis.Date = class extends TrueDate {
    constructor(...given) {
      super(...(given.length === 0 ? [TrueDate.now() + shift] : given));
    }
    static now() {
      return TrueDate.now() + shift;
    }
  };
}

/** Bodies travel as text, and null for what is missing. */
function revived(value) {
  if (value === null) return undefined;
  if (typeof value?.utf8 === "string") return new TextEncoder().encode(value.utf8);
  if (Array.isArray(value) || typeof value !== "object" || value === undefined) return value;
  return Object.fromEntries(Object.entries(value).map(([name, value]) => [name, revived(value)]));
}

function plain(value) {
  return value instanceof Uint8Array ? { utf8: new TextDecoder().decode(value) } : (value ?? null);
}

function forever(tell) {
  tell?.({ hangs: true });
  return new Promise((resolve) => setTimeout(resolve, 600_000));
}
