// What a store of claims asks of Redis, by whichever client the program has: the core's scripts, one key each.

import { kind, wrong } from "../arguments.js";
import * as lua from "../receiver/lua.js";
import type { Claimed, State, Store } from "../receiver/store.js";

/** A client of the package `ioredis`, or its `Cluster`. */
export interface IoRedisClient {
  evalsha(sha: string, keys: number, ...rest: (string | number)[]): Promise<unknown>;
  eval(script: string, keys: number, ...rest: (string | number)[]): Promise<unknown>;
}

/** A connected client of the package `redis` (node-redis 4 or newer), its pool or its cluster. */
export interface NodeRedisClient {
  evalSha(sha: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

export interface RedisStoreOptions {
  /** What the keys begin with; `countersign:` unless another is asked for. */
  readonly prefix?: string;
  /**
   * Seconds to wait for an answer of the server, 5 unless another number is asked for. The clients wait for long, or without end, for a
   * server that is away; the sender does not.
   */
  readonly timeoutSeconds?: number;
}

/** How a script reaches the server. */
type Evaluate = (how: "sha" | "source", script: string, key: string, parameters: string[]) => Promise<unknown>;

/**
 * A store of claims in Redis 5 or newer, by the server's clock: each change is one script over one key, so it works on a cluster too.
 *
 * It is for handlers that run inline, and has no inbox. A Redis that writes its log once a second forgets its last second when the machine fails, and a
 * replica that takes over may be behind: what was answered and only stored would be lost, and what was done may run again. Where an event must never run twice,
 * use a transactional store; where it is to be worked on later, a SQL store.
 *
 * @throws TypeError if `client` is neither an `ioredis` nor a `redis` client.
 */
export function redisStore(client: IoRedisClient | NodeRedisClient, options: RedisStoreOptions = {}): Store {
  if (typeof options !== "object" || options === null) throw wrong("options", 'an object such as { prefix: "countersign:" }', options);
  const { prefix = "countersign:", timeoutSeconds = 5 } = options;
  if (typeof prefix !== "string") throw wrong("prefix", "string", prefix);
  if (typeof timeoutSeconds !== "number" || !(timeoutSeconds > 0 && timeoutSeconds <= 60)) {
    throw new TypeError(`timeoutSeconds: expected a number over 0 and at most 60, got ${typeof timeoutSeconds === "number" ? timeoutSeconds : kind(timeoutSeconds)}`);
  }
  const evaluate = evaluator(client);
  const run = async (script: string, key: string, ...parameters: (string | number)[]): Promise<unknown> =>
    within(timeoutSeconds, evaluated(evaluate, script, prefix + key, parameters.map(String)));
  const changed = async (...call: Parameters<typeof run>): Promise<boolean> => Number(await run(...call)) === 1;
  return {
    name: "redis",
    async claim({ key, token, digest, lease, keep }) {
      return claimed(await run(lua.CLAIM, key, token, digest, lease, keep));
    },
    complete: (key, token, keep) => changed(lua.COMPLETE, key, token, keep),
    // What failed is told to the log hook; here it would only be forgotten with the key.
    release: (key, token, delay) => changed(lua.RELEASE, key, token, delay),
    extend: (key, token, lease) => changed(lua.EXTEND, key, token, lease),
    async look(key) {
      const state = await run(lua.LOOK, key);
      return state === null || state === undefined ? undefined : (String(state) as State);
    },
  };
}

/** By the methods that only one of the two has. */
function evaluator(client: IoRedisClient | NodeRedisClient): Evaluate {
  const has = (name: string): boolean => typeof (client as unknown as Record<string, unknown> | null | undefined)?.[name] === "function";
  if (has("eval") && has("evalSha")) {
    const redis = client as NodeRedisClient;
    return (how, script, key, parameters) => redis[how === "sha" ? "evalSha" : "eval"](script, { keys: [key], arguments: parameters });
  }
  if (has("eval") && has("evalsha")) {
    const redis = client as IoRedisClient;
    return (how, script, key, parameters) => redis[how === "sha" ? "evalsha" : "eval"](script, 1, key, ...parameters);
  }
  throw wrong("client", "a client of `ioredis` or `redis`", client, kind(client) === "string" ? "make one with new Redis(url)" : undefined);
}

/** A script by its digest, and whole where the server does not know it: it was started anew, or is another of a cluster. */
async function evaluated(evaluate: Evaluate, script: string, key: string, parameters: string[]): Promise<unknown> {
  try {
    return await evaluate("sha", await sha(script), key, parameters);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
    return evaluate("source", script, key, parameters);
  }
}

const digests = /* @__PURE__ */ new Map<string, Promise<string>>();

/** SHA-1, by which Redis names scripts. */
function sha(script: string): Promise<string> {
  let digest = digests.get(script);
  if (digest === undefined) {
    digest = crypto.subtle.digest("SHA-1", new TextEncoder().encode(script)).then((bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
    digests.set(script, digest);
  }
  return digest;
}

/** Rejects once it takes too long. A script that runs after all does no harm: a claim is over by itself, and tokens are compared. */
function within<T>(seconds: number, answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`redis: no answer within ${seconds} s; is the server there?`)), seconds * 1000);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function claimed(answer: unknown): Claimed {
  const [is, number] = Array.isArray(answer) ? answer : [];
  switch (String(is)) {
    case "won":
      return { is: "won", attempt: Number(number) };
    case "busy":
      return { is: "busy", retryAfter: Number(number) };
    case "done":
    case "dead":
    case "conflict":
      return { is: String(is) as "done" | "dead" | "conflict" };
    default:
      throw new Error(`redis: expected the answer of the claim script, got ${kind(answer)}; is a proxy between?`);
  }
}
