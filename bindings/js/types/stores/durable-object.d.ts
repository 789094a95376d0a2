import type { CleanableStore, InboxStore } from "../receiver/store.js";
/** What the store uses of the binding of a Durable Object class. */
export interface DurableObjects {
    idFromName(name: string): any;
    get(id: any): {
        fetch(url: string, init: any): Promise<{
            readonly status: number;
            arrayBuffer(): Promise<ArrayBuffer>;
        }>;
    };
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
export declare function durableObjectStore(namespace: DurableObjects, options?: DurableObjectOptions): DurableObjectStore;
/** What the class uses of its state. */
export interface DurableObjectState {
    readonly storage: {
        readonly sql: {
            exec(sql: string, ...params: any[]): {
                raw(): Iterable<any>;
            };
        };
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
export declare class CountersignEvents {
    #private;
    constructor(state: DurableObjectState, _env?: unknown);
    fetch(request: {
        arrayBuffer(): Promise<ArrayBuffer>;
    }): Promise<Response>;
    /** Removes what need not be remembered, and comes again. */
    alarm(): Promise<void>;
}
