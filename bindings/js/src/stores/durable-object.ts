// What is remembered in Cloudflare Durable Objects with SQL storage, and in which of them an event is.

import { named, wrong } from "../arguments.js";
import type { CleanableStore, DeadEvent, InboxStore, KeptDelivery, Taken } from "../receiver/store.js";
import { pack, unpack } from "./frame.js";
import { SQLITE, statements } from "./sql/statements.js";
import type { Row, Value } from "./sql/statements.js";
import type { SqlStore } from "./sql/store.js";
import { sqlStore } from "./sql/store.js";

/** What the store uses of the binding of a Durable Object class. */
export interface DurableObjects {
  idFromName(name: string): any;
  get(id: any): { fetch(url: string, init: any): Promise<{ readonly status: number; arrayBuffer(): Promise<ArrayBuffer> }> };
}

/** What {@link durableObjectStore} can be told. */
export interface DurableObjectOptions {
  /** What the objects' names begin with. Default: `countersign`. */
  readonly name?: string;
  /**
   * Over how many objects events are spread, from 1 to 256. Default: 1, which takes some hundreds of deliveries a second. With another
   * number or name what was remembered is not found again. An inbox asks object after object for work.
   */
  readonly shards?: number;
}

/** A store in Durable Objects. */
export type DurableObjectStore = InboxStore & CleanableStore;

/**
 * A store in Durable Objects of the class {@link CountersignEvents}; `namespace` is their binding, `env.EVENTS`. There is nothing to
 * migrate, and what need not be remembered removes itself.
 *
 * The event's key says in which of the `shards` objects it is. It has no transactional mode: a handler does not run where the storage is. A delivery that an
 * inbox keeps, its headers included, has to be smaller than 2 MB, which is the most that the storage takes for a row.
 *
 * @throws {TypeError} if `namespace` is no such binding, or an option cannot be used.
 */
export function durableObjectStore(namespace: DurableObjects, options: DurableObjectOptions = {}): DurableObjectStore {
  const { name = "countersign", shards = 1 } = named(options, "durableObjectStore", "{ name, shards }");
  const { idFromName, get } = Object(namespace) as Partial<DurableObjects>;
  if (typeof idFromName !== "function" || typeof get !== "function") {
    throw wrong("durableObjectStore: namespace", "a binding of a Durable Object class", namespace, "is it bound in wrangler's configuration?");
  }
  if (typeof name !== "string") throw wrong("durableObjectStore: name", "string", name);
  if (typeof shards !== "number") throw wrong("durableObjectStore: shards", "number", shards);
  if (!Number.isInteger(shards) || shards < 1 || shards > 256) throw new TypeError(`durableObjectStore: shards: expected a whole number from 1 to 256, got ${shards}`);

  const ask = async (shard: number, method: Method, args: readonly unknown[], body?: Uint8Array) => {
    const object = namespace.get(namespace.idFromName(`${name}-${shard}`));
    // The host's name means nothing: the request goes to the object.
    const response = await object.fetch("https://countersign.invalid/", { method: "POST", body: pack({ method, args }, body) });
    if (response.status !== 200) throw new Error(`durable-object: it answered ${response.status}; is ${DurableObjectClass} the class that is bound?`);
    return unpack(await response.arrayBuffer());
  };
  const tell = async <R>(key: string, method: Method, args: readonly unknown[], body?: Uint8Array): Promise<R> => {
    // Keys are hashes, so their first digits spread evenly.
    const { value } = await ask(Number.parseInt(key.slice(0, 8), 16) % shards, method, [key, ...args], body);
    return value as R;
  };
  /** Where the next search for work begins, so that no object's events come last for ever. */
  let first = 0;
  const all = () => Array.from({ length: shards }, (_, index) => (first + index) % shards);

  return {
    name: "durable-object",
    claim: ({ key, ...claim }) => tell(key, "claim", [claim]),
    complete: (key, token, keep) => tell(key, "complete", [token, keep]),
    release: (key, token, delay, error) => tell(key, "release", [token, delay, error]),
    extend: (key, token, lease) => tell(key, "extend", [token, lease]),
    async look(key) {
      return (await tell<"pending" | "done" | "dead" | null>(key, "look", [])) ?? undefined;
    },
    keep: ({ key, delivery, ...input }) => tell(key, "keep", [{ ...input, head: delivery.head }], delivery.body),
    bury: (key, token, error, delivery) => tell(key, "bury", [token, error, delivery?.head], delivery?.body),
    revive: (key) => tell(key, "revive", []),
    async take(endpoint, token, lease) {
      for (const shard of all()) {
        const { value, bytes } = await ask(shard, "take", ["", endpoint, token, lease]);
        if (value === null) continue;
        const taken = value as Omit<Taken, "body" | "receivedAt"> & { receivedAt: string };
        first = shard + 1;
        return { ...taken, receivedAt: new Date(taken.receivedAt), body: bytes };
      }
      return undefined;
    },
    async dead(endpoint, limit) {
      const answers = await Promise.all(all().map((shard) => ask(shard, "dead", ["", endpoint, limit])));
      const events = answers.flatMap(({ value }) => value as (Omit<DeadEvent, "receivedAt"> & { receivedAt: string })[])
        .map((event) => ({ ...event, id: event.id, type: event.type, error: event.error, receivedAt: new Date(event.receivedAt) }));
      return events.sort((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime()).slice(0, limit);
    },
    async clean(limit) {
      let removed = 0;
      for (const shard of all()) {
        if (removed >= limit) break;
        removed += (await ask(shard, "clean", ["", limit - removed])).value as number;
      }
      return removed;
    },
  };
}

/** What the class uses of its state. */
export interface DurableObjectState {
  readonly storage: {
    readonly sql: { exec(sql: string, ...params: any[]): { raw(): Iterable<any> } };
    getAlarm(): Promise<number | null>;
    setAlarm(time: number): Promise<void>;
  };
}

/**
 * The class of the objects, which the Worker's main module exports as it is. In wrangler's configuration it is bound, and one of
 * `new_sqlite_classes`.
 *
 * Only {@link durableObjectStore} asks it anything; do not pass requests from outside on to it.
 */
export class CountersignEvents {
  readonly #storage: DurableObjectState["storage"];
  readonly #store: SqlStore;
  #isReady: Promise<void> | undefined;

  constructor(state: DurableObjectState, _env?: unknown) {
    this.#storage = state.storage;
    this.#store = sqlStore("durable-object", statements(SQLITE, undefined), async ({ text }, params) => (
      [...this.#storage.sql.exec(text, ...params.map(stored)).raw()] as Row[]
    ));
  }

  async fetch(request: { arrayBuffer(): Promise<ArrayBuffer> }): Promise<Response> {
    const { value, bytes } = unpack(await request.arrayBuffer());
    const { method, args } = value as { method: Method; args: [string, ...any[]] };
    // One that failed is tried anew.
    await (this.#isReady ??= this.#prepare().catch((error: unknown) => {
      this.#isReady = undefined;
      throw error;
    }));
    const answer = await METHODS[method](this.#store, args, bytes);
    return new Response(answer instanceof Uint8Array ? answer as Uint8Array<ArrayBuffer> : pack(answer ?? null) as Uint8Array<ArrayBuffer>);
  }

  /** Removes what need not be remembered, and comes again. */
  async alarm(): Promise<void> {
    const removed = await this.#store.clean(CLEANED);
    await this.#storage.setAlarm(Date.now() + (removed === CLEANED ? SOON : LATER));
  }

  async #prepare(): Promise<void> {
    await this.#store.migrate();
    if ((await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(Date.now() + LATER);
  }
}

/** Not the class's own name, which a bundler may change. */
const DurableObjectClass = "CountersignEvents";

/** At most so many events are removed at a time; milliseconds until the next time if there may be more, and if not. */
const CLEANED = 1000;
const SOON = 1000;
const LATER = 6 * 3_600_000;

type Method = Exclude<keyof DurableObjectStore, "name">;

/** What an object does when it is asked: `args` begins with the event's key, which may be empty. */
const METHODS: Readonly<Record<Method, (store: SqlStore, args: [string, ...any[]], bytes: Uint8Array) => Promise<unknown>>> = {
  claim: (store, [key, claim]) => store.claim({ key, ...claim }),
  complete: (store, [key, token, keep]) => store.complete(key, token, keep),
  release: (store, [key, token, delay, error]) => store.release(key, token, delay, error ?? undefined),
  extend: (store, [key, token, lease]) => store.extend(key, token, lease),
  look: (store, [key]) => store.look(key),
  keep: (store, [key, { head, ...input }], body) => store.keep({ key, ...input, delivery: { head, body } }),
  bury: (store, [key, token, error, head], body) => store.bury(key, token, error ?? undefined, delivery(head, body)),
  revive: (store, [key]) => store.revive(key),
  async take(store, [, endpoint, token, lease]) {
    const taken = await store.take(endpoint, token, lease);
    if (taken === undefined) return undefined;
    const { body, ...rest } = taken;
    return pack(rest, body);
  },
  dead: (store, [, endpoint, limit]) => store.dead(endpoint, limit),
  clean: (store, [, limit]) => store.clean(limit),
};

function delivery(head: string | null | undefined, body: Uint8Array): KeptDelivery | undefined {
  return head === null || head === undefined ? undefined : { head, body };
}

/** The storage takes an ArrayBuffer whole, and no view of a part of one. */
function stored(value: Value): unknown {
  return value instanceof Uint8Array ? value.slice().buffer : value;
}
