import type { Store } from "../receiver/store.js";
/** A client of the package `ioredis`, or its `Cluster`. */
export interface IoRedisClient {
    evalsha(sha: string, keys: number, ...rest: (string | number)[]): Promise<unknown>;
    eval(script: string, keys: number, ...rest: (string | number)[]): Promise<unknown>;
}
/** A connected client of the package `redis` (node-redis 4 or newer), its pool or its cluster. */
export interface NodeRedisClient {
    evalSha(sha: string, options: {
        keys: string[];
        arguments: string[];
    }): Promise<unknown>;
    eval(script: string, options: {
        keys: string[];
        arguments: string[];
    }): Promise<unknown>;
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
/**
 * A store of claims in Redis 5 or newer, by the server's clock: each change is one script over one key, so it works on a cluster too.
 *
 * It is for handlers that run inline, and has no inbox. A Redis that writes its log once a second forgets its last second when the machine fails, and a
 * replica that takes over may be behind: what was answered and only stored would be lost, and what was done may run again. Where an event must never run twice,
 * use a transactional store; where it is to be worked on later, a SQL store.
 *
 * @throws TypeError if `client` is neither an `ioredis` nor a `redis` client.
 */
export declare function redisStore(client: IoRedisClient | NodeRedisClient, options?: RedisStoreOptions): Store;
